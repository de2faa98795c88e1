//! The repository that a site is published to, reached with the project's own settings and credentials.
//!
//! Everything happens in a repository of ours, below `.tearsheet/`: the project's own is only asked where its remote is
//! and how it is reached. No object, reference, index or hook of it is touched. Its settings are handed on in the
//! environment, since some of them are secrets and an argument list can be read by everybody.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::error::Error;
use super::program::{Program, without_user};
use super::target::absolute;
use crate::disk::{Fingerprint, Manifest};

/// All settings of our repository; the others are handed over each time.
const CONFIG: &str = "[core]\n\trepositoryformatversion = 0\n\tbare = true\n";

/// What the remote is called in our repository.
const NAME: &str = "tearsheet";

/// A credential helper that answers with what it finds in its environment.
const HELPER: &str = "!f() { test \"$1\" = get && printf 'username=%s\\npassword=%s\\n' \"$TEARSHEET_GIT_USER\" \"$TEARSHEET_GIT_PASSWORD\"; }; f";

/// A branch of a remote repository.
pub(super) struct Repository {
    /// Ours.
    folder: PathBuf,
    root: PathBuf,
    /// The address, without a user.
    pub(super) url: String,
    /// As the settings name it.
    pub(super) shown: String,
    pub(super) branch: String,
    settings: Vec<(String, String)>,
    login: Option<(String, String)>,
}

impl Repository {
    /// `remote` is the name of a remote of the project, an address, or a path.
    pub(super) fn open(root: &Path, folder: &Path, remote: &str, branch: &str) -> Result<Repository, Error> {
        let config = project_settings(root);
        let key = |end: &str| format!("remote.{remote}.{end}");
        let named = config.get(&key("pushurl")).or_else(|| config.get(&key("url"))).and_then(|urls| urls.last());
        let url = match named {
            Some(url) => url.clone(),
            None if is_address(remote) => remote.to_owned(),
            None if remote.contains(['/', '.']) => absolute(root, remote).to_string_lossy().into_owned(),
            None if Program::new("git").current_dir(root).args(["rev-parse", "--git-dir"]).output().is_err() => {
                return Err(Error::Settings(
                    "the project is in no git repository, so it has no remote: `git init` first, or give an address in `remote`"
                        .to_owned(),
                ));
            }
            None => {
                return Err(Error::Settings(format!(
                    "the project's repository has no remote `{remote}`\n\
                     Add it with `git remote add {remote} ADDRESS`, or give the address itself in `remote`."
                )));
            }
        };
        if url.starts_with('-') || runs_helper(&url) || url.contains(char::is_control) {
            return Err(Error::Settings(format!(
                "`{}` is no address to publish to",
                without_user(&url).escape_debug()
            )));
        }
        let (url, login) = without_login(&url);
        // A path is relative to the project; ours is elsewhere.
        let url = if is_address(&url) { url } else { absolute(root, &url).to_string_lossy().into_owned() };
        let reaches = ["credential.", "http.", "url.", "ssh.", "user.", "protocol.", "core.sshcommand", "core.askpass"];
        let mut settings: Vec<(String, String)> = Vec::new();
        for (key, values) in &config {
            let own = key.strip_prefix(&format!("remote.{remote}.")).filter(|end| end.starts_with("proxy"));
            if reaches.iter().any(|reach| key.starts_with(reach)) {
                settings.extend(values.iter().map(|value| (key.clone(), value.clone())));
            } else if let Some(end) = own {
                settings.extend(values.iter().map(|value| (format!("remote.{NAME}.{end}"), value.clone())));
            }
        }
        if login.is_some() {
            settings.push(("credential.helper".to_owned(), String::new()));
            settings.push(("credential.helper".to_owned(), HELPER.to_owned()));
        }
        settings.push((format!("remote.{NAME}.url"), url.clone()));
        let shown = without_user(remote);
        Ok(Repository {
            folder: folder.to_owned(),
            root: root.to_owned(),
            url,
            shown,
            branch: branch.to_owned(),
            settings,
            login,
        })
    }

    /// `refs/heads/BRANCH`.
    pub(super) fn reference(&self) -> String {
        format!("refs/heads/{}", self.branch)
    }

    /// The reference of our repository that follows the remote's.
    pub(super) fn ours(&self) -> String {
        let of = blake3::hash(format!("{}\n{}", self.url, self.branch).as_bytes()).to_hex();
        format!("refs/tearsheet/{}", &of[..16])
    }

    /// Git, in our repository, with everything that reaches the remote.
    pub(super) fn git(&self) -> Program {
        let mut secrets: Vec<String> = self.login.iter().map(|(_, password)| password.clone()).collect();
        secrets.extend(
            self.settings
                .iter()
                .filter(|(key, _)| key.to_ascii_lowercase().ends_with("extraheader"))
                .map(|(_, value)| value.rsplit(' ').next().unwrap_or(value).to_owned()),
        );
        let settings = [
            ("core.bare", "true"),
            ("core.hooksPath", "/dev/null"),
            ("gc.auto", "0"),
            ("maintenance.auto", "false"),
            ("advice.detachedHead", "false"),
            ("push.gpgSign", "false"),
            ("push.followTags", "false"),
            ("transfer.unpackLimit", "1"),
        ];
        let settings = settings.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
        let settings: Vec<(String, String)> = settings.chain(self.settings.iter().cloned()).collect();
        let mut program = Program::new("git").hiding(&secrets).current_dir(&self.root).env("GIT_DIR", &self.folder);
        for inherited in ["GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE", "GIT_PREFIX"] {
            program = program.without(inherited);
        }
        for (number, (key, value)) in settings.iter().enumerate() {
            program =
                program.env(&format!("GIT_CONFIG_KEY_{number}"), key).env(&format!("GIT_CONFIG_VALUE_{number}"), value);
        }
        program = program.env("GIT_CONFIG_COUNT", settings.len().to_string());
        if let Some((user, password)) = &self.login {
            program = program.env("TEARSHEET_GIT_USER", user).env("TEARSHEET_GIT_PASSWORD", password);
        }
        program
    }

    /// Makes our repository, if it is not there. Called by who holds the project's lock, so that no other run is at work
    /// in it: a lock of git's is that of a process which was killed, maybe while it made the repository, and would be in
    /// the way forever. What lies here is only a copy, so it is made anew.
    pub(super) fn prepare(&self) -> Result<(), Error> {
        if self.folder.join("HEAD").is_file() && !self.is_locked() {
            // Whatever stands in its settings was not written by us to be obeyed.
            let config = self.folder.join("config");
            let _ = fs::remove_file(&config);
            return fs::write(&config, CONFIG).map_err(Error::io("write", &config));
        }
        if self.folder.is_dir() {
            fs::remove_dir_all(&self.folder).map_err(Error::io("remove", &self.folder))?;
        }
        fs::create_dir_all(&self.folder).map_err(Error::io("create", &self.folder))?;
        self.git().args(["init", "--quiet", "--bare", "--template="]).args([&self.folder]).output().map(drop)
    }

    /// Whether git left a lock: of the settings, the list of what is missing, the packed references, or one of ours.
    fn is_locked(&self) -> bool {
        let holds_lock = |folder: &Path| {
            let files = fs::read_dir(folder).into_iter().flatten().flatten();
            files.map(|file| file.file_name()).any(|name| Path::new(&name).extension().is_some_and(|end| end == "lock"))
        };
        holds_lock(&self.folder) || holds_lock(&self.folder.join("refs/tearsheet"))
    }

    /// Git says what failed; which setting that is, and what may be wrong with it, it cannot know.
    fn unreached(&self, error: Error) -> Error {
        let Error::Program { program, said, status } = error else { return error };
        let remedy = if Path::new(&self.url).is_absolute() && !Path::new(&self.url).exists() {
            "there is no such folder: correct `remote` in `tearsheet.toml`, or make the repository with `git init --bare`"
        } else {
            "it is `remote` in `tearsheet.toml`, or the remote of that name: see that it is there, and that you may read it"
        };
        let said = format!("{said}\n`{}` cannot be read: {remedy}", self.shown);
        Error::Program { program, said, status }
    }

    /// The commit that the branch is at, there; `None` if there is no such branch.
    pub(super) fn tip(&self) -> Result<Option<String>, Error> {
        self.prepare()?;
        let asked = self.git().args(["ls-remote", "--quiet", NAME, &self.reference()]).text();
        let said = asked.map_err(|error| self.unreached(error))?;
        let line = said.lines().find_map(|line| line.split_once('\t').filter(|(_, name)| *name == self.reference()));
        Ok(line.map(|(commit, _)| commit.to_owned()))
    }

    /// Has the commit here: it alone, or with all that came before.
    pub(super) fn fetch(&self, tip: &str, history: bool) -> Result<(), Error> {
        self.prepare()?;
        let complete = || !self.folder.join("shallow").is_file();
        if self.has(tip) && (!history || complete()) {
            return Ok(());
        }
        let depth: &[&str] = match (history, complete()) {
            (false, _) => &["--depth=1"],
            (true, false) => &["--unshallow"],
            (true, true) => &[],
        };
        let refspec = format!("+{}:{}", self.reference(), self.ours());
        let fetch = self.git().args(["fetch", "--quiet", "--no-tags", "--no-write-fetch-head"]).args(depth);
        fetch.args([NAME, &refspec]).output()?;
        if self.has(tip) {
            return Ok(());
        }
        Err(Error::Overtaken("the branch moved while it was fetched; nothing was changed: publish again".to_owned()))
    }

    /// Whether a commit is here with all its files.
    fn has(&self, commit: &str) -> bool {
        self.git().args(["rev-parse", "--verify", "--quiet", &format!("{commit}^{{tree}}")]).output().is_ok()
    }

    /// The bytes of a file of a commit; `None` if it has none. That git failed is not taken for "none".
    pub(super) fn file(&self, commit: &str, path: &str) -> Result<Option<Vec<u8>>, Error> {
        let asked = format!("{commit}:{path}\n");
        let batch = self.git().args(["cat-file", "--batch"]);
        let said =
            batch.feed(|sink| sink.write_all(asked.as_bytes()).map_err(Error::io("write to", Path::new("git"))))?;
        // `ID blob SIZE`, the bytes, a line end; or what was asked, and `missing`.
        let end = memchr::memchr(b'\n', &said).unwrap_or(said.len());
        let (head, body) = said.split_at(end);
        let head = String::from_utf8_lossy(head);
        let words: Vec<&str> = head.split(' ').collect();
        let size = match words.as_slice() {
            [_, "blob", size] => size.parse::<usize>().ok(),
            _ => None,
        };
        Ok(size.and_then(|size| body.get(1..=size)).map(<[u8]>::to_vec))
    }

    /// The files of a manifest that a commit has, with the bytes that it says.
    pub(super) fn intact(&self, commit: &str, manifest: &Manifest) -> Result<Manifest, Error> {
        let said = self.git().args(["ls-tree", "-r", "-z", commit]).output()?;
        let objects: BTreeMap<String, String> = said
            .split(|&byte| byte == 0)
            .filter_map(|line| {
                let line = String::from_utf8_lossy(line).into_owned();
                let (head, path) = line.split_once('\t')?;
                let plain = head.strip_prefix("100644 blob ")?;
                Some((path.to_owned(), plain.to_owned()))
            })
            .collect();
        let there: Vec<&(String, Fingerprint)> =
            manifest.files().iter().filter(|(path, _)| objects.contains_key(path)).collect();
        let asked: String =
            there.iter().filter_map(|(path, _)| objects.get(path)).map(|id| format!("{id}\n")).collect();
        let batch = self.git().args(["cat-file", "--batch"]);
        let said =
            batch.feed(|sink| sink.write_all(asked.as_bytes()).map_err(Error::io("write to", Path::new("git"))))?;
        let mut rest = said.as_slice();
        let mut intact = Vec::with_capacity(there.len());
        for (path, fingerprint) in there {
            let Some(end) = memchr::memchr(b'\n', rest) else { break };
            let (head, body) = rest.split_at(end);
            let size = String::from_utf8_lossy(head).rsplit(' ').next().and_then(|size| size.parse::<usize>().ok());
            let Some(bytes) = size.and_then(|size| body.get(1..=size)) else { break };
            if Fingerprint::of(bytes) == *fingerprint {
                intact.push((path.clone(), *fingerprint));
            }
            rest = body.get(bytes.len() + 2..).unwrap_or_default();
        }
        Ok(intact.into_iter().collect())
    }

    /// All paths of a commit.
    pub(super) fn paths(&self, commit: &str) -> Result<Vec<String>, Error> {
        let said = self.git().args(["ls-tree", "-r", "-z", "--name-only", commit]).output()?;
        let names = said.split(|&byte| byte == 0).filter(|name| !name.is_empty());
        Ok(names.map(|name| String::from_utf8_lossy(name).into_owned()).collect())
    }

    /// Moves the branch there to a commit that is here, if it still is where it was seen.
    pub(super) fn push(&self, commit: &str, seen: Option<&str>) -> Result<(), Error> {
        let lease = format!("--force-with-lease={}:{}", self.reference(), seen.unwrap_or(""));
        let refspec = format!("{commit}:{}", self.reference());
        let push = self.git().args(["push", "--porcelain", "--no-verify", "--no-signed", "--no-recurse-submodules"]);
        match push.args([&lease, "--", NAME, &refspec]).output() {
            Ok(_) => Ok(()),
            // A push that was cut short may have arrived all the same.
            Err(error) => match self.tip() {
                Ok(Some(now)) if now == commit => Ok(()),
                Ok(now) if now.as_deref() != seen => Err(Error::Overtaken(
                    "the branch was moved by somebody else just now; nothing was changed: publish again to see the plan anew"
                        .to_owned(),
                )),
                _ => Err(error),
            },
        }
    }
}

/// The settings of the project's own repository: those of its own files, not the user's, which hold for ours as well.
fn project_settings(root: &Path) -> BTreeMap<String, Vec<String>> {
    let list = Program::new("git").current_dir(root).args(["config", "--list", "--show-scope", "--includes", "-z"]);
    let said = list.text().unwrap_or_default();
    let mut settings: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut parts = said.split('\0');
    while let (Some(scope), Some(entry)) = (parts.next(), parts.next()) {
        let (key, value) = entry.split_once('\n').unwrap_or((entry, "true"));
        if matches!(scope, "local" | "worktree" | "command") || key.starts_with("remote.") {
            settings.entry(key.to_owned()).or_default().push(value.to_owned());
        }
    }
    settings
}

/// `transport::address`, for which git would run a program of that name.
fn runs_helper(url: &str) -> bool {
    url.split_once("::")
        .is_some_and(|(helper, _)| helper.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b)))
}

/// Whether a text is an address rather than a path or a name: `https://…`, `git@host:…`.
fn is_address(text: &str) -> bool {
    let scp = text.split_once(':').is_some_and(|(host, _)| !host.is_empty() && !host.contains('/'));
    text.contains("://") || scp
}

/// An address of http without the user and password in it, and these.
fn without_login(url: &str) -> (String, Option<(String, String)>) {
    let plain = || (url.to_owned(), None);
    let Some((scheme, rest)) = url.split_once("://").filter(|(scheme, _)| scheme.starts_with("http")) else {
        return plain();
    };
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let Some((login, host)) = authority.rsplit_once('@') else { return plain() };
    let (user, password) = login.split_once(':').unwrap_or((login, ""));
    (format!("{scheme}://{host}{path}"), Some((decoded(user), decoded(password))))
}

/// `%40` → `@`.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok()).filter(|_| first == b'%');
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::{is_address, without_login};

    #[test]
    fn a_login_is_taken_out_of_an_address() {
        let login = |user: &str, password: &str| Some((user.to_owned(), password.to_owned()));
        let cases = [
            ("https://a.example/x.git", "https://a.example/x.git", None),
            ("https://me:p%40ss@a.example:8443/x.git", "https://a.example:8443/x.git", login("me", "p@ss")),
            ("https://t0ken@a.example/x", "https://a.example/x", login("t0ken", "")),
            ("ssh://git@a.example/x", "ssh://git@a.example/x", None),
            ("git@a.example:x/y.git", "git@a.example:x/y.git", None),
        ];
        for (url, plain, user) in cases {
            assert_eq!(without_login(url), (plain.to_owned(), user), "{url}");
        }
        assert!(
            is_address("git@a.example:x") && is_address("file:///x") && !is_address("../x.git") && !is_address("/a:b")
        );
    }
}
