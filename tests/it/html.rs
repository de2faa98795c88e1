//! As much of an HTML reader as checking links takes: tags, attributes, ids. For the output of our own templates,
//! which is well-formed; not for the web at large.

/// An opening tag.
pub(crate) struct Tag<'a> {
    /// `a`
    pub(crate) name: &'a str,
    /// Names and values, the five XML references resolved.
    pub(crate) attributes: Vec<(&'a str, String)>,
}

impl Tag<'_> {
    /// The value of an attribute.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| *n == name).map(|(_, value)| value.as_str())
    }
}

/// All opening tags of a page, those in comments, scripts and style sheets left out.
pub(crate) fn tags(html: &str) -> Vec<Tag<'_>> {
    let mut all = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let (tag, after) = tag(rest);
        rest = after;
        if matches!(tag.name, "script" | "style") {
            rest = rest.split_once(&format!("</{}", tag.name)).map_or("", |(_, after)| after);
        }
        all.push(tag);
    }
    all
}

/// One tag from behind its `<`, and what follows its `>`.
fn tag(html: &str) -> (Tag<'_>, &str) {
    let end = html.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap_or(html.len());
    let (name, mut rest) = html.split_at(end);
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if let Some(after) = rest.strip_prefix('>') {
            return (Tag { name, attributes }, after);
        }
        let end = rest.find(|c: char| c.is_whitespace() || c == '=' || c == '>').unwrap_or(rest.len());
        if end == 0 {
            return (Tag { name, attributes }, rest);
        }
        let (key, after) = rest.split_at(end);
        let (value, after) = match after.strip_prefix('=') {
            None => ("", after),
            Some(value) => match value.chars().next() {
                Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
                _ => value.split_at(value.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(value.len())),
            },
        };
        attributes.push((key, resolved(value)));
        rest = after;
    }
}

fn resolved(value: &str) -> String {
    let value = value.replace("&quot;", "\"").replace("&#39;", "'").replace("&#x27;", "'").replace("&#x2F;", "/");
    value.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[test]
fn tags_of_a_page() {
    let html =
        "<!-- <a href=x> --><a href=\"b&amp;c\" download class='d'>1 < 2</a><br/><script>\"<i>\"</script><p id=e>";
    let found: Vec<_> = tags(html).into_iter().map(|tag| (tag.name, tag.attributes)).collect();
    let attribute = |name, value: &str| (name, value.to_owned());
    assert_eq!(
        found,
        [
            ("a", vec![attribute("href", "b&c"), attribute("download", ""), attribute("class", "d")]),
            ("br", vec![]),
            ("script", vec![]),
            ("p", vec![attribute("id", "e")]),
        ]
    );
}
