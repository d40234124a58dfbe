//! An old block as surgery reads it: whole, or what is left of it.

use super::change::{LISTED_LOSSES, Loss};
use crate::{
    model::{labels::Labels, sample::SampleColumns},
    tsdb::{
        Error,
        block::{
            Block, ChunkSegments, Intervals,
            index::{ChunkMeta, Index},
        },
        chunk::{decode, sample_count},
    },
};
use std::{
    collections::HashMap,
    path::Path,
    sync::{Mutex, PoisonError},
};

/// The parts of an old block that a new one is made of.
#[derive(Debug)]
pub(super) struct Source<'a> {
    pub(super) index: &'a Index,
    pub(super) segments: &'a ChunkSegments,
    /// What is deleted of each series.
    pub(super) deletions: HashMap<u64, Intervals>,
}

impl<'a> Source<'a> {
    /// A whole block, with what its tombstones delete.
    pub(super) fn of(block: &'a Block) -> Source<'a> {
        let deletions = block.tombstones().iter().map(|(series, deleted)| (series, deleted.clone())).collect();
        Source { index: block.index(), segments: block.chunks(), deletions }
    }

    /// What is deleted of a series.
    pub(super) fn deleted(&self, series: u32) -> Option<&Intervals> {
        self.deletions.get(&u64::from(series))
    }

    /// Hands every chunk of a series to `take`. If losses are tolerated, each is looked into first: it has the times
    /// that its samples have, and `true` says that these are not in order.
    pub(super) fn chunks_of(
        &self,
        series: u32,
        labels: &Labels,
        losses: &Losses,
        mut take: impl FnMut(ChunkMeta, bool),
    ) -> Result<(), Error> {
        let entry = self.index.series(series)?;
        let mut columns = SampleColumns::default();
        for chunk in entry.chunks() {
            let mut meta = match chunk {
                Ok(meta) => meta,
                Err(error) if losses.is_tolerant() => {
                    losses.add(Loss {
                        series: Some(labels.to_string()),
                        times: None,
                        samples: None,
                        why: format!("the rest of its chunks: {error}"),
                        ..Loss::at(&error)
                    });
                    return Ok(());
                }
                Err(error) => return Err(error),
            };
            let mut disordered = false;
            if losses.is_tolerant() {
                columns.clear();
                let read = self.segments.chunk(meta.reference);
                let samples = read.as_ref().ok().and_then(|raw| sample_count(raw.encoding, raw.data));
                let read =
                    read.and_then(|raw| decode(raw.encoding, raw.data, &mut columns).map_err(|error| raw.error(error)));
                if let Err(error) = read {
                    losses.chunk(labels, &meta, samples, &error);
                    continue;
                }
                let times = match columns.timestamps.is_empty() {
                    true => &columns.histogram_timestamps,
                    false => &columns.timestamps,
                };
                let (Some(&first), Some(&last)) = (times.iter().min(), times.iter().max()) else { continue };
                (meta.min_time, meta.max_time) = (first, last);
                disordered = times.windows(2).any(|pair| pair[0] >= pair[1]);
            }
            take(meta, disordered);
        }
        Ok(())
    }
}

/// What could not be read of an old block.
#[derive(Debug)]
pub(super) struct Losses {
    tolerant: bool,
    found: Mutex<(Vec<Loss>, u64)>,
}

impl Losses {
    /// Every loss is an error.
    pub(super) fn forbidden() -> Losses {
        Losses { tolerant: false, found: Mutex::default() }
    }

    /// Losses are listed.
    pub(super) fn tolerated() -> Losses {
        Losses { tolerant: true, found: Mutex::default() }
    }

    pub(super) fn is_tolerant(&self) -> bool {
        self.tolerant
    }

    pub(super) fn add(&self, loss: Loss) {
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        found.1 += 1;
        if found.0.len() < LISTED_LOSSES {
            found.0.push(loss);
        }
    }

    /// A chunk that cannot be read; `samples` is how many it says to hold.
    pub(super) fn chunk(&self, labels: &Labels, meta: &ChunkMeta, samples: Option<usize>, error: &Error) {
        self.add(Loss {
            series: Some(labels.to_string()),
            times: Some((meta.min_time, meta.max_time)),
            samples: samples.map(|samples| samples as u64),
            ..Loss::at(error)
        });
    }

    /// The losses, sorted by file and offset, and how many there are.
    pub(super) fn into_list(self) -> (Vec<Loss>, u64) {
        let (mut losses, count) = self.found.into_inner().unwrap_or_else(PoisonError::into_inner);
        losses.sort_by(|one, other| (&one.file, one.offset, &one.why).cmp(&(&other.file, other.offset, &other.why)));
        (losses, count)
    }
}

impl Loss {
    /// A loss with the place and the words of `error`.
    pub(super) fn at(error: &Error) -> Loss {
        Loss {
            series: None,
            times: None,
            samples: None,
            file: file_in_block(error.path()),
            offset: error.offset(),
            why: error.in_prometheus_words(),
        }
    }
}

/// The part of a path that lies in the block: `index`, `chunks/000001`.
fn file_in_block(path: &Path) -> String {
    let name = |path: Option<&Path>| {
        path.and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    };
    match name(path.parent()) {
        parent if parent == "chunks" => format!("{parent}/{}", name(Some(path))),
        _ => name(Some(path)),
    }
}
