//! Evidence: claims with their sources.

mod markup;

use super::company::short;
use super::variance::{Variance, variance};
use super::{Builder, Scene};
use crate::evidence::{Comparison, compare, grammar};
use crate::markup::Html;
use crate::model::{
    Briefing, BuiltinField, Citation, Claim, Deal, Edtf, Fact, Hedge, Leg, Rank, SourceId, SourceKind, Value,
};
use crate::render::parts::Print;
use crate::render::view::{CitationView, ClaimView, Evidence, Excerpt, FactRow, Figure, Markup};

/// Whether it matters how strong sources are, and that their addresses are not known: each says so then. Else the pages of
/// sources do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Strength {
    /// Sources disagree, or a weak one is alone.
    Decides,
    Untold,
}

impl Strength {
    fn if_it(decides: bool) -> Strength {
        if decides { Strength::Decides } else { Strength::Untold }
    }
}

impl Scene<'_> {
    /// What a fact rests on: the best claim first, deprecated ones last.
    pub(crate) fn evidence(&self, fact: &Fact) -> Evidence {
        let live = fact.claims.iter().filter(|c| c.rank != Rank::Deprecated);
        let sources: Vec<Citation> = live.flat_map(|c| c.sources.iter().copied()).collect();
        let voices = || self.briefing.origins.voices_of(self.briefing, &fact.claims);
        let shown = fact.best().map(|best| self.value(best).text);
        let disagree = variance(self, fact) == Some(Variance::Disagree);
        let strength = Strength::if_it(disagree || self.only_weak(&sources).is_some());
        let html = self.list(self.claims(fact), shown.as_deref(), strength);
        Evidence { summary: self.sources_said(&sources, voices), html }
    }

    /// What a single claim rests on.
    pub(crate) fn evidence_of_claim(&self, claim: &Claim) -> Evidence {
        let voices = || self.briefing.origins.voices_of(self.briefing, std::slice::from_ref(claim));
        let summary = self.sources_said(&claim.sources, voices);
        let strength = Strength::if_it(self.only_weak(&claim.sources).is_some());
        Evidence { summary, html: self.list(vec![self.claim(claim, false)], None, strength) }
    }

    /// Evidence of something that is not a fact with a value: a step, a reaction.
    pub(crate) fn evidence_of(&self, what: &str, sources: &[Citation], quote: Option<&str>) -> Evidence {
        if sources.is_empty() {
            return Evidence::default();
        }
        let claim = ClaimView {
            value: self.plain(what),
            quote: quote.and_then(|q| self.quote(q, sources, None)),
            citations: self.citations(sources),
            ..ClaimView::default()
        };
        let voices = || self.briefing.origins.voices(sources);
        let strength = Strength::if_it(self.only_weak(sources).is_some());
        Evidence { summary: self.sources_said(sources, voices), html: self.list(vec![claim], Some(what), strength) }
    }

    /// "2 sources"; "2 sources, 1 origin" where one repeats the other or both repeat a third; "1 blog" where the only
    /// one is weak.
    fn sources_said(&self, cited: &[Citation], voices: impl FnOnce() -> usize) -> String {
        let sources = distinct(cited);
        let count = self.count("sources-count", sources);
        if let Some(weak) = self.only_weak(cited) {
            return weak;
        }
        // A single source is one voice, and most facts have one.
        let voices = match sources {
            0 => return String::new(),
            1 => 1,
            _ => voices().max(1),
        };
        match voices < sources {
            true => self.say("sources-echo", &[("sources", &count), ("origins", &self.count("origins-count", voices))]),
            false => count,
        }
    }

    /// A row of a fact box.
    pub(crate) fn row(&self, id: String, fact: &Fact) -> FactRow {
        let differ = variance(self, fact);
        let mut row = FactRow {
            id,
            label: self.field_label(fact.field),
            disputed: differ.filter(|differ| *differ != Variance::Differ).map(|differ| self.t(differ.message())),
            evidence: self.evidence(fact),
            ..FactRow::default()
        };
        let Some(best) = fact.best() else {
            row.value = self.plain(self.t("no-live-claim")).markup();
            return row;
        };
        row.value = match &best.value {
            Value::Amount(amount) => self.since(fact, &short(self, amount)),
            Value::Date(date) => self.date(date).markup(),
            Value::Text(text) if fact.field == BuiltinField::Instrument.id() => self.instrument(text).markup(),
            Value::Text(text) => self.words(text).markup(),
            Value::Status(_) => self.mark(fact.status_on(self.briefing.day)).markup(),
        };
        let of = best.of.map(|of| self.t(&format!("capacity-of-{}", of.name())));
        let detail = differ.filter(|differ| *differ == Variance::Differ).map(|differ| self.t(differ.message()));
        row.remark = of.into_iter().chain(detail).reduce(|of, detail| format!("{of} · {detail}"));
        row
    }
}

impl Builder<'_> {
    /// "1 blog", where the only source is a weak one.
    pub(super) fn only_weak(&self, cited: &[Citation]) -> Option<String> {
        let kind = cited.iter().map(|c| self.briefing.source(c.source).kind_at(c.line)).min()?;
        let is_weak = matches!(kind, SourceKind::Blog | SourceKind::Repost | SourceKind::Comment);
        (is_weak && distinct(cited) == 1)
            .then(|| self.say("single-weak", &[("kind", &self.t(&format!("source-kind-{}", kind.name())))]))
    }

    /// A source as a sentence names it: its publisher, else its title as one.
    pub(super) fn said_by(&self, source: SourceId) -> String {
        let name = &self.source_ref(source).name;
        match self.briefing.source(source).publisher {
            Some(_) => name.clone(),
            None => self.say("quoted-title", &[("title", name)]),
        }
    }

    /// An amount, behind what it was before: "16,300 → 18,800 yen".
    fn since(&self, fact: &Fact, now: &Figure) -> Markup {
        let mut html = Html::with_capacity(160);
        for claim in fact.history() {
            let before = match &claim.value {
                Value::Amount(amount) => short(self, amount).text,
                Value::Date(_) | Value::Status(_) | Value::Text(_) => self.value(claim).text,
            };
            // A space within a number is none before a unit.
            let is_unit = |at: &usize| before[*at..].trim_start().starts_with(|c: char| !c.is_ascii_digit());
            let spaces = before.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
            let same = spaces.filter(is_unit).find(|at| *at > 0 && now.text.ends_with(&before[*at..]));
            html.text(&before[..same.unwrap_or(before.len())]).raw(" → ");
        }
        now.print(&mut html);
        Markup(html.finish())
    }

    /// All that is said of a fact with a source: the best claim first, deprecated ones last.
    fn claims(&self, fact: &Fact) -> Vec<ClaimView> {
        let several = fact.claims.len() > 1;
        self.by_weight(fact, fact.claims.iter().collect()).into_iter().map(|c| self.claim(c, several)).collect()
    }

    /// Claims with a source: the best first, deprecated ones last.
    pub(super) fn by_weight<'c>(&self, fact: &Fact, mut claims: Vec<&'c Claim>) -> Vec<&'c Claim> {
        let best = fact.best().map(|best| best.span);
        claims.retain(|claim| !claim.sources.is_empty());
        claims.sort_by_key(|claim| (Some(claim.span) != best, claim.rank));
        claims
    }

    /// One claim. Ranks are worth a word only among several.
    pub(crate) fn claim(&self, claim: &Claim, several: bool) -> ClaimView {
        let rank = match claim.rank {
            // Steps of a status follow one another: none is preferred to the others.
            Rank::Preferred if several && claim.status().is_none() => Some("rank-preferred"),
            Rank::Deprecated => Some("rank-deprecated"),
            Rank::Preferred | Rank::Normal => None,
        };
        let hedge = match claim.hedge {
            Hedge::Asserted => None,
            Hedge::Attributed => Some("hedge-attributed"),
            Hedge::Conditional => Some("hedge-conditional"),
            Hedge::Rumour => Some("hedge-rumour"),
            // That there is one source is seen.
            Hedge::SingleSource => None,
        };
        // A wire that cites itself need not be said twice.
        let own = |name: &String| {
            claim.sources.iter().any(|c| self.briefing.source(c.source).display_name() == name.as_str())
        };
        let via: Vec<String> = claim.via.iter().map(|v| self.outlet(v)).filter(|name| !own(name)).collect();
        let published = claim.sources.iter().map(|c| self.briefing.source(c.source).published.as_ref());
        let published: Vec<_> = published.flatten().collect();
        let is_own = |day: &&Edtf| published.contains(day);
        ClaimView {
            value: self.value(claim),
            deprecated: claim.rank == Rank::Deprecated,
            rank: rank.map(|id| self.t(id)),
            because: claim.because.as_ref().map(|t| self.words(t)),
            quote: claim.quote.as_ref().and_then(|(q, _)| self.quote(q, &claim.sources, Some(&claim.value))),
            citations: self.citations(&claim.sources),
            hedge: hedge.map(|id| self.t(id)),
            via: (!via.is_empty()).then(|| self.say("via", &[("outlets", &self.locale.list(&via))])),
            by: claim.by.clone(),
            since: claim.on.as_ref().map(|d| self.date(d).text),
            // A source's own day stands before its name.
            as_of: claim.as_of.as_ref().filter(|day| !is_own(day)).map(|d| self.date(d)),
            note: claim.note.as_ref().map(|t| self.words(t)),
        }
    }

    /// The name of an outlet: a source's, where it is the id of one.
    fn outlet(&self, name: &str) -> String {
        let source = self.briefing.find_source(name);
        source.map_or_else(|| name.to_owned(), |id| self.briefing.source(id).display_name().to_owned())
    }

    /// Quoted words, in the language of the source that they come from; the figure that they are quoted for is told apart.
    fn quote(&self, quote: &str, sources: &[Citation], value: Option<&Value>) -> Option<Excerpt> {
        let source = self.briefing.source(sources.first()?.source);
        let is_figure = |value: &&Value| match value {
            Value::Amount(_) | Value::Date(_) => true,
            Value::Status(_) | Value::Text(_) => false,
        };
        let found = value.filter(is_figure).zip(grammar(source)).and_then(|(value, grammar)| {
            let readings = crate::figures::read(quote, grammar, &self.briefing.terms());
            readings.into_iter().find(|one| matches!(compare(one, value), Comparison::Agrees(_))).map(|one| one.range)
        });
        let part = |range: std::ops::Range<usize>| quote.get(range).map(|part| self.quoted(part, &source.lang).text);
        // A quote that is nothing but the figure needs no mark.
        let found = found.filter(|at| at.start > 0 || at.end < quote.len()).unwrap_or(quote.len()..quote.len());
        Some(Excerpt {
            before: part(0..found.start)?,
            figure: part(found.clone())?,
            after: part(found.end..quote.len())?,
            lang: source.lang.clone(),
        })
    }

    /// Sources, each once, with the lines that say the same. A reader's comment is not the article above it.
    pub(crate) fn citations(&self, sources: &[Citation]) -> Vec<CitationView> {
        let mut all: Vec<(SourceId, bool, Vec<u32>)> = Vec::new();
        for cited in sources {
            let comment = self.is_comment(cited.source, cited.line);
            match all.iter_mut().find(|(source, said, _)| (*source, *said) == (cited.source, comment)) {
                Some((.., lines)) => lines.extend(cited.line),
                None => all.push((cited.source, comment, cited.line.into_iter().collect())),
            }
        }
        let view = |(source, comment, lines): (SourceId, bool, Vec<u32>)| {
            let source = self.source(source);
            let kind = if comment { self.t("source-kind-comment") } else { source.kind.clone() };
            CitationView { source, lines: self.lines(&lines), kind, comment }
        };
        all.into_iter().map(view).collect()
    }

    /// "lines 1 and 9 of our copy"; `None` without any.
    fn lines(&self, lines: &[u32]) -> Option<String> {
        let list = match lines {
            [] => return None,
            [one] => return Some(self.count("cited-line", *one as usize)),
            several => several.iter().map(u32::to_string).collect::<Vec<_>>(),
        };
        Some(self.say("cited-lines", &[("list", &self.locale.list(&list))]))
    }

    /// A sentence to be copied, about a fact with this fragment on the page at `url`: what is said, by whom and when, and how the briefing
    /// stood on its day.
    pub(super) fn paste(&self, (title, url): (&str, &str), fragment: &str, field: &str, fact: &Fact) -> String {
        let shown = if fact.is_status() { fact.status_on(self.briefing.day) } else { fact.best() };
        let Some(best) = shown.filter(|best| !best.sources.is_empty()) else { return String::new() };
        let alike = std::iter::once(best).chain(fact.rivals().filter(|claim| claim.value == best.value));
        let mut cited: Vec<SourceId> = alike.flat_map(|claim| &claim.sources).map(|cited| cited.source).collect();
        let mut seen = Vec::new();
        cited.retain(|id| {
            !seen.contains(id) && {
                seen.push(*id);
                true
            }
        });
        let name = |id: &SourceId| match &self.briefing.source(*id).published {
            Some(date) => {
                let date = self.long_date(date);
                let date = std::iter::once(date.text).chain(date.inferred).collect::<Vec<_>>().join(", ");
                format!("{} ({date})", self.said_by(*id))
            }
            None => self.said_by(*id),
        };
        let hedge = match best.hedge {
            Hedge::Conditional => Some("hedge-conditional"),
            Hedge::Rumour => Some("hedge-rumour"),
            Hedge::Asserted | Hedge::Attributed | Hedge::SingleSource => None,
        };
        let value = std::iter::once(self.value(best).text).chain(hedge.map(|id| self.t(id)));
        self.say(
            "paste",
            &[
                ("title", title),
                ("field", field),
                ("value", &value.collect::<Vec<_>>().join(", ")),
                ("sources", &self.locale.list(&cited.iter().map(name).collect::<Vec<_>>())),
                ("site", self.briefing.site.title.get(self.lang).0),
                ("day", &self.locale.day(self.briefing.day, crate::locale::Style::Long)),
                ("url", &format!("{}#{fragment}", self.absolute(url))),
            ],
        )
    }

    /// `ligne 9`; of a source with readers' comments `ligne 77, commentaire de lecteur`.
    pub(crate) fn cited_line(&self, source: SourceId, line: u32) -> String {
        let place = self.count("line", line as usize);
        match self.is_comment(source, Some(line)) {
            true => format!("{place}, {}", self.t("source-kind-comment")),
            false => place,
        }
    }

    pub(super) fn is_comment(&self, source: SourceId, line: Option<u32>) -> bool {
        self.briefing.source(source).kind_at(line) == SourceKind::Comment
    }
}

/// How many different sources.
pub(crate) fn distinct(sources: &[Citation]) -> usize {
    let mut ids: Vec<_> = sources.iter().map(|c| c.source).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.len()
}

/// What the fragment of a fact begins with.
pub(crate) const FACT: &str = "fact-";
/// What the fragment of a leg begins with.
const LEG: &str = "leg-";
/// The fragment id of a deal's status.
pub(super) const STATUS: &str = "status";
/// What the fragment of a tranche begins with.
const TRANCHE: &str = "tranche-";

/// Whether a fragment may be that of a fact, a leg or a tranche.
pub(crate) fn is_fragment(id: &str) -> bool {
    id == STATUS || [FACT, LEG, TRANCHE].iter().any(|begin| id.starts_with(begin))
}

/// The fragment id of a fact of a leg, a tranche, a milestone or a reaction.
pub(crate) fn fragment(briefing: &Briefing, deal: &Deal, part: &str, fact: &Fact) -> String {
    let id = format!("{FACT}{part}-{}", briefing.site.fields.key(fact.field));
    let mut portions = deal.legs.iter().flat_map(|leg| &leg.portions);
    match portions.find(|(_, portion)| portion.span == fact.span) {
        Some((company, _)) => format!("{id}-{}", briefing.company(*company).id),
        None => id,
    }
}

/// The fragment id of a leg.
pub(crate) fn leg_fragment(leg: &Leg) -> String {
    format!("{LEG}{}", leg.id)
}

/// The fragment id of a tranche.
pub(crate) fn tranche_fragment(path: &str) -> String {
    format!("{TRANCHE}{}", path.replace('.', "-"))
}
