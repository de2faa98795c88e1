//! The ids that templates give to parts of a page, which headings of a text on that page must not have.
//!
//! They are read where they are written: `id="sources"`, and the beginning of `id="plan-{{ … }}"`. What an id that is a
//! value alone can be is known to those who make the value ([`crate::render::view`]).

use std::collections::BTreeMap;

use super::engine::Templates;
use super::template_name;
use crate::render::view::KINDS;

/// The ids of each kind of page: those of its own template, and those of templates that are no pages, the frame and the
/// components.
#[derive(Clone, Debug, Default)]
pub(super) struct Ids(BTreeMap<&'static str, Vec<Id>>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Id {
    written: String,
    /// Not the beginning alone.
    is_whole: bool,
}

impl Ids {
    /// Reads them in all templates.
    pub(super) fn of(templates: &Templates) -> Ids {
        let of_kind = |name: &str| KINDS.iter().find(|kind| template_name(kind.name) == name).map(|kind| kind.name);
        let mut own: BTreeMap<&'static str, Vec<Id>> = KINDS.iter().map(|kind| (kind.name, Vec::new())).collect();
        for (name, template) in templates {
            // `ledger/deal.html` is what a `deal.html` extends.
            let name = name.rsplit('/').next().unwrap_or(name);
            let (kind, found) = (of_kind(name), ids(&template.text));
            own.iter_mut()
                .filter(|(of, _)| kind.is_none_or(|kind| kind == **of))
                .for_each(|(_, ids)| ids.extend(found.clone()));
        }
        Ids(own)
    }

    /// Whether a page of this kind may have this id.
    pub(super) fn has(&self, kind: &str, id: &str) -> bool {
        let is = |own: &Id| if own.is_whole { own.written == id } else { id.starts_with(&own.written) };
        self.0.get(kind).is_some_and(|own| own.iter().any(is))
    }
}

/// The ids of one template.
fn ids(template: &str) -> Vec<Id> {
    let id = |(at, _): (usize, &str)| {
        let value = &template[at + "id=".len()..];
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        if !template[..at].ends_with(char::is_whitespace) {
            return None;
        }
        let end = value[1..].find([quote, '{'])?;
        let (written, rest) = value[1..].split_at(end);
        (!written.is_empty()).then(|| Id { written: written.to_owned(), is_whole: !rest.starts_with('{') })
    };
    template.match_indices("id=").filter_map(id).collect()
}

#[cfg(test)]
mod tests {
    use super::ids;

    #[test]
    fn whole_ids_and_beginnings() {
        let template = r#"<h2 id="a"><i class=x id='b-{{ m["c"] }}' data-id="d">{{ t(id="e") }}<p id="{{ f }}" id=g>"#;
        let found: Vec<(String, bool)> = ids(template).into_iter().map(|id| (id.written, id.is_whole)).collect();
        assert_eq!(found, [("a".to_owned(), true), ("b-".to_owned(), false)]);
    }
}
