//! Rows into a backfill.

use super::{
    CsvOptions,
    error::{CsvError, CsvFault, MappingError},
    mapping::{Mapping, ValueColumn},
};
use crate::{
    golang::float::parse_float,
    model::{
        labels::{Labels, LabelsBuilder, METRIC_NAME},
        sample::{NORMAL_NAN_BITS, SampleColumns},
    },
    tsdb::backfill::{Backfill, Collector, ImportSummary},
};
use csv::{ByteRecord, Reader, ReaderBuilder};
use hashbrown::HashMap;
use std::{
    cell::Cell,
    io::{self, BufRead, BufReader, Read},
    rc::Rc,
};

/// A row that is longer is none: a quote is missing.
const LONGEST_ROW: usize = 64 << 20;
/// So much of the input is looked at to find the separator.
const FIRST_BYTES: usize = 1 << 16;
/// Samples that are collected before they are appended.
const BATCH_SAMPLES: usize = 1 << 18;
/// Rows between two reports of progress.
const REPORTED_ROWS: u64 = 1 << 14;
/// Ends each field of a row's key: no UTF-8 text has this byte.
const KEY_SEPARATOR: u8 = 0xFF;

/// What was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CsvSummary {
    /// As for every import.
    pub import: ImportSummary,
    /// Rows that hold a native histogram, which CSV shows only in part; they were passed over.
    pub histograms: u64,
}

impl Backfill {
    /// Reads a table into the backfill; `progress` hears of the bytes and samples read so far.
    pub fn read_csv(
        &mut self,
        input: impl Read,
        options: &CsvOptions,
        progress: &mut dyn FnMut(&ImportSummary),
    ) -> Result<CsvSummary, CsvError> {
        let mut input = BufReader::with_capacity(FIRST_BYTES, input);
        let look = look(&mut input, options)?;
        let left = Rc::new(Cell::new(LONGEST_ROW));
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(look.separator)
            .comment(look.comments.then_some(b'#'))
            .from_reader(Limited { input, left: left.clone() });
        let mut row = ByteRecord::new();
        let mapping = match Mapping::without_header(options) {
            Some(mapping) => mapping?,
            None => {
                if !next_row(&mut reader, &left, &mut row)? {
                    return Err(MappingError::NoHeader.into());
                }
                Mapping::of_header(names(&row)?, options)?
            }
        };
        let mut table = Table {
            options,
            mapping: &mapping,
            rows: HashMap::new(),
            series: Vec::new(),
            waiting: 0,
            key: Vec::new(),
            values: Vec::new(),
            collector: Collector::new(self),
            summary: CsvSummary::default(),
        };
        let mut number = 0;
        while next_row(&mut reader, &left, &mut row)? {
            let line = row.position().map_or(0, |position| position.line() + look.lines);
            match table.take(&row) {
                Ok(()) => {}
                Err(RowError::Storage(error)) => return Err(error.into()),
                Err(RowError::Fault { field, fault }) => {
                    let name = field.checked_sub(1).and_then(|field| mapping.header.get(field)).cloned();
                    let error = CsvError::Row { line, field, name: name.unwrap_or_default(), fault };
                    if !options.skip_bad_lines {
                        return Err(error);
                    }
                    table.summary.import.bad_lines += 1;
                    table.summary.import.first_bad_line.get_or_insert_with(|| error.to_string());
                }
            }
            number += 1;
            if number % REPORTED_ROWS == 0 {
                table.summary.import.bytes = reader.position().byte();
                progress(&table.summary.import);
            }
        }
        table.summary.import.bytes = reader.position().byte() + look.bytes;
        progress(&table.summary.import);
        table.finish()
    }
}

/// What the first line tells.
struct Look {
    separator: u8,
    comments: bool,
    /// Lines and bytes before the header.
    lines: u64,
    bytes: u64,
}

fn look(input: &mut impl BufRead, options: &CsvOptions) -> Result<Look, CsvError> {
    let first = input.fill_buf().map_err(CsvError::Input)?;
    let text = first.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(first);
    let comments = text.starts_with(b"#");
    let length = first.iter().position(|byte| *byte == b'\n').map_or(first.len(), |end| end + 1);
    let line = first.get(..length).unwrap_or_default();
    if let Some(&separator) = text.strip_prefix(b"sep=").and_then(|rest| rest.first()) {
        input.consume(length);
        let separator = options.separator.unwrap_or(separator);
        return Ok(Look { separator, comments: false, lines: 1, bytes: length as u64 });
    }
    // Of a comment's separators there are as many as in the header.
    let count = |separator: &u8| line.iter().filter(|byte| **byte == *separator).count();
    // Of equally many the last one wins, which is the comma.
    let most = *[b'\t', b';', b','].iter().max_by_key(|separator| count(separator)).unwrap_or(&b',');
    Ok(Look { separator: options.separator.unwrap_or(most), comments, lines: 0, bytes: 0 })
}

/// An input that ends with an error when a row is too long.
struct Limited<R> {
    input: R,
    left: Rc<Cell<usize>>,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.left.get();
        if left == 0 {
            let what = format!("a row is longer than {LONGEST_ROW} bytes: is a quote missing?");
            return Err(io::Error::new(io::ErrorKind::InvalidData, what));
        }
        let read = self.input.read(buffer)?;
        self.left.set(left.saturating_sub(read));
        Ok(read)
    }
}

fn next_row<R: Read>(
    reader: &mut Reader<Limited<R>>,
    left: &Cell<usize>,
    row: &mut ByteRecord,
) -> Result<bool, CsvError> {
    left.set(LONGEST_ROW);
    reader.read_byte_record(row).map_err(|error| match error.into_kind() {
        csv::ErrorKind::Io(error) => CsvError::Input(error),
        other => CsvError::Input(io::Error::new(io::ErrorKind::InvalidData, format!("{other:?}"))),
    })
}

fn names(row: &ByteRecord) -> Result<Vec<String>, MappingError> {
    let name = |(index, field): (usize, &[u8])| match std::str::from_utf8(field) {
        Ok(name) => Ok(name.trim().to_owned()),
        Err(_) => Err(MappingError::Text(index + 1)),
    };
    row.iter().enumerate().map(name).collect()
}

enum RowError {
    /// What is wrong with a field (0: with the row).
    Fault {
        field: usize,
        fault: CsvFault,
    },
    Storage(crate::tsdb::Error),
}

impl From<crate::tsdb::Error> for RowError {
    fn from(error: crate::tsdb::Error) -> RowError {
        RowError::Storage(error)
    }
}

/// What has been read of a table.
struct Table<'a> {
    options: &'a CsvOptions,
    mapping: &'a Mapping,
    /// The fields of name and labels → the series of each value column, or nothing as long as it has no value.
    rows: HashMap<Vec<u8>, Vec<Option<u32>>>,
    /// The series, and those of their samples that wait.
    series: Vec<(Labels, SampleColumns)>,
    waiting: usize,
    /// Key and values of the current row.
    key: Vec<u8>,
    values: Vec<Option<f64>>,
    collector: Collector<'a>,
    summary: CsvSummary,
}

impl Table<'_> {
    fn take(&mut self, row: &ByteRecord) -> Result<(), RowError> {
        let mapping = self.mapping;
        let whole = |fault| RowError::Fault { field: 0, fault };
        if mapping.header.is_empty() {
            if row.len() < mapping.least_fields {
                return Err(whole(CsvFault::TooFew(row.len(), mapping.least_fields)));
            }
        } else if row.len() != mapping.header.len() {
            return Err(whole(CsvFault::Fields(row.len(), mapping.header.len())));
        }
        let time_text = text(row, mapping.time)?;
        let Some(time) = mapping.time_format.parse(time_text) else {
            // Tables that were put together from several have the header in between.
            if row.iter().eq(mapping.header.iter().map(String::as_bytes)) {
                return Ok(());
            }
            let fault = CsvFault::Time(excerpt(time_text), mapping.time_format.expected());
            return Err(RowError::Fault { field: mapping.time + 1, fault });
        };
        self.key.clear();
        for column in mapping.name.iter().chain(mapping.labels.iter().map(|(column, _)| column)) {
            self.key.extend_from_slice(row.get(*column).unwrap_or_default());
            self.key.push(KEY_SEPARATOR);
        }
        // All fields are looked at before the first is used, so that a bad row leaves no trace.
        let mut values = std::mem::take(&mut self.values);
        values.clear();
        for ValueColumn { column, .. } in &mapping.values {
            values.push(value(row, *column)?);
        }
        if values.iter().all(Option::is_none) {
            let is_histogram =
                mapping.histogram.and_then(|column| row.get(column)).is_some_and(|field| !field.is_empty());
            self.summary.histograms += u64::from(is_histogram);
            return Ok(());
        }
        for (index, &value) in values.iter().enumerate() {
            let Some(value) = value else { continue };
            let known = self.rows.get(&self.key).and_then(|series| *series.get(index)?);
            let number = match known {
                Some(number) => number,
                None => self.new_series(row, index)?,
            };
            if let Some((_, columns)) = self.series.get_mut(number as usize) {
                columns.push_float(time, value);
            }
            self.waiting += 1;
            self.summary.import.samples += 1;
        }
        self.values = values;
        if self.waiting >= BATCH_SAMPLES { self.hand_over().map_err(RowError::from) } else { Ok(()) }
    }

    /// Notes the series of value column `index` in this row.
    fn new_series(&mut self, row: &ByteRecord, index: usize) -> Result<u32, RowError> {
        let labels = self.labels(row, index)?;
        let number = self.series.len() as u32;
        self.series.push((labels, SampleColumns::default()));
        let count = self.mapping.values.len();
        let series = self.rows.entry(self.key.clone()).or_insert_with(|| vec![None; count]);
        if let Some(series) = series.get_mut(index) {
            *series = Some(number);
        }
        Ok(number)
    }

    fn labels(&self, row: &ByteRecord, index: usize) -> Result<Labels, RowError> {
        let mut builder = LabelsBuilder::default();
        for (column, name) in &self.mapping.labels {
            builder.set(name, text(row, *column)?);
        }
        if let Some(value) = self.mapping.values.get(index) {
            value.series.iter().for_each(|(name, value)| {
                builder.set(name, value);
            });
        }
        let mut name = Vec::new();
        for column in &self.mapping.name {
            name.push(text(row, *column)?);
        }
        if !name.is_empty() && builder.get(METRIC_NAME).is_none() {
            builder.set(METRIC_NAME, &name.join("_"));
        }
        for (name, value) in &self.options.labels {
            builder.set(name, value);
        }
        if builder.get(METRIC_NAME).is_none() {
            let field = self.mapping.name.first().map_or(0, |column| column + 1);
            return Err(RowError::Fault { field, fault: CsvFault::NoName });
        }
        Ok(builder.build())
    }

    fn hand_over(&mut self) -> Result<(), crate::tsdb::Error> {
        for (labels, columns) in &mut self.series {
            if !columns.is_empty() {
                self.collector.push(labels, std::mem::take(columns))?;
            }
        }
        self.waiting = 0;
        Ok(())
    }

    fn finish(mut self) -> Result<CsvSummary, CsvError> {
        self.hand_over()?;
        self.collector.flush()?;
        Ok(self.summary)
    }
}

fn text(row: &ByteRecord, column: usize) -> Result<&str, RowError> {
    let field = row.get(column).unwrap_or_default();
    std::str::from_utf8(field).map_err(|_| RowError::Fault { field: column + 1, fault: CsvFault::Text })
}

/// The value of a field; nothing if it is empty.
fn value(row: &ByteRecord, column: usize) -> Result<Option<f64>, RowError> {
    let text = text(row, column)?.trim();
    if text.is_empty() || text == "null" {
        return Ok(None);
    }
    match parse_float(text) {
        Ok(value) if value.is_nan() => Ok(Some(f64::from_bits(NORMAL_NAN_BITS))),
        Ok(value) => Ok(Some(value)),
        Err(_) => Err(RowError::Fault { field: column + 1, fault: CsvFault::Value(excerpt(text)) }),
    }
}

/// The beginning of a field, for messages.
fn excerpt(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
