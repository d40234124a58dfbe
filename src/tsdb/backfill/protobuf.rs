//! Protobuf expositions into a backfill: the one format of scrapes that carries native histograms.

use super::{
    Backfill,
    openmetrics::{TextError, TextSummary},
};
use crate::{
    exposition::protobuf::{
        ClassicHistograms, Families, FamilyFault, MetricFamily, ProtobufError, ProtobufSample, ProtobufValue,
    },
    model::sample::SampleColumns,
    tsdb::Error,
};
use std::{io::Read, sync::Arc};

/// How to read a protobuf exposition.
#[derive(Clone, Debug, Default)]
pub struct ProtobufOptions {
    /// Labels that every series gets; they win over its own.
    pub labels: Vec<(String, String)>,
    /// What becomes of classic histograms.
    pub classic: ClassicHistograms,
    /// Keeps start timestamps, which only the newer chunk encodings hold.
    pub start_timestamps: bool,
    /// Passes over families that make no sense, instead of giving up.
    pub skip_bad_families: bool,
}

impl Backfill {
    /// Reads all of `input` into the backfill; `progress` hears of the bytes and samples read so far.
    ///
    /// A bad family is passed over as a whole, except for what is only found when its samples are stored. Bytes that
    /// are no messages end the reading in any case.
    pub fn read_protobuf(
        &mut self,
        input: impl Read,
        options: &ProtobufOptions,
        progress: &mut dyn FnMut(&TextSummary),
    ) -> Result<TextSummary, TextError> {
        let mut families = Families::new(input);
        let mut summary = TextSummary::default();
        loop {
            let family = match families.next_family() {
                Ok(Some(family)) => family,
                Ok(None) => return Ok(summary),
                Err(ProtobufError::Input(error)) => return Err(TextError::Input(error)),
                Err(error) => return Err(error.into()),
            };
            let error = match self.take_family(&family, options, &mut summary) {
                Ok(()) => None,
                Err(Refusal::Fault(fault)) => Some(TextError::Protobuf(families.fault(fault))),
                Err(Refusal::Storage(error @ Error::Append { .. })) => Some(TextError::Storage(error)),
                Err(Refusal::Storage(error)) => return Err(error.into()),
            };
            if let Some(error) = error {
                if !options.skip_bad_families {
                    return Err(error);
                }
                summary.bad_lines += 1;
                summary.first_bad_line.get_or_insert_with(|| error.to_string());
            }
            summary.bytes = families.offset();
            progress(&summary);
        }
    }

    fn take_family(
        &mut self,
        family: &MetricFamily,
        options: &ProtobufOptions,
        summary: &mut TextSummary,
    ) -> Result<(), Refusal> {
        let samples = family.samples(options.classic).map_err(Refusal::Fault)?;
        if let Some(sample) = samples.iter().find(|sample| sample.timestamp.is_none()) {
            return Err(Refusal::Fault(FamilyFault::NoTimestamp(sample.labels.clone())));
        }
        summary.exemplars += family.exemplars();
        let mut columns = SampleColumns::default();
        for ProtobufSample { mut labels, timestamp, start_timestamp, value } in samples {
            if !options.labels.is_empty() {
                let mut builder = labels.to_builder();
                options.labels.iter().for_each(|(name, value)| _ = builder.set(name, value));
                labels = builder.build();
            }
            let (time, start) =
                (timestamp.unwrap_or_default(), if options.start_timestamps { start_timestamp } else { 0 });
            columns.clear();
            match value {
                ProtobufValue::Float(value) => columns.push_float_since(time, start, value),
                ProtobufValue::Histogram(histogram, integer) => {
                    columns.push_histogram_since(time, start, Arc::new(histogram), integer);
                }
            }
            let series = self.series(&labels).map_err(Refusal::Storage)?;
            self.append(series, &columns).map_err(Refusal::Storage)?;
            summary.samples += 1;
        }
        Ok(())
    }
}

/// Why a family was not taken.
enum Refusal {
    Fault(FamilyFault),
    Storage(Error),
}
