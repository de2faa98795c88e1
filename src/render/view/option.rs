//! What `site` holds of the theme's options.

use serde::Serialize;

use super::describe::view;

view! {
    /// A colour, on paper and on a dark screen.
    pub struct Colours {
        /// `#0b5345`.
        pub light: String,
        /// `#6fd0b4`.
        pub dark: String,
    }

    /// A picture that stands for the site's name.
    pub struct Logo {
        /// Path from the site's root.
        pub url: String,
        /// What it says.
        pub text: String,
        /// In pixels, if it is known.
        pub width: Option<u32>,
        /// In pixels, if it is known.
        pub height: Option<u32>,
    }
}

/// The value of an option, as templates get it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum OptionValue {
    /// `true` or `false`.
    Flag(bool),
    /// A whole number.
    Count(i64),
    /// Words, or the name of a file.
    Text(String),
    /// A colour.
    Colours(Colours),
}
