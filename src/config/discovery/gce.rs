//! `gce_sd_configs`: instances of the Google Compute Engine.

use crate::config::decode::{Checks, Duration, Section, section};

section! {
    /// Which instances to ask for.
    pub struct Gce {
        project: String,
        zone: String,
        filter: String,
        refresh_interval: Duration = Duration::seconds(60),
        port: i64 = 80,
        tag_separator: String = ",".into(),
    }
}

impl Section for Gce {
    const GO_NAME: &'static str = "gce.SDConfig";
    const GO_FIELDS: &'static str = "gce.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        checks.required(&[
            ("project", &self.project, "GCE SD configuration requires a project"),
            ("zone", &self.zone, "GCE SD configuration requires a zone"),
        ]);
    }
}
