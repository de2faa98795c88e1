//! Circles in a graph, found in linear time and without recursion.

/// How many members of a circle are kept, to be shown.
const SHOWN: usize = 6;

/// A way that leads back to where it began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cycle {
    /// The first members on the way, at most six.
    pub(super) members: Vec<usize>,
    /// How many members there are.
    pub(super) length: usize,
    /// The edge that closes it: from the last member…
    pub(super) from: usize,
    /// …to the first.
    pub(super) to: usize,
}

/// One circle for every edge that closes one on a walk in the order of numbers; none if there is none.
/// `edges[n]` are the successors of `n`.
pub(super) fn find(edges: &[Vec<usize>]) -> Vec<Cycle> {
    let mut found = Vec::new();
    // Unseen, on the way (at this depth), or done.
    let mut state: Vec<Option<Option<usize>>> = vec![None; edges.len()];
    for start in 0..edges.len() {
        if state[start].is_some() {
            continue;
        }
        let mut way = vec![(start, 0)];
        state[start] = Some(Some(0));
        while let Some((node, next)) = way.last_mut() {
            let node = *node;
            let Some(&to) = edges[node].get(*next) else {
                state[node] = Some(None);
                way.pop();
                continue;
            };
            *next += 1;
            match state[to] {
                None => {
                    state[to] = Some(Some(way.len()));
                    way.push((to, 0));
                }
                Some(Some(depth)) => {
                    let members = way[depth..].iter().take(SHOWN).map(|&(n, _)| n).collect();
                    found.push(Cycle { members, length: way.len() - depth, from: node, to });
                }
                Some(None) => {}
            }
        }
    }
    found
}

impl Cycle {
    /// `a → b → a`, with "…" where members are left out.
    pub(super) fn chain<'n>(&self, name: impl Fn(usize) -> &'n str) -> String {
        let mut names: Vec<&str> = self.members.iter().map(|&n| name(n)).collect();
        if self.length > self.members.len() {
            names.push("…");
        }
        names.push(name(self.to));
        names.join(" → ")
    }
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn every_circle_is_found_once() {
        let chain = |edges: &[Vec<usize>]| -> Vec<String> {
            let names = ["a", "b", "c", "d"];
            find(edges).iter().map(|c| c.chain(|n| names[n])).collect()
        };
        assert_eq!(chain(&[vec![1], vec![2], vec![]]), Vec::<String>::new());
        assert_eq!(chain(&[vec![1, 2], vec![3], vec![3], vec![]]), Vec::<String>::new());
        assert_eq!(chain(&[vec![0]]), ["a → a"]);
        assert_eq!(chain(&[vec![1], vec![2], vec![1]]), ["b → c → b"]);
        assert_eq!(chain(&[vec![1], vec![0], vec![3], vec![2]]), ["a → b → a", "c → d → c"]);
    }

    #[test]
    fn a_long_circle_is_shortened() {
        let n = 100_000;
        let edges: Vec<Vec<usize>> = (0..n).map(|i| vec![(i + 1) % n]).collect();
        let found = find(&edges);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].length, found[0].members.len()), (n, 6));
        assert!(found[0].chain(|_| "x").ends_with("x → … → x"));
    }
}
