//! `elasticache_sd_configs`: nodes of ElastiCache.

use crate::config::{
    HttpClientConfig, Secret,
    decode::{Checks, Duration, Section, section},
};

section! {
    /// Where and as whom to ask for nodes of ElastiCache.
    pub struct ElastiCache {
        region: String,
        endpoint: String,
        access_key: String,
        secret_key: Secret,
        profile: String,
        role_arn: String,
        external_id: String,
        clusters: Vec<String>,
        port: i64 = 80,
        refresh_interval: Duration = Duration::seconds(60),
        request_concurrency: i64 = 10,
    }
    inline http: HttpClientConfig
}

impl Section for ElastiCache {
    const GO_NAME: &'static str = "aws.ElasticacheSDConfig";
    const GO_FIELDS: &'static str = "aws.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        checks.run(&mut self.http);
    }
}
