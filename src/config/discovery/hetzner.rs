//! `hetzner_sd_configs`: servers of Hetzner.

use crate::config::{
    HttpClientConfig,
    decode::{Checks, Duration, OneOf, Section, choice, section},
};

section! {
    /// Which of Hetzner's interfaces to ask.
    pub struct Hetzner {
        role: OneOf<Role>,
        refresh_interval: Duration = Duration::seconds(60),
        port: i64 = 80,
        label_selector: String,
    }
    inline http: HttpClientConfig
}

impl Section for Hetzner {
    const GO_NAME: &'static str = "hetzner.SDConfig";
    const GO_FIELDS: &'static str = "hetzner.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        checks.ensure(!self.role.is_empty(), "role", "role missing (one of: robot, hcloud)");
        checks.run(&mut self.http);
    }
}

choice! {
    /// Which of Hetzner's interfaces.
    Role: ["robot", "hcloud"], "unknown role {}"
}
