//! The integration tests, in one binary.

<<<<<<< HEAD
mod theme;
=======
mod crash;
mod guard;
mod input;
mod output;
mod trees;
>>>>>>> disk
