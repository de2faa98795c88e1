//! The command line: what may be typed, as types. No logic: [`crate::commands`] acts on it.

mod new;
mod publish;

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::LazyLock;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use jiff::civil::Date;

use crate::diagnostics::Format;
use crate::figures::Grammar;

pub use new::{New, NewCompany, NewDeal, NewPage, NewSource};
pub use publish::{Headers, Part, Publish, Server};

/// The version; of a program that was made for others, also the commit that it was compiled from, with its day.
static VERSION: LazyLock<String> = LazyLock::new(|| match option_env!("TEARSHEET_COMMIT") {
    Some(commit) => format!("{} ({commit})", env!("CARGO_PKG_VERSION")),
    None => env!("CARGO_PKG_VERSION").to_owned(),
});

/// What stands below the options: paragraphs that begin with their heading.
pub(crate) const AFTER: &str = "\
Exit status: 0 clean, 1 errors (or warnings under --deny-warnings), 2 misuse, 3 a publication to a bucket that failed \
half-way.

Environment: SOURCE_DATE_EPOCH (seconds since 1970) sets the day; NO_COLOR turns colour off.";

/// Fact sheets and Markdown in, a sourced, cross-linked briefing out
#[derive(Debug, Parser)]
#[command(name = "tearsheet", version = VERSION.as_str(), after_help = AFTER, max_term_width = 100)]
pub struct Cli {
    /// Use this many threads instead of one per core
    #[arg(long, global = true, value_name = "N", value_parser = threads)]
    pub threads: Option<NonZeroUsize>,

    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write the site, all of it or nothing
    Build(Build),
    /// Report every problem and write nothing
    Check(Run),
    /// Show the site in a browser, and every change as it is saved; writes nothing
    #[cfg(feature = "serve")]
    Serve(Serve),
    /// Build the site, show what would change for readers, and publish it
    Publish(Publish),
    /// Print the configuration of a server: media types, caching, protection of readers, redirects
    Headers(Headers),
    /// Add a deal, companies, a source or a page; never overwrites
    #[command(subcommand)]
    New(New),
    /// Make a small site that builds, in an empty directory or a fresh git repository
    Init(Init),
    /// List themes, copy a file of one, document what templates get
    #[command(subcommand)]
    Theme(Theme),
    /// Add up what is paid and received: on any day, with what was left out and why
    Totals(Totals),
    /// Explain a diagnostic, or a fact: what is said of it, and why this is shown; without either, list all diagnostics
    Explain(Explain),
    /// List the figures of a source's text that no sheet has
    Unused(Unused),
    /// List every figure of a text: amounts, dates, lengths of time
    Figures(Figures),
    /// Print completions for a shell
    Completions(Completions),
    /// Print the manual page, or write all of them into a directory
    Man(Man),
}

/// Options of `build` and `check`.
#[derive(Args, Debug)]
pub struct Run {
    /// The project [default: the nearest directory upwards with a `tearsheet.toml`]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,

    /// Where the site goes [default: `public` in the project]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// Where the texts of sources are, to hold quotes against [default: `clippings` in the project]
    #[arg(long, value_name = "DIR")]
    pub clippings: Option<PathBuf>,

    /// Show drafts and what is not yet to be published
    #[arg(long)]
    pub drafts: bool,

    /// The day it is, for statuses and age [default: that of SOURCE_DATE_EPOCH, else today in UTC]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub today: Option<Date>,

    /// How problems are written: human to stderr, the others to stdout
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,

    /// Tell problems of these files first: a file with a path per line (for --format github, which marks ten of a kind)
    #[arg(long, value_name = "FILE")]
    pub changed: Option<PathBuf>,

    /// Show each problem, also what is otherwise one line with a number: warnings about evidence, many of a kind in a file
    #[arg(long)]
    pub verbose: bool,

    /// Treat warnings as errors
    #[arg(long)]
    pub deny_warnings: bool,

    /// Say how long each phase took and what was rewritten
    #[arg(long)]
    pub timings: bool,

    /// Say which files of the site are new, changed or removed; `build` also says why they were made, `check` compares
    /// with the output that is there and writes nothing
    #[arg(long)]
    pub explain: bool,
}

/// Options of `build`.
#[derive(Args, Debug)]
pub struct Build {
    /// What it shares with `check`.
    #[command(flatten)]
    pub run: Run,

    /// Ignore the last build: make every page, even those that cannot have changed
    #[arg(long)]
    pub full: bool,
}

impl Run {
    /// With nothing asked for.
    pub(crate) fn plain(format: Format) -> Run {
        Run {
            root: None,
            out: None,
            clippings: None,
            drafts: false,
            today: None,
            format,
            changed: None,
            verbose: false,
            deny_warnings: false,
            timings: false,
            explain: false,
        }
    }
}

/// Options of `serve`.
#[cfg(feature = "serve")]
#[derive(Args, Debug)]
pub struct Serve {
    /// The project [default: the nearest directory upwards with a `tearsheet.toml`]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,

    /// The port, 0 for any [default: 4321, or the next that is free]
    #[arg(long, value_name = "PORT")]
    pub port: Option<u16>,

    /// Open the site in a browser
    #[arg(long)]
    pub open: bool,

    /// Go to the page whose file was saved, when another one is open
    #[arg(long)]
    pub follow: bool,

    /// Show drafts and what is not yet to be published
    #[arg(long)]
    pub drafts: bool,

    /// Where the texts of sources are, to hold quotes against [default: `clippings` in the project]
    #[arg(long, value_name = "DIR")]
    pub clippings: Option<PathBuf>,

    /// The day it is, for statuses and age [default: that of SOURCE_DATE_EPOCH, else today in UTC]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub today: Option<Date>,

    /// Show each warning, also those about evidence that are otherwise one line with their number
    #[arg(long)]
    pub verbose: bool,

    /// Look for changes twice a second, for file systems that do not report them
    #[arg(long)]
    pub poll: bool,
}

/// Options of `totals`.
#[derive(Args, Debug)]
pub struct Totals {
    /// The project [default: the nearest directory upwards with a `tearsheet.toml`]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,

    /// Only what this company and its parts pay and receive, by its id [default: the whole site]
    #[arg(long, value_name = "ID")]
    pub company: Option<String>,

    /// What held on this day, as it is known today: "by November" holds from the last of November [default: the state's
    /// day, the earlier of today and `kept_to`]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub on: Option<Date>,

    /// Only what sources up to this day say; of this day, unless `--on` gives another
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub known: Option<Date>,

    /// How they are written
    #[arg(long, value_enum, default_value_t)]
    pub format: TotalsFormat,
}

/// How totals are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum TotalsFormat {
    /// Aligned, for people
    #[default]
    Human,
    /// One object, with decimals as strings
    Json,
}

/// Options of `init`.
#[derive(Args, Debug)]
pub struct Init {
    /// The directory: made if it is missing, refused if it holds anything but a fresh `.git`
    pub dir: PathBuf,

    /// The language of its texts
    #[arg(long, value_enum, value_name = "LANG", default_value = "en")]
    pub lang: SkeletonLanguage,

    /// The built-in theme that it looks like
    #[arg(long, value_name = "THEME", value_parser = crate::theme::BUILT_IN, default_value = crate::theme::DEFAULT)]
    pub theme: String,

    /// Also write the file with which a service checks and publishes the site; in a project, only that
    #[arg(long, value_enum, value_name = "SERVICE")]
    pub ci: Option<Service>,
}

/// A language that `init` knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SkeletonLanguage {
    /// English
    En,
    /// French
    Fr,
}

/// A service that runs checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Service {
    /// `.github/workflows/site.yml`, for GitHub Actions and Pages
    Github,
    /// `.gitlab-ci.yml`, for GitLab CI and Pages
    Gitlab,
}

/// What `theme` can do.
#[derive(Debug, Subcommand)]
pub enum Theme {
    /// List the themes of the program and of the project
    List {
        /// The project [default: the nearest directory upwards with a `tearsheet.toml`]
        #[arg(long, value_name = "DIR")]
        root: Option<PathBuf>,
    },
    /// Copy one file out of a built-in theme, to change it; never overwrites; without a path, list the files
    Eject {
        /// The file, like `templates/deal.html`
        path: Option<String>,
        /// The project [default: the nearest directory upwards with a `tearsheet.toml`]
        #[arg(long, value_name = "DIR")]
        root: Option<PathBuf>,
    },
    /// Document what the template of a kind of page gets, or the options of the site's theme; without either, list what there is
    Vars {
        /// The kind, like `deal`, or `options`
        kind: Option<String>,
        /// The project [default: the nearest directory upwards with a `tearsheet.toml`, if there is one]
        #[arg(long, value_name = "DIR")]
        root: Option<PathBuf>,
    },
}

/// Options of `explain`.
#[derive(Args, Debug)]
pub struct Explain {
    /// The code, like `unknown-company`; the fact, like `openai-aws.value`; or `units`, `kinds`, `roles`, `instruments`, `company_kinds`
    #[arg(value_name = "CODE|FACT|TABLE")]
    pub what: Option<String>,

    /// The project of the fact [default: the nearest directory upwards with a `tearsheet.toml`]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,

    /// The day it is, for the status of the fact's deal [default: that of SOURCE_DATE_EPOCH, else today in UTC]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub today: Option<Date>,

    /// How a fact is explained
    #[arg(long, value_enum, default_value_t)]
    pub format: Shape,
}

/// Options of `unused`.
#[derive(Args, Debug)]
pub struct Unused {
    /// The id of the source, like `wire-aws`
    pub source: String,

    /// The project [default: the nearest directory upwards with a `tearsheet.toml`]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,

    /// Where the texts of sources are [default: `clippings` in the project]
    #[arg(long, value_name = "DIR")]
    pub clippings: Option<PathBuf>,

    /// How they are listed: a line each, of text or of JSON
    #[arg(long, value_enum, default_value_t)]
    pub format: Shape,
}

/// Options of `figures`.
#[derive(Args, Debug)]
pub struct Figures {
    /// The text, plain or Markdown; `-` is standard input
    pub file: PathBuf,

    /// The language it is written in
    #[arg(long, value_name = "LANG", value_parser = PossibleValuesParser::new(Grammar::all().map(Grammar::tag)))]
    pub lang: String,

    /// How the figures are written
    #[arg(long, value_enum, default_value_t)]
    pub format: Shape,
}

/// How a list is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Shape {
    /// For people
    #[default]
    Human,
    /// One object per line
    Json,
}

/// Options of `completions`.
#[derive(Args, Debug)]
pub struct Completions {
    /// The shell
    pub shell: Shell,
}

/// Options of `man`.
#[derive(Args, Debug)]
pub struct Man {
    /// Write `tearsheet.1`, `tearsheet-build.1`, … here
    pub dir: Option<PathBuf>,
}

/// How many threads.
fn threads(text: &str) -> Result<NonZeroUsize, String> {
    text.parse().map_err(|_| "expected a whole number, 1 or more".to_owned())
}

/// A calendar day, written in full: other ISO 8601 forms would be read as well, and be surprising here.
fn date(text: &str) -> Result<Date, String> {
    let written_in_full = text.len() == "YYYY-MM-DD".len();
    text.parse().ok().filter(|_| written_in_full).ok_or_else(|| "expected a day like 2026-11-22".to_owned())
}
