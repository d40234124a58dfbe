//! `lightsail_sd_configs`: instances of Lightsail.

use crate::config::{
    HttpClientConfig, Secret,
    decode::{Checks, Duration, Section, section},
};

section! {
    /// Where and as whom to ask Lightsail.
    pub struct Lightsail {
        region: String,
        endpoint: String,
        access_key: String,
        secret_key: Secret,
        profile: String,
        role_arn: String,
        external_id: String,
        refresh_interval: Duration = Duration::seconds(60),
        port: i64 = 80,
    }
    inline http: HttpClientConfig
}

impl Section for Lightsail {
    const GO_NAME: &'static str = "aws.LightsailSDConfig";
    const GO_FIELDS: &'static str = "aws.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        checks.run(&mut self.http);
    }
}
