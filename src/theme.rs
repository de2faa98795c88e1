//! STUB, to be dropped at the merge: themes as provided, and what `tearsheet theme` asks for.

/// Themes at hand.
#[derive(Default)]
pub struct Provided;

/// The files of the themes in the binary: path below `themes/`, bytes.
pub fn embedded() -> Vec<(&'static str, &'static [u8])> {
    vec![("ledger/theme.toml", b"name = \"ledger\"\n"), ("ledger/templates/deal.html", b"<h1>{{ deal.title }}</h1>\n")]
}
