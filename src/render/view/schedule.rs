//! What falls due.

use super::describe::view;
use super::text::{Link, Markup, Words};

view! {
    /// `schedule`: what falls due, by the last day that it can be.
    pub struct ScheduleView {
        /// Title of the page.
        pub title: String,
        /// What it lists, and on which day.
        pub intro: String,
        /// The years, over the bars.
        pub axis: Markup,
        /// What is due.
        pub due: Vec<DueView>,
        /// Deals that go on without a date.
        pub undated: Vec<Link>,
        /// The bars as a file; absent where there are none, and on the front page.
        pub file: Option<Link>,
        /// The same for calendars; absent on the front page.
        pub calendar: Option<Link>,
        /// The page of all, on the front page.
        pub all: Option<Link>,
    }

    /// Something that is due.
    pub struct DueView {
        /// When: `D’ici fin 2026`.
        pub date: Markup,
        /// What: `Pleine puissance`, `Premier gigawatt`.
        pub what: Words,
        /// The fact that says so, from the site's root.
        pub url: String,
        /// Of which deal.
        pub deal: Link,
        /// How firm.
        pub mark: Markup,
        /// The bar.
        pub svg: Markup,
    }
}
