//! Formats many items on all threads and writes them in order.
//!
//! Formatting numbers costs more than evaluating many queries does, and the items (the series of a matrix) are
//! independent. The items are cut into waves of about [`WAVE_POINTS`] points, so that the text in memory stays small
//! however large the result is; while one wave is written, the next one is formatted.

use rayon::prelude::*;
use std::io::{self, Write};

/// Points formatted before anything is written: about 2 MiB of JSON.
const WAVE_POINTS: usize = 1 << 16;
/// Fewer points than this are not worth another thread.
const MORSEL_POINTS: usize = 1 << 11;

/// Writes `append(index, item)` of every item to `out`, in order; `points` says how much work an item is.
pub(super) fn write_in_order<T: Sync>(
    out: &mut dyn Write,
    items: &[T],
    points: impl Fn(&T) -> usize,
    append: impl Fn(usize, &T, &mut Vec<u8>) + Sync,
) -> io::Result<()> {
    let mut ready: Vec<Vec<u8>> = Vec::new();
    let mut filling: Vec<Vec<u8>> = Vec::new();
    let mut next = 0;
    loop {
        let morsels = morsels(items, next, &points);
        filling.resize_with(morsels.len(), Vec::new);
        let fill = |(buffer, morsel): (&mut Vec<u8>, &std::ops::Range<usize>)| {
            buffer.clear();
            for index in morsel.clone() {
                append(index, &items[index], buffer);
            }
        };
        // This thread writes what is ready while the others fill the next buffers.
        let written = match (ready.is_empty(), filling.as_mut_slice()) {
            (true, [only]) => {
                fill((only, &morsels[0]));
                Ok(())
            }
            (_, waiting) => rayon::in_place_scope(|scope| {
                let morsels = &morsels;
                scope.spawn(move |_| waiting.par_iter_mut().zip(morsels).for_each(fill));
                ready.iter().try_for_each(|buffer| out.write_all(buffer))
            }),
        };
        written?;
        if morsels.is_empty() {
            return Ok(());
        }
        next = morsels.last().map_or(items.len(), |morsel| morsel.end);
        std::mem::swap(&mut ready, &mut filling);
    }
}

/// The next wave of items from `start` on, cut into ranges of about [`MORSEL_POINTS`] points.
fn morsels<T>(items: &[T], start: usize, points: impl Fn(&T) -> usize) -> Vec<std::ops::Range<usize>> {
    let (mut morsels, mut from) = (Vec::new(), start);
    let (mut in_wave, mut in_morsel) = (0, 0);
    for (index, item) in items.iter().enumerate().skip(start) {
        in_morsel += points(item).max(1);
        if in_morsel >= MORSEL_POINTS {
            morsels.push(from..index + 1);
            from = index + 1;
            in_wave += in_morsel;
            in_morsel = 0;
            if in_wave >= WAVE_POINTS {
                return morsels;
            }
        }
    }
    if from < items.len() {
        morsels.push(from..items.len());
    }
    morsels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_kept_over_many_waves() {
        let items: Vec<usize> = (0..5000).collect();
        let mut out = Vec::new();
        let append =
            |_: usize, item: &usize, buffer: &mut Vec<u8>| buffer.extend_from_slice(format!("{item},").as_bytes());
        write_in_order(&mut out, &items, |item| item % 700, append).expect("writing to memory works");
        let expected: String = items.iter().map(|item| format!("{item},")).collect();
        assert_eq!(out, expected.as_bytes());
        assert_eq!(morsels(&items, 0, |item| *item).first(), Some(&(0..65)));
    }

    #[test]
    fn nothing_writes_nothing() {
        let mut out = Vec::new();
        write_in_order(&mut out, &[] as &[u8], |_| 1, |_, _, buffer| buffer.push(1)).expect("writing to memory works");
        assert!(out.is_empty());
    }
}
