//! The driver against stand-ins.
