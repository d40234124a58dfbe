//! `rds_sd_configs`: instances of RDS.

use super::AwsFilter;
use crate::config::{
    HttpClientConfig, Secret,
    decode::{Checks, Duration, Section, section},
};

section! {
    /// Where and as whom to ask for instances of RDS.
    pub struct Rds {
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
        filters: Vec<Option<AwsFilter>>,
        request_concurrency: i64 = 10,
    }
    inline http: HttpClientConfig
}

impl Section for Rds {
    const GO_NAME: &'static str = "aws.RDSSDConfig";
    const GO_FIELDS: &'static str = "aws.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        checks.run(&mut self.http);
    }
}
