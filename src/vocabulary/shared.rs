//! Definitions, of which each is kept once: whoever refers to one holds a handle as small as a pointer.
//!
//! An amount must be printable wherever it is, a role must have its name; neither may cost a look into a table that
//! has to be handed everywhere. So a definition lives as long as the program, and two that say the same are one. What
//! this keeps is bounded by the number of different definitions that a site ever had, some dozens.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::{Mutex, PoisonError};

/// Something that a vocabulary defines.
pub trait Definition: Eq + Sized + 'static {
    /// As an editor writes it.
    fn key(&self) -> &str;
    /// Its place in the vocabulary, by which handles are sorted.
    fn position(&self) -> u16;
    /// All that were ever made.
    fn pool() -> &'static Mutex<Vec<&'static Self>>;
}

/// A definition with a `key` and a `position`, and the pool of its kind.
macro_rules! definition {
    ($type:ty) => {
        impl crate::vocabulary::Definition for $type {
            fn key(&self) -> &str {
                &self.key
            }

            fn position(&self) -> u16 {
                self.position
            }

            fn pool() -> &'static std::sync::Mutex<Vec<&'static $type>> {
                static POOL: std::sync::Mutex<Vec<&'static $type>> = std::sync::Mutex::new(Vec::new());
                &POOL
            }
        }
    };
}
pub(super) use definition;

/// A handle of a definition. Equal handles are of one definition, and only those.
pub struct Shared<D: 'static>(&'static D);

impl<D: Definition> Shared<D> {
    /// The handle of this definition.
    pub fn new(definition: D) -> Shared<D> {
        let mut pool = D::pool().lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = pool.iter().find(|known| ***known == definition) {
            return Shared(known);
        }
        let kept: &'static D = Box::leak(Box::new(definition));
        pool.push(kept);
        Shared(kept)
    }

    /// What it refers to, for as long as the program runs.
    pub fn get(self) -> &'static D {
        self.0
    }

    /// As an editor writes it, and as exports and class names have it.
    pub fn name(self) -> &'static str {
        self.0.key()
    }
}

impl<D> Clone for Shared<D> {
    fn clone(&self) -> Shared<D> {
        *self
    }
}

impl<D> Copy for Shared<D> {}

impl<D> Deref for Shared<D> {
    type Target = D;

    fn deref(&self) -> &D {
        self.0
    }
}

impl<D> PartialEq for Shared<D> {
    fn eq(&self, other: &Shared<D>) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl<D> Eq for Shared<D> {}

impl<D> Hash for Shared<D> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::ptr::from_ref(self.0).hash(state);
    }
}

impl<D: Definition> PartialOrd for Shared<D> {
    fn partial_cmp(&self, other: &Shared<D>) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<D: Definition> Ord for Shared<D> {
    fn cmp(&self, other: &Shared<D>) -> Ordering {
        (self.0.position(), self.0.key()).cmp(&(other.0.position(), other.0.key()))
    }
}

impl<D: Definition> fmt::Debug for Shared<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.key())
    }
}
