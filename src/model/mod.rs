//! The typed domain: no I/O, no serde, no text of files.
//!
//! A **claim** is what one source says; a **fact** is all the claims on one field with the best of them
//! chosen; a **leg** is one direction of a deal; a **deal** is a status history and its legs. Names of
//! entities are `u32` ids into the arrays of [`Briefing`]; after resolution no `String` names an entity.

mod briefing;
mod chart;
mod claim;
mod company;
mod date;
mod deal;
mod field;
mod ids;
mod leg;
mod license;
pub mod notation;
mod origins;
mod prose;
mod publish;
mod reads;
mod site;
mod source;
mod state;
mod status;
mod text;

pub use crate::quantity::{Amount, Bound, Currency, Dimension, Order, Quantity, Unit};
pub use briefing::{Backing, Briefing, Entity, Linked, Page};
pub use chart::{Chart, ChartKind};
pub use claim::{CapacityOf, Citation, Claim, Fact, Hedge, Rank, Value};
pub use company::{Company, Event, Gender, Person};
pub use date::{Edtf, Point, Precision};
pub use deal::{Correction, Deal, Expansion, Headline, Milestone, Quotation, Reaction, Relation, Waiver};
pub use field::{BuiltinField, FieldDecl, FieldId, FieldScope, FieldType, Fields, Measured};
pub use ids::{CompanyId, DealId, LangId, PageId, SourceId, TopicId};
pub use leg::{Leg, Party, Place, Tranche};
pub use license::License;
pub use origins::Origins;
pub use prose::{AddressRef, CitationRef, FactPath, LinkKind, LinkRef, PageDays, Prose, places};
pub use publish::{Allowance, Destination, Headers, Host, ObjectStore, Security, Transport, is_secret_name};
pub use reads::{Reads, Shared};
pub use site::{LinkStyle, Rate, Setting, Site, Topic};
pub use source::{Original, Source, SourceKind, Translation};
pub use state::{State, Step};
pub use status::{Bucket, Status};
pub use text::Text;
