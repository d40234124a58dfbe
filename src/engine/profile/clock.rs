//! Whose time it is: of nested pieces of work each is charged with what the ones inside did not take.
//!
//! Rows call the rows below them in the same thread, so every thread has one number: how long the measured pieces inside
//! the one that runs there have taken so far. Work that an operator spreads over threads outside of its rows counts as
//! long as the thread takes that opened the operator, waiting for the others included.

use std::{
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::Instant,
};

/// One number a thread of the pool, and one more for a caller outside of it.
pub(super) struct Clock {
    inside_nanoseconds: Vec<AtomicU64>,
    started: Instant,
}

impl Clock {
    /// A clock for the threads of the current pool.
    pub(super) fn new() -> Clock {
        let threads = rayon::current_num_threads();
        Clock { inside_nanoseconds: (0..=threads).map(|_| AtomicU64::new(0)).collect(), started: Instant::now() }
    }

    /// Runs `work` and adds the nanoseconds that it took itself to `own`.
    pub(super) fn time<T>(&self, own: Option<&AtomicU64>, work: impl FnOnce() -> T) -> T {
        let last = self.inside_nanoseconds.len() - 1;
        let inside = &self.inside_nanoseconds[rayon::current_thread_index().map_or(last, |thread| thread.min(last))];
        let before = inside.swap(0, Relaxed);
        let since = self.now();
        let outcome = work();
        let taken = self.now().saturating_sub(since);
        if let Some(own) = own {
            own.fetch_add(taken.saturating_sub(inside.load(Relaxed)), Relaxed);
        }
        inside.store(before.saturating_add(taken), Relaxed);
        outcome
    }

    fn now(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_nanos()).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{thread::sleep, time::Duration};

    #[test]
    fn outer_work_is_not_charged_with_inner_work() {
        let clock = Clock::new();
        let (outer, inner) = (AtomicU64::new(0), AtomicU64::new(0));
        let wait = Duration::from_millis(20);
        let since = Instant::now();
        clock.time(Some(&outer), || {
            clock.time(Some(&inner), || sleep(wait));
            clock.time(None, || sleep(wait));
            sleep(wait);
        });
        let all = since.elapsed().as_nanos() as u64;
        let (outer, inner) = (outer.into_inner(), inner.into_inner());
        let wait = wait.as_nanos() as u64;
        assert!(outer >= wait && inner >= wait && outer + inner <= all - wait, "{outer} {inner} {all}");
    }
}
