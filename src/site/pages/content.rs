//! Pages of the site's own: `content/pages`.

use super::{Made, Page, Printer, Target};
use crate::model::{Briefing, Entity, PageId};
use crate::plan::Plan;
use crate::render::build::{Head, Section, views};

/// A text.
pub(crate) struct Content {
    pub(crate) id: PageId,
}

impl Content {
    pub(super) fn all(briefing: &Briefing, _: &Plan, all: &mut Vec<Target>) {
        all.extend(briefing.pages().map(|(id, _)| Target::Page(id)));
    }
}

impl Page for Content {
    fn template(&self) -> &'static str {
        "content"
    }

    fn path(&self, briefing: &Briefing) -> String {
        format!("{}/index.html", briefing.page(self.id).id)
    }

    fn text(&self) -> Option<Entity> {
        Some(Entity::Page(self.id))
    }

    fn make(&self, on: &Printer<'_>) -> Made {
        let view = views::content(on.b, self.id, &on.spec.path);
        let head = Head::new(self.template(), Section::None, view.title.text.clone())
            .describe(&first_words(&view.body.html.0))
            .with_text(Some(&view.body));
        on.print(head, &view)
    }
}

/// The words of the first paragraph, without their markup.
fn first_words(html: &str) -> String {
    let paragraph = html.split_once("<p>").map_or(html, |(_, rest)| rest);
    let paragraph = paragraph.split_once("</p>").map_or(paragraph, |(text, _)| text);
    let (first, rest) = paragraph.split_once('<').unwrap_or((paragraph, ""));
    let behind = rest.split('<').filter_map(|part| Some(part.split_once('>')?.1));
    let text: String = std::iter::once(first).chain(behind).collect();
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    text.replace("&amp;", "&").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::first_words;

    #[test]
    fn markup_is_dropped() {
        assert_eq!(
            first_words("<h2>A</h2>\n<p>1 &lt; <a href=\"x\">two &amp;</a>\nthree</p><p>4</p>"),
            "1 < two & three"
        );
        assert_eq!(first_words(""), "");
    }
}
