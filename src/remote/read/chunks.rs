//! The chunks of a frame as columns.

use super::{Fault, ReadWindow, Take, messages::ChunkedSeries, samples::labels_of};
use crate::{
    model::sample::SampleColumns,
    tsdb::chunk::{Encoding, decode},
};

/// Decodes the chunks of a series. Chunks may overlap; each run of those that do not is handed over on its own.
pub(super) fn read(series: &ChunkedSeries, window: ReadWindow, take: &mut Take<'_>) -> Result<(), Fault> {
    let labels = labels_of(&series.labels)?;
    let mut columns = SampleColumns::default();
    let mut hand_over = |columns: SampleColumns| match columns.is_empty() {
        true => Ok(()),
        false => take(labels.clone(), columns).map_err(Fault::from),
    };
    for chunk in &series.chunks {
        let encoding = u8::try_from(chunk.kind).ok().and_then(Encoding::from_byte);
        let encoding = encoding.ok_or_else(|| Fault::answer(format!("{labels}: unknown chunk type {}", chunk.kind)))?;
        let mut decoded = SampleColumns::default();
        decode(encoding, &chunk.data, &mut decoded).map_err(|error| {
            let (min_time, max_time) = (chunk.min_time_ms, chunk.max_time_ms);
            Fault::answer(format!("{labels}: {} chunk from {min_time} to {max_time}: {error}", encoding.name()))
        })?;
        decoded.trim(window.min_time, window.max_time);
        let follows = match (columns.time_range(), decoded.time_range()) {
            (Some((_, last)), Some((first, _))) => last < first,
            _ => true,
        };
        if !follows {
            hand_over(std::mem::take(&mut columns))?;
        }
        if columns.is_empty() {
            columns = decoded;
        } else {
            columns.extend_from_range(&decoded, window.min_time, window.max_time);
        }
    }
    hand_over(columns)
}
