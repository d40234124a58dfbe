//! `puppetdb_sd_configs`: resources that PuppetDB knows.

use super::http::check_web_address;
use crate::config::{
    HttpClientConfig,
    decode::{Checks, Duration, Section, section},
};

section! {
    /// The PuppetDB to ask, and the query.
    pub struct PuppetDb {
        url: String,
        query: String,
        include_parameters: bool,
        refresh_interval: Duration = Duration::seconds(60),
        port: i64 = 80,
    }
    inline http: HttpClientConfig
}

impl Section for PuppetDb {
    const GO_NAME: &'static str = "puppetdb.SDConfig";
    const GO_FIELDS: &'static str = "puppetdb.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        check_web_address(&self.url, checks);
        checks.ensure(!self.query.is_empty(), "query", "query missing");
        checks.run(&mut self.http);
    }
}
