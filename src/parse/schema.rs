//! Field tables: which keys a table has, what each takes, whether it must be there, what it says.
//!
//! A [`Schema`] is data. The reader walks a table with it and words its own messages from it, and others see the same
//! rows as a [`Table`]: whoever explains, completes or draws sheets cannot disagree with the compiler. What a row does
//! with its value is the function at its end, which only the reader sees.

use super::claim::Holds;
use super::reader::{Item, Reader};
use crate::model::Measured;

/// What a key takes.
#[derive(Clone, Copy)]
pub enum Takes {
    /// Text that readers see: a string, or a table by language.
    Text,
    /// A string.
    String,
    /// A string of a form that these have.
    Form(&'static [&'static str]),
    /// The name of something else.
    Id(Names),
    /// A company's id, or a table of who it is.
    Party(&'static dyn Table),
    /// A word of a closed set, which this lists.
    Word(fn() -> Vec<&'static str>),
    /// One of these, or a list of them.
    List(&'static Takes),
    /// A source's id with or without a line, or a list of these.
    Sources,
    /// `true` or `false`.
    Flag,
    /// The same, or a table of these by language.
    Flags,
    /// A whole number from the first to the second.
    Count(u32, u32),
    /// An exact number.
    Number,
    /// A whole day.
    Day,
    /// An EDTF date.
    Date,
    /// Claims.
    Claims(Holds),
    /// An amount of these.
    Amount(Measured),
    /// What a claim says, or an option: it depends on what the site or its theme declares.
    Value,
    /// Words with their forms: a string, a list of strings, or a table of these by language.
    Words,
    /// A table with free keys, which take this.
    Map(&'static Takes),
    /// The same, with keys of a form that these have.
    Keyed(&'static [&'static str], &'static Takes),
    /// A table.
    Table(&'static dyn Table),
    /// A list of tables.
    Tables(&'static dyn Table),
}

/// What ids are looked up among.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// Deals, by their ids.
    Deal,
    /// Legs: of the same deal by their ids, of others as `deal.leg`; their tranches as `deal.leg.tranche`.
    Leg,
    /// Companies, by their ids.
    Company,
    /// Sources, by their ids.
    Source,
    /// Pages, by their ids.
    Page,
    /// Topics of the site's list.
    Topic,
    /// Publishers, which need no sheet.
    Outlet,
}

impl Takes {
    /// What to write, after "takes".
    pub fn describe(&self) -> &'static str {
        match self {
            Takes::Text => "text, or a table with one text per language",
            Takes::String | Takes::Form(_) | Takes::Id(_) | Takes::Value => "a string",
            Takes::Party(_) | Takes::List(Takes::Party(_)) => {
                "a company's id, a table with `is` or `unnamed`, or a list of these"
            }
            Takes::List(_) => "a string or a list of strings",
            Takes::Sources => "a source such as `\"wire\"` or `\"wire:9\"`, or a list of these",
            Takes::Flag => "`true` or `false`",
            Takes::Flags => "`true` or `false`, or a table with one per language",
            Takes::Count(..) => "a whole number",
            Takes::Number => "a number",
            Takes::Day => "a day such as `2025-11-03`",
            Takes::Date => "a date such as `\"2025-11-03\"` or `\"2025-11\"`",
            Takes::Word(_) => "a word of its list, as a string",
            Takes::Claims(_) => "a claim: a string, a table with `is`, or a list of these",
            Takes::Amount(_) => "an amount with its unit, such as `\"38 billion USD\"`",
            Takes::Words => "a word, a list of its forms, or a table of these by language",
            Takes::Map(Takes::String | Takes::Id(_)) => "a table of strings",
            Takes::Map(_) | Takes::Keyed(..) | Takes::Table(_) => "a table",
            Takes::Tables(_) => "a list of tables",
        }
    }

    /// Whether a whole number is in the range.
    pub(super) fn admits(&self, number: u32) -> bool {
        !matches!(self, Takes::Count(from, to) if !(*from..=*to).contains(&number))
    }

    /// The table, or the table of each claim or element, that a value of this is or may be.
    pub fn table(&self) -> Option<&dyn Table> {
        match self {
            Takes::Table(table) | Takes::Tables(table) | Takes::Party(table) => Some(*table),
            Takes::Claims(holds) => Some(holds),
            Takes::Map(of) | Takes::Keyed(_, of) | Takes::List(of) => of.table(),
            Takes::Text
            | Takes::String
            | Takes::Form(_)
            | Takes::Id(_)
            | Takes::Word(_)
            | Takes::Sources
            | Takes::Flag
            | Takes::Flags
            | Takes::Count(..)
            | Takes::Number
            | Takes::Day
            | Takes::Date
            | Takes::Amount(_)
            | Takes::Words
            | Takes::Value => None,
        }
    }
}

/// A key of a table.
#[derive(Clone, Copy)]
pub struct Row {
    /// As written in a sheet.
    pub name: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// Whether it must be there.
    pub required: bool,
    /// What it says, in one line.
    pub doc: &'static str,
}

/// A table of keys, as data.
pub trait Table: Sync {
    /// What it is, with an article: "a deal's sheet".
    fn what(&self) -> &'static str;

    /// All its keys.
    fn rows(&self) -> Vec<Row>;

    /// What keys take that are not among its rows; `None` if there may be none.
    fn others(&self) -> Option<Takes>;
}

/// Puts a value into a `T`.
pub(super) type Read<T> = for<'a> fn(&mut Reader<'a>, Item<'a>, &mut T);

/// A row, and what is done with its value while a table is read into `T`.
pub(super) struct Key<T> {
    /// The row.
    pub(super) row: Row,
    /// Puts its value into `T`.
    pub(super) read: Read<T>,
}

impl<T> Key<T> {
    /// A key that may be missing.
    pub(super) const fn optional(name: &'static str, takes: Takes, doc: &'static str, read: Read<T>) -> Key<T> {
        Key { row: Row { name, takes, required: false, doc }, read }
    }

    /// A key that must be there.
    pub(super) const fn required(name: &'static str, takes: Takes, doc: &'static str, read: Read<T>) -> Key<T> {
        Key { row: Row { name, takes, required: true, doc }, read }
    }
}

/// A table of one kind.
pub(super) struct Schema<T: 'static> {
    /// What it is, with an article: "a deal's sheet".
    pub(super) what: &'static str,
    /// Its rows.
    pub(super) keys: &'static [Key<T>],
    /// Rows of keys that are not read by these.
    more: fn() -> Vec<Row>,
    /// What keys without a row take.
    others: Option<Takes>,
}

impl<T> Schema<T> {
    /// One that has these keys and no others.
    pub(super) const fn closed(what: &'static str, keys: &'static [Key<T>]) -> Schema<T> {
        Schema { what, keys, more: Vec::new, others: None }
    }

    /// One that has `more` rows, and other keys that take `others`.
    pub(super) const fn open(
        what: &'static str,
        keys: &'static [Key<T>],
        more: fn() -> Vec<Row>,
        others: Takes,
    ) -> Schema<T> {
        Schema { what, keys, more, others: Some(others) }
    }

    /// The names of its keys.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> + Clone + use<T> {
        let keys: &'static [Key<T>] = self.keys;
        keys.iter().map(|key| key.row.name)
    }
}

impl<T> Table for Schema<T> {
    fn what(&self) -> &'static str {
        self.what
    }

    fn rows(&self) -> Vec<Row> {
        self.keys.iter().map(|key| key.row).chain((self.more)()).collect()
    }

    fn others(&self) -> Option<Takes> {
        self.others
    }
}
