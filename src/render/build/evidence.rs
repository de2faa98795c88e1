//! Evidence: claims with their sources.

use super::variance::variance;
use super::{Builder, Scene};
use crate::markup::Html;
use crate::model::{
    Briefing, BuiltinField, Citation, Claim, Deal, Fact, Hedge, Leg, Rank, SourceId, SourceKind, Value,
};
use crate::render::parts::Print;
use crate::render::view::{CitationView, ClaimView, Evidence, FactRow, Figure, Markup};

impl Scene<'_> {
    /// What a fact rests on: the best claim first, deprecated ones last.
    pub(crate) fn evidence(&self, fact: &Fact) -> Evidence {
        let live = fact.claims.iter().filter(|c| c.rank != Rank::Deprecated);
        let mut sources: Vec<_> = live.flat_map(|c| &c.sources).map(|c| c.source).collect();
        sources.sort_unstable();
        sources.dedup();
        let voices = || self.briefing.origins.voices_of(self.briefing, &fact.claims);
        let summary = if sources.is_empty() { String::new() } else { self.sources_said(sources.len(), voices) };
        Evidence { summary, html: self.list(&self.claims(fact)) }
    }

    /// What a single claim rests on.
    pub(crate) fn evidence_of_claim(&self, claim: &Claim) -> Evidence {
        let voices = || self.briefing.origins.voices_of(self.briefing, std::slice::from_ref(claim));
        let summary = self.sources_said(distinct(&claim.sources), voices);
        Evidence { summary, html: self.list(&[self.claim(claim, false)]) }
    }

    /// Evidence of something that is not a fact with a value: a step, a reaction.
    pub(crate) fn evidence_of(&self, what: &str, sources: &[Citation], quote: Option<&str>) -> Evidence {
        if sources.is_empty() {
            return Evidence::default();
        }
        let claim = ClaimView {
            value: self.plain(what),
            quote: quote.and_then(|q| self.quote(q, sources)),
            citations: self.citations(sources),
            ..ClaimView::default()
        };
        let voices = || self.briefing.origins.voices(sources);
        Evidence { summary: self.sources_said(distinct(sources), voices), html: self.list(&[claim]) }
    }

    /// "2 sources"; "2 sources, 1 origin" where one repeats the other or both repeat a third.
    fn sources_said(&self, sources: usize, voices: impl FnOnce() -> usize) -> String {
        let count = self.count("sources-count", sources);
        // A single source is one voice, and most facts have one.
        let voices = if sources > 1 { voices().max(1) } else { sources };
        match voices < sources {
            true => self.say("sources-echo", &[("sources", &count), ("origins", &self.count("origins-count", voices))]),
            false => count,
        }
    }

    /// Claims as a list in HTML; empty without claims.
    fn list(&self, claims: &[ClaimView]) -> Markup {
        if claims.is_empty() {
            return Markup::default();
        }
        let mut html = Html::with_capacity(claims.len() * 512);
        html.raw("<ul class=\"claims\">\n");
        for claim in claims {
            self.write(claim, &mut html);
        }
        html.raw("</ul>");
        Markup(html.finish())
    }

    fn write(&self, claim: &ClaimView, html: &mut Html) {
        html.raw("<li>");
        if !claim.value.text.is_empty() {
            let (open, close) = if claim.deprecated { ("<p><del>", "</del>") } else { ("<p><b>", "</b>") };
            html.raw(open);
            claim.value.print(html);
            html.raw(close);
            if let Some(since) = &claim.since {
                html.raw(" <i class=\"bound\">(").text(since).raw(")</i>");
            }
            if let Some(rank) = &claim.rank {
                html.raw(" <i class=\"bound\">").text(rank).raw("</i>");
            }
            html.raw("</p>");
        }
        if let Some(quote) = &claim.quote {
            html.raw("<blockquote lang=\"").text(quote.lang.as_deref().unwrap_or("und"));
            html.raw("\"><q>").text(&quote.text).raw("</q></blockquote>\n");
        }
        self.write_sources(claim, html);
        for note in [&claim.because, &claim.note].into_iter().flatten() {
            html.raw("<p class=\"note\">");
            note.print(html);
            html.raw(".</p>");
        }
        html.raw("</li>\n");
    }

    fn write_sources(&self, claim: &ClaimView, html: &mut Html) {
        let said = [claim.by.is_some(), claim.via.is_some(), claim.as_of.is_some(), claim.hedge.is_some()];
        if claim.citations.is_empty() && !said.contains(&true) {
            return;
        }
        html.raw("<p class=\"cite\">");
        for (index, citation) in claim.citations.iter().enumerate() {
            let source = &citation.source;
            html.raw(if index > 0 { " · " } else { "" });
            html.raw("<a href=\"").text(self.root).text(&source.url);
            if let Some(lang) = &source.lang {
                html.raw("\" lang=\"").text(lang);
            }
            html.raw("\">").text(&source.name).raw("</a>");
            let translated = source.translated.as_deref().filter(|_| !citation.comment);
            let parts = [citation.line.as_deref(), Some(citation.kind.as_str()), translated];
            for part in parts.into_iter().flatten() {
                html.raw(", ").text(part);
            }
        }
        if let Some(by) = &claim.by {
            html.raw(". ").text(by);
        }
        if let Some(via) = &claim.via {
            html.raw(", ").text(via);
        }
        if let Some(day) = &claim.as_of {
            html.raw(", ").text(&day.text);
            if let Some(inferred) = &day.inferred {
                html.raw(" <i class=\"bound\">(").text(inferred).raw(")</i>");
            }
        }
        if let Some(hedge) = &claim.hedge {
            html.raw(". <i class=\"bound\">").text(hedge).raw("</i>");
        }
        html.raw(".</p>");
    }

    /// A row of a fact box.
    pub(crate) fn row(&self, id: String, fact: &Fact) -> FactRow {
        let mut row = FactRow {
            id,
            label: self.field_label(fact.field),
            disputed: variance(self, fact).map(|v| self.t(v.message())),
            evidence: self.evidence(fact),
            ..FactRow::default()
        };
        let Some(best) = fact.best() else {
            row.value = self.plain(self.t("no-live-claim")).markup();
            return row;
        };
        row.value = match &best.value {
            Value::Amount(amount) => self.since(fact, &self.amount(amount)),
            Value::Date(date) => self.long_date(date).markup(),
            Value::Text(text) if fact.field == BuiltinField::Instrument.id() => self.instrument(text).markup(),
            Value::Text(text) => self.words(text).markup(),
            Value::Status(_) => self.mark(fact.status_on(self.briefing.day)).markup(),
        };
        row.remark = best.of.map(|of| self.t(&format!("capacity-of-{}", of.name())));
        row.single_source = (best.hedge == Hedge::SingleSource).then(|| self.t("hedge-single-source"));
        row
    }
}

impl Builder<'_> {
    /// An amount, behind what it was before: "16,300 → 18,800 yen".
    fn since(&self, fact: &Fact, now: &Figure) -> Markup {
        let mut html = Html::with_capacity(160);
        for claim in fact.history() {
            let before = self.value(claim).text;
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
    pub(crate) fn claims(&self, fact: &Fact) -> Vec<ClaimView> {
        self.claims_of(fact, fact.claims.iter().collect())
    }

    /// The same of some of its claims.
    pub(super) fn claims_of(&self, fact: &Fact, mut claims: Vec<&Claim>) -> Vec<ClaimView> {
        let best = fact.best().map(|best| best.span);
        claims.sort_by_key(|claim| (Some(claim.span) != best, claim.rank));
        let several = claims.len() > 1;
        claims.into_iter().filter(|c| !c.sources.is_empty()).map(|c| self.claim(c, several)).collect()
    }

    /// One claim. Ranks are worth a word only among several.
    pub(crate) fn claim(&self, claim: &Claim, several: bool) -> ClaimView {
        let rank = match claim.rank {
            Rank::Preferred if several => Some("rank-preferred"),
            Rank::Deprecated => Some("rank-deprecated"),
            Rank::Preferred | Rank::Normal => None,
        };
        let hedge = match claim.hedge {
            Hedge::Asserted => None,
            Hedge::Attributed => Some("hedge-attributed"),
            Hedge::Conditional => Some("hedge-conditional"),
            Hedge::Rumour => Some("hedge-rumour"),
            Hedge::SingleSource => Some("hedge-single-source"),
        };
        // A wire that cites itself need not be said twice.
        let own = |name: &String| {
            claim.sources.iter().any(|c| self.briefing.source(c.source).display_name() == name.as_str())
        };
        let via: Vec<String> = claim.via.iter().map(|v| self.outlet(v)).filter(|name| !own(name)).collect();
        ClaimView {
            value: self.value(claim),
            deprecated: claim.rank == Rank::Deprecated,
            rank: rank.map(|id| self.t(id)),
            because: claim.because.as_ref().map(|t| self.words(t)),
            quote: claim.quote.as_ref().and_then(|(q, _)| self.quote(q, &claim.sources)),
            citations: self.citations(&claim.sources),
            hedge: hedge.map(|id| self.t(id)),
            via: (!via.is_empty()).then(|| self.say("via", &[("outlets", &self.locale.list(&via))])),
            by: claim.by.clone(),
            since: claim.on.as_ref().filter(|_| claim.status().is_none()).map(|d| self.date(d).text),
            as_of: claim.as_of.as_ref().map(|d| self.date(d)),
            note: claim.note.as_ref().map(|t| self.words(t)),
        }
    }

    /// The name of an outlet: a source's, where it is the id of one.
    fn outlet(&self, name: &str) -> String {
        let source = self.briefing.find_source(name);
        source.map_or_else(|| name.to_owned(), |id| self.briefing.source(id).display_name().to_owned())
    }

    /// Quoted words, in the language of the source that they come from.
    pub(crate) fn quote(&self, quote: &str, sources: &[Citation]) -> Option<crate::render::view::Words> {
        let source = self.briefing.source(sources.first()?.source);
        Some(self.quoted(quote, &source.lang))
    }

    /// Sources with their lines.
    pub(crate) fn citations(&self, sources: &[Citation]) -> Vec<CitationView> {
        let view = |c: &Citation| {
            let (source, comment) = (self.source(c.source), self.is_comment(c.source, c.line));
            let kind = if comment { self.t("source-kind-comment") } else { source.kind.clone() };
            CitationView { source, line: c.line.map(|n| self.count("line", n as usize)), kind, comment }
        };
        sources.iter().map(view).collect()
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

/// The fragment id of a fact of a leg, a tranche, a milestone or a reaction.
pub(crate) fn fragment(briefing: &Briefing, deal: &Deal, part: &str, fact: &Fact) -> String {
    let id = format!("fact-{part}-{}", briefing.site.fields.key(fact.field));
    let mut portions = deal.legs.iter().flat_map(|leg| &leg.portions);
    match portions.find(|(_, portion)| portion.span == fact.span) {
        Some((company, _)) => format!("{id}-{}", briefing.company(*company).id),
        None => id,
    }
}

/// The fragment id of a leg.
pub(crate) fn leg_fragment(leg: &Leg) -> String {
    format!("leg-{}", leg.id)
}
