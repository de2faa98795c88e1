//! Field tables: which keys a table has, what each takes, whether it must be there, what it says.
//!
//! A [`Schema`] is data. The reader walks a table with it, its own messages are worded from it, and a
//! JSON Schema for editors could be written from the same rows, so that editor and compiler cannot
//! disagree. What a row does with its value is the function at its end.

use super::reader::{Item, Reader};

/// What a key takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    /// Text that readers see: a string, or a table by language.
    Text,
    /// A string.
    String,
    /// A string, or a list of strings.
    Strings,
    /// A source's id with or without a line, or a list of these.
    Sources,
    /// `true` or `false`.
    Flag,
    /// A whole number.
    Count,
    /// An exact number.
    Number,
    /// A whole day.
    Day,
    /// An EDTF date.
    Date,
    /// A word of a closed set.
    Word,
    /// Claims.
    Claims,
    /// An amount.
    Amount,
    /// What a claim says: an amount, a date or text, depending on the field.
    Value,
    /// Words with their forms: a string, a list of strings, or a table of these by language.
    Words,
    /// A table with free keys and strings.
    Map,
    /// A table.
    Table,
    /// A list of tables.
    Tables,
}

impl Takes {
    /// What to write, after "takes".
    pub(super) fn describe(self) -> &'static str {
        match self {
            Takes::Text => "text, or a table with one text per language",
            Takes::String => "a string",
            Takes::Strings => "a string or a list of strings",
            Takes::Sources => "a source such as `\"wire\"` or `\"wire:9\"`, or a list of these",
            Takes::Flag => "`true` or `false`",
            Takes::Count => "a whole number",
            Takes::Number => "a number",
            Takes::Day => "a day such as `2025-11-03`",
            Takes::Date => "a date such as `\"2025-11-03\"` or `\"2025-11\"`",
            Takes::Word => "a word of its list, as a string",
            Takes::Claims => "a claim: a string, a table with `is`, or a list of these",
            Takes::Amount => "an amount with its unit, such as `\"38 billion USD\"`",
            Takes::Value => "a string",
            Takes::Words => "a word, a list of its forms, or a table of these by language",
            Takes::Map => "a table of strings",
            Takes::Table => "a table",
            Takes::Tables => "a list of tables",
        }
    }
}

/// Puts a value into a `T`.
pub(super) type Read<T> = for<'a> fn(&mut Reader<'a>, Item<'a>, &mut T);

/// One row: a key of a table that is read into `T`.
pub(super) struct Key<T> {
    /// As written in a sheet.
    pub(super) name: &'static str,
    /// What it takes.
    pub(super) takes: Takes,
    /// Whether it must be there.
    pub(super) required: bool,
    /// What it says, in one line.
    pub(super) doc: &'static str,
    /// Puts its value into `T`.
    pub(super) read: Read<T>,
}

impl<T> Key<T> {
    /// A key that may be missing.
    pub(super) const fn optional(name: &'static str, takes: Takes, doc: &'static str, read: Read<T>) -> Key<T> {
        Key { name, takes, required: false, doc, read }
    }

    /// A key that must be there.
    pub(super) const fn required(name: &'static str, takes: Takes, doc: &'static str, read: Read<T>) -> Key<T> {
        Key { name, takes, required: true, doc, read }
    }
}

/// A table of one kind.
pub(super) struct Schema<T: 'static> {
    /// What it is, with an article: "a deal's sheet".
    pub(super) what: &'static str,
    /// Its rows.
    pub(super) keys: &'static [Key<T>],
}

impl<T> Schema<T> {
    /// The names of its keys.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> + Clone + use<T> {
        let keys: &'static [Key<T>] = self.keys;
        keys.iter().map(|key| key.name)
    }
}
