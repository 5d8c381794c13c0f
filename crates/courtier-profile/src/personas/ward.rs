//! Ward's tree: groups merged so that the inertia within groups grows as little as possible each time.

use crate::personas::points::{Cluster, distance};

/// A merge: two nodes, and the inertia that it costs. Leaves are numbered from 0, merges follow in their order.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Merge {
    a: usize,
    b: usize,
    cost: f64,
}

/// The tree of some clusters.
#[derive(Debug)]
pub(crate) struct WardTree {
    leaves: usize,
    /// From cheap to dear.
    merges: Vec<Merge>,
    /// Inertia within the leaves.
    within: f64,
}

impl WardTree {
    /// Builds the tree by chains of nearest neighbours: exact, with time `n²` and memory `n`.
    ///
    /// **Source:** Ward (1963); Murtagh (1983) for the chains: Ward's cost has the reducibility that they need.
    pub(crate) fn new(clusters: &[Cluster]) -> Self {
        let mut nodes: Vec<Option<(f64, Vec<f64>, usize)>> = clusters
            .iter()
            .enumerate()
            .map(|(i, cluster)| Some((cluster.count as f64, cluster.centre.clone(), i)))
            .collect();
        let mut merges = Vec::with_capacity(clusters.len().saturating_sub(1));
        let mut chain: Vec<usize> = Vec::new();
        while merges.len() + 1 < clusters.len() {
            if chain.is_empty() {
                chain.extend(nodes.iter().position(Option::is_some));
            }
            let Some(&last) = chain.last() else { break };
            let before = chain.len().checked_sub(2).map(|i| chain[i]);
            let Some((nearest, cost)) = nearest(&nodes, last, before) else { break };
            if Some(nearest) == before {
                chain.truncate(chain.len() - 2);
                let (low, high) = (last.min(nearest), last.max(nearest));
                if let (Some(a), Some(b)) = (nodes[low].take(), nodes[high].take()) {
                    merges.push(Merge { a: a.2, b: b.2, cost });
                    nodes[low] = Some(united(&a, &b));
                }
            } else {
                chain.push(nearest);
            }
        }
        // Chains find merges out of order; each leaf names its group, so sorting them is enough.
        merges.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        Self { leaves: clusters.len(), merges, within: clusters.iter().map(|cluster| cluster.inertia).sum() }
    }

    /// Returns the inertia within `groups` groups.
    pub(crate) fn within(&self, groups: usize) -> f64 {
        let done = self.leaves.saturating_sub(groups);
        self.within + self.merges.iter().take(done).map(|merge| merge.cost).sum::<f64>()
    }

    /// Returns the group of each leaf when there are `groups` of them, numbered by their first leaves.
    pub(crate) fn cut(&self, groups: usize) -> Vec<usize> {
        let mut parent: Vec<usize> = (0..self.leaves).collect();
        for merge in self.merges.iter().take(self.leaves.saturating_sub(groups)) {
            let (a, b) = (root(&parent, merge.a), root(&parent, merge.b));
            parent[a.max(b)] = a.min(b);
        }
        let roots: Vec<usize> = (0..self.leaves).map(|leaf| root(&parent, leaf)).collect();
        let mut distinct = roots.clone();
        distinct.sort_unstable();
        distinct.dedup();
        roots.iter().map(|root| distinct.partition_point(|other| other < root)).collect()
    }
}

fn root(parent: &[usize], mut leaf: usize) -> usize {
    while parent[leaf] != leaf {
        leaf = parent[leaf];
    }
    leaf
}

type Node = (f64, Vec<f64>, usize);

/// Weight and centre of two nodes together; a node is named by one of its leaves.
fn united(a: &Node, b: &Node) -> Node {
    let weight = a.0 + b.0;
    (weight, a.1.iter().zip(&b.1).map(|(x, y)| (a.0 * x + b.0 * y) / weight).collect(), a.2)
}

/// Returns the node that is cheapest to merge with this one; the one before in the chain wins ties, so chains end.
fn nearest(nodes: &[Option<Node>], node: usize, before: Option<usize>) -> Option<(usize, f64)> {
    let (weight, centre, _) = nodes[node].as_ref()?;
    let mut best: Option<(usize, f64)> = None;
    for (i, other) in nodes.iter().enumerate().filter(|(i, _)| *i != node) {
        let Some((other_weight, other_centre, _)) = other else { continue };
        let cost = weight * other_weight / (weight + other_weight) * distance(centre, other_centre);
        if best.is_none_or(|(_, least)| cost < least || (cost == least && Some(i) == before)) {
            best = Some((i, cost));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::WardTree;
    use crate::personas::points::Cluster;
    use proptest::prelude::*;

    fn clusters(points: &[(u64, f64, f64)]) -> Vec<Cluster> {
        points.iter().map(|&(count, x, y)| Cluster { count, centre: vec![x, y], inertia: 0.0 }).collect()
    }

    /// Merges the cheapest pair again and again.
    fn naive(mut clusters: Vec<Cluster>) -> Vec<f64> {
        let mut costs = Vec::new();
        while clusters.len() > 1 {
            let mut best = (f64::INFINITY, 0, 0);
            for a in 0..clusters.len() {
                for b in a + 1..clusters.len() {
                    let (n, m) = (clusters[a].count as f64, clusters[b].count as f64);
                    let cost = n * m / (n + m) * super::distance(&clusters[a].centre, &clusters[b].centre);
                    if cost < best.0 {
                        best = (cost, a, b);
                    }
                }
            }
            let b = clusters.remove(best.2);
            let a = clusters[best.1].clone();
            let (n, m) = (a.count as f64, b.count as f64);
            let centre = a.centre.iter().zip(&b.centre).map(|(x, y)| (n * x + m * y) / (n + m)).collect();
            clusters[best.1] = Cluster { count: a.count + b.count, centre, inertia: 0.0 };
            costs.push(best.0);
        }
        costs
    }

    #[test]
    fn finds_the_obvious_groups() {
        let tree =
            WardTree::new(&clusters(&[(5, 0.0, 0.0), (3, 0.1, 0.0), (4, 9.0, 9.0), (2, 9.1, 9.0), (9, 0.0, 9.0)]));
        assert_eq!(tree.cut(3), [0, 0, 1, 1, 2]);
        assert_eq!((tree.cut(5), tree.within(5)), (vec![0, 1, 2, 3, 4], 0.0));
        assert!(WardTree::new(&[]).cut(3).is_empty());
    }

    proptest! {
        #[test]
        fn costs_what_merging_the_cheapest_pair_costs(points in prop::collection::vec((1_u64..50, -9.0..9.0, -9.0..9.0), 2..25)) {
            let clusters = clusters(&points);
            let tree = WardTree::new(&clusters);
            let costs = naive(clusters);
            for (merge, cost) in tree.merges.iter().zip(&costs) {
                prop_assert!((merge.cost - cost).abs() <= 1e-9 * cost.max(1e-6), "{} {}", merge.cost, cost);
            }
        }
    }
}
