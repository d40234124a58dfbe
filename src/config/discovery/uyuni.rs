//! `uyuni_sd_configs`: systems that Uyuni manages.

use super::url_is_valid;
use crate::config::{
    HttpClientConfig, Secret,
    decode::{Checks, Duration, Section, section},
};

section! {
    /// Where and as whom to ask Uyuni.
    pub struct Uyuni {
        server: String,
        username: String,
        password: Secret,
        entitlement: String = "monitoring_entitled".into(),
        separator: String = ",".into(),
        refresh_interval: Duration = Duration::minutes(1),
    }
    inline http: HttpClientConfig
}

impl Section for Uyuni {
    const GO_NAME: &'static str = "uyuni.SDConfig";
    const GO_FIELDS: &'static str = "uyuni.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        match self.server.is_empty() {
            true => checks.error("server", "Uyuni SD configuration requires server host"),
            false => drop(url_is_valid(&self.server, "server", "Uyuni Server URL is not valid: ", checks)),
        }
        checks.required(&[
            ("username", &self.username, "Uyuni SD configuration requires a username"),
            ("password", self.password.expose(), "Uyuni SD configuration requires a password"),
        ]);
        checks.run(&mut self.http);
    }
}
