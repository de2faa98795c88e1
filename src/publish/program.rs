//! Other programs: started without a shell, told apart from us by their name, and never quoted with a secret.
//!
//! What a program says goes to people and logs, so passwords in addresses and the secrets that we handed over are
//! taken out of it. Secrets are handed over in the environment, which only the same user can read; an argument list
//! can be read by everybody.

use std::ffi::OsStr;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::error::Error;
use crate::diagnostics::neutral;
use crate::model::is_secret_name;

/// A program about to be run.
pub(super) struct Program {
    name: String,
    command: Command,
    secrets: Vec<String>,
}

impl Program {
    /// A program of this name, looked up in `PATH`.
    pub(super) fn new(name: &str) -> Program {
        let mut command = Command::new(name);
        // What it says is read, and shown to people: in one language, and without asking behind our back.
        command.env("LC_ALL", "C");
        if !io::stdin().is_terminal() {
            command.env("GIT_TERMINAL_PROMPT", "0");
        }
        Program { name: name.to_owned(), command, secrets: Vec::new() }
    }

    pub(super) fn args<A: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = A>) -> Program {
        self.command.args(args);
        self
    }

    pub(super) fn env(mut self, key: &str, value: impl AsRef<OsStr>) -> Program {
        self.command.env(key, value);
        self
    }

    /// Without a variable that this process has.
    pub(super) fn without(mut self, key: &str) -> Program {
        self.command.env_remove(key);
        self
    }

    pub(super) fn current_dir(mut self, folder: &Path) -> Program {
        self.command.current_dir(folder);
        self
    }

    /// Takes these out of what it says.
    pub(super) fn hiding(mut self, secrets: &[String]) -> Program {
        self.secrets.extend(secrets.iter().filter(|secret| !secret.is_empty()).cloned());
        self
    }

    /// Runs it; what it wrote to standard output, if it succeeded.
    pub(super) fn output(self) -> Result<Vec<u8>, Error> {
        self.feed(|_| Ok(()))
    }

    /// The same as text.
    pub(super) fn text(self) -> Result<String, Error> {
        self.output().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Runs it while `write` writes to its standard input.
    pub(super) fn feed(mut self, write: impl FnOnce(&mut dyn Write) -> Result<(), Error>) -> Result<Vec<u8>, Error> {
        self.command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = self.command.spawn().map_err(|error| self.not_started(&error))?;
        let stdin = child.stdin.take();
        // Its output is read while it is written to, so that neither waits for the other.
        let (written, output) = std::thread::scope(|scope| {
            let reader = scope.spawn(move || child.wait_with_output());
            let mut sink = io::BufWriter::with_capacity(1 << 18, MaybeSink(stdin));
            let written =
                write(&mut sink).and_then(|()| sink.flush().map_err(Error::io("write to", Path::new(&self.name))));
            drop(sink);
            (written, reader.join())
        });
        let output = match output {
            Ok(Ok(output)) => output,
            Ok(Err(error)) => return Err(Error::io("run", Path::new(&self.name))(error)),
            Err(_) => return Err(self.failed("it could not be waited for")),
        };
        // That it ended is the reason why it could not be written to, not the other way round; but our own reasons
        // not to go on come first.
        match written {
            Err(error @ (Error::Changed(_) | Error::Overtaken(_))) => Err(error),
            _ if !output.status.success() => Err(Error::Program {
                program: self.name.clone(),
                said: self.said(&output),
                status: output.status.code(),
            }),
            Err(error) => Err(error),
            Ok(()) => Ok(output.stdout),
        }
    }

    fn not_started(&self, error: &io::Error) -> Error {
        match error.kind() {
            io::ErrorKind::NotFound => self.failed("it is not installed, or not in `PATH`"),
            _ => self.failed(&error.to_string()),
        }
    }

    fn failed(&self, said: &str) -> Error {
        Error::Program { program: self.name.clone(), said: said.to_owned(), status: None }
    }

    /// What it wrote to standard error, or how it ended.
    fn said(&self, output: &Output) -> String {
        let said = clean(&String::from_utf8_lossy(&output.stderr), &self.secrets);
        if said.is_empty() { output.status.to_string() } else { said }
    }
}

/// Standard input of a child, which is there unless the system lost it.
struct MaybeSink(Option<std::process::ChildStdin>);

impl Write for MaybeSink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.0 {
            Some(sink) => sink.write(bytes),
            None => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.as_mut().map_or(Ok(()), Write::flush)
    }
}

/// The last lines of what a program said, without secrets and control characters.
pub(super) fn clean(said: &str, secrets: &[String]) -> String {
    const LINES: usize = 12;
    const WIDTH: usize = 400;
    let mut text = said.to_owned();
    for secret in secrets.iter().cloned().chain(secrets_around()) {
        text = text.replace(secret.as_str(), "…");
    }
    let lines: Vec<String> =
        text.lines().map(|line| without_user(line.trim_end())).filter(|line| !line.is_empty()).collect();
    let lines = &lines[lines.len().saturating_sub(LINES)..];
    let shown = |line: &String| neutral::excerpt(&line.chars().take(WIDTH).collect::<String>()).into_owned();
    lines.iter().map(shown).collect::<Vec<_>>().join("\n")
}

/// What is shorter is a piece of many a word, and would be cut out of all of them.
const SHORTEST: usize = 6;

/// Values of the environment that are secrets, by the names that they have there.
fn secrets_around() -> Vec<String> {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .filter(|(name, value)| value.len() >= SHORTEST && is_secret_name(name))
        .map(|(_, value)| value)
        .collect()
}

/// `https://user:password@host/` → `https://host/`.
pub(super) fn without_user(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("://") {
        out.push_str(before);
        out.push_str("://");
        let end = after.find(|c: char| c.is_whitespace() || "'\"<>".contains(c)).unwrap_or(after.len());
        let (address, tail) = after.split_at(end);
        let authority = address.split('/').next().unwrap_or(address);
        // A password with a slash in it: what seems to be a port is none.
        let is_torn = authority.rsplit_once(':').is_some_and(|(_, port)| !port.bytes().all(|b| b.is_ascii_digit()));
        let reach = if is_torn && !authority.contains('@') { address } else { authority };
        let from = reach.rfind('@').map_or(0, |at| at + 1);
        out.push_str(&without_values(&address[from..]));
        rest = tail;
    }
    out + rest
}

/// An address without what it hands over under the name of a secret: `?private_token=…`.
fn without_values(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for piece in address.split_inclusive(['?', '&', '#']) {
        match piece.split_once('=') {
            Some((name, value)) if is_secret_name(name) => {
                let end = value.find(['?', '&', '#']).unwrap_or(value.len());
                out.extend([name, "=…", &value[end..]]);
            }
            _ => out.push_str(piece),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{clean, without_user};

    #[test]
    fn nothing_secret_is_repeated() {
        let said =
            "fatal: unable to access 'https://me:hunter2@git.example/x.git/': no\u{7}\nremote: token t0psecret\n";
        let told = clean(said, &["t0psecret".to_owned()]);
        assert_eq!(told, "fatal: unable to access 'https://git.example/x.git/': no␇\nremote: token …");
        assert_eq!(without_user("a https://b@c/d ssh://e@f:1/g h"), "a https://c/d ssh://f:1/g h");
        assert_eq!(without_user("http://me:pa/ss@c:80/d@e"), "http://e");
        assert_eq!(without_user("http://c:80/d@e?private_token=abc&x=1"), "http://c:80/d@e?private_token=…&x=1");
    }
}
