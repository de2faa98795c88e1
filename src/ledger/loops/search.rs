//! Simple cycles of two to four groups, found in bounded time.
//!
//! Cycles of two are found exactly: every edge is looked up backwards. Longer ones lie within a strongly
//! connected component; from each group only its largest edges are followed, and each group begins only so
//! many, so that a dense graph costs no more than groups × a constant. A cycle is reported once, from its
//! first group by id.

use std::collections::BTreeMap;

use super::graph::Graph;
use crate::model::CompanyId;

/// Edges that are followed from a group for cycles of three and four.
const FOLLOWED: usize = 12;
/// Cycles of three and four that begin at a group.
const BEGUN: usize = 24;

/// The groups of each cycle, in the order of the way round.
pub(super) fn cycles(graph: &Graph<'_>) -> Vec<Vec<CompanyId>> {
    let mut found = Vec::new();
    for (&from, out) in &graph.out {
        let back = out.iter().filter(|to| from < **to && graph.has(**to, from));
        found.extend(back.map(|to| vec![from, *to]));
    }
    let component = components(graph);
    for &start in graph.out.keys() {
        longer(graph, &component, start, &mut found);
    }
    found
}

/// The cycles of three and four groups of which `start` is the first by id.
fn longer(
    graph: &Graph<'_>,
    component: &BTreeMap<CompanyId, usize>,
    start: CompanyId,
    found: &mut Vec<Vec<CompanyId>>,
) {
    let home = component.get(&start);
    let next = |at: CompanyId| {
        let out = graph.out.get(&at).map_or(&[][..], Vec::as_slice).iter().copied();
        out.filter(move |to| *to > start && component.get(to) == home).take(FOLLOWED)
    };
    let end = found.len() + BEGUN;
    for second in next(start) {
        for third in next(second) {
            if found.len() >= end {
                return;
            }
            if graph.has(third, start) {
                found.push(vec![start, second, third]);
            }
            for fourth in next(third) {
                if fourth != second && found.len() < end && graph.has(fourth, start) {
                    found.push(vec![start, second, third, fourth]);
                }
            }
        }
    }
}

/// Per group: the number of its strongly connected component (Tarjan, without recursion).
fn components(graph: &Graph<'_>) -> BTreeMap<CompanyId, usize> {
    let mut state = Tarjan::default();
    for &start in graph.out.keys() {
        if !state.index.contains_key(&start) {
            state.visit(graph, start);
        }
    }
    state.component
}

#[derive(Default)]
struct Tarjan {
    index: BTreeMap<CompanyId, usize>,
    low: BTreeMap<CompanyId, usize>,
    component: BTreeMap<CompanyId, usize>,
    stack: Vec<CompanyId>,
}

impl Tarjan {
    fn enter(&mut self, node: CompanyId) {
        let number = self.index.len();
        self.index.insert(node, number);
        self.low.insert(node, number);
        self.stack.push(node);
    }

    fn lower(&mut self, node: CompanyId, to: usize) {
        if let Some(low) = self.low.get_mut(&node) {
            *low = (*low).min(to);
        }
    }

    fn visit(&mut self, graph: &Graph<'_>, start: CompanyId) {
        self.enter(start);
        let mut way = vec![(start, 0)];
        while let Some(&mut (node, ref mut next)) = way.last_mut() {
            if let Some(&to) = graph.out.get(&node).and_then(|out| out.get(*next)) {
                *next += 1;
                match self.index.get(&to) {
                    None => {
                        self.enter(to);
                        way.push((to, 0));
                    }
                    Some(&seen) if !self.component.contains_key(&to) => self.lower(node, seen),
                    Some(_) => {}
                }
                continue;
            }
            way.pop();
            let low = self.low.get(&node).copied().unwrap_or_default();
            if let Some(&(parent, _)) = way.last() {
                self.lower(parent, low);
            }
            if self.index.get(&node) == Some(&low) {
                self.close(node, low);
            }
        }
    }

    /// Takes a whole component off the stack.
    fn close(&mut self, root: CompanyId, number: usize) {
        while let Some(node) = self.stack.pop() {
            self.component.insert(node, number);
            if node == root {
                break;
            }
        }
    }
}
