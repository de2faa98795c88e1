//! From which deals each output was made, so that an edited deal makes the outputs that show it again and no others.
//!
//! Outputs note the deals that they look at ([`Reads`]). *Which* deals an output looks at follows from what all share: the
//! plan, the indexes of the briefing, the links, loops and plans of the ledger, all of them but for their figures. That is
//! kept as a hash. As long as it is the same, the same outputs look at the same deals, and one that looks at none of the
//! edited ones is as it was. If it is another, everything is made again.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::hash::{Hash, Hasher};

use super::{Compiled, Edited};
use crate::model::{Briefing, DealId, Reads};
use crate::plan::Plan;
use crate::render::Books;

/// What outputs were made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inputs {
    /// What all share; `None` if that is not known.
    pub(super) shared: Option<blake3::Hash>,
    /// By path.
    outputs: BTreeMap<String, Reads>,
}

impl Inputs {
    pub(super) fn put(&mut self, path: &str, reads: Reads) {
        self.outputs.insert(path.to_owned(), reads);
    }

    /// Adds what is known of other outputs from before.
    pub fn complete(&mut self, before: &Inputs) {
        for (path, reads) in &before.outputs {
            if !self.outputs.contains_key(path) {
                self.outputs.insert(path.clone(), reads.clone());
            }
        }
    }

    /// The outputs that look at one of these deals, which are in the order of ids; `why` is told of each. `None` if what
    /// all outputs share is another now.
    pub fn outputs(&self, compiled: &Compiled, deals: &[DealId], why: &str) -> Option<Edited> {
        let books = Books::new(&compiled.briefing, &compiled.mentions);
        if self.shared != Some(shared(&compiled.briefing, &compiled.plan, &books)) {
            return None;
        }
        let concerned = self.outputs.iter().filter(|(_, reads)| reads.any(deals));
        Some(concerned.map(|(path, _)| (path.clone(), why.to_owned())).collect())
    }

    /// As lines of text.
    pub fn render(&self) -> String {
        let mut text = String::from("reads ");
        text.push_str(&self.shared.map_or_else(|| "-".to_owned(), |hash| hash.to_hex().to_string()));
        let _ = writeln!(text, " {}", self.outputs.len());
        for (path, reads) in &self.outputs {
            match reads.all {
                true => text.push('*'),
                false => reads.deals.iter().enumerate().for_each(|(place, deal)| {
                    let _ = write!(text, "{}{}", if place == 0 { "" } else { "," }, deal.index());
                }),
            }
            let _ = writeln!(text, " {path}");
        }
        text
    }

    /// From what [`Inputs::render`] wrote; `None` if it is not that.
    pub fn parse<'t>(lines: &mut impl Iterator<Item = &'t str>) -> Option<Inputs> {
        let (hash, count) = lines.next()?.strip_prefix("reads ")?.split_once(' ')?;
        let shared = if hash == "-" { None } else { Some(blake3::Hash::from_hex(hash).ok()?) };
        let count: usize = count.parse().ok()?;
        let outputs = lines.take(count).map(output).collect::<Option<BTreeMap<String, Reads>>>()?;
        (outputs.len() == count).then_some(Inputs { shared, outputs })
    }
}

fn output(line: &str) -> Option<(String, Reads)> {
    let (deals, path) = line.split_once(' ')?;
    let reads = match deals {
        "*" => Reads { all: true, deals: Vec::new() },
        "" => Reads::default(),
        some => {
            let deal = |number: &str| number.parse::<usize>().ok().map(DealId::at);
            Reads { all: false, deals: some.split(',').map(deal).collect::<Option<Vec<DealId>>>()? }
        }
    };
    Some((path.to_owned(), reads))
}

/// A hash of what decides which deals an output looks at.
pub(super) fn shared(briefing: &Briefing, plan: &Plan, books: &Books<'_>) -> blake3::Hash {
    let mut hasher = Blake(blake3::Hasher::new());
    let into = &mut hasher;
    briefing.deals.iter().for_each(|deal| deal.id.hash(into));
    briefing.companies.iter().for_each(|company| company.id.hash(into));
    briefing.sources.iter().for_each(|source| source.id.hash(into));
    (&*briefing.chronology, &*briefing.company_deals, &*briefing.topic_deals, &*briefing.parts).hash(into);
    (&*briefing.related, &briefing.hidden, &briefing.unseen, &briefing.withheld).hash(into);
    let indexes = (&briefing.deal_backlinks, &briefing.company_backlinks, &briefing.backings, &briefing.origins);
    format!("{indexes:?}").hash(into);
    format!("{:?} {:?}", briefing.named_codes, plan.items).hash(into);
    plan.pages.iter().for_each(|page| page.path.hash(into));
    plan.extras.iter().for_each(|(path, _)| path.hash(into));
    plan.redirects.iter().for_each(|redirect| redirect.path.hash(into));
    plan.copies.iter().for_each(|copy| copy.path.hash(into));
    for (facet, deals) in plan.facets.all() {
        (facet.name(briefing), deals).hash(into);
    }
    for ((one, other), deals) in plan.facets.pairs() {
        (one.name(briefing), other.name(briefing), deals).hash(into);
    }
    for (company, years) in &plan.company_years {
        (company, years).hash(into);
    }
    books.hash_order(into);
    hasher.0.finalize()
}

/// BLAKE3 as a hasher: the same bytes give the same hash in every run.
struct Blake(blake3::Hasher);

impl Hasher for Blake {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Never asked for: the whole hash is.
    fn finish(&self) -> u64 {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::{DealId, Inputs, Reads};

    #[test]
    fn what_is_rendered_is_parsed() {
        let mut inputs = Inputs { shared: Some(blake3::hash(b"x")), ..Inputs::default() };
        inputs.put("a b/index.html", Reads { all: false, deals: vec![DealId::at(0), DealId::at(12)] });
        inputs.put("all", Reads { all: true, deals: Vec::new() });
        inputs.put("none", Reads::default());
        let text = inputs.render() + "more\n";
        let mut lines = text.lines();
        assert_eq!(Inputs::parse(&mut lines), Some(inputs.clone()));
        assert_eq!(lines.next(), Some("more"));
        for cut in 0..4 {
            assert_eq!(Inputs::parse(&mut text.lines().take(cut)), None);
        }
    }
}
