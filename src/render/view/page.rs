//! What every page gets: `page` and `site`.

use std::collections::BTreeMap;

use super::describe::view;
use super::option::{Logo, OptionValue};
use super::text::{Link, Markup};

view! {
    /// `page`: the document as a whole.
    pub struct PageView {
        /// `front`, `feed`, `deal`, …: the page's kind and its template's name; goes into the body's class.
        pub kind: &'static str,
        /// BCP 47 tag of the page.
        pub lang: String,
        /// `ltr` or `rtl`.
        pub dir: &'static str,
        /// The page's own title.
        pub title: String,
        /// For `<title>`: with the site's name.
        pub full_title: String,
        /// A sentence or two for search engines and cards; may be empty.
        pub description: String,
        /// Absolute address of this page.
        pub canonical: String,
        /// From this page to the site's root: `./`, `../`, `../../`; on the 404 page an absolute path such as `/`.
        /// Internal links are `{{ page.root }}{{ x.url }}`.
        pub root: String,
        /// Path of this page from the site's root.
        pub url: String,
        /// The links to the sections of the site, printed by the component `sections`.
        pub sections: Markup,
        /// The foot, printed by the component `foot`.
        pub foot: Markup,
        /// This page in all languages of the site, this one included.
        pub alternates: Vec<Alternate>,
        /// From the front page down to the page above this one; empty on the front page.
        pub breadcrumbs: Vec<Link>,
        /// Feeds of this page's own subject; the site's are in `site.feeds`.
        pub feeds: Vec<FeedLink>,
        /// JSON-LD, with `<`, `>` and `&` escaped: safe to print in a script element. Empty if there is none.
        pub json_ld: String,
        /// When it was published and last changed, in words; empty where nobody recorded it.
        pub days: String,
        /// Whether there is a chart on it, so that it needs their style sheet.
        pub charts: bool,
        /// Whether its text has what few have, rules, boxes to tick, code or alerts, so that it needs their style sheet.
        pub extras: bool,
        /// For cards in other services.
        pub og: OpenGraph,
        /// The picture of such a card; absent where the site has none.
        pub card: Option<CardImage>,
        /// Whether search engines are asked to leave it out.
        pub noindex: bool,
        /// Whether it shows what is not to be published yet: in a site that is built with its drafts.
        pub draft: bool,
    }

    /// Which of the site's sections a page belongs to, for the component `sections`.
    pub struct Here {
        /// Compared with the `id` of a `NavItem`; empty for none.
        pub section: &'static str,
        /// Whether the page is the section's own, rather than one below it.
        pub own_page: bool,
    }

    /// A page in one language.
    pub struct Alternate {
        /// BCP 47 tag.
        pub lang: String,
        /// The language in its own words: `English`.
        pub name: String,
        /// Path from the site's root.
        pub url: String,
        /// Absolute address, for `hreflang`.
        pub href: String,
        /// Whether it is the page that is shown.
        pub current: bool,
        /// Whether its text is in that language; if not, no `hreflang` is given.
        pub translated: bool,
    }

    /// A feed.
    pub struct FeedLink {
        /// For people: `Gigawatt, tous les mouvements`.
        pub title: String,
        /// `Atom`, `RSS`, `JSON`.
        pub label: String,
        /// `application/atom+xml`.
        pub media_type: &'static str,
        /// Path from the site's root.
        pub url: String,
    }

    /// A picture of a page.
    pub struct CardImage {
        /// Absolute address.
        pub url: String,
        /// What is on it.
        pub alt: String,
        /// In pixels.
        pub width: u32,
        /// In pixels.
        pub height: u32,
    }

    /// Open Graph.
    pub struct OpenGraph {
        /// `article` or `website`.
        pub kind: &'static str,
        /// `fr_FR`.
        pub locale: String,
        /// When it was published, RFC 3339; articles only.
        pub published: Option<String>,
        /// When its facts or text last changed, RFC 3339; articles only.
        pub modified: Option<String>,
    }

    /// `site`: the same on all pages of a language.
    pub struct SiteView {
        /// Its name.
        pub name: String,
        /// What it is about, in a line.
        pub tagline: String,
        /// Path of the front page from the site's root.
        pub home: String,
        /// The sections.
        pub nav: Vec<NavItem>,
        /// Links at the foot.
        pub footer: Vec<Link>,
        /// What readers may do with it: name and address of the licence; several where they may choose.
        pub licenses: Vec<Link>,
        /// Feeds of the whole site.
        pub feeds: Vec<FeedLink>,
        /// Path of the search page from the site's root; empty if the site has none.
        pub search: String,
        /// Options of the theme, with its defaults filled in: flags, numbers and texts as they are, of a colour
        /// `light` and `dark`. `theme vars options` lists them.
        pub options: BTreeMap<String, OptionValue>,
        /// The picture of the option `logo`, in place of the name.
        pub logo: Option<Logo>,
        /// Path of the web manifest; absent where there is none.
        pub manifest: Option<String>,
        /// Path of the icon for telephones; absent where there is none.
        pub touch_icon: Option<String>,
        /// Path of the site's own style sheet, `themes/site.css`, which comes after all of the theme's.
        pub style: Option<String>,
    }

    /// A section of the site.
    pub struct NavItem {
        /// Compared with `Here.section`.
        pub id: String,
        /// What is shown.
        pub label: String,
        /// Path from the site's root.
        pub url: String,
    }
}
