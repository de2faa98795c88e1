//! HTML under construction, for the few parts that are written without a template.

use tera::escape_html;

/// A buffer that knows markup from text.
#[derive(Default)]
pub(crate) struct Html(Vec<u8>);

impl Html {
    /// An empty one with room for `bytes`.
    pub(crate) fn with_capacity(bytes: usize) -> Html {
        Html(Vec::with_capacity(bytes))
    }

    /// Markup, as it is.
    pub(crate) fn raw(&mut self, markup: &str) -> &mut Html {
        self.0.extend_from_slice(markup.as_bytes());
        self
    }

    /// Text, escaped as templates escape it; also fit for attributes in double quotes.
    pub(crate) fn text(&mut self, text: &str) -> &mut Html {
        // Writing to memory cannot fail.
        let _ = escape_html(text, &mut self.0);
        self
    }

    /// All of it.
    pub(crate) fn finish(self) -> String {
        // Markup and escaped text are both UTF-8.
        String::from_utf8(self.0).unwrap_or_default()
    }
}
