//! Whole columns into chunks.

use super::{AppendError, CompletedChunk, CutRule, FloatEncoding, OpenChunk};
use crate::model::sample::SampleColumns;

/// Encodes all samples, floats and histograms in the order of time; a float goes before a histogram of its time, which
/// is then out of order.
pub fn encode(
    columns: &SampleColumns,
    rule: CutRule,
    floats: FloatEncoding,
) -> Result<Vec<CompletedChunk>, AppendError> {
    let mut open = OpenChunk::new(rule, floats);
    let mut chunks = Vec::new();
    let mut histograms = columns.histogram_timestamps.iter().zip(&columns.histograms).enumerate().peekable();
    let mut append_histograms = |open: &mut OpenChunk, chunks: &mut Vec<_>, before: Option<i64>| {
        while let Some((index, (&time, histogram))) =
            histograms.next_if(|(_, (time, _))| before.is_none_or(|before| **time < before))
        {
            let start = columns.histogram_start_timestamps.get(index).copied().unwrap_or(0);
            chunks.extend(open.append_histogram(start, time, histogram, columns.is_integer_histogram(index))?);
        }
        Ok::<(), AppendError>(())
    };
    for (index, (&time, &value)) in columns.timestamps.iter().zip(&columns.values).enumerate() {
        append_histograms(&mut open, &mut chunks, Some(time))?;
        let start = columns.start_timestamps.get(index).copied().unwrap_or(0);
        chunks.extend(open.append_float(start, time, value)?);
    }
    append_histograms(&mut open, &mut chunks, None)?;
    chunks.extend(open.take());
    Ok(chunks)
}
