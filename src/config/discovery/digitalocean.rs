//! `digitalocean_sd_configs`: droplets and databases of DigitalOcean.

use crate::config::{
    HttpClientConfig,
    decode::{Checks, Duration, OneOf, Section, choice, section},
};

section! {
    /// What to ask DigitalOcean for.
    pub struct DigitalOcean {
        refresh_interval: Duration = Duration::seconds(60),
        port: i64 = 80,
        role: OneOf<Role> = OneOf::known("droplets"),
    }
    inline http: HttpClientConfig
}

impl Section for DigitalOcean {
    const GO_NAME: &'static str = "digitalocean.SDConfig";
    const GO_FIELDS: &'static str = "digitalocean.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        checks.ensure(!self.role.is_empty(), "role", "role missing (one of: droplets, databases)");
        checks.run(&mut self.http);
    }
}

choice! {
    /// What DigitalOcean is asked for.
    Role: ["droplets", "databases"], "unknown DigitalOcean SD role {}"
}
