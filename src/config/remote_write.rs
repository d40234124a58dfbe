//! `remote_write`: where samples are sent, and how.

use super::{
    HttpClientConfig,
    azuread::AzureAd,
    decode::{Checks, Duration, GoUrl, Map, Section, section, unchecked},
    headers,
    scrape::{RelabelRules, refuse_nulls},
    sigv4::SigV4,
};

section! {
    /// One receiver of samples.
    pub struct RemoteWrite {
        url: Option<GoUrl>,
        remote_timeout: Duration = Duration::seconds(30),
        headers: Map<String>,
        write_relabel_configs: RelabelRules,
        name: String,
        send_exemplars: bool,
        send_native_histograms: bool,
        round_robin_dns: bool,
        protobuf_message: String = "prometheus.WriteRequest".into(),
        failed_request_logging: bool,
        queue_config: Queue = Queue::default(),
        metadata_config: MetadataSending = MetadataSending::default(),
        sigv4: Option<SigV4>,
        azuread: Option<AzureAd>,
        google_iam: Option<GoogleIam>,
    }
    inline http: HttpClientConfig = HttpClientConfig { enable_http2: false, ..HttpClientConfig::default() }
}

section! {
    /// The queue of samples on their way.
    pub struct Queue {
        capacity: i64 = 10_000,
        max_shards: i64 = 50,
        min_shards: i64 = 1,
        max_samples_per_send: i64 = 2000,
        batch_send_deadline: Duration = Duration::seconds(5),
        min_backoff: Duration = Duration { milliseconds: 30 },
        max_backoff: Duration = Duration::seconds(5),
        retry_on_http_429: bool,
        sample_age_limit: Duration,
    }
}

section! {
    /// How metadata is sent.
    pub struct MetadataSending {
        send: bool = true,
        send_interval: Duration = Duration::minutes(1),
        max_samples_per_send: i64 = 2000,
    }
}

section! {
    /// Requests authorized for Google.
    pub struct GoogleIam {
        credentials_file: String,
    }
}

unchecked! {
    Queue: "config.QueueConfig", "config.QueueConfig";
    MetadataSending: "config.MetadataConfig", "config.MetadataConfig";
    GoogleIam: "googleiam.Config", "googleiam.Config";
}

/// What Prometheus says to a header that has settings of its own.
pub(super) const ABOUT_AUTHORIZATION: &str = "authorization header must be changed via the basic_auth, authorization, \
                                              oauth2, sigv4, azuread or google_iam parameter";

impl Section for RemoteWrite {
    const GO_NAME: &'static str = "config.RemoteWriteConfig";
    const GO_FIELDS: &'static str = "config.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        checks.ensure(self.url.is_some(), "url", "url for remote_write is empty");
        let message = "empty or null relabeling rule in remote write config";
        refuse_nulls(&self.write_relabel_configs, message, checks);
        headers::check_plain(&self.headers, ABOUT_AUTHORIZATION, checks);
        if !["prometheus.WriteRequest", "io.prometheus.write.v2.Request"].contains(&self.protobuf_message.as_str()) {
            let message = format!(
                "invalid protobuf_message value: unknown type for remote write protobuf message {}, supported: \
                 prometheus.WriteRequest, io.prometheus.write.v2.Request",
                self.protobuf_message
            );
            checks.error("protobuf_message", message);
        }
        checks.run(&mut self.http);
        let origin = self.queue_config.origin.clone();
        let queue_is_null = checks.origin().key("queue_config").is_some() && self.queue_config == Queue::zeroed();
        match queue_is_null {
            // A null leaves no place inside of the section.
            true => self.queue_config.check_limits("queue_config", checks),
            false => self.queue_config.check_limits("", &mut checks.within(&origin)),
        }
        self.check_authentication(checks);
    }
}

impl RemoteWrite {
    fn check_authentication(&self, checks: &mut Checks<'_>) {
        let ways = [
            ("basic_auth", self.http.basic_auth.is_some()),
            ("authorization", self.http.authorization.is_some()),
            ("oauth2", self.http.oauth2.is_some()),
            ("sigv4", self.sigv4.is_some()),
            ("azuread", self.azuread.is_some()),
            ("google_iam", self.google_iam.is_some()),
        ];
        let given: Vec<&str> = ways.iter().filter(|(_, is_given)| *is_given).map(|(name, _)| *name).collect();
        let message = format!(
            "at most one of basic_auth, authorization, oauth2, sigv4, azuread or google_iam must be configured. Currently \
             configured: [{}]",
            given.join(" ")
        );
        checks.at_most_one(&ways, message);
    }
}

impl Queue {
    fn zeroed() -> Queue {
        <Queue as super::decode::Fields>::zero()
    }

    /// Prometheus' rules; `blamed` is the field to blame instead of the one that breaks a rule.
    fn check_limits(&self, blamed: &str, checks: &mut Checks<'_>) {
        let mut ensure = |holds: bool, field: &str, rule: &str| {
            let field = if blamed.is_empty() { field } else { blamed };
            checks.ensure(holds, field, format!("remote write queue {rule}"));
        };
        ensure(self.max_shards > 0, "max_shards", "max_shards must be positive");
        ensure(self.min_shards > 0, "min_shards", "min_shards must be positive");
        if self.max_shards > 0 && self.min_shards > 0 {
            let holds = self.min_shards <= self.max_shards;
            ensure(holds, "min_shards", "min_shards must not be greater than max_shards");
        }
        ensure(self.max_samples_per_send > 0, "max_samples_per_send", "max_samples_per_send must be positive");
        ensure(self.capacity > 0, "capacity", "capacity must be positive");
        let holds = self.max_backoff >= self.min_backoff;
        ensure(holds, "max_backoff", "max_backoff must not be less than min_backoff");
    }
}
