//! Who holds a lock at a place: a machine, a process, since when.

use jiff::Timestamp;

/// The holder of a lock, as written into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Owner {
    host: String,
    process: u32,
    since: Timestamp,
    /// Whether the process began before the machine was started last cannot be told by its number alone.
    boot: String,
    /// In which namespace the number means that process: containers count for themselves.
    namespace: String,
}

impl Owner {
    /// This process, now.
    pub(super) fn this() -> Owner {
        let host = rustix::system::uname().nodename().to_string_lossy().replace(char::is_whitespace, "-");
        let boot = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
        Owner {
            host,
            process: std::process::id(),
            since: Timestamp::now(),
            boot: boot.trim().to_owned(),
            namespace: namespace(),
        }
    }

    /// One line.
    pub(super) fn render(&self) -> String {
        let since = self.since.strftime("%Y-%m-%dT%H:%M:%SZ");
        let boot = if self.boot.is_empty() { "-" } else { &self.boot };
        let namespace = if self.namespace.is_empty() { "-" } else { &self.namespace };
        format!("{} process {} since {since} {boot} {namespace}", self.host, self.process)
    }

    /// Reads it; `None` if it is not as we write it.
    pub(super) fn parse(text: &str) -> Option<Owner> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let [host, "process", process, "since", since, boot, namespace] = words.as_slice() else { return None };
        let boot = if *boot == "-" { "" } else { boot };
        Some(Owner {
            host: (*host).to_owned(),
            process: process.parse().ok()?,
            since: since.parse().ok()?,
            boot: boot.to_owned(),
            namespace: if *namespace == "-" { String::new() } else { (*namespace).to_owned() },
        })
    }

    /// Whether it was a process of this machine that has ended.
    pub(super) fn is_gone(&self) -> bool {
        let this = Owner::this();
        if self.host != this.host || self.boot.is_empty() {
            return false;
        }
        if self.boot != this.boot {
            return true;
        }
        if self.namespace.is_empty() || self.namespace != this.namespace {
            return false;
        }
        let Some(process) = i32::try_from(self.process).ok().and_then(rustix::process::Pid::from_raw) else {
            return false;
        };
        let ended = rustix::process::test_kill_process(process) == Err(rustix::io::Errno::SRCH);
        // One that was killed and that nobody has asked about yet has ended as well.
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.process)).unwrap_or_default();
        let state = stat.rsplit_once(") ").map_or("", |(_, rest)| rest);
        ended || state.starts_with(['Z', 'X'])
    }

    /// For people.
    pub(super) fn describe(text: &str) -> String {
        match Owner::parse(text) {
            Some(owner) => {
                format!(
                    "process {} on `{}`, since {}",
                    owner.process,
                    owner.host,
                    owner.since.strftime("%Y-%m-%d %H:%M:%S UTC")
                )
            }
            None if text.trim().is_empty() => "it does not say who".to_owned(),
            None => super::program::clean(text.lines().next().unwrap_or_default(), &[]).chars().take(200).collect(),
        }
    }
}

/// The namespace of processes that this one is in; empty where there is no such thing.
fn namespace() -> String {
    let link = std::fs::read_link("/proc/self/ns/pid").map(|link| link.display().to_string()).unwrap_or_default();
    link.replace(char::is_whitespace, "")
}

/// What tells a folder that one publisher fills from that of another. Its process number does not: in a container it often
/// is 1.
pub(super) fn mark(owner: &str) -> String {
    blake3::hash(owner.as_bytes()).to_hex()[..12].to_owned()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::Owner;

    #[test]
    fn an_owner_is_read_as_written_and_known_to_live() {
        let this = Owner::this();
        let read = Owner::parse(&this.render()).unwrap();
        assert_eq!((&read.host, read.process), (&this.host, this.process));
        assert!(!read.is_gone());
        let mut child = std::process::Command::new("true").spawn().unwrap();
        let gone = Owner { process: child.id(), ..Owner::this() };
        child.wait().unwrap();
        assert!(gone.boot.is_empty() || gone.is_gone());
        assert!(!Owner { host: "elsewhere".to_owned(), ..gone }.is_gone());
        assert_eq!(Owner::parse("somebody"), None);
    }
}
