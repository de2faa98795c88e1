//! Where a site is published, and with which headers: `[publish]` and `[headers]` of the settings.

use crate::span::{Span, Spanned};

/// A place that a site is published to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// `NAME` of `[publish.NAME]`; empty for `[publish]`.
    pub name: String,
    /// Where its name stands.
    pub span: Span,
    /// How it is reached.
    pub transport: Transport,
    /// The address that readers know it by.
    pub url: Option<Spanned<String>>,
    /// How many releases are kept; of a bucket, the assets of how many.
    pub keep: usize,
    /// How many pages may go away without a question.
    pub max_deletes: Allowance,
    /// Whose limits the site must stay within; `None`: as the address of the repository tells.
    pub limits: Option<Host>,
    /// A program and its arguments, run after a change went out.
    pub after: Vec<String>,
}

/// How a place is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Transport {
    /// A branch of a git repository.
    Git {
        /// A remote of the project's repository, an address, or a path.
        remote: String,
        /// The branch.
        branch: String,
        /// Whether each publication follows the one before; if not, the branch always has one commit.
        history: bool,
    },
    /// A folder of this machine.
    Directory {
        /// Absolute, or relative to the project.
        path: String,
    },
    /// A folder of another machine, by `ssh` and `rsync`.
    Rsync {
        /// `user@host`, or `host`.
        host: String,
        /// Absolute.
        path: String,
        /// The program that connects, and its options.
        ssh: Vec<String>,
    },
    /// A bucket of S3, or of a service that speaks its language.
    S3(ObjectStore),
    /// A program of the host.
    Command {
        /// The program and its arguments; `{dir}` stands for the folder of the site.
        command: Vec<String>,
    },
}

/// A bucket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectStore {
    /// Its name.
    pub name: String,
    /// Its region.
    pub region: String,
    /// The service's address; `None` is Amazon's own.
    pub endpoint: Option<String>,
    /// The folder within; empty, or with a slash at its end.
    pub prefix: String,
    /// Whose credentials in the shared file, where the environment has none.
    pub profile: String,
}

/// Whether a variable of the environment holds a secret, by its name.
pub fn is_secret_name(name: &str) -> bool {
    const PARTS: [&str; 9] =
        ["TOKEN", "SECRET", "PASSWORD", "PASSPHRASE", "PASSWD", "CREDENTIAL", "API_KEY", "ACCESS_KEY", "PRIVATE_KEY"];
    let name = name.to_ascii_uppercase();
    PARTS.iter().any(|part| name.contains(part)) || ["PASS", "SSHPASS"].contains(&&*name) || name.ends_with("_PASS")
}

/// How many pages may go away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowance {
    /// So many of a hundred.
    Percent(u32),
    /// So many.
    Pages(usize),
}

/// A host whose limits are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Host {
    /// GitHub Pages.
    GithubPages,
    /// Cloudflare Pages, free of charge.
    CloudflareFree,
    /// Cloudflare Pages, paid for.
    CloudflarePaid,
    /// Netlify.
    Netlify,
    /// One without limits.
    None,
}

/// Headers of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headers {
    /// Whether those that protect readers are sent.
    pub security: Security,
    /// `Cache-Control` of files whose name changes with their content.
    pub assets: String,
    /// `Cache-Control` of everything else.
    pub pages: String,
}

/// Which headers protect readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Security {
    /// All: nothing is loaded but what the site consists of.
    #[default]
    Strict,
    /// None.
    Off,
}

impl Default for Headers {
    fn default() -> Headers {
        Headers {
            security: Security::Strict,
            assets: "public, max-age=31536000, immutable".to_owned(),
            pages: "public, max-age=0, must-revalidate".to_owned(),
        }
    }
}

impl Transport {
    /// As an editor writes it: `git`.
    pub fn name(&self) -> &'static str {
        match self {
            Transport::Git { .. } => "git",
            Transport::Directory { .. } => "dir",
            Transport::Rsync { .. } => "rsync",
            Transport::S3(_) => "s3",
            Transport::Command { .. } => "command",
        }
    }
}

impl Host {
    /// All.
    pub const ALL: [Host; 5] =
        [Host::GithubPages, Host::CloudflareFree, Host::CloudflarePaid, Host::Netlify, Host::None];

    /// As an editor writes it: `github-pages`.
    pub fn name(self) -> &'static str {
        match self {
            Host::GithubPages => "github-pages",
            Host::CloudflareFree => "cloudflare-free",
            Host::CloudflarePaid => "cloudflare-paid",
            Host::Netlify => "netlify",
            Host::None => "none",
        }
    }
}

impl Allowance {
    /// Of so many pages; of a share, rounded up, and one at least.
    pub fn of(self, pages: usize) -> usize {
        match self {
            Allowance::Pages(allowed) => allowed,
            Allowance::Percent(percent) => (pages * percent as usize).div_ceil(100).max(1),
        }
    }
}
