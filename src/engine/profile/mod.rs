//! What the operators of one query count and how long they take.
//!
//! A [`Profile`] stands beside the operators: `exec::open` wraps each of them when there is one, selectors count their
//! reads in it, and [`super::explain`] joins what was counted with the plan. It never changes what a query gives, and a
//! query without a profile pays nothing for it.

mod clock;
mod counters;
mod matches;

pub(super) use counters::{OperatorCounters, ReadCounters, Reader, timed};
pub use matches::{Matches, Unmatched};

use super::plan::{Plan, Selector};
use clock::Clock;
use hashbrown::HashMap;
use std::sync::{Arc, Mutex, PoisonError, atomic::AtomicU64};

/// The counters of every operator and selector of one query.
///
/// Nodes are known by their address, which does not change while a query runs: the plan is complete before it is opened.
pub(super) struct Profile {
    operators: Mutex<HashMap<usize, Arc<OperatorCounters>>>,
    readers: Mutex<HashMap<usize, Arc<ReadCounters>>>,
    clock: Clock,
}

impl Profile {
    /// A profile for a query that is evaluated in the current thread pool.
    pub(super) fn new() -> Profile {
        Profile { operators: Mutex::default(), readers: Mutex::default(), clock: Clock::new() }
    }

    /// The counters of the operator for `plan`.
    pub(super) fn operator(&self, plan: &Plan) -> Arc<OperatorCounters> {
        counters_of(&self.operators, plan)
    }

    /// The counters of what was read for `selector`.
    pub(super) fn reads(&self, selector: &Selector) -> Arc<ReadCounters> {
        counters_of(&self.readers, selector)
    }

    /// Counts reads for `selector`.
    pub(super) fn reader(&self, selector: &Selector) -> Reader<'_> {
        Reader { counters: self.reads(selector), clock: &self.clock }
    }

    /// Runs a piece of an operator's work; its time, less that of the operators inside, is added to `own`.
    pub(super) fn time<T>(&self, own: &AtomicU64, work: impl FnOnce() -> T) -> T {
        self.clock.time(Some(own), work)
    }

    /// Runs what is done for the profile's own sake; no operator is charged with it.
    pub(super) fn aside<T>(&self, work: impl FnOnce() -> T) -> T {
        self.clock.time(None, work)
    }

    /// Keeps what `count` finds about the match groups of the binary operator for `plan`.
    pub(super) fn count_matches(&self, plan: &Plan, count: impl FnOnce() -> Matches) {
        let counters = self.operator(plan);
        self.aside(|| {
            counters.matches.get_or_init(count);
        });
    }
}

fn counters_of<N, C: Default>(counters: &Mutex<HashMap<usize, Arc<C>>>, node: &N) -> Arc<C> {
    let address = std::ptr::from_ref(node).addr();
    counters.lock().unwrap_or_else(PoisonError::into_inner).entry(address).or_default().clone()
}
