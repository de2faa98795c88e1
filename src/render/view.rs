//! STUB, to be dropped at the merge: the documentation of views.

/// One field of a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldDoc {
    /// As templates write it.
    pub name: &'static str,
    /// Its Rust type.
    pub ty: &'static str,
    /// Lines of explanation.
    pub doc: &'static [&'static str],
}

/// One struct that templates get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StructDoc {
    /// Its name.
    pub name: &'static str,
    /// Lines of explanation.
    pub doc: &'static [&'static str],
    /// Its fields, in order.
    pub fields: &'static [FieldDoc],
}

/// A kind of page.
#[derive(Clone, Copy, Debug)]
pub struct PageKind {
    /// `deal`.
    pub name: &'static str,
    /// The view.
    pub view: &'static StructDoc,
}

const DEAL: StructDoc = StructDoc {
    name: "DealView",
    doc: &[" A deal."],
    fields: &[FieldDoc { name: "title", ty: "String", doc: &[" What it is called."] }],
};

/// All kinds of pages.
pub const KINDS: [PageKind; 1] = [PageKind { name: "deal", view: &DEAL }];

/// Everything that a template of this kind gets.
pub fn vars(kind: &str) -> Option<Vec<&'static StructDoc>> {
    Some(vec![KINDS.iter().find(|k| k.name == kind)?.view])
}
