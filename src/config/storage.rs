//! `storage`: how samples and exemplars are kept.

use super::decode::{Checks, Duration, Int64, Section, Size, section, unchecked};
use crate::golang::{float::format_g, quote::quote};

section! {
    /// Prometheus' `storage`.
    pub struct Storage {
        tsdb: Option<Tsdb>,
        exemplars: Option<Exemplars>,
    }
}

section! {
    /// How samples are kept.
    pub struct Tsdb {
        out_of_order_time_window: Duration,
        stale_series_compaction_threshold: f64,
        chunk_encoding: ChunkEncoding,
        retention: Option<Retention>,
    }
}

section! {
    /// How long, or how much, is kept.
    pub struct Retention {
        time: Duration,
        size: Size,
        percentage: f64,
    }
}

section! {
    /// How chunks are encoded.
    pub struct ChunkEncoding {
        floats: String,
    }
}

section! {
    /// How many exemplars are kept.
    pub struct Exemplars {
        max_exemplars: Int64,
    }
}

unchecked! {
    Storage: "config.StorageConfig", "config.StorageConfig";
    ChunkEncoding: "config.ChunkEncodingConfig", "config.ChunkEncodingConfig";
    Exemplars: "config.ExemplarsConfig", "config.ExemplarsConfig";
}

impl Section for Tsdb {
    const GO_NAME: &'static str = "config.TSDBConfig";
    const GO_FIELDS: &'static str = "config.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        let floats = &self.chunk_encoding.floats;
        if !["", "xor", "xor2"].contains(&floats.as_str()) {
            let shown = quote(floats.as_bytes());
            let rule =
                "'storage.tsdb.chunk_encoding.floats' must be 'xor' or 'xor2', or the field must be omitted entirely";
            checks.within(&self.chunk_encoding.origin).error("floats", format!("{rule}, got {shown}"));
        }
    }
}

impl Section for Retention {
    const GO_NAME: &'static str = "config.TSDBRetentionConfig";
    const GO_FIELDS: &'static str = "config.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        if self.size < Size::default() {
            let rule = "'storage.tsdb.retention.size' must be greater than or equal to 0";
            checks.error("size", format!("{rule}, got {}", self.size));
        }
        if self.percentage < 0.0 || self.percentage > 100.0 {
            let rule = "'storage.tsdb.retention.percentage' must be in the range [0, 100]";
            checks.error("percentage", format!("{rule}, got {}", format_g(self.percentage)));
        }
    }
}
