//! From the bytes of any chunk to columns.

use super::{
    Encoding, error::ChunkError, float_histogram::FloatCounts, histogram::IntegerCounts, histogram_layout, xor, xor2,
};
use crate::model::sample::SampleColumns;

/// Appends all samples of a chunk to `columns`.
///
/// Integer histograms become float histograms with absolute counts. Their hints are what Prometheus' chunk readers
/// say: gauge if the chunk is one; else unknown for the chunk's first sample and not-reset for the others. Start
/// timestamps appear in the columns from the first chunk on that has some. After an error the columns hold what they
/// held before, except that a start column may have been begun (with zeros).
pub fn decode(encoding: Encoding, data: &[u8], columns: &mut SampleColumns) -> Result<(), ChunkError> {
    let histograms_before = columns.histograms.len();
    match encoding {
        Encoding::None => return Err(ChunkError::UnknownEncoding(0)),
        Encoding::Xor => xor::decode(data, &mut columns.timestamps, &mut columns.values)?,
        Encoding::Xor2 => xor2::decode(data, columns)?,
        Encoding::Histogram => histogram_layout::decode::<IntegerCounts>(data, false, columns)?,
        Encoding::FloatHistogram => histogram_layout::decode::<FloatCounts>(data, false, columns)?,
        Encoding::HistogramStart => histogram_layout::decode::<IntegerCounts>(data, true, columns)?,
        Encoding::FloatHistogramStart => histogram_layout::decode::<FloatCounts>(data, true, columns)?,
    }
    let is_integer = matches!(encoding, Encoding::Histogram | Encoding::HistogramStart);
    columns.mark_integer_histograms(histograms_before, is_integer);
    // A chunk without start timestamps after one with some.
    if !columns.start_timestamps.is_empty() {
        columns.start_timestamps.resize(columns.timestamps.len(), 0);
    }
    if !columns.histogram_start_timestamps.is_empty() {
        columns.histogram_start_timestamps.resize(columns.histogram_timestamps.len(), 0);
    }
    Ok(())
}

/// How many samples a chunk says it holds; `None` if the data is too short to say so.
pub fn sample_count(encoding: Encoding, data: &[u8]) -> Option<usize> {
    let &header = data.first_chunk::<2>()?;
    let has_starts = matches!(encoding, Encoding::HistogramStart | Encoding::FloatHistogramStart);
    Some(histogram_layout::count(header, has_starts))
}
