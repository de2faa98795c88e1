//! Simple cycles of two to four groups, found in bounded time.
//!
//! Cycles of two are found exactly: every edge is looked up backwards. Longer ones lie within a strongly
//! connected component; from each group only its largest edges are followed, and each group begins only so
//! many, so that a dense graph costs no more than groups × a constant. A cycle is reported once, from its
//! first group by id.

use super::graph::Graph;
use crate::model::CompanyId;

/// Edges that are followed from a group for cycles of three and four.
const FOLLOWED: usize = 12;
/// Cycles of three and four that begin at a group.
const BEGUN: usize = 24;

/// The groups of each cycle, in the order of the way round.
pub(super) fn cycles(graph: &Graph<'_>) -> Vec<Vec<CompanyId>> {
    let mut found = Vec::new();
    let groups = || (0..graph.out.len()).map(CompanyId::at);
    for from in groups() {
        let back = graph.out[from.index()].iter().filter(|to| from < **to && graph.has(**to, from));
        found.extend(back.map(|to| vec![from, *to]));
    }
    let component = components(graph);
    let mut into = vec![Vec::new(); graph.out.len()];
    for from in groups() {
        graph.out[from.index()].iter().for_each(|to| into[to.index()].push(from));
    }
    // Per group: the last group that it was found to pay. A look here costs less than one into the edges.
    let mut pays = vec![None; graph.out.len()];
    for start in groups() {
        into[start.index()].iter().for_each(|from| pays[from.index()] = Some(start));
        longer(graph, &component, &pays, start, &mut found);
    }
    found
}

/// The cycles of three and four groups of which `start` is the first by id; `pays` says who pays it.
fn longer(
    graph: &Graph<'_>,
    component: &[u32],
    pays: &[Option<CompanyId>],
    start: CompanyId,
    found: &mut Vec<Vec<CompanyId>>,
) {
    let closes = |group: CompanyId| pays[group.index()] == Some(start);
    let home = component[start.index()];
    let next = |at: CompanyId| {
        let out = graph.out[at.index()].iter().copied();
        out.filter(move |to| *to > start && component[to.index()] == home).take(FOLLOWED)
    };
    let end = found.len() + BEGUN;
    for second in next(start) {
        for third in next(second) {
            if found.len() >= end {
                return;
            }
            if closes(third) {
                found.push(vec![start, second, third]);
            }
            for fourth in next(third) {
                if fourth != second && found.len() < end && closes(fourth) {
                    found.push(vec![start, second, third, fourth]);
                }
            }
        }
    }
}

/// Not yet visited, or not yet in a component.
const NONE: u32 = u32::MAX;

/// Per group: the number of its strongly connected component (Tarjan, without recursion).
fn components(graph: &Graph<'_>) -> Vec<u32> {
    let unseen = vec![NONE; graph.out.len()];
    let mut state =
        Tarjan { seen: 0, index: unseen.clone(), low: unseen.clone(), component: unseen, stack: Vec::new() };
    for start in 0..graph.out.len() {
        if state.index[start] == NONE {
            state.visit(graph, CompanyId::at(start));
        }
    }
    state.component
}

struct Tarjan {
    seen: u32,
    index: Vec<u32>,
    low: Vec<u32>,
    component: Vec<u32>,
    stack: Vec<CompanyId>,
}

impl Tarjan {
    fn enter(&mut self, node: CompanyId) {
        self.index[node.index()] = self.seen;
        self.low[node.index()] = self.seen;
        self.seen += 1;
        self.stack.push(node);
    }

    fn lower(&mut self, node: CompanyId, to: u32) {
        let low = &mut self.low[node.index()];
        *low = (*low).min(to);
    }

    fn visit(&mut self, graph: &Graph<'_>, start: CompanyId) {
        self.enter(start);
        let mut way = vec![(start, 0)];
        while let Some(&mut (node, ref mut next)) = way.last_mut() {
            if let Some(&to) = graph.out[node.index()].get(*next) {
                *next += 1;
                if self.index[to.index()] == NONE {
                    self.enter(to);
                    way.push((to, 0));
                } else if self.component[to.index()] == NONE {
                    self.lower(node, self.index[to.index()]);
                }
                continue;
            }
            way.pop();
            let low = self.low[node.index()];
            if let Some(&(parent, _)) = way.last() {
                self.lower(parent, low);
            }
            if self.index[node.index()] == low {
                self.close(node, low);
            }
        }
    }

    /// Takes a whole component off the stack.
    fn close(&mut self, root: CompanyId, number: u32) {
        while let Some(node) = self.stack.pop() {
            self.component[node.index()] = number;
            if node == root {
                break;
            }
        }
    }
}
