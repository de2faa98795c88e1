//! What may be typed to add a sheet.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// What `new` can add.
#[derive(Debug, Subcommand)]
pub enum New {
    /// Add a deal, as a draft: its fact sheet and its summary
    Deal(NewDeal),
    /// Add companies: to `content/companies.toml` if it is there, else a file each
    Company(NewCompany),
    /// Add a document that is cited: to `content/sources.toml` if it is there, else a file
    Source(NewSource),
    /// Add a page of its own, as a draft
    Page(NewPage),
}

/// Options of `new deal`.
#[derive(Args, Debug)]
pub struct NewDeal {
    /// Its id: the name of its files and the last part of its address, like `openai-aws`
    pub id: String,

    /// Its headline
    #[arg(long)]
    pub title: Option<String>,

    /// List every figure of this source's text in the sheet, each as a claim to be uncommented
    #[arg(long, value_name = "SOURCE")]
    pub from: Option<String>,

    /// Where the texts of sources are [default: `clippings` in the project]
    #[arg(long, value_name = "DIR", requires = "from")]
    pub clippings: Option<PathBuf>,

    /// The project [default: the nearest directory upwards with a `tearsheet.toml`]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
}

/// Options of `new company`.
#[derive(Args, Debug)]
pub struct NewCompany {
    /// Their ids, each with its name behind `=` or without: `openai=OpenAI aws="Amazon Web Services" amd`
    #[arg(required = true, value_name = "ID[=NAME]")]
    pub companies: Vec<String>,

    /// What readers call the company, if there is one
    #[arg(long)]
    pub name: Option<String>,

    /// What they mainly are: cloud, chips, bank, …
    #[arg(long)]
    pub kind: Option<String>,

    /// Write a file each, even if `content/companies.toml` is there
    #[arg(long)]
    pub own_file: bool,

    /// The project [default: the nearest directory upwards with a `tearsheet.toml`]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
}

/// Options of `new source`.
#[derive(Args, Debug)]
pub struct NewSource {
    /// Its id, which stands after `source =` in sheets, like `wire-aws`
    pub id: String,

    /// Its title, in its own language
    #[arg(long)]
    pub title: Option<String>,

    /// Who published it
    #[arg(long)]
    pub publisher: Option<String>,

    /// When: 2025-11-03, 2025-11 if only the month is known, with `?` behind it if inferred
    #[arg(long, value_name = "DATE")]
    pub published: Option<String>,

    /// Where it can be read
    #[arg(long)]
    pub url: Option<String>,

    /// How strong it is: filing, release, wire, press, blog, repost or comment
    #[arg(long)]
    pub kind: Option<String>,

    /// The language of its text, like `en`
    #[arg(long, value_name = "TAG")]
    pub lang: Option<String>,

    /// Write a file of its own, even if `content/sources.toml` is there
    #[arg(long)]
    pub own_file: bool,

    /// The project [default: the nearest directory upwards with a `tearsheet.toml`]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
}

/// Options of `new page`.
#[derive(Args, Debug)]
pub struct NewPage {
    /// Its id: the name of its file and its address, like `method`
    pub id: String,

    /// Its title
    #[arg(long)]
    pub title: Option<String>,

    /// The project [default: the nearest directory upwards with a `tearsheet.toml`]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
}
