//! The layout of a chunk: schema, zero threshold, spans and bounds, written once before the first sample.

use super::HistogramError;
use crate::{
    io::bits::BitWriter,
    model::histogram::{CUSTOM_BUCKETS_SCHEMA, FloatHistogram, HistogramSpan, bucket_indexes, same_layout},
    tsdb::chunk::varbit,
};

/// The schemas that chunks are written with, besides [`CUSTOM_BUCKETS_SCHEMA`].
const SCHEMAS: std::ops::RangeInclusive<i32> = -4..=8;
/// The largest bound, in thousandths, that is written as an integer.
const MOST_THOUSANDTHS: f64 = 33_554_430.0;

/// Refuses what could not be read back.
pub(super) fn check(histogram: &FloatHistogram) -> Result<(), HistogramError> {
    if histogram.is_stale() {
        return Ok(());
    }
    if !SCHEMAS.contains(&histogram.schema) && histogram.schema != CUSTOM_BUCKETS_SCHEMA {
        return Err(HistogramError::Schema(histogram.schema));
    }
    let sides = [
        (&histogram.positive_spans, &histogram.positive_buckets),
        (&histogram.negative_spans, &histogram.negative_buckets),
    ];
    for (spans, buckets) in sides {
        let described = spans.iter().fold(0usize, |sum, span| sum.saturating_add(span.length as usize));
        if described != buckets.len() {
            return Err(HistogramError::Layout { described, buckets: buckets.len() });
        }
    }
    Ok(())
}

/// The layout alone.
pub(super) fn of(histogram: &FloatHistogram) -> FloatHistogram {
    FloatHistogram {
        schema: histogram.schema,
        zero_threshold: histogram.zero_threshold,
        positive_spans: histogram.positive_spans.clone(),
        negative_spans: histogram.negative_spans.clone(),
        custom_values: histogram.custom_values.clone(),
        ..FloatHistogram::default()
    }
}

/// Whether the buckets of `histogram` are those of the layout, one for one.
pub(super) fn same_places(layout: &FloatHistogram, histogram: &FloatHistogram) -> bool {
    same_layout(&layout.positive_spans, &histogram.positive_spans)
        && same_layout(&layout.negative_spans, &histogram.negative_spans)
}

/// The histogram with the buckets of `layout`, which has all of its own; new ones are empty.
pub(super) fn under(layout: &FloatHistogram, histogram: &FloatHistogram) -> FloatHistogram {
    let side = |wider: &[HistogramSpan], spans: &[HistogramSpan], buckets: &[f64]| {
        let mut own = bucket_indexes(spans).zip(buckets.iter().copied()).peekable();
        let count = |index| own.next_if(|(own, _)| *own == index).map_or(0.0, |(_, count)| count);
        bucket_indexes(wider).map(count).collect::<Vec<f64>>()
    };
    FloatHistogram {
        positive_buckets: side(&layout.positive_spans, &histogram.positive_spans, &histogram.positive_buckets),
        negative_buckets: side(&layout.negative_spans, &histogram.negative_spans, &histogram.negative_buckets),
        positive_spans: layout.positive_spans.clone(),
        negative_spans: layout.negative_spans.clone(),
        custom_values: histogram.custom_values.clone(),
        ..*histogram
    }
}

pub(super) fn write(writer: &mut BitWriter, histogram: &FloatHistogram) {
    write_zero_threshold(writer, histogram.zero_threshold);
    varbit::write_signed(writer, i64::from(histogram.schema));
    write_spans(writer, &histogram.positive_spans);
    write_spans(writer, &histogram.negative_spans);
    if histogram.schema == CUSTOM_BUCKETS_SCHEMA {
        varbit::write_unsigned(writer, histogram.custom_values.len() as u64);
        histogram.custom_values.iter().for_each(|&bound| write_bound(writer, bound));
    }
}

/// One byte for 0.0 and for the powers of two from 2^-243 to 2^10, else 255 and all bits.
fn write_zero_threshold(writer: &mut BitWriter, threshold: f64) {
    if threshold == 0.0 {
        return writer.write(0, 8);
    }
    let bits = threshold.to_bits();
    // The threshold as 0.5 · 2^exponent, if that is what it is: sign and fraction are zero.
    let exponent = (bits >> 52) as i64 - 1022;
    if bits & ((1 << 52) - 1) == 0 && (-242..=11).contains(&exponent) {
        return writer.write((exponent + 243) as u64, 8);
    }
    writer.write(255, 8);
    writer.write(bits, 64);
}

fn write_spans(writer: &mut BitWriter, spans: &[HistogramSpan]) {
    varbit::write_unsigned(writer, spans.len() as u64);
    for span in spans {
        varbit::write_unsigned(writer, u64::from(span.length));
        varbit::write_signed(writer, i64::from(span.offset));
    }
}

/// Thousandths plus one as an integer where that says it all, else a zero bit and all bits.
fn write_bound(writer: &mut BitWriter, bound: f64) {
    let thousandths = bound * 1000.0;
    let whole = thousandths.round();
    if (0.0..=MOST_THOUSANDTHS).contains(&thousandths) && whole / 1000.0 == bound {
        varbit::write_unsigned(writer, whole as u64 + 1);
    } else {
        writer.write(0, 1);
        writer.write(bound.to_bits(), 64);
    }
}
