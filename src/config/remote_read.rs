//! `remote_read`: where samples are fetched that Prometheus does not have itself.

use super::{
    HttpClientConfig,
    decode::{Checks, Duration, GoUrl, LabelSet, Map, Section, Uint64, section},
    headers,
    remote_write::ABOUT_AUTHORIZATION,
};

section! {
    /// One giver of samples.
    pub struct RemoteRead {
        url: Option<GoUrl>,
        remote_timeout: Duration = Duration::minutes(1),
        chunked_read_limit: Uint64 = Uint64(50_000_000),
        headers: Map<String>,
        read_recent: bool,
        name: String,
        required_matchers: LabelSet,
        filter_external_labels: bool = true,
    }
    inline http: HttpClientConfig
}

impl Section for RemoteRead {
    const GO_NAME: &'static str = "config.RemoteReadConfig";
    const GO_FIELDS: &'static str = "config.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        checks.ensure(self.url.is_some(), "url", "url for remote_read is empty");
        headers::check_plain(&self.headers, ABOUT_AUTHORIZATION, checks);
        checks.run(&mut self.http);
    }
}
