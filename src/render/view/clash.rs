//! A case where sources disagree.

use super::describe::view;
use super::evidence::{Disputed, Excerpt};
use super::text::{LargeFigure, Link, Words};

view! {
    /// What sources say of one fact, where it cannot all be true.
    pub struct ClashView {
        /// `10 milliards de dollars ou 1 milliard de dollars ?`
        pub title: String,
        /// Of what.
        pub field: String,
        /// Of which deal.
        pub deal: Link,
        /// The deal in a sentence or two; the text may be empty.
        pub dek: Words,
        /// Where all that is said stands.
        pub proof: Link,
        /// What is said, the best first.
        pub claims: Vec<ClashClaim>,
    }

    /// What some of them say.
    pub struct ClashClaim {
        /// The amount; words where it is none.
        pub figure: LargeFigure,
        /// A few exact words.
        pub quote: Option<Excerpt>,
        /// Who says it, and what was decided.
        pub said: Disputed,
    }
}
