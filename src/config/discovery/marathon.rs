//! `marathon_sd_configs`: applications of Marathon.

use crate::config::{
    HttpClientConfig, Secret,
    decode::{Checks, Duration, Section, section},
};
use crate::config::{decode::Fields as _, tls_client::resolve_path};
use std::path::Path;

section! {
    /// The Marathon servers to ask.
    pub struct Marathon {
        servers: Vec<String>,
        refresh_interval: Duration = Duration::seconds(30),
        auth_token: Secret,
        auth_token_file: String,
    }
    inline http: HttpClientConfig
}

impl Section for Marathon {
    const GO_NAME: &'static str = "marathon.SDConfig";
    const GO_FIELDS: &'static str = "marathon.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        let message = "marathon_sd: must contain at least one Marathon server";
        checks.ensure(!self.servers.is_empty(), "servers", message);
        let tokens =
            [("auth_token", !self.auth_token.is_empty()), ("auth_token_file", !self.auth_token_file.is_empty())];
        checks.at_most_one(&tokens, "marathon_sd: at most one of auth_token & auth_token_file must be configured");
        let Some((token, _)) = tokens.iter().find(|(_, is_set)| *is_set) else {
            return checks.run(&mut self.http);
        };
        let http = &self.http;
        let conflict = if http.basic_auth.is_some() {
            "basic_auth, auth_token & auth_token_file"
        } else if !http.bearer_token.is_empty() || !http.bearer_token_file.is_empty() {
            "bearer_token, bearer_token_file, auth_token & auth_token_file"
        } else if http.authorization.is_some() {
            "auth_token, auth_token_file & authorization"
        } else {
            return checks.run(&mut self.http);
        };
        checks.error(token, format!("marathon_sd: at most one of {conflict} must be configured"));
        checks.run(&mut self.http);
    }

    fn resolve_paths(&mut self, directory: &Path) {
        self.resolve_inlined(directory);
        resolve_path(&mut self.auth_token_file, directory);
    }
}
