//! Native histograms as the WAL holds them.
//!
//! ```text
//! hint 1 │ schema varint │ zero threshold 8 │ zero count │ count │ sum 8 │ positive spans │ negative spans
//!        │ positive buckets │ negative buckets │ custom bounds (schema -53 only)
//! spans:   count uvarint, per span: offset varint │ length uvarint
//! integer: counts uvarint, buckets varint differences to the bucket before; float: counts and buckets 8
//! buckets and bounds: count uvarint, then the items
//! ```

use super::record::{HistogramSample, Place, RecordError};
use crate::{
    io::bytes::{ByteCursor, ByteError},
    model::histogram::{CUSTOM_BUCKETS_SCHEMA, CounterResetHint, FloatHistogram, HistogramSpan},
    tsdb::chunk::resolution,
};
use std::sync::Arc;

/// How the counts are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HistogramKind {
    /// As integers.
    Integer,
    /// As floats.
    Float,
}

/// Reads the entries of records 7 to 10. Histograms of unknown schema are left out, as Prometheus does.
pub(super) fn samples(cursor: &mut ByteCursor<'_>, kind: HistogramKind) -> Result<Vec<HistogramSample>, RecordError> {
    let mut samples = Vec::new();
    if cursor.is_empty() {
        return Ok(samples);
    }
    let (base_reference, base_time) = (cursor.u64()?, cursor.i64()?);
    while !cursor.is_empty() {
        let reference = base_reference.wrapping_add_signed(cursor.varint()?);
        let timestamp = base_time.wrapping_add(cursor.varint()?);
        if let Some(histogram) = read_histogram(cursor, kind)? {
            samples.push(HistogramSample { reference, timestamp, start_timestamp: 0, histogram: Arc::new(histogram) });
        }
    }
    Ok(samples)
}

/// Reads the entries of records 12 and 13.
pub(super) fn samples_with_start(
    cursor: &mut ByteCursor<'_>,
    kind: HistogramKind,
) -> Result<Vec<HistogramSample>, RecordError> {
    let mut samples = Vec::new();
    let mut place = Place::default();
    while !cursor.is_empty() {
        place.advance(cursor)?;
        if let Some(histogram) = read_histogram(cursor, kind)? {
            samples.push(HistogramSample {
                reference: place.reference,
                timestamp: place.timestamp,
                start_timestamp: place.start_timestamp,
                histogram: Arc::new(histogram),
            });
        }
    }
    Ok(samples)
}

/// Reads one histogram; `None` if its schema is none that Prometheus knows.
fn read_histogram(cursor: &mut ByteCursor<'_>, kind: HistogramKind) -> Result<Option<FloatHistogram>, RecordError> {
    let counter_reset_hint = match cursor.u8()? {
        1 => CounterResetHint::Reset,
        2 => CounterResetHint::NotReset,
        3 => CounterResetHint::Gauge,
        _ => CounterResetHint::Unknown,
    };
    let schema = cursor.varint()? as i32;
    let zero_threshold = cursor.f64()?;
    let zero_count = count(cursor, kind)?;
    let count = count(cursor, kind)?;
    let sum = cursor.f64()?;
    let positive_spans = spans(cursor)?;
    let negative_spans = spans(cursor)?;
    let positive_buckets = buckets(cursor, kind)?;
    let negative_buckets = buckets(cursor, kind)?;
    let custom_values = if schema == CUSTOM_BUCKETS_SCHEMA { floats(cursor)? } else { Vec::new() };
    if !matches!(schema, CUSTOM_BUCKETS_SCHEMA | -9..=52) {
        return Ok(None);
    }
    check_layout(&positive_spans, &positive_buckets)?;
    check_layout(&negative_spans, &negative_buckets)?;
    let mut histogram = FloatHistogram {
        counter_reset_hint,
        schema,
        zero_threshold,
        zero_count,
        count,
        sum,
        positive_spans,
        negative_spans,
        positive_buckets,
        negative_buckets,
        custom_values,
    };
    resolution::reduce_to_supported(&mut histogram);
    Ok(Some(histogram))
}

fn count(cursor: &mut ByteCursor<'_>, kind: HistogramKind) -> Result<f64, ByteError> {
    match kind {
        HistogramKind::Integer => cursor.uvarint().map(|count| count as f64),
        HistogramKind::Float => cursor.f64(),
    }
}

/// Reads a number of items; the memory reserved for them is what the bytes that are left can hold.
fn items<T>(
    cursor: &mut ByteCursor<'_>,
    least_bytes: usize,
    mut read: impl FnMut(&mut ByteCursor<'_>) -> Result<T, ByteError>,
) -> Result<Vec<T>, ByteError> {
    let count = cursor.uvarint()?;
    let possible = cursor.remaining() / least_bytes;
    let mut items = Vec::with_capacity(usize::try_from(count).map_or(possible, |count| count.min(possible)));
    for _ in 0..count {
        items.push(read(cursor)?);
    }
    Ok(items)
}

fn spans(cursor: &mut ByteCursor<'_>) -> Result<Vec<HistogramSpan>, ByteError> {
    items(cursor, 2, |cursor| Ok(HistogramSpan { offset: cursor.varint()? as i32, length: cursor.uvarint()? as u32 }))
}

fn floats(cursor: &mut ByteCursor<'_>) -> Result<Vec<f64>, ByteError> {
    items(cursor, 8, |cursor| cursor.f64())
}

fn buckets(cursor: &mut ByteCursor<'_>, kind: HistogramKind) -> Result<Vec<f64>, ByteError> {
    match kind {
        HistogramKind::Float => floats(cursor),
        HistogramKind::Integer => {
            let mut bucket = 0i64;
            items(cursor, 1, |cursor| {
                bucket = bucket.wrapping_add(cursor.varint()?);
                Ok(bucket as f64)
            })
        }
    }
}

/// Everything that walks over buckets relies on there being as many as the spans cover.
fn check_layout(spans: &[HistogramSpan], buckets: &[f64]) -> Result<(), RecordError> {
    let covered: u64 = spans.iter().map(|span| u64::from(span.length)).sum();
    if covered == buckets.len() as u64 {
        Ok(())
    } else {
        Err(RecordError::HistogramLayout { spans: covered, buckets: buckets.len() as u64 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::bytes::{put_uvarint, put_varint};

    fn integer_histogram(schema: i64, buckets: &[i64]) -> Vec<u8> {
        let mut bytes = vec![3];
        put_varint(&mut bytes, schema);
        bytes.extend_from_slice(&0.001f64.to_be_bytes());
        put_uvarint(&mut bytes, 2);
        put_uvarint(&mut bytes, 9);
        bytes.extend_from_slice(&18.5f64.to_be_bytes());
        put_uvarint(&mut bytes, 1);
        put_varint(&mut bytes, -1);
        put_uvarint(&mut bytes, 3);
        put_uvarint(&mut bytes, 0);
        put_uvarint(&mut bytes, buckets.len() as u64);
        for &bucket in buckets {
            put_varint(&mut bytes, bucket);
        }
        put_uvarint(&mut bytes, 0);
        bytes
    }

    fn read(bytes: &[u8]) -> Result<Option<FloatHistogram>, RecordError> {
        read_histogram(&mut ByteCursor::new(bytes, 0), HistogramKind::Integer)
    }

    #[test]
    fn integer_buckets_become_absolute_counts() {
        let histogram = read(&integer_histogram(1, &[3, -2, 1])).unwrap().unwrap();
        assert_eq!(histogram.positive_buckets, [3.0, 1.0, 2.0]);
        assert_eq!(histogram.positive_spans, [HistogramSpan { offset: -1, length: 3 }]);
        assert_eq!((histogram.count, histogram.zero_count, histogram.sum), (9.0, 2.0, 18.5));
        assert_eq!(histogram.counter_reset_hint, CounterResetHint::Gauge);
    }

    #[test]
    fn layouts_that_lie_are_refused_and_unknown_schemas_left_out() {
        assert_eq!(read(&integer_histogram(1, &[3, -2])), Err(RecordError::HistogramLayout { spans: 3, buckets: 2 }));
        assert_eq!(read(&integer_histogram(53, &[1, 1, 1])), Ok(None));
        let bytes = integer_histogram(1, &[1, 1, 1]);
        for length in 0..bytes.len() {
            assert!(read(&bytes[..length]).is_err());
        }
    }
}
