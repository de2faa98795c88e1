//! Whether what is served is what a clean build writes: every file, byte for byte but for the preview script.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use serde_json::{Value, json};

use crate::http::Client;
use crate::watch::{address, contains, files_below};

/// What a comparison came to.
#[derive(Default)]
pub(crate) struct Verdict {
    pub(crate) files: usize,
    /// Addresses of files that differ, or are not served.
    pub(crate) different: Vec<String>,
}

impl Verdict {
    /// With the first of what differs.
    pub(crate) fn report(&self) -> Value {
        let first: Vec<&String> = self.different.iter().take(5).collect();
        json!({ "files": self.files, "different": self.different.len(), "first": first })
    }
}

/// Gets every file of `built` from the server, and compares.
pub(crate) fn served_equals(built: &Path, port: u16) -> io::Result<Verdict> {
    let mut client = Client::new(port);
    let mut verdict = Verdict::default();
    let is_hidden = |path: &str| path.split('/').any(|name| name.starts_with('.'));
    for path in files_below(built)?.into_iter().filter(|path| !is_hidden(path)) {
        verdict.files += 1;
        let address = address(&path);
        let same = client.get(&address)?;
        // The page for what is not there is answered as such.
        let found = same.status == 200 || path == "404.html";
        if !found || !is_preview_of(&same.body, &fs::read(built.join(&path))?) {
            verdict.different.push(address);
        }
    }
    Ok(verdict)
}

/// Compares two outputs, hidden files too.
pub(crate) fn outputs_equal(one: &Path, other: &Path) -> io::Result<Verdict> {
    let (left, right): (BTreeSet<_>, BTreeSet<_>) =
        (files_below(one)?.into_iter().collect(), files_below(other)?.into_iter().collect());
    let mut verdict = Verdict { files: left.len(), different: left.symmetric_difference(&right).cloned().collect() };
    for path in left.intersection(&right) {
        if fs::read(one.join(path))? != fs::read(other.join(path))? {
            verdict.different.push(path.clone());
        }
    }
    Ok(verdict)
}

/// Whether `served` is `built`, or `built` with one script of the preview put into it.
pub(crate) fn is_preview_of(served: &[u8], built: &[u8]) -> bool {
    if served == built {
        return true;
    }
    let before = served.iter().zip(built).take_while(|(a, b)| a == b).count();
    let Some(added) = served[before..].strip_suffix(&built[before..]) else { return false };
    // What follows the script may begin like it, and was then taken for its beginning: `</body>`, or another script.
    (0..added.len().min(64)).any(|shift| {
        let (rest, beginning) = added.split_at(added.len() - shift);
        served[..before].ends_with(beginning) && is_preview_script(&[beginning, rest].concat())
    })
}

fn is_preview_script(text: &[u8]) -> bool {
    let Some(inside) = text.trim_ascii().strip_prefix(b"<script") else { return false };
    let Some(inside) = inside.strip_suffix(b"</script>") else { return false };
    contains(inside, "/_tearsheet/") && !contains(inside, "</script")
}

#[cfg(test)]
mod tests {
    use super::is_preview_of;

    #[test]
    fn one_script_may_be_added_and_nothing_else() {
        let built = b"<body>text</body>";
        let script = "<script src=\"/_tearsheet/x.js\"></script>";
        for same in [
            "<body>text</body>".to_owned(),
            format!("<body>text{script}</body>"),
            format!("<body>text\n{script}\n</body>"),
        ] {
            assert!(is_preview_of(same.as_bytes(), built), "{same}");
        }
        let another = "<script type=\"x\">1</script>";
        assert!(is_preview_of(format!("<p>{script}{another}").as_bytes(), format!("<p>{another}").as_bytes()));
        for other in [
            "<body>text</body",
            "<body>next</body>",
            "<body>text",
            "<body>text<script></script></body>",
            "<body>next<script src=\"/_tearsheet/x.js\"></script></body>",
            "<body>text<script src=\"/_tearsheet/x.js\"></script><i>more</i></body>",
        ] {
            assert!(!is_preview_of(other.as_bytes(), built), "{other}");
        }
    }
}
