//! `dns_sd_configs`: names that DNS records lead to.

use crate::config::decode::{Checks, Duration, Section, section};

section! {
    /// The names to resolve.
    pub struct Dns {
        names: Vec<String>,
        refresh_interval: Duration = Duration::seconds(30),
        record_type as "type": String = "SRV".into(),
        port: i64,
    }
}

impl Section for Dns {
    const GO_NAME: &'static str = "dns.SDConfig";
    const GO_FIELDS: &'static str = "dns.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        checks.ensure(!self.names.is_empty(), "names", "DNS-SD config must contain at least one SRV record name");
        match self.record_type.to_uppercase().as_str() {
            "SRV" => {}
            "A" | "AAAA" | "MX" | "NS" => {
                let message = "a port is required in DNS-SD configs for all record types except SRV";
                checks.ensure(self.port != 0, "port", message);
            }
            _ => checks.error("type", format!("invalid DNS-SD records type {}", self.record_type)),
        }
    }
}
