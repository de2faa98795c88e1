//! `[publish]` and `[publish.NAME]` of the settings.
//!
//! What only one kind of place has (`bucket`, `branch`) is read for all and then held against `to`: a key of another
//! kind is a mistake, not something to be ignored. Nothing secret may stand here, since settings are published with
//! their repository: a key that looks like a secret, or a password in an address, is told as what it is.

use toml::de::{DeTable, DeValue};

use super::path::is_id;
use super::publish_values::{address, allowance, branch, is_absolute, keep, plain, prefix, words};
use super::reader::{Item, Reader, excerpt};
use super::schema::{Key, Schema, Takes};
use super::words::{Word, names};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{Allowance, Destination, Host, ObjectStore, Transport};
use crate::span::{Span, Spanned};

/// How many releases are kept.
const KEEP: usize = 5;

/// `to`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum To {
    Git,
    Directory,
    Rsync,
    S3,
    Command,
}

impl Word for To {
    const WHAT: &'static str = "a kind of place";
    fn words() -> impl Iterator<Item = (&'static str, Self)> {
        let all = [To::Git, To::Directory, To::Rsync, To::S3, To::Command];
        all.into_iter().map(|to| (to.name(), to))
    }
    fn hint(written: &str) -> Option<&'static str> {
        Some(match written {
            "github" | "gitlab" | "codeberg" | "branch" => "git",
            "directory" | "folder" | "local" => "dir",
            "ssh" | "sftp" | "scp" => "rsync",
            "r2" | "minio" | "bucket" | "aws" => "s3",
            "cloudflare" | "netlify" | "program" => "command",
            _ => return None,
        })
    }
}

impl To {
    fn name(self) -> &'static str {
        match self {
            To::Git => "git",
            To::Directory => "dir",
            To::Rsync => "rsync",
            To::S3 => "s3",
            To::Command => "command",
        }
    }

    /// The keys that only this kind has.
    fn keys(self) -> &'static [&'static str] {
        match self {
            To::Git => &["remote", "branch", "history"],
            To::Directory => &["path"],
            To::Rsync => &["remote", "ssh"],
            To::S3 => &["bucket", "region", "endpoint", "prefix", "profile"],
            To::Command => &["command"],
        }
    }
}

impl Word for Host {
    const WHAT: &'static str = "a host";
    fn words() -> impl Iterator<Item = (&'static str, Self)> {
        Host::ALL.into_iter().map(|host| (host.name(), host))
    }
    fn hint(written: &str) -> Option<&'static str> {
        Some(match written {
            "github" => "github-pages",
            "cloudflare" => "cloudflare-free",
            _ => return None,
        })
    }
}

/// A table while it is read.
#[derive(Default)]
pub(super) struct Draft {
    to: Option<To>,
    url: Option<Spanned<String>>,
    keep: Option<usize>,
    max_deletes: Option<Allowance>,
    limits: Option<Host>,
    after: Vec<String>,
    remote: Option<Spanned<String>>,
    branch: Option<Spanned<String>>,
    history: Option<bool>,
    path: Option<Spanned<String>>,
    ssh: Vec<String>,
    bucket: Option<Spanned<String>>,
    region: Option<Spanned<String>>,
    endpoint: Option<Spanned<String>>,
    prefix: Option<Spanned<String>>,
    profile: Option<Spanned<String>>,
    command: Vec<String>,
}

pub(super) static TABLE: Schema<Draft> = Schema::open(
    "`[publish]`",
    &[
        Key::required("to", Takes::Word(names::<To>), "git, dir, rsync, s3 or command", |r, v, d| {
            d.to = r.word(v).map(|to: Spanned<To>| to.value);
        }),
        Key::optional(
            "url",
            Takes::Form(&["https://example.org/", "https://example.org/briefing/"]),
            "the address that readers know, which must be `base_url`",
            |r, v, d| {
                d.url = address(r, v);
            },
        ),
        Key::optional("keep", Takes::Count(2, 100), "how many releases are kept, 2 to 100", |r, v, d| {
            d.keep = keep(r, v)
        }),
        Key::optional(
            "max_deletes",
            Takes::Form(&["10%", "0%"]),
            "how many pages may go away: `\"10%\"`, or a number",
            |r, v, d| {
                d.max_deletes = allowance(r, v);
            },
        ),
        Key::optional("limits", Takes::Word(names::<Host>), "the host whose limits hold", |r, v, d| {
            d.limits = r.word(v).map(|host: Spanned<Host>| host.value);
        }),
        Key::optional(
            "after",
            Takes::List(&Takes::String),
            "a program to run afterwards, with its arguments",
            |r, v, d| {
                d.after = words(r, v);
            },
        ),
        Key::optional(
            "remote",
            Takes::Form(&["user@example.org:/srv/brief", "user@example.org:/srv/other"]),
            "a git remote, or `user@host:/folder`",
            |r, v, d| {
                d.remote = address(r, v);
            },
        ),
        Key::optional("branch", Takes::Form(&["gh-pages", "site"]), "the branch that is published to", |r, v, d| {
            d.branch = branch(r, v)
        }),
        Key::optional("history", Takes::Flag, "whether the branch keeps what was published before", |r, v, d| {
            d.history = Some(r.flag(v));
        }),
        Key::optional(
            "path",
            Takes::Form(&["/srv/brief", "/srv/other"]),
            "the folder that is published to",
            |r, v, d| d.path = plain(r, v),
        ),
        Key::optional("ssh", Takes::List(&Takes::String), "the program that connects, with its options", |r, v, d| {
            d.ssh = words(r, v);
        }),
        Key::optional("bucket", Takes::String, "the bucket's name", |r, v, d| d.bucket = plain(r, v)),
        Key::optional("region", Takes::String, "the bucket's region", |r, v, d| d.region = plain(r, v)),
        Key::optional(
            "endpoint",
            Takes::Form(&["https://storage.example.org", "https://s3.example.org"]),
            "the address of a service other than Amazon's",
            |r, v, d| {
                d.endpoint = address(r, v);
            },
        ),
        Key::optional("prefix", Takes::String, "a folder within the bucket", |r, v, d| d.prefix = prefix(r, v)),
        Key::optional("profile", Takes::String, "the name of the credentials in the shared file", |r, v, d| {
            d.profile = plain(r, v);
        }),
        Key::optional(
            "command",
            Takes::List(&Takes::String),
            "the host's program; `{dir}` is the site's folder",
            |r, v, d| {
                d.command = words(r, v);
            },
        ),
    ],
    Vec::new,
    Takes::Table(&TABLE),
);

pub(super) fn config(span: Span, title: impl Into<String>) -> Diagnostic {
    Diagnostic::new(codes::CONFIG, span, title)
}

/// Reads `[publish]` with its named tables.
pub(super) fn destinations<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Vec<Destination> {
    let Some(table) = reader.table(item) else { return Vec::new() };
    let mut all = Vec::new();
    let is_named =
        |item: &Item<'a>| matches!(item.value, DeValue::Table(_)) && TABLE.names().all(|name| name != item.key);
    let (named, own): (Vec<_>, Vec<_>) = reader.items(table).into_iter().partition(is_named);
    // A file that has named places only needs no default.
    if !own.is_empty() || named.is_empty() {
        all.extend(one(reader, table, "", item.key_span));
    }
    for item in named {
        let Some(table) = reader.table(item.taking(Takes::Table(&TABLE))) else { continue };
        if !is_id(item.key) {
            let title = format!("expected a name of lower-case letters, digits and `-`, found `{}`", excerpt(item.key));
            reader.report(config(item.key_span, title));
            continue;
        }
        all.extend(one(reader, table, item.key, item.key_span));
    }
    all
}

fn one<'a>(reader: &mut Reader<'a>, table: &'a DeTable<'a>, name: &str, span: Span) -> Option<Destination> {
    let mut draft = Draft::default();
    reader.fields(table, span, &TABLE, &mut draft, |reader, item, _| other(reader, item, name.is_empty()));
    let to = draft.to?;
    for item in reader.items(table) {
        foreign(reader, item, to);
    }
    let keys: Vec<&str> = reader.items(table).iter().map(|item| item.key).collect();
    let transport = transport(reader, &draft, to, (&keys, span))?;
    Some(Destination {
        name: name.to_owned(),
        span,
        transport,
        url: draft.url.map(|url| url.map(|url| if url.ends_with('/') { url } else { url + "/" })),
        keep: draft.keep.unwrap_or(KEEP),
        max_deletes: draft.max_deletes.unwrap_or(Allowance::Percent(10)),
        limits: draft.limits,
        after: draft.after,
    })
}

/// A key that no place has: the name of a further one, something secret, or a mistake.
fn other<'a>(reader: &mut Reader<'a>, item: Item<'a>, is_default: bool) {
    if is_default && matches!(item.value, DeValue::Table(_)) {
        return;
    }
    let secret =
        ["token", "password", "passwd", "secret", "api_key", "apikey", "access_key", "credential", "private_key"];
    let written = item.key.to_ascii_lowercase().replace('-', "_");
    if secret.iter().any(|word| written.contains(word)) {
        let title = format!("`{}` is a secret, and secrets have no place in settings", excerpt(item.key));
        let diagnostic =
            Diagnostic::new(codes::SECRET, item.key_span, title).note("whoever sees the repository sees it");
        reader.report(diagnostic.help(
            "leave it to the tool that knows it: git's credential helper, the ssh agent, `AWS_…` or `~/.aws/credentials`",
        ));
        return;
    }
    reader.unknown(item, TABLE.what, TABLE.names());
}

/// A key of another kind of place.
fn foreign(reader: &mut Reader<'_>, item: Item<'_>, to: To) {
    let of = |to: &To| to.keys().contains(&item.key);
    let owners: Vec<To> = To::words().map(|(_, to)| to).filter(of).collect();
    if owners.is_empty() || owners.contains(&to) {
        return;
    }
    let owners: Vec<String> = owners.iter().map(|owner| format!("`{}`", owner.name())).collect();
    let title = format!("`{}` belongs to {}, not to `{}`", item.key, owners.join(" and "), to.name());
    reader.report(config(item.key_span, title));
}

/// `keys` are those that stand there: one that could not be read is not missing.
fn transport(reader: &mut Reader<'_>, draft: &Draft, to: To, (keys, span): (&[&str], Span)) -> Option<Transport> {
    let text = |text: &Option<Spanned<String>>, default: &str| text.as_ref().map_or(default, |t| &t.value).to_owned();
    let mut needed = |value: &Option<Spanned<String>>, key: &str, doc: &str| {
        if value.is_none() && !keys.contains(&key) {
            reader.missing(span, key, &format!("`[publish]` with `to = \"{}\"`", to.name()), doc);
        }
        value.clone()
    };
    Some(match to {
        To::Git => Transport::Git {
            remote: text(&draft.remote, "origin"),
            branch: text(&draft.branch, "gh-pages"),
            history: draft.history.unwrap_or(true),
        },
        To::Directory => Transport::Directory { path: needed(&draft.path, "path", "the folder")?.value },
        To::Rsync => {
            let remote = needed(&draft.remote, "remote", "`user@host:/folder`")?;
            let (host, path) = host_and_path(reader, &remote)?;
            let ssh = if draft.ssh.is_empty() { vec!["ssh".to_owned()] } else { draft.ssh.clone() };
            Transport::Rsync { host, path, ssh }
        }
        To::S3 => {
            let name = needed(&draft.bucket, "bucket", "the bucket's name")?.value;
            let prefix = text(&draft.prefix, "");
            let prefix = prefix.trim_matches('/');
            Transport::S3(ObjectStore {
                name,
                region: text(&draft.region, "us-east-1"),
                endpoint: draft.endpoint.as_ref().map(|endpoint| endpoint.value.clone()),
                prefix: if prefix.is_empty() { String::new() } else { format!("{prefix}/") },
                profile: text(&draft.profile, "default"),
            })
        }
        To::Command => {
            if draft.command.is_empty() {
                reader.missing(span, "command", "`[publish]` with `to = \"command\"`", "the program and its arguments");
                return None;
            }
            Transport::Command { command: draft.command.clone() }
        }
    })
}

/// `user@host:/folder`.
fn host_and_path(reader: &mut Reader<'_>, remote: &Spanned<String>) -> Option<(String, String)> {
    let parts = remote.value.split_once(':').filter(|(host, path)| {
        let letters = |c: char| c.is_ascii_alphanumeric() || "@.-_[]%".contains(c);
        !host.is_empty() && host.chars().all(letters) && !host.contains("@-") && is_absolute(path)
    });
    if let Some((host, path)) = parts {
        return Some((host.to_owned(), path.trim_end_matches('/').to_owned()));
    }
    let title = format!("expected a folder such as `user@host:/srv/brief`, found `{}`", excerpt(&remote.value));
    reader.report(
        config(remote.span, title).help("a port, a key or a jump host goes into `ssh = [\"ssh\", \"-p\", \"2222\"]`"),
    );
    None
}
