//! What stands in `[^…]`: the id of a source, and perhaps a line of it.

/// What stands in `[^…]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label<'a> {
    /// The source's id as written.
    pub(super) source: &'a str,
    /// The line, from 1.
    pub(super) line: Option<u32>,
}

impl<'a> Label<'a> {
    /// Reads `source` or `source:9`, with white space round the colon or without. What is no line number is left in the
    /// id, which then is unknown.
    pub(super) fn read(label: &'a str) -> Label<'a> {
        let line = label.rsplit_once(':').and_then(|(source, line)| {
            let (source, line) = (source.trim_end(), line.trim_start());
            let digits = line.bytes().all(|b| b.is_ascii_digit());
            let line = line.parse().ok().filter(|&n: &u32| digits && n > 0)?;
            (!source.is_empty()).then_some((source, line))
        });
        match line {
            Some((source, line)) => Label { source, line: Some(line) },
            None => Label { source: label, line: None },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Label;

    #[test]
    fn labels() {
        for (label, source, line) in [
            ("wire", "wire", None),
            ("wire:9", "wire", Some(9)),
            ("a:b:12", "a:b", Some(12)),
            ("wire:0", "wire:0", None),
            ("wire:+9", "wire:+9", None),
            ("wire:x", "wire:x", None),
            ("wire:", "wire:", None),
            (":9", ":9", None),
            ("wire:99999999999", "wire:99999999999", None),
            ("wire:\u{a0}9", "wire", Some(9)),
            ("wire : 9", "wire", Some(9)),
        ] {
            assert_eq!(Label::read(label), Label { source, line }, "{label:?}");
        }
    }
}
