//! What start timestamps say about two neighbouring samples of a counter.

use crate::model::sample::Timestamp;

/// A sample's time and the start timestamp that came with it (0: unknown).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) struct Started {
    pub(in crate::engine) start: Timestamp,
    pub(in crate::engine) time: Timestamp,
}

/// Whether the counter was reset between two samples, as far as start timestamps tell.
///
/// A start at or after its own sample says nothing. One exactly at the previous sample is that of a delta series, whose
/// every sample starts anew, if the previous sample has a meaningful start too.
pub(in crate::engine) fn is_reset(previous: Started, current: Started) -> bool {
    if current.start == 0 || current.start >= current.time || current.start < previous.time {
        return false;
    }
    current.start > previous.time
        || (previous.start <= previous.time && previous.start != 0 && previous.start != previous.time)
}

/// Whether the current sample claims to have started before the previous one, at another time than that one says.
pub(in crate::engine) fn overlaps(previous: Started, current: Started) -> bool {
    current.start != 0 && current.start < previous.time && current.start != previous.start
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(start: Timestamp, time: Timestamp) -> Started {
        Started { start, time }
    }

    #[test]
    fn resets() {
        for (previous, current, expected) in [
            (at(0, 10), at(0, 20), false),
            (at(5, 10), at(15, 20), true),
            (at(5, 10), at(10, 20), true),
            (at(0, 10), at(10, 20), false),
            (at(10, 10), at(10, 20), false),
            (at(11, 10), at(10, 20), false),
            (at(5, 10), at(5, 20), false),
            (at(5, 10), at(20, 20), false),
            (at(5, 10), at(25, 20), false),
        ] {
            assert_eq!(is_reset(previous, current), expected, "{previous:?} {current:?}");
        }
    }

    #[test]
    fn overlaps_are_told_from_the_same_start() {
        assert!(!overlaps(at(5, 10), at(5, 20)));
        assert!(overlaps(at(5, 10), at(6, 20)));
        assert!(!overlaps(at(5, 10), at(10, 20)));
        assert!(!overlaps(at(5, 10), at(0, 20)));
    }
}
