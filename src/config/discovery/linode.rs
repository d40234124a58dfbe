//! `linode_sd_configs`: instances of Linode.

use crate::config::{
    HttpClientConfig,
    decode::{Checks, Duration, Section, section},
};

section! {
    /// How to ask Linode.
    pub struct Linode {
        refresh_interval: Duration = Duration::seconds(60),
        port: i64 = 80,
        tag_separator: String = ",".into(),
        region: String,
    }
    inline http: HttpClientConfig
}

impl Section for Linode {
    const GO_NAME: &'static str = "linode.SDConfig";
    const GO_FIELDS: &'static str = "linode.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        checks.run(&mut self.http);
    }
}
