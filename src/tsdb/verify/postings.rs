//! Checking postings: every series in the list of all and in exactly the lists of its label pairs.

use super::{
    advice,
    findings::FileFindings,
    sections::{self, KnownOffsets},
    series::SeriesOf,
};
use crate::{
    io::bytes::ByteCursor,
    tsdb::block::index::{Entry, Section, Toc, read_entry},
};
use std::collections::{BTreeMap, HashMap};

/// The postings offset table, as far as it can be read.
#[derive(Debug, Default)]
pub(super) struct Table<'a> {
    pub(super) entries: Vec<Entry<'a>>,
    /// Whether all of it could be read.
    is_complete: bool,
}

impl<'a> Table<'a> {
    /// Reads and checks the table; it must end at `end`.
    pub(super) fn read(
        file: &'a [u8],
        version: u8,
        (offset, end): (u64, u64),
        findings: FileFindings<'_>,
    ) -> Table<'a> {
        let mut table = Table::default();
        let section = match Section::at(file, findings.path, offset, "read postings table: invalid size") {
            Ok(section) => section,
            Err(error) => {
                findings.failure(&error, advice::REPAIR_INDEX);
                return table;
            }
        };
        let verified = section.verify(findings.path, "postings offset table: checksum mismatch");
        if let Err(error) = &verified {
            findings.failure(error, advice::REPAIR_INDEX);
        }
        if section.end != end {
            let what =
                format!("the postings offset table ends at {}, the table of contents begins at {end}", section.end);
            findings.error(section.end, what, advice::REPAIR_INDEX);
        }
        let mut cursor = section.cursor();
        match table.read_entries(&mut cursor, version, findings) {
            Ok(()) => table.is_complete = verified.is_ok(),
            Err(what) => findings.error(cursor.offset(), what, advice::REPAIR_INDEX),
        }
        table
    }

    fn read_entries(
        &mut self,
        cursor: &mut ByteCursor<'a>,
        version: u8,
        findings: FileFindings<'_>,
    ) -> Result<(), String> {
        let wrong = |error: crate::io::bytes::ByteError| format!("postings offset table: {error}");
        for _ in 0..cursor.u32().map_err(wrong)? {
            let at = cursor.offset();
            let keys = |keys| format!("unexpected number of keys for postings offset table {keys}");
            let entry = read_entry(cursor).map_err(wrong)?.map_err(keys)?;
            // Version 1 promises no order.
            if let Some(last) = self.entries.last().filter(|_| version > 1)
                && (last.name, last.value) >= (entry.name, entry.value)
            {
                let what = format!(
                    "postings offset table: {}={:?} is out of order: it follows {}={:?}",
                    entry.name, entry.value, last.name, last.value
                );
                findings.error(at, what, advice::REPAIR_INDEX);
            }
            self.entries.push(entry);
        }
        if cursor.is_empty() {
            return Ok(());
        }
        Err(format!("postings offset table: {} bytes behind the last entry", cursor.remaining()))
    }

    /// The values of each name.
    pub(super) fn values(&self) -> HashMap<&'a str, Vec<&'a str>> {
        let mut values = HashMap::<_, Vec<_>>::new();
        for entry in self.entries.iter().filter(|entry| !entry.name.is_empty()) {
            values.entry(entry.name).or_default().push(entry.value);
        }
        values.values_mut().for_each(|values| values.sort_unstable());
        values
    }
}

/// Which series have which label pair, as the series say themselves.
pub(super) struct Expected<'a> {
    lists: HashMap<(&'a str, &'a str), Vec<u32>>,
}

impl<'a> Expected<'a> {
    /// Reads the labels of all series.
    pub(super) fn of(series: &SeriesOf<'a>) -> Expected<'a> {
        let mut by_number = HashMap::<(u32, u32), Vec<u32>>::new();
        for &number in series.numbers {
            for (name, value) in series.entry(number).iter().flat_map(|entry| entry.references()) {
                if let (Some(name), Some(value)) = (series.symbols.number(name), series.symbols.number(value)) {
                    by_number.entry((name, value)).or_default().push(number);
                }
            }
        }
        let text = |number| series.symbols.text(number);
        let mut lists = HashMap::with_capacity(by_number.len() + 1);
        for ((name, value), numbers) in by_number {
            // Only a damaged symbol table has a text twice.
            lists.entry((text(name), text(value))).or_insert_with(Vec::new).extend(numbers);
        }
        lists.insert(("", ""), series.numbers.to_vec());
        Expected { lists }
    }
}

/// Checks the lists against the table that names them and against the series.
pub(super) fn check<'a>(
    file: &[u8],
    toc: &Toc,
    table: &Table<'a>,
    mut expected: Expected<'a>,
    findings: FileFindings<'_>,
) {
    let known: KnownOffsets = table.entries.iter().map(|entry| entry.offset).collect();
    let end = toc.label_index_table.min(toc.postings_table);
    let mut lists = sections::walk(file, (toc.postings, end), &known, "postings list", findings);
    for entry in &table.entries {
        let pair = (entry.name, entry.value);
        let wanted = expected.lists.remove(&pair);
        let Some(section) = lists.remove(&entry.offset) else {
            // A list whose checksum is wrong has been reported.
            if !is_within(entry.offset, toc.postings, end) {
                let what = format!("the list of {} should begin at {}, where no list is", shown(pair), entry.offset);
                findings.error(toc.postings_table, what, advice::REPAIR_INDEX);
            }
            continue;
        };
        let wanted = wanted.unwrap_or_default();
        if let Some(numbers) = numbers(&section, entry.offset, findings) {
            check_list(pair, entry.offset, &numbers, &wanted, findings);
        }
    }
    if table.is_complete {
        for (pair, numbers) in sorted(expected.lists) {
            let what = format!("no postings list for {}, which {} series have", shown(pair), numbers.len());
            findings.error(toc.postings_table, what, advice::REPAIR_INDEX);
        }
        for &offset in lists.keys() {
            findings.warning(offset, "a postings list that no label pair refers to", advice::HARMLESS);
        }
    }
}

fn is_within(offset: u64, begin: u64, end: u64) -> bool {
    begin <= offset && offset < end && offset.is_multiple_of(4)
}

fn sorted<'a, V>(lists: HashMap<(&'a str, &'a str), V>) -> BTreeMap<(&'a str, &'a str), V> {
    lists.into_iter().collect()
}

fn shown((name, value): (&str, &str)) -> String {
    if name.is_empty() && value.is_empty() { "all series".into() } else { format!("{name}={value:?}") }
}

/// The numbers of a list, if it has as many as it says.
fn numbers(section: &Section<'_>, offset: u64, findings: FileFindings<'_>) -> Option<Vec<u32>> {
    let mut cursor = section.cursor();
    let count = cursor.u32().ok()? as usize;
    let (numbers, odd) = cursor.rest().as_chunks::<4>();
    if numbers.len() != count || !odd.is_empty() {
        let what = format!("a postings list of {count} series has {} bytes", cursor.remaining());
        findings.error(offset, what, advice::REPAIR_INDEX);
        return None;
    }
    Some(numbers.iter().map(|number| u32::from_be_bytes(*number)).collect())
}

fn check_list(pair: (&str, &str), offset: u64, numbers: &[u32], wanted: &[u32], findings: FileFindings<'_>) {
    if numbers == wanted {
        return;
    }
    if let Some(pair_of) = numbers.windows(2).find(|pair| pair[0] >= pair[1]) {
        let what = format!("the postings list of {} is not sorted: {} follows {}", shown(pair), pair_of[1], pair_of[0]);
        findings.error(offset, what, advice::REPAIR_INDEX);
    }
    let has = |list: &[u32], number| list.binary_search(&number).is_ok();
    let missing: Vec<u32> = wanted.iter().copied().filter(|&number| !has(numbers, number)).collect();
    let foreign: Vec<u32> = numbers.iter().copied().filter(|&number| !has(wanted, number)).collect();
    if let Some(first) = missing.first() {
        let what = format!("the postings list of {} lacks {} series; the first is {first}", shown(pair), missing.len());
        findings.error(offset, what, advice::REPAIR_INDEX);
    }
    if let Some(first) = foreign.first() {
        let what = format!(
            "the postings list of {} names {} series that do not have it; the first is {first}",
            shown(pair),
            foreign.len()
        );
        findings.error(offset, what, advice::REPAIR_INDEX);
    }
}
