//! The edge to the file system: the only part of the compiler that reads the project and writes the output.
//!
//! Reading: [`read()`] finds and reads all input at once, in the order of paths; what must not be read (links out
//! of the project, special files, names and bytes that are no text) becomes a diagnostic.
//!
//! Writing: a [`Stage`] collects a whole tree beside the output and swaps it in, so that killed at any instant,
//! or failing at any call, the output is the whole old tree or the whole new one. What is already there with the
//! same bytes is linked; if all is, nothing is touched. `guard` keeps it away from folders that are not ours. An output
//! that cannot be swapped is written in place, with a weaker promise (`in_place`).
//!
//! Knowing: what is written is sealed, so that a later build can tell without reading ([`Examined`]) which files are
//! as they were left; a [`State`] in the project keeps the seals, and what the output was made from.
//!
//! Left out: Windows, whose file system has neither the links nor the renames that this rests on.

mod calls;
mod change;
mod error;
mod examined;
mod guard;
mod in_place;
mod journal;
mod litter;
mod manifest;
mod order;
mod owner;
mod place;
mod previous;
mod problems;
mod read;
mod remove;
mod seal;
mod stage;
mod state;
mod survey;
mod svg;
mod swap;
mod tree;
mod walk;
mod way;
mod written;

pub use crate::files::Input;
pub use calls::{Operation, Steps};
pub use error::{OutputError, ReadError};
pub use examined::Examined;
pub use guard::Surroundings;
pub use litter::is_litter_file;
pub use manifest::{Fingerprint, MANIFEST, Manifest};
pub use order::Wave;
pub use read::{read, read_again, read_locales, read_themes, read_tree, read_with};
pub use seal::Seals;
pub use stage::Stage;
pub use state::State;
pub use walk::links;
pub use way::InPlace;
pub use written::{Before, Sealed, Written};
