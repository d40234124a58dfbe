//! `eureka_sd_configs`: instances that a Eureka server knows.

use super::url_is_valid;
use crate::config::{
    HttpClientConfig,
    decode::{Checks, Duration, Section, section},
};

section! {
    /// The Eureka server to ask.
    pub struct Eureka {
        server: String,
        refresh_interval: Duration = Duration::seconds(30),
    }
    inline http: HttpClientConfig
}

impl Section for Eureka {
    const GO_NAME: &'static str = "eureka.SDConfig";
    const GO_FIELDS: &'static str = "eureka.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        if self.server.is_empty() {
            checks.error("server", "eureka_sd: empty or null eureka server");
        } else if let Some(url) = url_is_valid(&self.server, "server", "", checks) {
            let is_whole = !url.scheme.is_empty() && !url.host.is_empty();
            checks.ensure(is_whole, "server", "eureka_sd: invalid eureka server URL");
        }
        checks.run(&mut self.http);
    }
}
