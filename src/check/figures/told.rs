//! How a sentence tells a figure that the sheet has: as that of the whole or of a part, as firm or on a condition, as
//! today's or as what was so before.

use rust_decimal::Decimal;

use super::Linter;
use super::candidate::{Candidate, Standing};
use super::judge::Outcome;
use super::naming::{Called, called, hits};
use super::scene::Scene;
use crate::model::{BuiltinField, Claim, Deal, Edtf, Fact, Status, Value};
use crate::quantity::{Bound, Side, Verdict};
use crate::vocabulary::lexicon::speech::has;

/// What to say of a figure whose number the facts have. `best` is the claim that it agrees with best, `own` are all.
pub(super) fn judge<'a, 'r>(
    linter: &Linter<'a>,
    scene: &Scene<'_>,
    deal: &Deal,
    outcome: Outcome<'a>,
    (best, own): (&Option<(Verdict, Candidate<'a>)>, &[Candidate<'a>]),
    (alone, dates): (&dyn Fn() -> bool, &dyn Fn() -> Vec<&'r Edtf>),
) -> Outcome<'a> {
    // What may be added is not added: "has extended the lease by ten years".
    if let (Outcome::Fine, Some((_, claim))) = (&outcome, best)
        && adds_an_option(claim)
        && !has(&scene.sentence(), &scene.passage.grammar.speech().aside.negation)
        && let Some(verb) = scene.extends_for_good()
    {
        return Outcome::Undone(*claim, scene.passage.span(verb));
    }
    if let Outcome::Fine = outcome
        && best.is_none_or(|(_, claim)| !(says_how_much(&claim) || is_price(&claim)) || claim.leg.is_none())
    {
        return outcome;
    }
    let told = &scene.passage.grammar.speech().told;
    let sentence = scene.sentence();
    let clause = scene.clause().before() + " " + &scene.clause().after();
    match outcome {
        Outcome::Fine => {
            let Some((verdict, claim)) = best.filter(|(verdict, _)| verdict.is_fine()) else { return outcome };
            if verdict == Verdict::Vaguer || scene.is_quoted() {
                return outcome;
            }
            if alone()
                && says_how_much(&claim)
                && is_part(&claim, own)
                && (has(&sentence, &told.whole) || scene.is_bought_for(linter, deal, &claim))
                && !names_its_part(scene, deal, &claim)
            {
                return Outcome::Part(claim);
            }
            let state = deal.part_on(claim.part, linter.context.briefing.day);
            let waits = claim.leg.is_some() && state.is_some_and(|state| state.waits);
            let firm = &scene.passage.grammar.speech().firm;
            // Its own bound is no condition.
            let around = sentence.replace(&scene.written(), "");
            let is_open = [&told.open, &firm.talks, &firm.intent].into_iter().any(|list| has(&around, list));
            // What may be bought is not bought.
            let is_option = claim.leg.is_some_and(|leg| deal.legs[leg].kind.option);
            let is_agreed = state.is_some_and(|state| state.status < Status::Active && !state.waits);
            let is_money = claim.quantity.unit.currency().is_some();
            let verb = match () {
                () if is_option && !is_told_as_option(scene, deal, &claim, &sentence) => scene.done(linter, |_| true),
                () if is_agreed && is_money => scene.done(linter, |deed| deed.kinds.is_empty()),
                () => None,
            };
            if let Some(verb) = verb {
                return Outcome::Undone(claim, scene.passage.span(verb));
            }
            if waits
                && !is_open
                && !scene.is_of_a_limit()
                && tells_an_act(linter, scene)
                && !names_its_condition(scene, deal, &claim)
            {
                Outcome::Waits(claim)
            } else {
                outcome
            }
        }
        // "Both halls, 120 MW", of up to 120 MW.
        Outcome::Differs(Verdict::HedgeDropped, claim)
            if claim.quantity.bound().side() == Side::Below && has(&sentence, &told.sum) && is_all(&claim, own) =>
        {
            Outcome::Fine
        }
        // What waits may come to less.
        Outcome::Differs(Verdict::HedgeChanged, claim)
            if scene.bound().is_some_and(|bound| bound.side() == Side::Below)
                && claim.quantity.bound().side() != Side::Above
                && !(is_part(&claim, own) && has(&sentence, &told.whole))
                && waits(linter, deal, &claim) =>
        {
            Outcome::Fine
        }
        // Told beside what it is now.
        Outcome::Deprecated(claim) if scene.has_besides(own.iter().filter(|c| std::ptr::eq(c.fact, claim.fact))) => {
            Outcome::Fine
        }
        Outcome::Deprecated(_) if has(&sentence, &told.without) => Outcome::Fine,
        // "Not for 300 million, as was reported, but for 320."
        Outcome::Deprecated(_) if has(&scene.clause().near().0, &scene.passage.grammar.speech().aside.negation) => {
            Outcome::Fine
        }
        Outcome::Deprecated(claim) if has(&sentence, &told.past) || is_of_then(&claim, &dates()) => Outcome::Fine,
        Outcome::Differs(Verdict::HedgeDropped | Verdict::HedgeChanged, _) if has(&clause, &told.limits) => {
            Outcome::Fine
        }
        // "Negotiating over 40 million doses."
        Outcome::Differs(Verdict::HedgeChanged, claim)
            if claim.quantity.bound() == Bound::Exact
                && scene.bound() == Some(Bound::MoreThan)
                && has(&sentence, &scene.passage.grammar.speech().firm.talks) =>
        {
            Outcome::Fine
        }
        outcome => outcome,
    }
}

/// Whether the sentence calls an option one: "has given Acme a warrant".
fn is_told_as_option(scene: &Scene<'_>, deal: &Deal, claim: &Candidate<'_>, sentence: &str) -> bool {
    let lists = scene.lists();
    let of_kind = || claim.leg.is_some_and(|leg| lists.verbs.names(deal.legs[leg].kind, sentence));
    has(sentence, &lists.grammar.speech().dated.option) || of_kind()
}

/// Whether a condition of its leg or tranche, or of a tranche of its leg, is not met.
fn waits(linter: &Linter<'_>, deal: &Deal, claim: &Candidate<'_>) -> bool {
    let day = linter.context.briefing.day;
    let tranches = claim.leg.into_iter().flat_map(|leg| deal.legs[leg].tranches.iter().map(|tranche| &*tranche.path));
    let parts = std::iter::once(claim.part).chain(tranches);
    parts.filter_map(|part| deal.part_on(part, day)).any(|state| state.waits)
}

/// What held at a time that the sentence names as past, of a value that has changed since.
pub(super) fn held_then<'a>(scene: &Scene<'_>, own: &[Candidate<'a>], dated: &[&Edtf]) -> Option<Candidate<'a>> {
    let is_past = || has(&scene.sentence(), &scene.passage.grammar.speech().told.past);
    let then = |c: &&Candidate<'a>| {
        let from = c.claim.state_from();
        c.standing == Standing::Past
            && is_of_then(c, dated)
            && dated.iter().any(|date| from.is_none_or(|from| date.latest().is_some_and(|day| day >= from)))
    };
    let past = own.iter().filter(|c| scene.is_comparable(c)).rfind(then).copied();
    past.filter(|_| is_past())
}

/// Whether the sentence has a date of the time before today's value held.
fn is_of_then(claim: &Candidate<'_>, dated: &[&Edtf]) -> bool {
    let since = claim.fact.best().and_then(Claim::state_from);
    claim.standing == Standing::Past && dated.iter().any(|date| date.latest() < since)
}

/// Whether it is the figure of a fact that says how much, and not for how long or at which price.
fn says_how_much(claim: &Candidate<'_>) -> bool {
    let fields = [
        BuiltinField::Value,
        BuiltinField::Capacity,
        BuiltinField::Quantity,
        BuiltinField::Stake,
        BuiltinField::Shares,
    ];
    claim.standing == Standing::Contender && fields.iter().any(|field| field.id() == claim.fact.field)
}

/// Whether it is what is paid for one.
fn is_price(claim: &Candidate<'_>) -> bool {
    claim.standing == Standing::Contender && claim.fact.field == BuiltinField::Price.id()
}

/// Whether it is what an option would add.
fn adds_an_option(claim: &Candidate<'_>) -> bool {
    let fields = [BuiltinField::OptionTerm, BuiltinField::OptionValue, BuiltinField::OptionCapacity];
    fields.iter().any(|field| field.id() == claim.fact.field)
}

/// Whether it is that of a tranche whose leg has another.
fn is_part(claim: &Candidate<'_>, own: &[Candidate<'_>]) -> bool {
    let is_whole = |other: &&Candidate<'_>| {
        other.leg == claim.leg && !other.part.contains('.') && other.fact.field == claim.fact.field
    };
    let whole = own.iter().find(is_whole);
    claim.part.contains('.') && whole.is_some_and(|whole| whole.quantity != claim.quantity)
}

/// Whether the tranches of its leg come to it together.
fn is_all(claim: &Candidate<'_>, own: &[Candidate<'_>]) -> bool {
    let is_part = |c: &&Candidate<'_>| {
        c.standing == Standing::Contender
            && c.leg == claim.leg
            && c.part.contains('.')
            && c.fact.field == claim.fact.field
    };
    let parts: Vec<_> = own.iter().filter(is_part).map(|c| c.quantity.number()).collect();
    let sum = parts.iter().fold(Decimal::ZERO, |sum, part| sum.saturating_add(*part));
    parts.len() > 1 && !claim.part.contains('.') && sum == claim.quantity.number()
}

/// Whether the sentence calls the tranche as the sheet does.
fn names_its_part(scene: &Scene<'_>, deal: &Deal, claim: &Candidate<'_>) -> bool {
    let lang = scene.lang();
    let leg = claim.leg.map(|leg| &deal.legs[leg]);
    let tranche = leg.and_then(|leg| leg.tranches.iter().find(|tranche| tranche.path == claim.part));
    let sentence = scene.sentence();
    tranche.is_some_and(|tranche| hits(&called(&tranche.what, lang, scene.passage.grammar), &sentence) > 1)
}

/// Whether the sentence says that somebody does it: a figure in a list or beside "is meant to" promises nothing.
fn tells_an_act(linter: &Linter<'_>, scene: &Scene<'_>) -> bool {
    let verbs = linter.context.briefing.site.vocabulary.verbs(scene.passage.grammar);
    let sentence = scene.sentence();
    has(&sentence, &scene.passage.grammar.speech().told.future)
        || verbs.deeds(&sentence).next().is_some()
        || verbs.find(&sentence).next().is_some()
}

/// Whether the sentence says what has to happen first, in the words of the sheet.
fn names_its_condition(scene: &Scene<'_>, deal: &Deal, claim: &Candidate<'_>) -> bool {
    let lang = scene.lang();
    let leg = claim.leg.map(|leg| &deal.legs[leg]);
    let tranche = leg.and_then(|leg| leg.tranches.iter().find(|tranche| tranche.path == claim.part));
    let facts = leg.map_or(&[][..], |leg| &leg.facts).iter().chain(tranche.into_iter().flat_map(|t| &t.facts));
    // Words that name the thing do not say what has to happen to it.
    let thing = tranche.map_or_else(Vec::new, |tranche| called(&tranche.what, lang, scene.passage.grammar));
    let common = &scene.passage.grammar.speech().told.common;
    let mut conditions = facts.filter(|fact| fact.field == BuiltinField::Condition.id()).filter_map(Fact::best);
    conditions.any(|claim| match &claim.value {
        Value::Text(words) => {
            let own: Vec<Called> = called(words, lang, scene.passage.grammar)
                .into_iter()
                .filter(|called| !called.is_name && !has(&called.stem, common))
                .collect();
            let sentence = scene.sentence();
            let telling: Vec<Called> = own.iter().filter(|word| !thing.contains(word)).cloned().collect();
            hits(&own, &sentence) > 1 && (telling.is_empty() || hits(&telling, &sentence) > 0)
        }
        Value::Amount(_) | Value::Date(_) | Value::Status(_) => false,
    })
}
