//! `nomad_sd_configs`: services of Nomad.

use crate::config::{
    HttpClientConfig,
    decode::{Checks, Duration, Section, section},
};

section! {
    /// The Nomad server to ask.
    pub struct Nomad {
        allow_stale: bool = true,
        namespace: String = "default".into(),
        refresh_interval: Duration = Duration::seconds(60),
        region: String = "global".into(),
        server: String = "http://localhost:4646".into(),
        tag_separator: String = ",".into(),
    }
    inline http: HttpClientConfig
}

impl Section for Nomad {
    const GO_NAME: &'static str = "nomad.SDConfig";
    const GO_FIELDS: &'static str = "nomad.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        checks.ensure(!self.server.trim().is_empty(), "server", "nomad SD configuration requires a server address");
        checks.run(&mut self.http);
    }
}
