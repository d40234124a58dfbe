//! `ionos_sd_configs`: servers of IONOS Cloud.

use crate::config::{
    HttpClientConfig,
    decode::{Checks, Duration, Section, section},
};

section! {
    /// The data centre to ask about.
    pub struct Ionos {
        datacenter_id: String,
        refresh_interval: Duration = Duration::seconds(60),
        port: i64 = 80,
    }
    inline http: HttpClientConfig
}

impl Section for Ionos {
    const GO_NAME: &'static str = "ionos.SDConfig";
    const GO_FIELDS: &'static str = "ionos.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        checks.ensure(!self.datacenter_id.is_empty(), "datacenter_id", "datacenter id can't be empty");
        checks.run(&mut self.http);
    }
}
