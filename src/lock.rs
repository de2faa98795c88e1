//! What a lock guards, also where a thread has panicked while it held it: every change under a lock is one step, so that
//! what it guards is whole.

use std::sync::{LockResult, PoisonError};

/// The guard, or what it guards.
pub(crate) fn held<T>(locked: LockResult<T>) -> T {
    locked.unwrap_or_else(PoisonError::into_inner)
}
