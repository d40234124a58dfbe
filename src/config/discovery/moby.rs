//! `docker_sd_configs` and `dockerswarm_sd_configs`: containers of a Docker daemon, tasks and nodes of a swarm.

use super::url_is_valid;
use crate::config::{
    HttpClientConfig,
    decode::{Checks, Duration, Section, section, unchecked},
};

section! {
    /// The Docker daemon to ask for containers.
    pub struct Docker {
        host: String,
        port: i64 = 80,
        filters: Vec<DockerFilter>,
        host_networking_host: String = "localhost".into(),
        refresh_interval: Duration = Duration::seconds(60),
        match_first_network: bool = true,
    }
    inline http: HttpClientConfig
}

section! {
    /// The swarm manager to ask for services, tasks or nodes.
    pub struct DockerSwarm {
        host: String,
        role: String,
        port: i64 = 80,
        filters: Vec<DockerFilter>,
        refresh_interval: Duration = Duration::seconds(60),
    }
    inline http: HttpClientConfig
}

section! {
    /// A filter that Docker applies.
    pub struct DockerFilter {
        name: String,
        values: Vec<String>,
    }
}

unchecked! {
    DockerFilter: "moby.Filter", "moby.Filter";
}

impl Section for Docker {
    const GO_NAME: &'static str = "moby.DockerSDConfig";
    const GO_FIELDS: &'static str = "moby.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        check_host(&self.host, checks);
        checks.run(&mut self.http);
    }
}

impl Section for DockerSwarm {
    const GO_NAME: &'static str = "moby.DockerSwarmSDConfig";
    const GO_FIELDS: &'static str = "moby.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        check_host(&self.host, checks);
        match self.role.as_str() {
            "services" | "nodes" | "tasks" => {}
            "" => checks.error("role", "role missing (one of: tasks, services, nodes)"),
            role => checks.error("role", format!("invalid role {role}, expected tasks, services, or nodes")),
        }
        checks.run(&mut self.http);
    }
}

fn check_host(host: &str, checks: &mut Checks<'_>) {
    match host.is_empty() {
        true => checks.error("host", "host missing"),
        false => drop(url_is_valid(host, "host", "", checks)),
    }
}
