//! Series of a selection as text: made on all threads, written in order.

use crate::{
    cli::error::CommandError,
    model::{
        labels::Labels,
        sample::{SampleColumns, Timestamp},
        series::SeriesSet,
    },
};
use rayon::prelude::*;
use std::{
    io::{self, Write},
    ops::Range,
};

/// About so much text is made while as much is written.
const WAVE_BYTES: usize = 4 << 20;
/// The most series of a wave.
const MOST_SERIES: usize = 4096;

/// Why not everything was written.
pub(super) enum Stopped {
    /// A series cannot be read; those before it have been written.
    Unreadable(CommandError),
    /// The output takes no more.
    Output(io::Error),
}

impl From<Stopped> for CommandError {
    fn from(stopped: Stopped) -> CommandError {
        match stopped {
            Stopped::Unreadable(error) => error,
            Stopped::Output(error) => CommandError::from(error),
        }
    }
}

/// Writes what `append` makes of every series, in order. Memory is bounded: a wave is as many series as made enough text
/// the last time, and at least one.
pub(super) fn write_in_order(
    series: &dyn SeriesSet,
    (min_time, max_time): (Timestamp, Timestamp),
    out: &mut dyn Write,
    append: impl Fn(&mut Vec<u8>, &Labels, &SampleColumns) -> io::Result<()> + Sync,
) -> Result<(), Stopped> {
    let make = |range: Range<usize>| -> Vec<Result<Vec<u8>, Stopped>> {
        let text = |columns: &mut SampleColumns, index| {
            let read = series.read(index, min_time, max_time, columns);
            read.map_err(|error| Stopped::Unreadable(CommandError::new(error)))?;
            let mut text = Vec::new();
            append(&mut text, &series.labels(index), columns).map_err(Stopped::Output)?;
            Ok(text)
        };
        range.into_par_iter().map_init(SampleColumns::default, text).collect()
    };
    let mut wave = rayon::current_num_threads().max(1);
    let mut begin = 0;
    let mut ready: Vec<Result<Vec<u8>, Stopped>> = Vec::new();
    loop {
        let end = series.len().min(begin + wave);
        let mut next = Vec::new();
        // This thread writes what is ready while the others make more.
        rayon::in_place_scope(|scope| {
            let (next, make) = (&mut next, &make);
            scope.spawn(move |_| *next = make(begin..end));
            std::mem::take(&mut ready).into_iter().try_for_each(|text| out.write_all(&text?).map_err(Stopped::Output))
        })?;
        if begin == end {
            return Ok(());
        }
        let bytes: usize = next.iter().flatten().map(Vec::len).sum();
        let fitting = (end - begin).saturating_mul(WAVE_BYTES) / bytes.max(1);
        wave = fitting.clamp(1, MOST_SERIES).min(wave * 4);
        (begin, ready) = (end, next);
    }
}
