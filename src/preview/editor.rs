//! Links that open an editor at a line.
//!
//! Which editor it is, is told from what `$VISUAL` or `$EDITOR` says; the caller reads those.

use std::path::Path;

/// An editor, by the form of the links that it opens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Editor {
    /// `vscode://file/…:line:column`, and its relatives by their own scheme.
    Code(&'static str),
    /// `idea://open?file=…&line=…&column=…`
    Idea,
    /// `zed://file/…:line:column`
    Zed,
    /// `file://…`: whatever the system opens such files with.
    #[default]
    File,
}

/// Programs that are Visual Studio Code or descend from it, and their schemes.
const CODES: [(&str, &str); 5] = [
    ("code", "vscode"),
    ("code-insiders", "vscode-insiders"),
    ("codium", "vscodium"),
    ("cursor", "cursor"),
    ("windsurf", "windsurf"),
];
/// Programs of the JetBrains family.
const IDEAS: [&str; 9] =
    ["idea", "webstorm", "pycharm", "rustrover", "clion", "goland", "phpstorm", "rubymine", "fleet"];

impl Editor {
    /// The editor that a command such as `/usr/bin/code --wait` starts.
    pub fn of(command: &str) -> Editor {
        let program = command.split_whitespace().next().unwrap_or_default();
        let name = program.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
        let name = name.trim_end_matches(".sh");
        if let Some((_, scheme)) = CODES.iter().find(|(program, _)| *program == name) {
            return Editor::Code(scheme);
        }
        match name {
            "zed" | "zeditor" => Editor::Zed,
            _ if IDEAS.contains(&name) => Editor::Idea,
            _ => Editor::File,
        }
    }

    /// The link to a place in a file; lines and columns count from 1.
    pub fn link(self, file: &Path, line: u32, column: u32) -> String {
        let path = escaped(file);
        match self {
            Editor::Code(scheme) => format!("{scheme}://file{path}:{line}:{column}"),
            Editor::Zed => format!("zed://file{path}:{line}:{column}"),
            Editor::Idea => format!("idea://open?file={path}&line={line}&column={column}"),
            Editor::File => format!("file://{path}"),
        }
    }
}

/// A path with `%XX` for all that is not plain in a URL.
fn escaped(path: &Path) -> String {
    let mut url = String::new();
    for &byte in path.as_os_str().as_encoded_bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            url.push(char::from(byte));
        } else {
            url.push_str(&format!("%{byte:02X}"));
        }
    }
    url
}

#[cfg(test)]
mod tests {
    use super::{Editor, Path};

    #[test]
    fn editors_are_told_from_their_commands() {
        for (command, link) in [
            ("code --wait", "vscode://file/a%20b/c.toml:3:7"),
            ("/opt/RustRover/bin/rustrover.sh", "idea://open?file=/a%20b/c.toml&line=3&column=7"),
            ("zed", "zed://file/a%20b/c.toml:3:7"),
            ("vim", "file:///a%20b/c.toml"),
            ("", "file:///a%20b/c.toml"),
        ] {
            assert_eq!(Editor::of(command).link(Path::new("/a b/c.toml"), 3, 7), link, "{command}");
        }
    }
}
