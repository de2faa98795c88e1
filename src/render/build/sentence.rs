//! Who does what in a leg, in a sentence of the vocabulary; its tense follows the bucket.
//!
//! Where the vocabulary has no sentence, or a role that it names is empty, the leg is told by its kind and an arrow:
//! "Transfer, in talks: Liverpool → Leverkusen".

use super::Builder;
use crate::chars::capitalised;
use crate::locale::Locale;
use crate::model::{Bucket, BuiltinField, Deal, Gender, LangId, Leg, Party, State, Tranche};
use crate::render::view::Words;
use crate::vocabulary::{ByLanguage, Piece, Sentence};

/// What is said of a leg, as a sentence of its own.
pub(super) fn of_leg(b: &Builder<'_>, deal: &Deal, leg: &Leg) -> Words {
    said(b, deal, leg, true)
}

/// The same behind other clauses.
pub(super) fn further(b: &Builder<'_>, deal: &Deal, leg: &Leg) -> String {
    said(b, deal, leg, false).text
}

fn said(b: &Builder<'_>, deal: &Deal, leg: &Leg, begins: bool) -> Words {
    let state = deal.leg_on(leg, b.briefing.day);
    let bucket = state.map_or(Bucket::Off, State::bucket);
    let kind = leg.kind.get();
    let sentences = match bucket {
        Bucket::Committed => &kind.done,
        Bucket::Announced => &kind.planned,
        Bucket::InTalks => &kind.talks,
        Bucket::Off => &kind.off,
    };
    let spoken = |sentences: &'static ByLanguage<Sentence>| sentences.get(b.locale.tag(), &b.briefing.site.languages);
    let special = if bucket == Bucket::Committed && !has_value(leg) {
        Some(&kind.unpriced)
    } else if bucket == Bucket::Announced && state.is_some_and(|state| state.waits) && leg.further {
        Some(&kind.further)
    } else {
        None
    };
    let special = special.and_then(spoken).filter(|(_, other)| other.is_none());
    let written = special.or_else(|| spoken(sentences)).and_then(|(sentence, other)| {
        let text = Voice::new(b, other).write(leg, sentence, begins)?;
        Some(Words { text, lang: other.map(str::to_owned) })
    });
    written.unwrap_or_else(|| plain(b, leg, bucket))
}

/// Whether a leg, or a tranche of it, says what is paid.
fn has_value(leg: &Leg) -> bool {
    let of_tranche = |tranche: &Tranche| tranche.builtin(BuiltinField::Value).is_some();
    leg.figure(BuiltinField::Value).is_some() || leg.tranches.iter().any(of_tranche)
}

/// By its kind and an arrow.
fn plain(b: &Builder<'_>, leg: &Leg, bucket: Bucket) -> Words {
    let list = |parties: &mut dyn Iterator<Item = Party<'_>>| {
        b.locale.list(&parties.map(|one| super::summary::party(b, one).short.clone()).collect::<Vec<_>>())
    };
    let (from, to) = (list(&mut leg.givers()), list(&mut leg.takers()));
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

    /// Beginning like a sentence, or like a clause. `None` if a role that is named is empty.
    fn write(&self, leg: &Leg, sentence: &Sentence, begins: bool) -> Option<String> {
        let kind = leg.kind.get();
        let mut text = String::new();
        for piece in &sentence.pieces {
            match piece {
                Piece::Text(plain) => text.push_str(plain),
                Piece::Name { word, role } => {
                    let parties = leg.acting(kind.same_side(role)).collect::<Vec<_>>();
                    let names = self.names(&parties, word.as_deref())?;
                    // A company's own name keeps its spelling: "xAI".
                    let own = |party: &Party<'_>| matches!(party, Party::Company(_)) && self.article(party).is_none();
                    let begins = begins && text.is_empty() && (word.is_some() || !parties.first().is_some_and(own));
                    text.push_str(&if begins { capitalised(&names) } else { names });
                }
                Piece::Forms { role, forms } => {
                    let roles = role.as_ref().map_or(kind.subjects(), |role| kind.same_side(role));
                    text.push_str(self.form(&leg.acting(roles).collect::<Vec<_>>(), forms)?);
                }
            }
        }
        Some(text)
    }

    fn names(&self, parties: &[Party<'_>], word: Option<&str>) -> Option<String> {
        let name = |party: &Party<'_>| self.locale.named(word, self.article(party), &self.name(party));
        (!parties.is_empty()).then(|| self.locale.list(&parties.iter().map(name).collect::<Vec<_>>()))
    }

    fn name(&self, party: &Party<'_>) -> String {
        match party {
            Party::Company(id) => self.b.briefing.company(*id).short_in(self.lang.unwrap_or(self.b.lang)).to_owned(),
            Party::Unnamed(words) => words.get(self.lang.unwrap_or(self.b.lang)).0.to_owned(),
        }
    }

    fn article(&self, party: &Party<'_>) -> Option<&'v str> {
        match party {
            Party::Company(id) => self.b.briefing.company(*id).article.exact(self.lang?),
            Party::Unnamed(_) => None,
        }
    }

    /// For one or for several; of four, for masculine and feminine each. Who has no name is several, unless the words
    /// begin with an article for one: "a fund".
    fn form<'f>(&self, parties: &[Party<'_>], forms: &'f [String]) -> Option<&'f str> {
        let nature = |party: &Party<'_>| match party {
            Party::Company(id) => {
                let company = self.b.briefing.company(*id);
                (self.lang.is_some_and(|lang| company.plural.contains(&lang)), company.gender == Gender::Feminine)
            }
            Party::Unnamed(_) => self.locale.one(&self.name(party)).map_or((true, false), |feminine| (false, feminine)),
        };
        let several = parties.len() > 1 || parties.iter().any(|party| nature(party).0);
        let feminine = parties.iter().all(|party| nature(party).1);
        let index = usize::from(several) * forms.len() / 2 + usize::from(feminine && forms.len() > 2);
        forms.get(index).map(String::as_str)
    }
}
