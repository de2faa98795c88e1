//! Pages at former addresses, which lead to the present ones.

use super::Made;
use crate::plan::{PageSpec, Redirect};
use crate::render::build::{Builder, Head, Section, views};
use crate::theme::Theme;

/// A page at a former address.
///
/// # Errors
/// What the template does wrong.
pub(crate) fn redirect(b: &Builder<'_>, theme: &Theme, redirect: &Redirect) -> Made {
    let view = views::redirect(b, redirect);
    let spec = PageSpec { path: redirect.path.clone(), lang: redirect.lang, target: redirect.to };
    let mut page = b.page_view(&spec, Head::new("redirect", Section::None, view.title.text.clone()));
    page.canonical.clone_from(&view.href);
    page.noindex = true;
    theme.render(b.lang, "redirect", &page, &view)
}
