//! Discoveries of Amazon's services: one for each, and `aws_sd_configs` for all of them.

mod any;
mod ec2;
mod ecs;
mod elasticache;
mod lightsail;
mod msk;
mod rds;

use crate::config::decode::{section, unchecked};
pub use any::{Aws, Role};
pub use ec2::Ec2;
pub use ecs::Ecs;
pub use elasticache::ElastiCache;
pub use lightsail::Lightsail;
pub use msk::Msk;
pub use rds::Rds;

section! {
    /// A filter that Amazon applies.
    pub struct AwsFilter {
        name: String,
        values: Vec<String>,
    }
}

unchecked! {
    AwsFilter: "aws.Filter", "aws.Filter";
}
