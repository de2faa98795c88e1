//! The page to search on.

use super::describe::view;
use super::text::{CountLink, Link};

view! {
    /// `search`: a field, what a program puts results into, and a list of ways into the site that stands in for it.
    pub struct SearchView {
        /// Heading.
        pub title: String,
        /// Path of the page itself from the site's root, for the form.
        pub url: String,
        /// "No company|1 company|2 companies|…|11 companies": one for each number from 0 on, from which the program
        /// takes the form that a number asks for.
        pub company_counts: String,
        /// The same of deals.
        pub deal_counts: String,
        /// Companies by name, up to 300; the last link leads to all if there are more.
        pub companies: Vec<Link>,
        /// Topics, in the site's order.
        pub topics: Vec<CountLink>,
        /// Months that have movements, newest first; years before the last two.
        pub months: Vec<Link>,
    }
}
