//! `consul_sd_configs`: services of a Consul catalogue.

use crate::config::{
    BasicAuth, HttpClientConfig, Secret,
    decode::{Checks, Duration, Map, Section, section},
};

section! {
    /// Where and as whom to ask Consul, and for which services.
    pub struct Consul {
        server: String = "localhost:8500".into(),
        path_prefix: String,
        token: Secret,
        datacenter: String,
        namespace: String,
        partition: String,
        tag_separator: String = ",".into(),
        scheme: String = "http".into(),
        username: String,
        password: Secret,
        allow_stale: bool = true,
        refresh_interval: Duration = Duration::seconds(30),
        services: Vec<String>,
        tags: Vec<String>,
        node_meta: Map<String>,
        filter: String,
        health_filter: String,
    }
    inline http: HttpClientConfig
}

impl Section for Consul {
    const GO_NAME: &'static str = "consul.SDConfig";
    const GO_FIELDS: &'static str = "consul.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        checks.ensure(!self.server.trim().is_empty(), "server", "consul SD configuration requires a server address");
        let has_user = !self.username.is_empty() || !self.password.is_empty();
        if has_user && self.http.basic_auth.is_some() {
            let message =
                "at most one of consul SD configuration username and password and basic auth can be configured";
            checks.error_beside("username", message, &["password"]);
        } else if has_user {
            self.http.basic_auth = Some(BasicAuth::new(self.username.clone(), self.password.clone()));
        }
        if !self.token.is_empty() && (self.http.authorization.is_some() || self.http.oauth2.is_some()) {
            checks.error("token", "at most one of consul SD token, authorization, or oauth2 can be configured");
        }
        checks.run(&mut self.http);
    }
}
