//! STUB, to be dropped at the merge.

pub mod view;
