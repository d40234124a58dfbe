//! `aws_sd_configs`: any of Amazon's services, by its role.

use super::AwsFilter;
use crate::config::{
    HttpClientConfig, Secret,
    decode::{Checks, Choice, Duration, Fields as _, OneOf, Section, choice, section},
};

section! {
    /// Which service to ask, where and as whom. What is not given is the service's own default.
    pub struct Aws {
        role: OneOf<Role>,
        region: String,
        endpoint: String,
        access_key: String,
        secret_key: Secret,
        profile: String,
        role_arn: String,
        external_id: String,
        refresh_interval: Duration,
        port: i64,
        filters: Vec<Option<AwsFilter>>,
        clusters: Vec<String>,
    }
    // Prometheus reads these without their defaults, and does not check them.
    inline http: HttpClientConfig = HttpClientConfig::zero()
}

choice! {
    /// Which of Amazon's services.
    Role: ["ec2", "ecs", "elasticache", "lightsail", "msk", "rds"], "unknown AWS SD role {}"
}

impl Section for Aws {
    const GO_NAME: &'static str = "aws.SDConfig";
    const GO_FIELDS: &'static str = "aws.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        checks.ensure(!self.role.is_empty(), "role", Role::refusal(""));
    }
}
