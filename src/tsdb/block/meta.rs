//! `meta.json`: what a block says of itself.
//!
//! Keys that promq does not know (Thanos keeps its labels and its downsampling there) are carried along, so that a
//! rewritten file has lost nothing.

use super::ulid::Ulid;
use crate::{golang::json, tsdb::Error};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::path::Path;

/// The only version there is.
pub(super) const VERSION: i64 = 1;

/// A block's `meta.json`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct BlockMeta {
    /// The block's identity; the directory's name only should be the same.
    pub ulid: Ulid,
    /// First time, inclusive.
    pub min_time: i64,
    /// Last time, **exclusive**.
    pub max_time: i64,
    /// What is in it.
    pub stats: BlockStats,
    /// Where it comes from.
    pub compaction: Compaction,
    /// Version of the block format: 1.
    pub version: i64,
    /// Everything else that stood there.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// Numbers of things in a block; each is left out of the file when it is 0.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say it all")]
pub struct BlockStats {
    #[serde(skip_serializing_if = "is_zero")]
    pub num_samples: u64,
    #[serde(skip_serializing_if = "is_zero")]
    pub num_float_samples: u64,
    #[serde(skip_serializing_if = "is_zero")]
    pub num_histogram_samples: u64,
    #[serde(skip_serializing_if = "is_zero")]
    pub num_series: u64,
    #[serde(skip_serializing_if = "is_zero")]
    pub num_chunks: u64,
    #[serde(skip_serializing_if = "is_zero")]
    pub num_tombstones: u64,
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// A block's history.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Compaction {
    /// 1 for a block from the head; one more than the highest parent's after a compaction.
    pub level: u64,
    /// The level-1 blocks that went into it, sorted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Ulid>,
    /// Compacting it gave no samples; it can go.
    #[serde(skip_serializing_if = "is_false")]
    pub deletable: bool,
    /// The blocks it was directly made of.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parents: Vec<Parent>,
    /// Compacting it failed.
    #[serde(skip_serializing_if = "is_false")]
    pub failed: bool,
    /// Out of `from-out-of-order`, `from-stale-series`, `from-selected-series`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hints: Vec<String>,
    /// Everything else that stood there.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// A block that another one was made of.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Parent {
    /// Its identity.
    pub ulid: Ulid,
    /// First time, inclusive.
    pub min_time: i64,
    /// Last time, exclusive.
    pub max_time: i64,
}

fn is_zero(number: &u64) -> bool {
    *number == 0
}

fn is_false(flag: &bool) -> bool {
    !flag
}

impl BlockMeta {
    /// Reads the file at `path`.
    pub fn read(path: &Path) -> Result<BlockMeta, Error> {
        let bytes = std::fs::read(path).map_err(|error| Error::io(path, error))?;
        BlockMeta::parse(&bytes).map_err(|what| match json::syntax_error(&bytes) {
            Some(json::JsonError { message: what, offset }) => {
                let before = bytes.get(..offset).unwrap_or(&bytes);
                let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1);
                let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
                Error::MetaSyntax { path: path.into(), line, column: before.len() - line_start + 1, what }
            }
            None => Error::Meta { path: path.into(), what },
        })
    }

    /// Parses the text of a `meta.json`; the error says what is wrong.
    pub fn parse(json: &[u8]) -> Result<BlockMeta, String> {
        let meta: BlockMeta = serde_json::from_slice(json).map_err(|error| error.to_string())?;
        if meta.version != VERSION {
            return Err(format!("unexpected meta file version {}", meta.version));
        }
        Ok(meta)
    }

    /// Replaces the file at `path`: after a crash there is the old one or the new one.
    pub fn write(&self, path: &Path) -> Result<(), Error> {
        let json = self.to_json().map_err(|error| Error::Meta { path: path.into(), what: error.to_string() })?;
        crate::io::atomic_file::replace(path, &json).map_err(|error| Error::io(path, error))
    }

    /// The text of the file, as Prometheus lays it out: indented with tabs, without a final newline.
    pub fn to_json(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut json = Vec::new();
        let formatter = serde_json::ser::PrettyFormatter::with_indent(b"\t");
        self.serialize(&mut serde_json::Serializer::with_formatter(&mut json, formatter))?;
        Ok(json)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const META: &str = "{\n\t\"ulid\": \"01ARZ3NDEKTSV4RRFFQ69G5FAV\",\n\t\"minTime\": -5,\n\t\"maxTime\": 7,\n\t\"stats\": \
                        {\n\t\t\"numSamples\": 3,\n\t\t\"numSeries\": 2\n\t},\n\t\"compaction\": {\n\t\t\"level\": \
                        1,\n\t\t\"sources\": [\n\t\t\t\"01ARZ3NDEKTSV4RRFFQ69G5FAV\"\n\t\t],\n\t\t\"hints\": \
                        [\n\t\t\t\"from-out-of-order\"\n\t\t]\n\t},\n\t\"version\": 1,\n\t\"thanos\": \
                        {\n\t\t\"labels\": {\n\t\t\t\"replica\": \"a\"\n\t\t}\n\t}\n}";

    #[test]
    fn a_rewritten_file_has_lost_nothing() {
        let meta = BlockMeta::parse(META.as_bytes()).unwrap();
        assert_eq!((meta.min_time, meta.max_time, meta.stats.num_samples), (-5, 7, 3));
        assert_eq!(meta.other["thanos"]["labels"]["replica"], "a");
        assert_eq!(String::from_utf8(meta.to_json().unwrap()).unwrap(), META);
    }

    #[test]
    fn a_fault_of_the_text_has_its_place() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("meta.json");
        std::fs::write(&path, "{\n  \"ulid\" 1}").unwrap();
        let error = BlockMeta::read(&path).unwrap_err();
        assert_eq!(error.in_prometheus_words(), "invalid character '1' after object key");
        assert!(error.to_string().contains("meta.json: line 2, column 10: "), "{error}");
    }

    #[test]
    fn other_versions_and_garbage_are_refused() {
        let wrong = META.replace("\"version\": 1", "\"version\": 9");
        assert_eq!(BlockMeta::parse(wrong.as_bytes()).unwrap_err(), "unexpected meta file version 9");
        assert!(BlockMeta::parse(b"{").is_err());
        assert!(BlockMeta::parse(b"{}").is_err());
    }
}
