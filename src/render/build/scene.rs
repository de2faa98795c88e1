//! A builder on one page: it knows the way back to the site's root, so that it can write links itself.

use std::ops::Deref;

use super::Builder;
use crate::plan::root_prefix;

/// What the pages of a language share, seen from one page.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'p> {
    builder: &'p Builder<'p>,
    /// From the page to the root: `../../`.
    pub(crate) root: &'p str,
}

impl<'p> Scene<'p> {
    /// The builder on the page whose way to the root is `root`.
    pub(crate) fn new(builder: &'p Builder<'p>, root: &'p str) -> Scene<'p> {
        Scene { builder, root }
    }
}

impl<'p> Deref for Scene<'p> {
    type Target = Builder<'p>;

    fn deref(&self) -> &Builder<'p> {
        self.builder
    }
}

/// The way from a page to the root, never empty.
pub(crate) fn root_of(path: &str) -> String {
    let prefix = root_prefix(path);
    if prefix.is_empty() { "./".to_owned() } else { prefix }
}
