//! Words: texts with their language, dates, amounts, marks, names of fields.

use super::Builder;
use crate::locale::{Phrase, Style};
use crate::model::{
    Amount, BuiltinField, Claim, Edtf, FieldId, Gender, Hedge, LangId, Leg, Point, Precision, Status, Text, Value,
};
use crate::quantity::Quantity;
use crate::render::view::{DateText, Figure, LargeFigure, Mark, Words};
use crate::vocabulary::{CompanyKind, Role};

impl Builder<'_> {
    /// An editor's text, marked with its language where it is not the page's; typography applied.
    pub(crate) fn words(&self, text: &Text) -> Words {
        let (value, lang) = text.get(self.lang);
        self.words_in(value, lang)
    }

    /// A name as it is spelt, marked with its language where it is not the page's.
    pub(crate) fn named(&self, name: &Text) -> Words {
        let (text, lang) = name.get(self.lang);
        Words { text: text.to_owned(), lang: (lang != self.lang).then(|| self.briefing.site.tag(lang).to_owned()) }
    }

    /// A text in a language of the site.
    pub(crate) fn words_in(&self, value: &str, lang: LangId) -> Words {
        match lang == self.lang {
            true => Words { text: self.locale.typography(value, None).into_owned(), lang: None },
            false => Words { text: value.to_owned(), lang: Some(self.briefing.site.tag(lang).to_owned()) },
        }
    }

    /// A word of the vocabulary, for one or for several, marked with its language where it is not the page's.
    pub(crate) fn defined(&self, words: &crate::vocabulary::Words, several: bool) -> Words {
        let Some((forms, lang)) = words.get(self.locale.tag(), &self.briefing.site.languages) else {
            return Words::default();
        };
        let form = forms.get(usize::from(several)).or(forms.first());
        Words { text: form.cloned().unwrap_or_default(), lang: lang.map(str::to_owned) }
    }

    /// What kind of company it is; empty for one that fits none.
    pub(crate) fn company_kind(&self, kind: Option<CompanyKind>) -> Words {
        let any = self.briefing.site.vocabulary.any_company();
        kind.filter(|kind| Some(*kind) != any).map(|kind| self.defined(&kind.label, false)).unwrap_or_default()
    }

    /// What a role is called that a company of this gender has: its key, if the vocabulary has no word for it. Of four
    /// words the first is masculine, the second feminine.
    pub(crate) fn role(&self, role: Role, gender: Gender) -> Words {
        let four = role.label.in_language(self.locale.tag()).is_some_and(|words| words.len() == 4);
        match role.label.is_empty() {
            true => self.plain(role.name().replace('_', " ")),
            false => self.defined(&role.label, four && gender == Gender::Feminine),
        }
    }

    /// What an instrument is called: as it is written, if the vocabulary does not know it.
    pub(crate) fn instrument(&self, written: &Text) -> Words {
        let known = self.briefing.site.vocabulary.instrument(written.get(self.lang).0);
        known.map_or_else(|| self.words(written), |known| self.defined(&known.label, false))
    }

    /// Words of the page itself.
    pub(crate) fn plain(&self, text: impl Into<String>) -> Words {
        Words { text: text.into(), lang: None }
    }

    /// A text in the language of this BCP 47 tag, which is always stated.
    pub(crate) fn quoted(&self, text: &str, tag: &str) -> Words {
        let same = tag == self.briefing.site.tag(self.lang);
        let text = if same { self.locale.typography(text, None).into_owned() } else { text.to_owned() };
        Words { text, lang: Some(tag.to_owned()) }
    }

    /// A date, short.
    pub(crate) fn date(&self, date: &Edtf) -> DateText {
        self.dated(date, Style::Short)
    }

    /// A date, in full.
    pub(crate) fn long_date(&self, date: &Edtf) -> DateText {
        self.dated(date, Style::Long)
    }

    fn dated(&self, date: &Edtf, style: Style) -> DateText {
        DateText {
            text: self.date_text(date, style),
            datetime: datetime(date),
            inferred: date.inferred().then(|| self.inferred(date)),
        }
    }

    /// A date in words: "by the end of 2026" is put in the past once it is over.
    pub(crate) fn date_text(&self, date: &Edtf, style: Style) -> String {
        match date.latest().is_some_and(|day| day < self.briefing.day) {
            true => self.locale.past_date(date, style),
            false => self.locale.date(date, style),
        }
    }

    /// "day inferred", "month inferred".
    fn inferred(&self, date: &Edtf) -> String {
        let precision = match date {
            Edtf::Point(Point { precision: Precision::Day(..), .. }) => "day",
            Edtf::Point(Point { precision: Precision::Month(_), .. }) => "month",
            _ => "other",
        };
        self.say("date-inferred", &[("precision", precision)])
    }

    /// A known day, short.
    pub(crate) fn day(&self, day: jiff::civil::Date) -> DateText {
        self.day_in(day, Style::Short)
    }

    /// A known day.
    pub(crate) fn day_in(&self, day: jiff::civil::Date, style: Style) -> DateText {
        DateText { text: self.locale.day(day, style), datetime: Some(day.to_string()), inferred: None }
    }

    /// An amount.
    pub(crate) fn amount(&self, amount: &Amount) -> Figure {
        let kind = match amount {
            Amount::Figure(figure) => return self.figure(figure),
            Amount::Undisclosed => "undisclosed",
            Amount::None => "none",
        };
        Figure { kind, text: self.locale.amount(amount, Style::Long).text(), ..Figure::default() }
    }

    /// An amount, to be set large.
    pub(crate) fn large_amount(&self, amount: &Amount) -> LargeFigure {
        match amount {
            Amount::Figure(figure) => large(&self.locale.figure(figure, Style::Long)),
            Amount::Undisclosed | Amount::None => {
                let Figure { kind, text, .. } = self.amount(amount);
                LargeFigure { kind, text, ..LargeFigure::default() }
            }
        }
    }

    /// A figure, in full words.
    pub(crate) fn figure(&self, figure: &Quantity) -> Figure {
        phrase(&self.locale.figure(figure, Style::Long))
    }

    /// A figure with short units: `38 Md$`.
    pub(crate) fn short_figure(&self, figure: &Quantity) -> Figure {
        phrase(&self.locale.figure(figure, Style::Short))
    }

    /// What a claim says, in words.
    pub(crate) fn value(&self, claim: &Claim) -> Words {
        self.said(&claim.value)
    }

    /// A value in words.
    pub(crate) fn said(&self, value: &Value) -> Words {
        match value {
            Value::Amount(amount) => self.plain(self.amount(amount).text),
            Value::Date(date) => self.plain(self.date_text(date, Style::Long)),
            Value::Status(status) => self.plain(self.t(&format!("status-{}", status.name()))),
            Value::Text(text) => self.words(text),
        }
    }

    /// The name of a field for readers.
    pub(crate) fn field_label(&self, field: FieldId) -> String {
        match BuiltinField::ALL.get(field.0 as usize) {
            Some(builtin) => self.t(&format!("field-{}", builtin.key())),
            None => self
                .briefing
                .site
                .fields
                .declaration(field)
                .map_or_else(String::new, |d| d.label.get(self.lang).0.to_owned()),
        }
    }

    /// How firm a status claim is, in words.
    pub(crate) fn mark(&self, claim: Option<&Claim>) -> Mark {
        let Some((claim, status)) = claim.and_then(|c| c.status().map(|s| (c, s))) else {
            return Mark { bucket: "off", label: self.t("status-unknown") };
        };
        self.status_mark(status, claim.hedge)
    }

    /// The same of a status and a hedge.
    pub(super) fn status_mark(&self, status: Status, hedge: Hedge) -> Mark {
        let label = self.t(&format!("status-{}", status.name()));
        let label = if hedge.is_soft() { self.say("status-reported", &[("status", &label)]) } else { label };
        Mark { bucket: status.bucket(hedge).name(), label }
    }

    /// The mark of a deal today.
    pub(crate) fn deal_mark(&self, deal: &crate::model::Deal) -> Mark {
        self.mark(deal.status_on(self.briefing.day))
    }
}

/// A phrase of the locale as templates get it.
pub(crate) fn phrase(phrase: &Phrase) -> Figure {
    Figure {
        kind: "exact",
        before: phrase.before.clone(),
        value: phrase.value(),
        after: phrase.after.clone(),
        text: phrase.text(),
    }
}

/// The same, to be set large.
pub(crate) fn large(phrase: &Phrase) -> LargeFigure {
    let (low, between, high) = match phrase.between.is_empty() {
        true => Default::default(),
        false => {
            let (low, rest) = phrase.number.split_at(phrase.between.start);
            let (between, high) = rest.split_at(phrase.between.len());
            // One unit below both ends is enough: "$308 to less than $388 billion".
            let low = low.strip_suffix(phrase.unit.as_str()).unwrap_or(low);
            (low.trim().to_owned(), between.trim().to_owned(), high.to_owned())
        }
    };
    let Figure { kind, before, value, after, text } = self::phrase(phrase);
    let (number, unit) = (phrase.number.clone(), phrase.unit.clone());
    LargeFigure { kind, before, value, after, text, number, low, between, high, unit }
}

/// For `<time datetime>`: HTML knows years, months and days, and nothing fuzzy.
pub(crate) fn datetime(date: &Edtf) -> Option<String> {
    let Edtf::Point(Point { year: Some(year), precision, .. }) = date else { return None };
    match precision {
        Precision::Year => Some(digits(*year, &[])),
        Precision::Month(month) => Some(digits(*year, &[*month])),
        Precision::Day(month, day) => Some(digits(*year, &[*month, *day])),
        Precision::Half(_) | Precision::Quarter(_) => None,
    }
}

/// `2025-11-03`. Written by hand: a page has dozens, and `format!` costs several times as much.
fn digits(year: i16, rest: &[u8]) -> String {
    let mut out = String::with_capacity(10);
    let digit = |n: u16| char::from(b'0' + (n % 10) as u8);
    let year = year.unsigned_abs();
    out.extend([digit(year / 1000), digit(year / 100), digit(year / 10), digit(year)]);
    for &part in rest {
        out.extend(['-', digit(u16::from(part) / 10), digit(u16::from(part))]);
    }
    out
}

/// The value of a leg per year; of an average that does not come out even, two digits, since more would be made up.
pub(super) fn per_year(leg: &Leg) -> Option<Quantity> {
    let yearly = crate::ledger::per_year(leg)?;
    if yearly.about { yearly.map(|n| n.round_sf(2)) } else { Some(yearly) }
}
