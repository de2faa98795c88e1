//! Publishing: from a site that was built to the place where readers see it.
//!
//! A publication is a transaction. What the place holds is told by a [`Release`] that lies there with the site; held
//! against what was built it gives a [`Plan`]. The plan is judged ([`refusals()`]) before anything is sent, and then a
//! [`Target`] carries it out such that readers see the old site or the new one, and no page that leads nowhere:
//!
//! ```text
//! git       one commit, one push with a lease          dir, rsync   a new folder, one rename of a link
//! s3        wave by wave, each whole before the next   command      whatever the host's program promises
//! ```
//!
//! Only files of the manifest leave, and each is held against its hash on the way: what else lies in the output, or was
//! changed in it, does not go out. This is the only part of the program that opens connections outwards and starts
//! other programs; credentials are theirs, and stay with them ([`program`]).

mod command;
mod directory;
mod error;
mod git;
mod git_remote;
mod limits;
mod links;
mod lock;
mod memory;
mod owner;
mod plan;
mod program;
mod readers;
mod refusals;
mod release;
mod releases;
mod rsync;
#[cfg(feature = "s3")]
mod s3;
mod site;
mod source;
mod target;

pub use error::Error;
pub use limits::{exceeded, used};
pub use links::broken;
pub use lock::{Lock, Purpose};
pub use memory::Memory;
pub use plan::{Kinds, Plan};
pub use readers::{News, news};
pub use refusals::{Allowed, Refusal, refusals};
pub use release::{Generation, Release, now};
pub use site::Site;
pub use source::Source;
pub use target::{Job, Outcome, Remote, Target, Watch, open, run_after};
