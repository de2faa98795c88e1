//! Who does what in a leg, in a sentence of the vocabulary; its tense follows the bucket.
//!
//! Where the vocabulary has no sentence, or a role that it names is empty, the leg is told by its kind and an arrow:
//! "Transfer, in talks: Liverpool → Leverkusen".

use super::Builder;
use crate::chars::capitalised;
use crate::locale::Locale;
use crate::model::{Bucket, CompanyId, Deal, Gender, LangId, Leg};
use crate::render::view::Words;
use crate::vocabulary::{Piece, Sentence};

/// What is said of a leg.
pub(super) fn of_leg(b: &Builder<'_>, deal: &Deal, leg: &Leg) -> Words {
    let bucket = deal.bucket_on(b.briefing.day);
    let said = match bucket {
        Bucket::Committed => &leg.kind.get().done,
        Bucket::Announced => &leg.kind.get().planned,
        Bucket::InTalks => &leg.kind.get().talks,
        Bucket::Off => &leg.kind.get().off,
    };
    let written = said.get(b.locale.tag(), &b.briefing.site.languages).and_then(|(sentence, other)| {
        let text = Voice::new(b, other).write(leg, sentence)?;
        Some(Words { text, lang: other.map(str::to_owned) })
    });
    written.unwrap_or_else(|| plain(b, leg, bucket))
}

/// By its kind and an arrow.
fn plain(b: &Builder<'_>, leg: &Leg, bucket: Bucket) -> Words {
    let list = |ids: &mut dyn Iterator<Item = CompanyId>| {
        b.locale.list(&ids.map(|id| b.company_ref(id).short.as_str()).collect::<Vec<_>>())
    };
    let (from, to) = (list(&mut leg.payers().chain(leg.parties())), list(&mut leg.payees()));
    let parties = if from.is_empty() || to.is_empty() { from + &to } else { format!("{from} → {to}") };
    let kind = b.defined(&leg.kind.label, false);
    let text = b.say("leg-plain", &[("bucket", bucket.name()), ("kind", &kind.text), ("parties", &parties)]);
    b.plain(text)
}

/// The language of a sentence.
struct Voice<'v> {
    b: &'v Builder<'v>,
    locale: &'v Locale,
    lang: Option<LangId>,
}

impl<'v> Voice<'v> {
    /// That of the page, unless the sentence is in an`other`.
    fn new(b: &'v Builder<'_>, other: Option<&str>) -> Voice<'v> {
        let lang = other.map_or(Some(b.lang), |tag| b.briefing.site.lang(tag));
        Voice { b, locale: lang.map_or(b.locale, |lang| &b.locales[lang.index()]), lang }
    }

    /// `None` if a role that is named is empty.
    fn write(&self, leg: &Leg, sentence: &Sentence) -> Option<String> {
        let kind = leg.kind.get();
        let mut text = String::new();
        for piece in &sentence.pieces {
            match piece {
                Piece::Text(plain) => text.push_str(plain),
                Piece::Name { word, role } => {
                    let ids = leg.in_one_of(kind.same_side(role)).collect::<Vec<_>>();
                    let names = self.names(&ids, word.as_deref())?;
                    let begins = text.is_empty() && (word.is_some() || self.article(ids[0]).is_some());
                    text.push_str(&if begins { capitalised(&names) } else { names });
                }
                Piece::Forms { role, forms } => {
                    let roles = role.as_ref().map_or(kind.subjects(), |role| kind.same_side(role));
                    text.push_str(self.form(&leg.in_one_of(roles).collect::<Vec<_>>(), forms)?);
                }
            }
        }
        Some(text)
    }

    fn names(&self, ids: &[CompanyId], word: Option<&str>) -> Option<String> {
        let name =
            |id: &CompanyId| self.locale.named(word, self.article(*id), self.b.briefing.company(*id).short_name());
        (!ids.is_empty()).then(|| self.locale.list(&ids.iter().map(name).collect::<Vec<_>>()))
    }

    fn article(&self, id: CompanyId) -> Option<&'v str> {
        self.b.briefing.company(id).article.exact(self.lang?)
    }

    /// For one or for several; of four, for masculine and feminine each.
    fn form<'f>(&self, ids: &[CompanyId], forms: &'f [String]) -> Option<&'f str> {
        let company = |id: &CompanyId| self.b.briefing.company(*id);
        let several = ids.len() > 1 || ids.iter().any(|id| company(id).plural);
        let feminine = ids.iter().all(|id| company(id).gender == Gender::Feminine);
        let index = usize::from(several) * forms.len() / 2 + usize::from(feminine && forms.len() > 2);
        forms.get(index).map(String::as_str)
    }
}
