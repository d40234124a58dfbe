//! `ec2_sd_configs`: instances of EC2.

use super::AwsFilter;
use crate::config::{
    HttpClientConfig, Secret,
    decode::{Checks, Duration, Located, Section, section},
};

section! {
    /// Where and as whom to ask EC2, and for which instances.
    pub struct Ec2 {
        region: String,
        endpoint: String,
        access_key: String,
        secret_key: Secret,
        profile: String,
        role_arn: String,
        external_id: String,
        refresh_interval: Duration = Duration::seconds(60),
        port: i64 = 80,
        filters: Vec<Located<Option<AwsFilter>>>,
    }
    inline http: HttpClientConfig
}

impl Section for Ec2 {
    const GO_NAME: &'static str = "aws.EC2SDConfig";
    const GO_FIELDS: &'static str = "aws.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        for filter in &self.filters {
            let has_values = filter.as_ref().is_some_and(|filter| !filter.values.is_empty());
            if !has_values {
                checks.add(filter.spot, "EC2 SD configuration filter values cannot be empty");
            }
        }
        checks.run(&mut self.http);
    }
}
