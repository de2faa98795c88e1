//! Fenced blocks that hold no code but the TOML of a chart.

use std::ops::Range;

use pulldown_cmark::CodeBlockKind;

use crate::span::Span;

/// The word behind the fence.
const CHART: &str = "chart";

/// A fenced block `chart`.
#[derive(Clone, Debug)]
pub struct Fence {
    /// The word behind the fence.
    pub span: Span,
    /// Where the text stands in the file; `None` if it does not stand there as it is, as in a list.
    pub toml: Option<Range<usize>>,
}

/// Whether a code block is a chart.
pub(super) fn is_chart(kind: &CodeBlockKind<'_>) -> bool {
    matches!(kind, CodeBlockKind::Fenced(info) if info.trim() == CHART)
}

impl Fence {
    /// The block that the parser found at `block`; `place` leads from the Markdown into the file.
    pub(super) fn at(markdown: &str, block: &Range<usize>, place: impl Fn(Range<usize>) -> Span) -> Fence {
        let text = markdown.get(block.clone()).unwrap_or("");
        let word = block.start + text.find(CHART).unwrap_or(0);
        let first = text.find('\n').map_or(text.len(), |end| end + 1);
        // The fence that closes it is of the sign of the first; a text may end without one.
        let mark = text.get(..1).unwrap_or("");
        let closes = |line: &str| line.starts_with(mark) && line.trim_end().chars().all(|c| mark.starts_with(c));
        let last = text.trim_end().rfind('\n').map_or(0, |end| end + 1);
        let end = if last >= first && text.get(last..).is_some_and(closes) { last } else { text.len() };
        let is_at_margin =
            markdown.get(..block.start).is_some_and(|before| before.is_empty() || before.ends_with('\n'));
        let toml = is_at_margin.then(|| place(block.start + first..block.start + end).range());
        Fence { span: place(word..word + CHART.len()), toml }
    }
}
