//! The documentation of views, taken from the very lines that document the Rust structs.
//!
//! [`view!`](crate::render::view) declares plain structs and keeps, beside each, its doc comments as
//! data: that is what `tearsheet theme vars KIND` prints. There is one text only, so that it cannot drift.

/// One field of a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldDoc {
    /// As templates write it.
    pub name: &'static str,
    /// Its Rust type: `Option` may be absent (null), `Vec` is a list.
    pub ty: &'static str,
    /// Lines of explanation.
    pub doc: &'static [&'static str],
}

/// One struct that templates get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StructDoc {
    /// Its name, as the types of fields refer to it.
    pub name: &'static str,
    /// Lines of explanation.
    pub doc: &'static [&'static str],
    /// Its fields, in order.
    pub fields: &'static [FieldDoc],
}

impl StructDoc {
    /// The structs that this one's fields are made of, each once, in the order of first use.
    pub fn parts(&self) -> Vec<&'static StructDoc> {
        let words = |ty: &'static str| ty.split(|c: char| !c.is_ascii_alphanumeric());
        let mut parts: Vec<&'static StructDoc> = Vec::new();
        for word in self.fields.iter().flat_map(|f| words(f.ty)) {
            if let Some(part) = super::find(word).filter(|part| !parts.contains(part)) {
                parts.push(part);
            }
        }
        parts
    }
}

/// Declares views: structs of public fields that serialise under their own names, with their docs as data.
macro_rules! view {
    ($(
        $(#[doc = $doc:literal])+
        pub struct $name:ident {
            $( $(#[doc = $field_doc:literal])+ pub $field:ident: $ty:ty, )*
        }
    )*) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
        pub struct $name {
            $( $(#[doc = $field_doc])+ pub $field: $ty, )*
        }

        impl $name {
            /// What `tearsheet theme vars` says about it.
            pub const DOC: $crate::render::view::StructDoc = $crate::render::view::StructDoc {
                name: stringify!($name),
                doc: &[$($doc),+],
                fields: &[$($crate::render::view::FieldDoc {
                    name: stringify!($field),
                    ty: stringify!($ty),
                    doc: &[$($field_doc),+],
                }),*],
            };
        }
    )*};
}

pub(crate) use view;
