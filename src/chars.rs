//! Edges of text: boundaries of characters, and first letters.

/// The last boundary of a character at or before a byte. (`str::floor_char_boundary` asks for Rust 1.91.)
pub(crate) fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (at.saturating_sub(3)..=at).rfind(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// The first boundary of a character at or after a byte; the end of the text if there is none.
pub(crate) fn ceil(text: &str, at: usize) -> usize {
    (at..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

/// With a capital first letter.
pub(crate) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// With a small first letter.
pub(crate) fn uncapitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// What a character is called that looks like a space, or like nothing, and is no space to Markdown and TOML; `None` for
/// all others.
pub(crate) fn blank_name(c: char) -> Option<&'static str> {
    match c {
        '\u{a0}' => Some("a no-break space"),
        '\u{202f}' => Some("a narrow no-break space"),
        '\u{3000}' => Some("an ideographic space"),
        '\u{200b}' | '\u{2060}' | '\u{feff}' => Some("an invisible character"),
        // Line ends of other systems.
        '\u{85}' | '\u{2028}' | '\u{2029}' => None,
        c => (!c.is_ascii() && c.is_whitespace()).then_some("a space of another width"),
    }
}

/// The first character of [`blank_name`] in `text`, in words: "a no-break space, U+00A0".
pub(crate) fn foreign_blank(text: &str) -> Option<String> {
    text.chars().find_map(|c| Some(format!("{}, U+{:04X}", blank_name(c)?, u32::from(c))))
}
