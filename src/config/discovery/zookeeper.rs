//! `serverset_sd_configs` and `nerve_sd_configs`: services that register themselves in ZooKeeper.

use crate::config::decode::{Checks, Duration, Located, Section, section};

section! {
    /// ZooKeeper servers and the paths of serversets.
    pub struct Serverset {
        servers: Vec<String>,
        paths: Vec<Located<String>>,
        timeout: Duration = Duration::seconds(10),
    }
}

section! {
    /// ZooKeeper servers and the paths of Nerve.
    pub struct Nerve {
        servers: Vec<String>,
        paths: Vec<Located<String>>,
        timeout: Duration = Duration::seconds(10),
    }
}

impl Section for Serverset {
    const GO_NAME: &'static str = "zookeeper.ServersetSDConfig";
    const GO_FIELDS: &'static str = "zookeeper.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        check_paths("serverset", &self.servers, &self.paths, checks);
    }
}

impl Section for Nerve {
    const GO_NAME: &'static str = "zookeeper.NerveSDConfig";
    const GO_FIELDS: &'static str = "zookeeper.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        check_paths("nerve", &self.servers, &self.paths, checks);
    }
}

fn check_paths(kind: &str, servers: &[String], paths: &[Located<String>], checks: &mut Checks<'_>) {
    let message = format!("{kind} SD config must contain at least one Zookeeper server");
    checks.ensure(!servers.is_empty(), "servers", message);
    checks.ensure(!paths.is_empty(), "paths", format!("{kind} SD config must contain at least one path"));
    for path in paths.iter().filter(|path| !path.starts_with('/')) {
        checks.add(path.spot, format!("{kind} SD config paths must begin with '/': {}", path.value));
    }
}
