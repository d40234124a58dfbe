//! `ovhcloud_sd_configs`: dedicated servers and virtual ones of OVHcloud.

use crate::config::{
    Secret,
    decode::{Checks, Duration, Section, section},
};

section! {
    /// Where and as whom to ask OVHcloud.
    pub struct OvhCloud {
        endpoint: String = "ovh-eu".into(),
        application_key: String,
        application_secret: Secret,
        consumer_key: Secret,
        refresh_interval: Duration = Duration::seconds(60),
        service: String,
    }
}

impl Section for OvhCloud {
    const GO_NAME: &'static str = "ovhcloud.SDConfig";
    const GO_FIELDS: &'static str = "ovhcloud.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        checks.required(&[
            ("endpoint", &self.endpoint, "endpoint can not be empty"),
            ("application_key", &self.application_key, "application key can not be empty"),
            ("application_secret", self.application_secret.expose(), "application secret can not be empty"),
            ("consumer_key", self.consumer_key.expose(), "consumer key can not be empty"),
        ]);
        if !["dedicated_server", "vps"].contains(&self.service.as_str()) {
            checks.error("service", format!("unknown service: {}", self.service));
        }
    }
}
