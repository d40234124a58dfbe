//! `scaleway_sd_configs`: servers of Scaleway.

use super::outscale::check_secret_key;
use crate::config::{
    HttpClientConfig, Secret,
    decode::{Checks, Duration, OneOf, Section, choice, section},
    uuid::is_dashed_uuid,
};
use crate::config::{decode::Fields as _, tls_client::resolve_path};
use std::path::Path;

section! {
    /// Where and as whom to ask Scaleway.
    pub struct Scaleway {
        project_id: String,
        api_url: String = "https://api.scaleway.com".into(),
        zone: String = "fr-par-1".into(),
        access_key: String,
        secret_key: Secret,
        secret_key_file: String,
        name_filter: String,
        tags_filter: Vec<String>,
        refresh_interval: Duration = Duration::seconds(60),
        port: i64 = 80,
        role: OneOf<Role>,
    }
    inline http: HttpClientConfig
}

choice! {
    /// What Scaleway is asked for.
    Role: ["instance", "baremetal"], "unknown role {}"
}

/// What Scaleway's own library writes after a zone of a wrong shape.
const ZONES: &str = "fr-par-1, fr-par-2, fr-par-3, nl-ams-1, nl-ams-2, nl-ams-3, pl-waw-1, pl-waw-2, pl-waw-3";

impl Section for Scaleway {
    const GO_NAME: &'static str = "scaleway.SDConfig";
    const GO_FIELDS: &'static str = "scaleway.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        checks.required(&[
            ("role", &self.role, "role missing (one of: instance, baremetal)"),
            ("project_id", &self.project_id, "project_id is mandatory"),
        ]);
        check_secret_key(&self.secret_key, &self.secret_key_file, checks);
        checks.ensure(!self.access_key.is_empty(), "access_key", "access_key is mandatory");
        self.check_client(checks);
        checks.run(&mut self.http);
    }

    fn resolve_paths(&mut self, directory: &Path) {
        self.resolve_inlined(directory);
        resolve_path(&mut self.secret_key_file, directory);
    }
}

impl Scaleway {
    /// The checks of Scaleway's library, on what is given at all.
    fn check_client(&self, checks: &mut Checks<'_>) {
        let key = &self.access_key;
        if !key.is_empty() && !is_access_key(key) {
            let message = format!("invalid access key format '{key}', expected SCWXXXXXXXXXXXXXXXXX format");
            checks.error("access_key", format!("scaleway-sdk-go: {message}"));
        }
        let expected = "expected a UUID: xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
        if !self.secret_key.is_empty() && !is_dashed_uuid(self.secret_key.expose()) {
            let message = format!("scaleway-sdk-go: invalid secret key format '{}', {expected}", self.secret_key);
            checks.error("secret_key", message);
        }
        let project = &self.project_id;
        if !project.is_empty() && !is_dashed_uuid(project) {
            checks.error("project_id", format!("scaleway-sdk-go: invalid project ID format '{project}', {expected}"));
        }
        let zone = &self.zone;
        if zone.is_empty() {
            checks.error("zone", "scaleway-sdk-go: default zone cannot be empty");
        } else if !is_zone(zone) {
            let message = format!("invalid default zone format '{zone}', available zones are: {ZONES}");
            checks.error("zone", format!("scaleway-sdk-go: {message}"));
        }
        let url = &self.api_url;
        if url.is_empty() {
            return;
        }
        if crate::golang::url::parse_url(url).map_or(true, |parts| parts.scheme.is_empty()) {
            checks.error("api_url", format!("scaleway-sdk-go: invalid API url '{url}'"));
        } else if url.ends_with('/') {
            let message = format!("invalid API url '{url}' it should not have a trailing slash");
            checks.error("api_url", format!("scaleway-sdk-go: {message}"));
        }
    }
}

/// `SCW` and 17 capital letters or digits.
fn is_access_key(text: &str) -> bool {
    let rest = text.strip_prefix("SCW");
    rest.is_some_and(|rest| {
        rest.len() == 17 && rest.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    })
}

/// `fr-par-1`.
fn is_zone(text: &str) -> bool {
    let letters = |text: &str, length| text.len() == length && text.bytes().all(|byte| byte.is_ascii_lowercase());
    match text.split('-').collect::<Vec<_>>().as_slice() {
        [country, city, number] => {
            letters(country, 2)
                && letters(city, 3)
                && number.len() == 1
                && number.bytes().all(|byte| byte.is_ascii_digit())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes() {
        assert!(
            is_access_key("SCW0123456789ABCDEFG") && !is_access_key("SCW0123456789abcdefg") && !is_access_key("SCW")
        );
        assert!(is_zone("fr-par-1") && !is_zone("fr-par") && !is_zone("fra-par-1") && !is_zone("fr-par-1-2"));
    }
}
