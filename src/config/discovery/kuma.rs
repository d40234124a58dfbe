//! `kuma_sd_configs`: data planes of a Kuma control plane.

use super::url_is_valid;
use crate::config::{
    HttpClientConfig,
    decode::{Checks, Duration, Section, section},
};

section! {
    /// The control plane to ask.
    pub struct Kuma {
        server: String,
        client_id: String,
        refresh_interval: Duration = Duration::seconds(15),
        fetch_timeout: Duration = Duration::minutes(2),
    }
    inline http: HttpClientConfig
}

impl Section for Kuma {
    const GO_NAME: &'static str = "xds.KumaSDConfig";
    const GO_FIELDS: &'static str = "xds.plainKumaConf";

    fn check(&mut self, checks: &mut Checks<'_>) {
        if self.server.is_empty() {
            checks.error("server", "kuma SD server must not be empty: ");
        } else if let Some(url) = url_is_valid(&self.server, "server", "", checks) {
            let is_whole = !url.scheme.is_empty() && !url.host.is_empty();
            let message = format!("kuma SD server must not be empty and have a scheme: {}", self.server);
            checks.ensure(is_whole, "server", message);
        }
        checks.run(&mut self.http);
    }
}
