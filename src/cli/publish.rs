//! What may be typed to publish a site, and to have it served well.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::{Shape, date};
use crate::publish::Generation;

/// Options of `publish`.
#[derive(Args, Debug)]
pub struct Publish {
    /// Where to: the NAME of `[publish.NAME]` in `tearsheet.toml` [default: `[publish]`]
    pub name: Option<String>,

    /// The project [default: the nearest directory upwards with a `tearsheet.toml`]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,

    /// Where the site is built [default: `public` in the project]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// The day it is, for statuses and age [default: that of SOURCE_DATE_EPOCH, else today in UTC]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub today: Option<Date>,

    /// Show the plan, and publish nothing
    #[arg(long, conflicts_with = "list")]
    pub dry_run: bool,

    /// Do not ask
    #[arg(long)]
    pub yes: bool,

    /// Let so many pages go away
    #[arg(long, value_name = "N")]
    pub deletes: Option<usize>,

    /// Take the place of this release, though it is not known to be an older one
    #[arg(long, value_name = "GENERATION", value_parser = generation)]
    pub replace: Option<Generation>,

    /// List what was published there, the newest first
    #[arg(long, conflicts_with = "rollback")]
    pub list: bool,

    /// Go back to an earlier release [default: the one before what is there]
    #[arg(long, value_name = "RELEASE", num_args = 0..=1)]
    pub rollback: Option<Option<String>>,

    /// Take the lock there from a publisher that is not running any more
    #[arg(long)]
    pub break_lock: bool,

    /// How the result is written: in words, or as JSON
    #[arg(long, value_enum, default_value_t)]
    pub format: Shape,
}

/// Options of `headers`.
#[derive(Args, Debug)]
pub struct Headers {
    /// The server
    #[arg(long = "for", value_enum, value_name = "SERVER")]
    pub server: Server,

    /// Of cloudfront: only this part
    #[arg(long, value_enum)]
    pub part: Option<Part>,

    /// The project [default: the nearest directory upwards with a `tearsheet.toml`]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
}

/// A server that is configured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Server {
    /// A snippet to be included in a `server` block
    Nginx,
    /// A snippet to be imported into a site block
    Caddy,
    /// A function and a policy of response headers
    Cloudfront,
    /// `_headers`, which Cloudflare reads as well
    Netlify,
}

/// A part of what CloudFront takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// The function for viewer requests
    Function,
    /// The policy of response headers, as JSON
    Policy,
}

/// Which release.
fn generation(text: &str) -> Result<Generation, String> {
    Generation::parse(text).ok_or_else(|| "expected 16 hex digits, as `--list` shows them".to_owned())
}
