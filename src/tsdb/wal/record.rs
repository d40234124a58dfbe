//! The content of records: series, samples, tombstones, exemplars, metadata, chunk markers.
//!
//! ```text
//! 1 series      repeat: ref 8 │ labels                       labels: count uvarint, name and value texts
//! 2 samples     base ref 8 │ base time 8 │ repeat: ref varint │ time varint │ value 8
//! 3 tombstones  repeat: ref 8 │ min varint │ max varint
//! 4 exemplars   base ref 8 │ base time 8 │ repeat: ref varint │ time varint │ value 8 │ labels
//! 5 markers     repeat: ref 8 │ chunks_head reference 8      (WBL only)
//! 6 metadata    repeat: ref uvarint │ type 1 │ fields uvarint, name and value texts
//! 7 8 9 10      like 2 with a histogram (integer 7 and 9, float 8 and 10) as value
//! 11 12 13      ref varint │ time varint │ start varint │ value,
//!               repeat: ref varint (to the one before) │ time varint (to the first) │ start marker │ value
//! ```
//! References in 2, 4 and 7 to 10 are differences to the base; floats are their bits, big-endian.

use super::histogram::{self, HistogramKind};
use crate::{
    io::bytes::{ByteCursor, ByteError},
    model::{histogram::FloatHistogram, labels::Labels, sample::Timestamp},
};
use std::sync::Arc;

/// Why a record's content cannot be decoded. Offsets count in the decompressed record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RecordError {
    /// It ends inside an entry, or a number in it is too long.
    #[error("invalid size: {0}")]
    Bytes(#[from] ByteError),
    /// A histogram's buckets are not as many as its spans say.
    #[error("histogram spans cover {spans} buckets, {buckets} follow")]
    HistogramLayout {
        /// Buckets that the spans cover.
        spans: u64,
        /// Buckets that are there.
        buckets: u64,
    },
}

/// A series and the reference under which the following records speak of it.
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesRecord {
    /// The reference.
    pub reference: u64,
    /// The labels.
    pub labels: Labels,
}

/// One float sample.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FloatSample {
    /// Which series.
    pub reference: u64,
    /// When.
    pub timestamp: Timestamp,
    /// Since when the counter counts, 0 if unknown.
    pub start_timestamp: Timestamp,
    /// The value.
    pub value: f64,
}

/// One native-histogram sample.
#[derive(Clone, Debug, PartialEq)]
pub struct HistogramSample {
    /// Which series.
    pub reference: u64,
    /// When.
    pub timestamp: Timestamp,
    /// Since when the counter counts, 0 if unknown.
    pub start_timestamp: Timestamp,
    /// The histogram, with absolute counts.
    pub histogram: Arc<FloatHistogram>,
}

/// A deletion: samples of a series in a closed range. The whole range of times means that the series is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tombstone {
    /// Which series.
    pub reference: u64,
    /// First deleted time.
    pub min_time: Timestamp,
    /// Last deleted time.
    pub max_time: Timestamp,
}

/// An exemplar.
#[derive(Clone, Debug, PartialEq)]
pub struct Exemplar {
    /// Which series.
    pub reference: u64,
    /// When.
    pub timestamp: Timestamp,
    /// The value.
    pub value: f64,
    /// The exemplar's own labels (a trace id, say).
    pub labels: Labels,
}

/// Says that a series' out-of-order samples up to here lie in `chunks_head`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChunkMarker {
    /// Which series.
    pub reference: u64,
    /// File number << 32 | offset of the chunk; 0 for a series' first open chunk.
    pub chunk: u64,
}

/// What is known of a series' metric.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeriesMetadata {
    /// Which series.
    pub reference: u64,
    /// 0 unknown, 1 counter, 2 gauge, 3 histogram, 4 gauge histogram, 5 summary, 6 info, 7 stateset.
    pub metric_type: u8,
    /// The unit.
    pub unit: String,
    /// The help text.
    pub help: String,
}

/// One decoded record.
#[derive(Clone, Debug, PartialEq)]
pub enum Record {
    /// New series.
    Series(Vec<SeriesRecord>),
    /// Float samples.
    Samples(Vec<FloatSample>),
    /// Deletions.
    Tombstones(Vec<Tombstone>),
    /// Exemplars.
    Exemplars(Vec<Exemplar>),
    /// Chunk markers.
    Markers(Vec<ChunkMarker>),
    /// Metadata.
    Metadata(Vec<SeriesMetadata>),
    /// Native histograms that were written with integer counts.
    Histograms(Vec<HistogramSample>),
    /// Native histograms that were written with float counts.
    FloatHistograms(Vec<HistogramSample>),
    /// A kind of record that a later version may have written, or an empty one: passed over, as Prometheus does.
    Unknown(u8),
}

/// The kinds of records, integer and float histograms apart, versions of the same kind together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "they are those of [`Record`]")]
pub enum RecordKind {
    Series,
    Samples,
    Histograms,
    FloatHistograms,
    Exemplars,
    Metadata,
    Tombstones,
    Markers,
    Unknown,
}

impl Record {
    /// Which kind it is.
    pub fn kind(&self) -> RecordKind {
        match self {
            Record::Series(_) => RecordKind::Series,
            Record::Samples(_) => RecordKind::Samples,
            Record::Histograms(_) => RecordKind::Histograms,
            Record::FloatHistograms(_) => RecordKind::FloatHistograms,
            Record::Exemplars(_) => RecordKind::Exemplars,
            Record::Metadata(_) => RecordKind::Metadata,
            Record::Tombstones(_) => RecordKind::Tombstones,
            Record::Markers(_) => RecordKind::Markers,
            Record::Unknown(_) => RecordKind::Unknown,
        }
    }

    /// How many entries it has; a record of an unknown kind has none that could be told.
    pub fn entries(&self) -> usize {
        match self {
            Record::Series(entries) => entries.len(),
            Record::Samples(entries) => entries.len(),
            Record::Histograms(entries) | Record::FloatHistograms(entries) => entries.len(),
            Record::Exemplars(entries) => entries.len(),
            Record::Metadata(entries) => entries.len(),
            Record::Tombstones(entries) => entries.len(),
            Record::Markers(entries) => entries.len(),
            Record::Unknown(_) => 0,
        }
    }

    /// Times of the oldest and the newest sample, of either kind.
    pub fn time_range(&self) -> Option<(Timestamp, Timestamp)> {
        fn range(times: impl Iterator<Item = Timestamp> + Clone) -> Option<(Timestamp, Timestamp)> {
            Some((times.clone().min()?, times.max()?))
        }
        match self {
            Record::Samples(samples) => range(samples.iter().map(|sample| sample.timestamp)),
            Record::Histograms(samples) | Record::FloatHistograms(samples) => {
                range(samples.iter().map(|sample| sample.timestamp))
            }
            _ => None,
        }
    }

    /// Decodes a decompressed record; an error comes with the record's kind in Prometheus' words.
    pub fn decode(bytes: &[u8]) -> Result<Record, (&'static str, RecordError)> {
        let mut cursor = ByteCursor::new(bytes, 0);
        let kind = cursor.u8().unwrap_or(0);
        let cursor = &mut cursor;
        match kind {
            1 => series(cursor).map(Record::Series).map_err(|error| ("series", error)),
            2 => samples(cursor).map(Record::Samples).map_err(|error| ("samples", error)),
            3 => tombstones(cursor).map(Record::Tombstones).map_err(|error| ("tombstones", error)),
            4 => exemplars(cursor).map(Record::Exemplars).map_err(|error| ("exemplars", error)),
            5 => markers(cursor).map(Record::Markers).map_err(|error| ("mmap markers", error)),
            6 => metadata(cursor).map(Record::Metadata).map_err(|error| ("metadata", error)),
            7 | 9 => histogram::samples(cursor, HistogramKind::Integer)
                .map(Record::Histograms)
                .map_err(|error| ("histograms", error)),
            8 | 10 => histogram::samples(cursor, HistogramKind::Float)
                .map(Record::FloatHistograms)
                .map_err(|error| ("float histograms", error)),
            11 => samples_with_start(cursor).map(Record::Samples).map_err(|error| ("samples", error)),
            12 => histogram::samples_with_start(cursor, HistogramKind::Integer)
                .map(Record::Histograms)
                .map_err(|error| ("histograms", error)),
            13 => histogram::samples_with_start(cursor, HistogramKind::Float)
                .map(Record::FloatHistograms)
                .map_err(|error| ("float histograms", error)),
            other => Ok(Record::Unknown(other)),
        }
    }
}

/// Reads the labels of a series or exemplar. Bytes that are not UTF-8 are replaced; unsorted labels are sorted.
pub(crate) fn read_labels(cursor: &mut ByteCursor<'_>) -> Result<Labels, ByteError> {
    let count = cursor.uvarint()?;
    let mut pairs = Vec::with_capacity(count.min(64) as usize);
    for _ in 0..count {
        let name = String::from_utf8_lossy(cursor.byte_string()?);
        pairs.push((name, String::from_utf8_lossy(cursor.byte_string()?)));
    }
    let sorted = Labels::from_sorted(pairs.iter().map(|(name, value)| (&**name, &**value)));
    Ok(sorted.unwrap_or_else(|| Labels::from_pairs(pairs)))
}

fn series(cursor: &mut ByteCursor<'_>) -> Result<Vec<SeriesRecord>, RecordError> {
    let mut series = Vec::new();
    while !cursor.is_empty() {
        series.push(SeriesRecord { reference: cursor.u64()?, labels: read_labels(cursor)? });
    }
    Ok(series)
}

fn samples(cursor: &mut ByteCursor<'_>) -> Result<Vec<FloatSample>, RecordError> {
    if cursor.is_empty() {
        return Ok(Vec::new());
    }
    let (base_reference, base_time) = (cursor.u64()?, cursor.i64()?);
    let mut samples = Vec::with_capacity(cursor.remaining() / 10);
    while !cursor.is_empty() {
        samples.push(FloatSample {
            reference: base_reference.wrapping_add_signed(cursor.varint()?),
            timestamp: base_time.wrapping_add(cursor.varint()?),
            start_timestamp: 0,
            value: cursor.f64()?,
        });
    }
    Ok(samples)
}

fn samples_with_start(cursor: &mut ByteCursor<'_>) -> Result<Vec<FloatSample>, RecordError> {
    let mut samples = Vec::with_capacity(cursor.remaining() / 10);
    let mut place = Place::default();
    while !cursor.is_empty() {
        place.advance(cursor)?;
        samples.push(FloatSample {
            reference: place.reference,
            timestamp: place.timestamp,
            start_timestamp: place.start_timestamp,
            value: cursor.f64()?,
        });
    }
    Ok(samples)
}

/// Series, time and start time of the entries of the records with start timestamps.
#[derive(Debug, Default)]
pub(super) struct Place {
    /// Series of the current entry.
    pub(super) reference: u64,
    /// Its time.
    pub(super) timestamp: Timestamp,
    /// Its start time, 0 if unknown.
    pub(super) start_timestamp: Timestamp,
    first: Option<(Timestamp, Timestamp)>,
}

impl Place {
    /// Reads what stands before the next entry's value.
    pub(super) fn advance(&mut self, cursor: &mut ByteCursor<'_>) -> Result<(), ByteError> {
        self.reference = self.reference.wrapping_add_signed(cursor.varint()?);
        match self.first {
            None => {
                self.timestamp = cursor.varint()?;
                self.start_timestamp = cursor.varint()?;
                self.first = Some((self.timestamp, self.start_timestamp));
            }
            Some((first_time, first_start)) => {
                self.timestamp = first_time.wrapping_add(cursor.varint()?);
                self.start_timestamp = match cursor.u8()? {
                    0 => 0,
                    1 => self.start_timestamp,
                    _ => first_start.wrapping_add(cursor.varint()?),
                };
            }
        }
        Ok(())
    }
}

fn tombstones(cursor: &mut ByteCursor<'_>) -> Result<Vec<Tombstone>, RecordError> {
    let mut tombstones = Vec::new();
    while !cursor.is_empty() {
        tombstones.push(Tombstone { reference: cursor.u64()?, min_time: cursor.varint()?, max_time: cursor.varint()? });
    }
    Ok(tombstones)
}

fn exemplars(cursor: &mut ByteCursor<'_>) -> Result<Vec<Exemplar>, RecordError> {
    if cursor.is_empty() {
        return Ok(Vec::new());
    }
    let (base_reference, base_time) = (cursor.u64()?, cursor.i64()?);
    let mut exemplars = Vec::new();
    while !cursor.is_empty() {
        exemplars.push(Exemplar {
            reference: base_reference.wrapping_add_signed(cursor.varint()?),
            timestamp: base_time.wrapping_add(cursor.varint()?),
            value: cursor.f64()?,
            labels: read_labels(cursor)?,
        });
    }
    Ok(exemplars)
}

fn markers(cursor: &mut ByteCursor<'_>) -> Result<Vec<ChunkMarker>, RecordError> {
    let mut markers = Vec::with_capacity(cursor.remaining() / 16);
    while !cursor.is_empty() {
        markers.push(ChunkMarker { reference: cursor.u64()?, chunk: cursor.u64()? });
    }
    Ok(markers)
}

fn metadata(cursor: &mut ByteCursor<'_>) -> Result<Vec<SeriesMetadata>, RecordError> {
    let mut metadata = Vec::new();
    while !cursor.is_empty() {
        let (reference, metric_type) = (cursor.uvarint()?, cursor.u8()?);
        let mut entry = SeriesMetadata { reference, metric_type, unit: String::new(), help: String::new() };
        for _ in 0..cursor.uvarint()? {
            let name = cursor.byte_string()?;
            let value = String::from_utf8_lossy(cursor.byte_string()?);
            match name {
                b"UNIT" => entry.unit = value.into(),
                b"HELP" => entry.help = value.into(),
                _ => {}
            }
        }
        metadata.push(entry);
    }
    Ok(metadata)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::bytes::{put_uvarint, put_varint};
    use proptest::prelude::*;

    fn put_text(out: &mut Vec<u8>, text: &str) {
        put_uvarint(out, text.len() as u64);
        out.extend_from_slice(text.as_bytes());
    }

    #[test]
    fn a_series_record_gives_references_and_labels() {
        let mut bytes = vec![1];
        bytes.extend_from_slice(&7u64.to_be_bytes());
        put_uvarint(&mut bytes, 2);
        for text in ["__name__", "up", "job", "node"] {
            put_text(&mut bytes, text);
        }
        let expected = SeriesRecord { reference: 7, labels: Labels::from_pairs([("__name__", "up"), ("job", "node")]) };
        assert_eq!(Record::decode(&bytes), Ok(Record::Series(vec![expected])));
        bytes.pop();
        assert!(matches!(Record::decode(&bytes), Err(("series", RecordError::Bytes(_)))));
    }

    #[test]
    fn start_markers_mean_none_same_and_distance() {
        let mut bytes = vec![11];
        for number in [5, 1000, 900] {
            put_varint(&mut bytes, number);
        }
        bytes.extend_from_slice(&1.0f64.to_be_bytes());
        for (marker, start) in [(1u8, None), (2, Some(50i64)), (0, None), (1, None)] {
            put_varint(&mut bytes, 1);
            put_varint(&mut bytes, 10);
            bytes.push(marker);
            if let Some(start) = start {
                put_varint(&mut bytes, start);
            }
            bytes.extend_from_slice(&2.0f64.to_be_bytes());
        }
        let Ok(Record::Samples(samples)) = Record::decode(&bytes) else { panic!("not samples") };
        let places: Vec<_> =
            samples.iter().map(|sample| (sample.reference, sample.timestamp, sample.start_timestamp)).collect();
        assert_eq!(places, [(5, 1000, 900), (6, 1010, 900), (7, 1010, 950), (8, 1010, 0), (9, 1010, 0)]);
    }

    #[test]
    fn unknown_metadata_fields_and_record_kinds_are_passed_over() {
        let mut bytes = vec![6, 3, 1, 2];
        for text in ["HELP", "what it is", "NOTE", "x"] {
            put_text(&mut bytes, text);
        }
        let Ok(Record::Metadata(metadata)) = Record::decode(&bytes) else { panic!("not metadata") };
        assert_eq!((metadata[0].reference, &*metadata[0].help, &*metadata[0].unit), (3, "what it is", ""));
        assert_eq!(Record::decode(&[77, 1, 2]), Ok(Record::Unknown(77)));
        assert_eq!(Record::decode(&[]), Ok(Record::Unknown(0)));
        assert_eq!(Record::decode(&[2]), Ok(Record::Samples(Vec::new())));
    }

    proptest! {
        #[test]
        fn any_bytes_decode_or_are_refused(kind in 0u8..15, mut bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            bytes.insert(0, kind);
            let _ = Record::decode(&bytes);
        }

        #[test]
        fn samples_come_back(base in any::<u64>(), values in proptest::collection::vec((any::<u64>(), any::<i64>(), any::<u64>()), 1..20)) {
            let mut bytes = vec![2];
            bytes.extend_from_slice(&base.to_be_bytes());
            bytes.extend_from_slice(&1_000i64.to_be_bytes());
            for &(reference, timestamp, value) in &values {
                put_varint(&mut bytes, reference.wrapping_sub(base) as i64);
                put_varint(&mut bytes, timestamp.wrapping_sub(1_000));
                bytes.extend_from_slice(&value.to_be_bytes());
            }
            let Ok(Record::Samples(samples)) = Record::decode(&bytes) else { panic!("not samples") };
            let back: Vec<_> = samples.iter().map(|sample| (sample.reference, sample.timestamp, sample.value.to_bits())).collect();
            prop_assert_eq!(back, values);
        }
    }
}
