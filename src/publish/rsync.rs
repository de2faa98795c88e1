//! Publishing to a folder of another machine, by `rsync` and `ssh`.
//!
//! The folder is one of releases, as on this machine ([`super::directory`]). What is asked of the other machine besides
//! the transfer is a fixed script (`releases.sh`), whose arguments are quoted; it runs in whatever `sh` is there.
//! Unchanged files are hard links to the release that is shown, made by `rsync` where their bytes are equal.

use std::path::{Path, PathBuf};

use super::error::Error;
use super::owner::{Owner, mark};
use super::program::Program;
use super::release::{Generation, Release};
use super::releases::{INCOMING, RELEASES, foreign, linked, newest_first};
use super::site::Site;
use super::target::{Job, Outcome, Remote, Target};

/// The hash of each file, in the notation of `sha256sum`: by it the other machine tells whether a release is whole.
const SUMS: &str = ".tearsheet-sums";
const SCRIPT: &str = include_str!("releases.sh");

/// A folder of releases on another machine.
pub(super) struct Server {
    /// Where what is sent is laid out.
    stage: PathBuf,
    host: String,
    path: String,
    ssh: Vec<String>,
    keep: usize,
    /// Whether something was left there by a publication that was cut short; the link that was seen.
    untidy: Option<String>,
    /// The link that was seen last.
    seen: Option<String>,
}

impl Server {
    pub(super) fn open(stage: PathBuf, host: &str, path: &str, ssh: &[String], keep: usize) -> Server {
        Server {
            stage,
            host: host.to_owned(),
            path: path.to_owned(),
            ssh: ssh.to_vec(),
            keep,
            untidy: None,
            seen: None,
        }
    }

    /// Has the script run there, with something on its standard input.
    fn ask(&self, verb: &str, arguments: &[&str], input: &[u8]) -> Result<Vec<u8>, Error> {
        let mut line = format!("exec sh -c {} tearsheet {verb} {}", quoted(SCRIPT), quoted(&self.path));
        for argument in arguments {
            line.push(' ');
            line.push_str(&quoted(argument));
        }
        let (program, options) = self.ssh.split_first().map_or(("ssh", [].as_slice()), |(p, o)| (p.as_str(), o));
        let program = Program::new(program).args(options).args(["--", &self.host]).args([line]);
        program.feed(|sink| sink.write_all(input).map_err(Error::io("write to", Path::new("ssh"))))
    }

    /// The first line of the answer, and the rest.
    fn answer(&self, verb: &str, arguments: &[&str], input: &[u8]) -> Result<(String, String), Error> {
        let said = String::from_utf8_lossy(&self.ask(verb, arguments, input)?).into_owned();
        let (first, rest) = said.split_once('\n').unwrap_or((&said, ""));
        if let Some(owner) = first.strip_prefix("locked") {
            return Err(Error::Locked { owner: Owner::describe(owner.trim()) });
        }
        if first == "overtaken" {
            return Err(Error::Overtaken("another publication took place just now; nothing was changed".to_owned()));
        }
        Ok((first.to_owned(), rest.to_owned()))
    }

    fn shown(&self) -> String {
        format!("{}:{}", self.host, self.path)
    }

    fn unexpected(&self, said: &str) -> Error {
        Error::Service(format!("`{}` answered what was not asked: {}", self.host, super::program::clean(said, &[])))
    }

    /// Takes the lock: of a publisher of this machine that has ended, too.
    fn begin(&self, owner: &str, link: &str, break_lock: bool) -> Result<(), Error> {
        let try_with = |breaking: &str| self.answer("begin", &[owner, link, breaking, &mark(owner)], b"");
        let first = self.ask("begin", &[owner, link, if break_lock { "any" } else { "-" }, &mark(owner)], b"")?;
        let first = String::from_utf8_lossy(&first).trim_end().to_owned();
        let gone = first.strip_prefix("locked ").filter(|holder| Owner::parse(holder).is_some_and(|o| o.is_gone()));
        let said = match gone {
            Some(holder) => try_with(holder)?.0,
            None if first == "ready" => first,
            None => return Err(self.refused(&first)),
        };
        if said == "ready" { Ok(()) } else { Err(self.unexpected(&said)) }
    }

    fn refused(&self, said: &str) -> Error {
        match said.strip_prefix("locked") {
            Some(owner) => Error::Locked { owner: Owner::describe(owner.trim()) },
            None if said == "overtaken" => {
                Error::Overtaken("another publication took place just now; nothing was changed".to_owned())
            }
            None => self.unexpected(said),
        }
    }

    /// Gives the lock back after a failure. If that fails too, the next one is told of it.
    fn give_back(&self, owner: &str, error: Error) -> Error {
        let _ = self.ask("give", &[owner], b"");
        error
    }

    fn transfer(&self, site: &Site, owner: &str) -> Result<(), Error> {
        let shell = self.ssh.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(" ");
        let to = format!("{}:{}/{RELEASES}/{INCOMING}-{}/", self.host, self.path, mark(owner));
        let options = [
            "--checksum",
            "--perms",
            "--chmod=D755,F644",
            "--protect-args",
            "--from0",
            "--files-from=-",
            "--link-dest=../../current/",
        ];
        let from = format!("{}/", self.stage.display());
        let program = Program::new("rsync").args(options).args(["-e", &shell, "--", &from, &to]);
        let write = |sink: &mut dyn std::io::Write| {
            for path in site.manifest.paths().chain([SUMS]) {
                sink.write_all(path.as_bytes())
                    .and_then(|()| sink.write_all(b"\0"))
                    .map_err(Error::io("write to", Path::new("rsync")))?;
            }
            Ok(())
        };
        program.feed(write).map(drop)
    }
}

impl Target for Server {
    fn describe(&self) -> String {
        format!("`{}`", self.shown())
    }

    fn look(&mut self, site: Option<&Site>) -> Result<Remote, Error> {
        let known = site.map_or("-", |site| site.generation.as_str());
        let (first, rest) = self.answer("look", &[known], b"")?;
        if first == "foreign" {
            return Err(foreign(&self.shown()));
        }
        let link = first.strip_prefix("current ").ok_or_else(|| self.unexpected(&first))?;
        let (link, is_untidy) = link.strip_suffix(" untidy").map_or((link, false), |link| (link, true));
        self.untidy = is_untidy.then(|| link.to_owned());
        self.seen = Some(link.to_owned());
        if link == "-" {
            return Ok(Remote::default());
        }
        let generation = linked(link).ok_or_else(|| foreign(&self.shown()))?;
        // Of the site that we have, its manifest need not travel.
        let release = match site.filter(|site| site.generation == generation) {
            Some(site) => {
                Release::parse_head(rest.trim_end()).map(|head| Release { manifest: site.manifest.clone(), ..head })
            }
            None => Release::parse(&rest),
        };
        match release.filter(|release| release.generation == generation) {
            Some(release) => Ok(Remote { release: Some(release) }),
            None => Err(foreign(&self.shown())),
        }
    }

    fn read(&mut self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        self.ask("read", &[path], b"").map(|bytes| Some(bytes).filter(|bytes| !bytes.is_empty()))
    }

    fn send(&mut self, job: &Job<'_>) -> Result<Outcome, Error> {
        let owner = Owner::this().render();
        let before = job.remote.release.as_ref().map(|release| &release.generation);
        let link = before.map_or("-".to_owned(), |generation| format!("{RELEASES}/{generation}"));
        job.watch.phase("copying");
        let sums = job.site.stage(&self.stage, &job.release.render(), job.watch)?;
        let file = self.stage.join(SUMS);
        std::fs::write(&file, sums).map_err(Error::io("write", &file))?;
        self.begin(&owner, &link, job.break_lock)?;
        job.watch.phase("transferring");
        self.transfer(job.site, &owner).map_err(|error| self.give_back(&owner, error))?;
        job.watch.phase("showing");
        let (generation, keep) = (job.release.generation.as_str(), self.keep.to_string());
        let release = job.release.render();
        let finished = self.answer("finish", &[&owner, &link, generation, &keep, &mark(&owner)], release.as_bytes());
        match finished {
            Ok((said, _)) if said == "shown" => Ok(Outcome::default()),
            Ok((said, _)) => {
                let error = self.unexpected(&said);
                Err(self.give_back(&owner, error))
            }
            // The connection may have broken before or after the site was shown: ask.
            Err(error) => match self.look(Some(job.site)) {
                Ok(Remote { release: Some(now) }) if now.generation == job.release.generation => {
                    Ok(Outcome { notes: vec![format!("shown, but not tidied up: {error}")] })
                }
                _ => Err(self.give_back(&owner, error)),
            },
        }
    }

    fn tidy(&mut self, break_lock: bool) -> Result<(), Error> {
        let Some(link) = self.untidy.take() else { return Ok(()) };
        let owner = Owner::this().render();
        match self.begin(&owner, &link, break_lock) {
            Ok(()) => self.ask("give", &[&owner], b"").map(drop),
            // Somebody is at work, whose litter it is not.
            Err(Error::Locked { .. } | Error::Overtaken(_)) => Ok(()),
            Err(error) => Err(error),
        }
    }

    fn releases(&mut self) -> Result<Vec<Release>, Error> {
        let said = String::from_utf8_lossy(&self.ask("list", &[], b"")?).into_owned();
        let mut all: Vec<Release> = said.split("\n\n").filter_map(Release::parse_head).collect();
        newest_first(&mut all);
        Ok(all)
    }

    fn roll_back(&mut self, to: &Generation, break_lock: bool) -> Result<Outcome, Error> {
        let owner = Owner::this().render();
        let link = self.seen.clone().unwrap_or_else(|| "-".to_owned());
        let ask = |breaking: &str| self.ask("back", &[&owner, to.as_str(), breaking, &link], b"");
        let said = String::from_utf8_lossy(&ask(if break_lock { "any" } else { "-" })?).trim_end().to_owned();
        let gone = said.strip_prefix("locked ").filter(|holder| Owner::parse(holder).is_some_and(|o| o.is_gone()));
        let said = match gone {
            Some(holder) => String::from_utf8_lossy(&ask(holder)?).trim_end().to_owned(),
            None => said,
        };
        match said.as_str() {
            "shown" => Ok(Outcome::default()),
            "gone" => Err(Error::Settings(format!("the release {to} is not there any more"))),
            other => match other.strip_prefix("lost ") {
                Some(lost) => Err(Error::Foreign(format!(
                    "the release {to} is not whole: {lost} of its files are gone or changed"
                ))),
                None => Err(self.refused(other)),
            },
        }
    }
}

/// One word of a shell, whatever is in it.
fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::{SCRIPT, SUMS, quoted};
    use crate::disk::MANIFEST;

    #[test]
    fn a_word_stays_one() {
        assert_eq!(quoted("a b;c"), "'a b;c'");
        assert_eq!(quoted("it's"), "'it'\\''s'");
        assert!(SCRIPT.contains(MANIFEST) && SCRIPT.contains(SUMS));
    }
}
