//! tests
#[test]
fn t() { Some(1).unwrap(); }
