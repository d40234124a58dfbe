//! `vultr_sd_configs`: instances of Vultr.

use crate::config::{
    HttpClientConfig,
    decode::{Checks, Duration, Section, section},
};

section! {
    /// How to ask Vultr.
    pub struct Vultr {
        refresh_interval: Duration = Duration::seconds(60),
        port: i64 = 80,
    }
    inline http: HttpClientConfig
}

impl Section for Vultr {
    const GO_NAME: &'static str = "vultr.SDConfig";
    const GO_FIELDS: &'static str = "vultr.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        checks.run(&mut self.http);
    }
}
