//! What runs in the browser, compiled in, and how it gets into a page.
//!
//! A page differs from what `build` writes by one script element before `</body>`, which says what text of the page
//! it stands in. All else is built by the script, in a shadow tree beside the page.

/// The script: its parts in one function, so that a page's own scripts do not see them.
pub(super) const SCRIPT: &str = concat!(
    "(() => {\n\"use strict\";\n",
    include_str!("client/morph.js"),
    include_str!("client/page.js"),
    include_str!("client/notice.js"),
    include_str!("client/panel.js"),
    include_str!("client/connect.js"),
    "})();\n",
);
/// The styles of what it builds.
pub(super) const STYLE: &str = include_str!("client/preview.css");

/// A page with the script in it.
pub(super) fn with_script(html: &[u8], digest: &str) -> Vec<u8> {
    let script = format!("<script src=\"/_tearsheet/preview.js\" data-digest=\"{digest}\" defer></script>");
    let end = memchr::memmem::rfind(html, b"</body>").unwrap_or(html.len());
    let mut page = Vec::with_capacity(html.len() + script.len());
    page.extend_from_slice(&html[..end]);
    page.extend_from_slice(script.as_bytes());
    page.extend_from_slice(&html[end..]);
    page
}

/// A page of our own, where the site has none to show: the problems, as a terminal shows them.
pub(super) fn problem_page(title: &str, problems: &str) -> Vec<u8> {
    let (title, problems) = (escaped(title), escaped(problems));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <link rel=\"stylesheet\" href=\"/_tearsheet/preview.css\">\n</head>\n<body class=\"tearsheet-problems\">\n\
         <main>\n<h1>{title}</h1>\n<p>The page appears as soon as this is mended.</p>\n\
         <pre tabindex=\"0\">{problems}</pre>\n</main>\n</body>\n</html>\n"
    )
    .into_bytes()
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    crate::markup::attribute(&mut out, text);
    out
}
