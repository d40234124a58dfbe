//! `promq tsdb rewrite`: other labels, other times.

use super::surgery::{SurgeryArguments, TimeArguments, tell_of_heads};
use crate::{
    cli::{error::CommandError, exit::ExitStatus, output::Output},
    config::{
        ValidationScheme,
        relabel::{RelabelRule, load_rules, relabel},
    },
    model::labels::{Labels, METRIC_NAME},
    tsdb::surgery::{Recipe, rewrite},
};
use std::path::PathBuf;

/// Rewrite blocks with other labels, or without some times
///
/// Series are relabelled by the rules of --relabel, then metrics are renamed, then labels dropped. Series that have the
/// same labels afterwards become one; of samples at the same time that of the series that came first is kept, and the
/// others are counted if they differ. Deleted samples are left out. Blocks that stay as they are are left alone, and so
/// are samples that are still in the head's logs.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  promq tsdb rewrite --drop-label pod_uid --rename-metric http_reqs=http_requests_total \
                        /var/lib/prometheus"
)]
pub(super) struct Arguments {
    /// Data directories, or blocks
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,

    /// Relabelling rules: a YAML list as under metric_relabel_configs
    #[arg(long, value_name = "FILE")]
    relabel: Option<PathBuf>,

    /// Remove this label from every series; may be repeated
    #[arg(long = "drop-label", value_name = "NAME")]
    dropped_labels: Vec<String>,

    /// Give the metric OLD the name NEW; may be repeated
    #[arg(long = "rename-metric", value_name = "OLD=NEW", value_parser = parse_rename)]
    renames: Vec<(String, String)>,

    #[command(flatten)]
    times: TimeArguments,

    #[command(flatten)]
    surgery: SurgeryArguments,
}

fn parse_rename(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((old, new)) if !old.is_empty() && !new.is_empty() => Ok((old.into(), new.into())),
        _ => Err("should be two metric names with = between them".into()),
    }
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<ExitStatus, CommandError> {
    let rules = match &arguments.relabel {
        Some(path) => load_rules(path, ValidationScheme::Utf8).map_err(CommandError::new)?,
        None => Vec::new(),
    };
    let changes_labels = !(rules.is_empty() && arguments.dropped_labels.is_empty() && arguments.renames.is_empty());
    if !changes_labels && arguments.times.is_open() && arguments.relabel.is_none() {
        let text = "nothing to do: give --relabel, --drop-label, --rename-metric, --min-time or --max-time";
        return Err(CommandError::Usage(text.into()));
    }
    let (min_time, max_time) = arguments.times.range()?;
    let label = |labels: &Labels| arguments.label(&rules, labels);
    let recipe = Recipe { relabel: changes_labels.then_some(&label), min_time, max_time, ..Recipe::default() };
    tell_of_heads(&arguments.paths, output)?;
    arguments.surgery.perform(&arguments.paths, output, |journal, block| rewrite(journal, block, &recipe))
}

impl Arguments {
    /// The new labels of a series; `None` drops it, and so does having no labels left.
    fn label(&self, rules: &[RelabelRule], labels: &Labels) -> Option<Labels> {
        let mut labels = relabel(labels, rules, ValidationScheme::Utf8)?;
        let name = labels.metric_name();
        if let Some((_, new)) = self.renames.iter().find(|(old, _)| old == name) {
            let mut builder = labels.to_builder();
            builder.set(METRIC_NAME, new);
            labels = builder.build();
        }
        if !self.dropped_labels.is_empty() {
            labels = labels.filter(|name| !self.dropped_labels.iter().any(|dropped| dropped == name));
        }
        (!labels.is_empty()).then_some(labels)
    }
}
