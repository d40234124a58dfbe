//! `stackit_sd_configs`: servers of STACKIT.

use super::url_is_valid;
use crate::{
    config::{
        HttpClientConfig, Secret,
        decode::{Checks, Duration, Section, section},
    },
    golang::quote::quote,
};

section! {
    /// Where and as whom to ask STACKIT.
    pub struct Stackit {
        project: String,
        region: String = "eu01".into(),
        endpoint: String,
        service_account_key: Secret,
        private_key: Secret,
        service_account_key_path: String,
        private_key_path: String,
        credentials_file_path: String,
        refresh_interval: Duration = Duration::seconds(60),
        port: i64 = 80,
    }
    inline http: HttpClientConfig
}

impl Section for Stackit {
    const GO_NAME: &'static str = "stackit.SDConfig";
    const GO_FIELDS: &'static str = "stackit.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        let is_reachable = !self.endpoint.is_empty() || !self.region.is_empty();
        checks.ensure(is_reachable, "endpoint", "stackit_sd: endpoint and region missing");
        let context = format!("stackit_sd: invalid endpoint {}: ", quote(self.endpoint.as_bytes()));
        url_is_valid(&self.endpoint, "endpoint", &context, checks);
        checks.run(&mut self.http);
    }
}
