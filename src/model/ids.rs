//! Interned ids: `u32` newtypes that index the arrays of [`super::Briefing`].
//!
//! Entities are numbered in the order of their written ids, so that the order of two ids is the order
//! of their names and no hash map decides what a reader sees.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident($int:ty);)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
            pub struct $name(pub $int);

            impl $name {
                /// The id of this index.
                pub fn at(index: usize) -> $name {
                    $name(index as $int)
                }

                /// The index into its array.
                pub fn index(self) -> usize {
                    self.0 as usize
                }
            }
        )*
    };
}

ids! {
    /// A deal: indexes `Briefing::deals`.
    DealId(u32);
    /// A company: indexes `Briefing::companies`.
    CompanyId(u32);
    /// A source: indexes `Briefing::sources`.
    SourceId(u32);
    /// A content page: indexes `Briefing::pages`.
    PageId(u32);
    /// A topic: indexes `Site::topics`.
    TopicId(u16);
    /// A language: indexes `Site::languages`; 0 is the default.
    LangId(u8);
}

impl LangId {
    /// The site's default language.
    pub const DEFAULT: LangId = LangId(0);
}
