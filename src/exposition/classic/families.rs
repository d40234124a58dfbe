//! The families of a page while it is read: which one a name belongs to, and what each line changes.

use super::{
    NameScheme,
    chunk::{Chunk, Event},
    error::ClassicFault,
    exact,
    family::{ClassicFamily, Mark, Tally},
    kind::FamilyKind,
    labels::{SampleFacts, key},
    number::Number,
};
use hashbrown::{HashMap, HashTable};

/// How much of a line is kept for a finding.
const KEPT_BYTES: usize = 400;

/// What a name says about the sample beside its family.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    /// A sample of its own, a bucket or a quantile.
    #[default]
    Plain,
    /// The count of a histogram or summary.
    Count,
    /// The sum of a histogram or summary.
    Sum,
}

/// A family that is not complete yet.
#[derive(Debug)]
struct Open {
    family: ClassicFamily,
    /// Whether its type is settled, by a TYPE line or by a sample.
    is_typed: bool,
    /// The key of its first metric.
    first_key: u64,
}

/// All families so far.
#[derive(Debug, Default)]
pub(super) struct Families {
    scheme: NameScheme,
    keep_lines: bool,
    open: Vec<Open>,
    by_name: HashMap<Box<[u8]>, usize>,
    /// Keys of all metrics of all families.
    metrics: HashTable<u64>,
    /// The family and role of the line before, which a line without a name goes on with.
    pub(super) current: Option<(usize, Role)>,
    /// The sample before.
    pub(super) last: SampleFacts,
    /// Lines before the present chunk.
    lines: usize,
    /// Bytes before the present chunk.
    bytes: usize,
}

/// A line and where it is, as far as a mark needs it.
#[derive(Clone, Copy)]
pub(super) struct LineAt<'a> {
    /// One-based.
    pub(super) number: usize,
    /// In the page.
    pub(super) offset: usize,
    /// The line or more.
    pub(super) text: &'a [u8],
}

impl Families {
    /// None yet.
    pub(super) fn new(scheme: NameScheme, keep_lines: bool) -> Families {
        Families { scheme, keep_lines, ..Families::default() }
    }

    /// Which names are valid.
    pub(super) fn scheme(&self) -> NameScheme {
        self.scheme
    }

    /// Adds everything that happens in a chunk.
    pub(super) fn add(&mut self, chunk: &Chunk) -> Result<(), Box<ClassicFault>> {
        let text = |range: &std::ops::Range<usize>| chunk.bytes.get(range.clone()).unwrap_or_default();
        let (lines, bytes) = (self.lines, self.bytes);
        let at = |line: usize, offset: usize| LineAt {
            number: lines + line + 1,
            offset: bytes + offset,
            text: chunk.bytes.get(offset..).unwrap_or_default(),
        };
        for event in &chunk.events {
            match event {
                Event::Run { name, line, samples } => {
                    let samples = chunk.samples.get(samples.clone()).unwrap_or_default();
                    let first = samples.first().map_or(0, |facts| facts.offset as usize);
                    let (id, role) = self.resolve(text(name), at(*line, first));
                    self.settle_untyped(id);
                    for (index, facts) in samples.iter().enumerate() {
                        let line = at(line + index, facts.offset as usize);
                        // What is wrong only for this type of family is told by the reader that tells everything.
                        match self.misfit(id, role, facts) {
                            None => self.add_sample(id, role, facts, line),
                            Some(_) => exact::read(line, self)?,
                        }
                    }
                }
                Event::Help { name, line, offset } => {
                    let line = at(*line, *offset);
                    let (id, _) = self.resolve(text(name), line);
                    if !self.set_help(id) {
                        exact::read(line, self)?;
                    }
                }
                Event::Type { name, kind, line, offset } => {
                    let line = at(*line, *offset);
                    let (id, _) = self.resolve(text(name), line);
                    if !self.set_type(id, *kind, line) {
                        exact::read(line, self)?;
                    }
                }
                Event::Exact { range, line } => {
                    let line = LineAt { text: text(range), ..at(*line, range.start) };
                    exact::read(line, self)?;
                }
            }
        }
        self.lines += chunk.lines;
        self.bytes += chunk.bytes.len();
        Ok(())
    }

    /// The family that `name` belongs to, which becomes the current one; it is made if there is none.
    ///
    /// A family of just that name comes first; then `foo` takes `foo_sum` and `foo_count` if it is a summary, and
    /// `foo_bucket` too if it is a histogram.
    pub(super) fn resolve(&mut self, name: &[u8], line: LineAt<'_>) -> (usize, Role) {
        let found = self.find(name).unwrap_or_else(|| (self.create(name, line), Role::Plain));
        self.current = Some(found);
        found
    }

    fn find(&self, name: &[u8]) -> Option<(usize, Role)> {
        if let Some(id) = self.by_name.get(name) {
            return Some((*id, Role::Plain));
        }
        // A suffix alone is a name of its own.
        let base = |suffix: &[u8]| name.strip_suffix(suffix).filter(|base| !base.is_empty());
        let (base, role) = match (base(b"_count"), base(b"_sum"), base(b"_bucket")) {
            (Some(base), ..) => (base, Role::Count),
            (_, Some(base), _) => (base, Role::Sum),
            (.., Some(base)) => (base, Role::Plain),
            _ => return None,
        };
        let id = *self.by_name.get(base)?;
        let kind = self.kind(id);
        let takes = kind.has_buckets() || (kind == FamilyKind::Summary && role != Role::Plain);
        takes.then_some((id, role))
    }

    fn create(&mut self, name: &[u8], line: LineAt<'_>) -> usize {
        let id = self.open.len();
        let family = ClassicFamily {
            name: name.into(),
            kind: FamilyKind::Untyped,
            has_help: false,
            metrics: 0,
            bounds_of_first: 0,
            first: self.mark(line),
            type_line: None,
            duplicates: None,
            camel_case_labels: None,
            le_labels: None,
            quantile_labels: None,
        };
        self.by_name.insert(family.name.clone(), id);
        self.open.push(Open { family, is_typed: false, first_key: 0 });
        id
    }

    fn mark(&self, line: LineAt<'_>) -> Mark {
        mark(line, self.keep_lines)
    }

    /// The type of a family, so far.
    pub(super) fn kind(&self, id: usize) -> FamilyKind {
        self.open.get(id).map_or(FamilyKind::Untyped, |open| open.family.kind)
    }

    /// The name of a family.
    pub(super) fn name(&self, id: usize) -> &[u8] {
        self.open.get(id).map_or(&[], |open| &open.family.name)
    }

    /// Notes a help text; `false` if there was one.
    pub(super) fn set_help(&mut self, id: usize) -> bool {
        self.open.get_mut(id).is_some_and(|open| !std::mem::replace(&mut open.family.has_help, true))
    }

    /// Notes a type; `false` if the type was settled before.
    pub(super) fn set_type(&mut self, id: usize, kind: FamilyKind, line: LineAt<'_>) -> bool {
        let mark = self.mark(line);
        let Some(open) = self.open.get_mut(id).filter(|open| !open.is_typed) else { return false };
        open.is_typed = true;
        open.family.kind = kind;
        open.family.type_line = Some(mark);
        true
    }

    /// Whether the type is settled.
    pub(super) fn is_typed(&self, id: usize) -> bool {
        self.open.get(id).is_some_and(|open| open.is_typed)
    }

    /// Whether there is a help text.
    pub(super) fn has_help(&self, id: usize) -> bool {
        self.open.get(id).is_some_and(|open| open.family.has_help)
    }

    /// A sample settles that a family without a type has none.
    pub(super) fn settle_untyped(&mut self, id: usize) {
        if let Some(open) = self.open.get_mut(id) {
            open.is_typed = true;
        }
    }

    /// What does not fit the type of the sample's family.
    pub(super) fn misfit(&self, id: usize, role: Role, facts: &SampleFacts) -> Option<Misfit> {
        let kind = self.kind(id);
        if kind == FamilyKind::Summary {
            return (facts.quantile == Number::Invalid).then_some(Misfit::Quantile);
        }
        if !kind.has_buckets() {
            return None;
        }
        let is_bucket = !matches!(facts.le, Number::Absent | Number::Nan);
        match role {
            _ if facts.le == Number::Invalid => Some(Misfit::Bound),
            Role::Count if facts.value == Number::Negative => Some(Misfit::Count),
            Role::Plain if is_bucket && facts.value == Number::Negative => Some(Misfit::Bucket),
            _ => None,
        }
    }

    /// Adds a sample that fits.
    pub(super) fn add_sample(&mut self, id: usize, role: Role, facts: &SampleFacts, line: LineAt<'_>) {
        let Families { open, metrics, keep_lines, last, .. } = self;
        *last = *facts;
        let Some(Open { family, first_key, .. }) = open.get_mut(id) else { return };
        let kind = family.kind;
        let (labels, bound) = match kind {
            FamilyKind::Histogram | FamilyKind::GaugeHistogram => (facts.without_le, facts.le),
            FamilyKind::Summary => (facts.without_quantile, facts.quantile),
            _ => (facts.in_order, Number::Absent),
        };
        let is_several_lines = kind.has_buckets() || kind == FamilyKind::Summary;
        let key = key(labels, id);
        let is_new = is_new(metrics, key);
        let tally = |tally: &mut Option<Box<Tally>>, count: u64| match tally {
            _ if count == 0 => {}
            Some(tally) => tally.count += count,
            None => *tally = Some(Box::new(Tally { count, first: mark(line, *keep_lines) })),
        };
        if is_new || !is_several_lines {
            if family.metrics == 0 {
                *first_key = key;
            }
            family.metrics += 1;
            tally(&mut family.duplicates, u64::from(!is_new));
            tally(&mut family.camel_case_labels, u64::from(facts.camel_case));
            let is_label = |bound, own: bool| u64::from(!own && bound != Number::Absent);
            tally(&mut family.le_labels, is_label(facts.le, kind.has_buckets()));
            tally(&mut family.quantile_labels, is_label(facts.quantile, kind == FamilyKind::Summary));
        }
        let is_bound = role == Role::Plain && !matches!(bound, Number::Absent | Number::Nan);
        if is_bound && key == *first_key {
            family.bounds_of_first += 1;
        }
    }

    /// Adds the sample before once more, with more labels: what a line without a name does.
    pub(super) fn repeat_sample(&mut self, id: usize, role: Role, facts: &SampleFacts, line: LineAt<'_>) {
        let key = key(facts.in_order, id);
        if !self.kind(id).has_buckets() && self.kind(id) != FamilyKind::Summary {
            // The reference has one metric twice then, which is as good as two that are equal.
            is_new(&mut self.metrics, key);
        }
        self.add_sample(id, role, facts, line);
    }

    /// The families that have metrics, by name.
    pub(super) fn finish(self) -> Vec<ClassicFamily> {
        let families = self.open.into_iter().map(|open| open.family);
        let mut families: Vec<ClassicFamily> = families.filter(|family| family.metrics > 0).collect();
        families.sort_by(|a, b| a.name.cmp(&b.name));
        families
    }
}

/// Why a sample does not fit the type of its family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Misfit {
    /// `quantile` is no float.
    Quantile,
    /// `le` is no float.
    Bound,
    /// A negative count.
    Count,
    /// A negative bucket.
    Bucket,
}

/// Adds a key, which is its own hash; `false` if it was there.
fn is_new(metrics: &mut HashTable<u64>, key: u64) -> bool {
    let entry = metrics.entry(key, |known| *known == key, |known| *known);
    let is_new = matches!(entry, hashbrown::hash_table::Entry::Vacant(_));
    entry.or_insert(key);
    is_new
}

fn mark(line: LineAt<'_>, keep: bool) -> Mark {
    let text = if keep { beginning(line.text) } else { &[] };
    Mark { line: line.number, offset: line.offset, text: text.into() }
}

/// The beginning of the line at the start of `text`, without its end: as much as a finding shows.
pub fn beginning(text: &[u8]) -> &[u8] {
    let beginning = text.get(..KEPT_BYTES).unwrap_or(text);
    beginning.split(|byte| *byte == b'\n').next().unwrap_or_default()
}
