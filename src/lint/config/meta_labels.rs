//! The labels that each service discovery gives its targets: those of Prometheus 3.14, from its reference and its source.

use crate::config::discovery::Discovery;

/// What the names of all of them begin with.
pub(super) const PREFIX: &str = "__meta_";

/// Families of labels: what their names begin with after [`PREFIX`], and how they go on after another `_`. A `*` stands
/// for the rest, which is the name of something: of a label, a tag, a network.
const FAMILIES: &[(&str, &str)] = &[
    (
        "azure",
        "machine_computer_name machine_id machine_location machine_name machine_os_type machine_private_ip \
         machine_public_ip machine_resource_group machine_scale_set machine_size machine_tag_* subscription_id \
         tenant_id",
    ),
    (
        "consul",
        "address dc health metadata_* namespace node partition service service_address service_id \
         service_metadata_* service_port tagged_address_* tags",
    ),
    (
        "digitalocean",
        "db_engine db_host db_id db_name db_num_nodes db_private_host db_region db_size db_status db_tag_* \
         db_version droplet_id droplet_name features image image_name private_ipv4 public_ipv4 public_ipv6 region \
         size status tags vpc",
    ),
    ("dns", "mx_record_target name ns_record_target srv_record_port srv_record_target"),
    (
        "docker",
        "container_id container_image container_image_id container_label_* container_name container_network_mode \
         network_id network_ingress network_internal network_ip network_label_* network_name network_scope \
         port_private port_public port_public_ip",
    ),
    (
        "dockerswarm",
        "container_label_* network_id network_ingress network_internal network_label network_label_* network_name \
         network_scope node_address node_availability node_engine_version node_hostname node_id node_label_* \
         node_manager_address node_manager_leader node_manager_reachability node_platform_architecture \
         node_platform_os node_role node_status service_endpoint_port_name service_endpoint_port_publish_mode \
         service_id service_label_* service_mode service_name service_task_container_hostname \
         service_task_container_image service_updating_status task_container_id task_desired_state task_id \
         task_port_publish_mode task_slot task_state",
    ),
    (
        "ec2",
        "ami architecture availability_zone availability_zone_id default_ipv6_address instance_id \
         instance_lifecycle instance_state instance_type ipv6_addresses owner_id platform primary_ipv6_addresses \
         primary_subnet_id private_dns_name private_ip public_dns_name public_ip region subnet_id tag_* vpc_id",
    ),
    (
        "ecs",
        "availability_zone cluster cluster_arn container_instance_arn desired_status ec2_instance_id \
         ec2_instance_private_ip ec2_instance_public_ip ec2_instance_type health_status ip_address last_status \
         launch_type network_mode platform_family platform_version public_ip region service service_arn \
         service_status subnet_id tag_cluster_* tag_ec2_* tag_service_* tag_task_* task_arn task_definition \
         task_group",
    ),
    (
        "elasticache",
        "cache_cluster_arn cache_cluster_at_rest_encryption_enabled cache_cluster_auth_token_enabled \
         cache_cluster_auth_token_last_modified cache_cluster_auto_minor_version_upgrade \
         cache_cluster_cache_cluster_create_time cache_cluster_cache_cluster_id \
         cache_cluster_cache_cluster_status cache_cluster_cache_node_type cache_cluster_cache_parameter_group \
         cache_cluster_cache_subnet_group_name cache_cluster_client_download_landing_page \
         cache_cluster_configuration_endpoint_address cache_cluster_configuration_endpoint_port \
         cache_cluster_engine cache_cluster_engine_version cache_cluster_ip_discovery \
         cache_cluster_log_delivery_configuration_delivery_stream \
         cache_cluster_log_delivery_configuration_delivery_stream_* \
         cache_cluster_log_delivery_configuration_destination_type \
         cache_cluster_log_delivery_configuration_destination_type_* \
         cache_cluster_log_delivery_configuration_log_format \
         cache_cluster_log_delivery_configuration_log_format_* cache_cluster_log_delivery_configuration_log_group \
         cache_cluster_log_delivery_configuration_log_group_* cache_cluster_log_delivery_configuration_log_type \
         cache_cluster_log_delivery_configuration_log_type_* cache_cluster_log_delivery_configuration_message \
         cache_cluster_log_delivery_configuration_message_* cache_cluster_log_delivery_configuration_status \
         cache_cluster_log_delivery_configuration_status_* cache_cluster_network_type \
         cache_cluster_node_availability_zone cache_cluster_node_create_time \
         cache_cluster_node_customer_outpost_arn cache_cluster_node_endpoint_address \
         cache_cluster_node_endpoint_port cache_cluster_node_id cache_cluster_node_parameter_group_status \
         cache_cluster_node_source_cache_node_id cache_cluster_node_status cache_cluster_notification_topic_arn \
         cache_cluster_notification_topic_status cache_cluster_num_cache_nodes \
         cache_cluster_pending_modified_values_auth_token_status \
         cache_cluster_pending_modified_values_cache_node_ids_to_remove \
         cache_cluster_pending_modified_values_cache_node_type \
         cache_cluster_pending_modified_values_engine_version \
         cache_cluster_pending_modified_values_num_cache_nodes \
         cache_cluster_pending_modified_values_transit_encryption_enabled \
         cache_cluster_pending_modified_values_transit_encryption_mode cache_cluster_preferred_availability_zone \
         cache_cluster_preferred_maintenance_window cache_cluster_preferred_outpost_arn \
         cache_cluster_replication_group_id cache_cluster_replication_group_log_delivery_enabled \
         cache_cluster_security_group_membership_id cache_cluster_security_group_membership_id_* \
         cache_cluster_security_group_membership_status cache_cluster_security_group_membership_status_* \
         cache_cluster_snapshot_retention_limit cache_cluster_snapshot_window cache_cluster_tag_* \
         cache_cluster_transit_encryption_enabled cache_cluster_transit_encryption_mode deployment_option \
         serverless_cache_arn serverless_cache_cache_usage_limit_data_storage \
         serverless_cache_cache_usage_limit_data_storage_maximum \
         serverless_cache_cache_usage_limit_data_storage_minimum \
         serverless_cache_cache_usage_limit_data_storage_unit \
         serverless_cache_cache_usage_limit_data_storagemaximum \
         serverless_cache_cache_usage_limit_data_storageminimum \
         serverless_cache_cache_usage_limit_data_storageunit serverless_cache_cache_usage_limit_ecpu_per_second \
         serverless_cache_cache_usage_limit_ecpu_per_second_maximum \
         serverless_cache_cache_usage_limit_ecpu_per_second_minimum \
         serverless_cache_cache_usage_limit_ecpu_per_secondmaximum \
         serverless_cache_cache_usage_limit_ecpu_per_secondminimum serverless_cache_create_time \
         serverless_cache_daily_snapshot_time serverless_cache_description serverless_cache_endpoint_address \
         serverless_cache_endpoint_port serverless_cache_endpoint_reader_address \
         serverless_cache_endpoint_reader_port serverless_cache_engine serverless_cache_full_engine_version \
         serverless_cache_kms_key_id serverless_cache_major_engine_version serverless_cache_name \
         serverless_cache_reader_endpoint_address serverless_cache_reader_endpoint_port \
         serverless_cache_security_group_id serverless_cache_security_group_id_* \
         serverless_cache_snapshot_retention_limit serverless_cache_status serverless_cache_subnet_id \
         serverless_cache_subnet_id_* serverless_cache_tag_* serverless_cache_user_group_id",
    ),
    (
        "eureka",
        "app_instance_country_id app_instance_datacenterinfo_* app_instance_datacenterinfo_metadata_* \
         app_instance_healthcheck_url app_instance_homepage_url app_instance_hostname app_instance_id \
         app_instance_ip_addr app_instance_metadata_* app_instance_port app_instance_port_enabled \
         app_instance_secure_port app_instance_secure_port_enabled app_instance_secure_vip_address \
         app_instance_status app_instance_statuspage_url app_instance_vip_address app_name",
    ),
    (
        "gce",
        "instance_id instance_name instance_status interface_ipv4_* label_* machine_type metadata_* network \
         private_ip project public_ip subnetwork tags zone",
    ),
    (
        "hetzner",
        "datacenter hcloud_cpu_cores hcloud_cpu_type hcloud_datacenter_location \
         hcloud_datacenter_location_network_zone hcloud_disk_size_gb hcloud_image_description hcloud_image_name \
         hcloud_image_os_flavor hcloud_image_os_version hcloud_label_* hcloud_labelpresent_* hcloud_location \
         hcloud_location_network_zone hcloud_memory_size_gb hcloud_private_ipv4_* hcloud_server_type public_ipv4 \
         public_ipv6_network robot_cancelled robot_datacenter robot_product role server_id server_name \
         server_status",
    ),
    (
        "ionos",
        "server_availability_zone server_boot_cdrom_id server_boot_image_id server_boot_volume_id \
         server_cpu_family server_id server_ip server_lifecycle server_name server_nic_ip_* server_servers_id \
         server_state server_type",
    ),
    ("kubernetes_endpoint", "address_target_kind address_target_name hostname node_name port_name port_protocol ready"),
    ("kubernetes_endpoints", "annotation_* annotationpresent_* label_* labelpresent_* name"),
    (
        "kubernetes_endpointslice",
        "address_target_kind address_target_name address_type annotation_* annotationpresent_* \
         endpoint_conditions_ready endpoint_conditions_serving endpoint_conditions_terminating endpoint_hostname \
         endpoint_node_name endpoint_topology_kubernetes_io_hostname \
         endpoint_topology_present_kubernetes_io_hostname endpoint_zone label_* labelpresent_* name port \
         port_app_protocol port_name port_protocol",
    ),
    ("kubernetes_ingress", "annotation_* annotationpresent_* class_name host label_* labelpresent_* name path scheme"),
    ("kubernetes_namespace", "annotation_* annotationpresent_* label_* labelpresent_*"),
    (
        "kubernetes_node",
        "address_* annotation_* annotationpresent_* condition_* label_* labelpresent_* name provider_id",
    ),
    (
        "kubernetes_pod",
        "annotation_* annotationpresent_* container_id container_image container_init container_name \
         container_port_name container_port_number container_port_protocol controller_kind controller_name \
         cronjob_name deployment_name host_ip ip job_name label_* labelpresent_* name node_name phase ready uid",
    ),
    (
        "kubernetes_service",
        "annotation_* annotationpresent_* cluster_ip external_name label_* labelpresent_* loadbalancer_ip name \
         port_name port_number port_protocol type",
    ),
    ("kuma", "dataplane label_* mesh service"),
    (
        "lightsail",
        "availability_zone blueprint_id bundle_id instance_name instance_state instance_support_code \
         ipv6_addresses private_ip public_ip region tag_*",
    ),
    (
        "linode",
        "backups extra_ips gpus group hypervisor image instance_id instance_label ipv6_ranges private_ipv4 \
         private_ipv4_rdns public_ipv4 public_ipv4_rdns public_ipv6 public_ipv6_rdns region specs_disk_bytes \
         specs_memory_bytes specs_transfer_bytes specs_vcpus status tags type",
    ),
    ("marathon", "app app_label_* image port_definition_label_* port_index port_mapping_label_* task"),
    (
        "msk",
        "broker_client_subnet broker_client_vpc_ip broker_endpoint_index broker_id broker_node_exporter_enabled \
         cluster_arn cluster_configuration_arn cluster_configuration_revision cluster_jmx_exporter_enabled \
         cluster_kafka_version cluster_name cluster_state cluster_tag_* cluster_type cluster_version \
         controller_endpoint_index node_added_time node_arn node_attached_eni node_instance_type node_type",
    ),
    ("nerve", "endpoint endpoint_host endpoint_name endpoint_port path"),
    ("nomad", "address dc namespace node_id service service_address service_id service_port tags"),
    (
        "oci",
        "availability_domain compartment_id defined_tag_* fault_domain hostname_label image_id instance_id \
         instance_name instance_shape instance_state ipv6_addresses private_ip public_ip region tag_* tenancy_id \
         vnic_id",
    ),
    (
        "openstack",
        "address_pool hypervisor_host_ip hypervisor_hostname hypervisor_id hypervisor_state hypervisor_status \
         hypervisor_type instance_flavor instance_id instance_image instance_name instance_status \
         loadbalancer_availability_zone loadbalancer_floating_ip loadbalancer_id loadbalancer_name \
         loadbalancer_operating_status loadbalancer_provider loadbalancer_provisioning_status loadbalancer_tags \
         loadbalancer_vip private_ip project_id public_ip tag_* user_id",
    ),
    ("outscale", "vm_instance_id vm_private_ip vm_public_ip vm_region vm_state vm_subregion vm_tag_*"),
    (
        "ovhcloud",
        "dedicated_server_commercial_range dedicated_server_datacenter dedicated_server_ipv4 \
         dedicated_server_ipv6 dedicated_server_link_speed dedicated_server_name dedicated_server_no_intervention \
         dedicated_server_os dedicated_server_rack dedicated_server_reverse dedicated_server_server_id \
         dedicated_server_state dedicated_server_support_level vps_cluster vps_datacenter vps_disk \
         vps_display_name vps_ipv4 vps_ipv6 vps_keymap vps_maximum_additional_ip vps_memory vps_memory_limit \
         vps_model_name vps_model_vcore vps_monitoring_ip_blocks vps_name vps_netboot_mode vps_offer \
         vps_offer_type vps_state vps_vcore vps_version vps_zone",
    ),
    ("puppetdb", "certname environment exported file parameter_* query resource tags title type"),
    (
        "rds",
        "cluster_activity_stream_kinesis_stream_name cluster_activity_stream_kms_key_id \
         cluster_activity_stream_mode cluster_activity_stream_status cluster_allocated_storage cluster_arn \
         cluster_auto_minor_version_upgrade cluster_automatic_restart_time cluster_aws_backup_recovery_point_arn \
         cluster_backtrack_consumed_change_records cluster_backtrack_window cluster_backup_retention_period \
         cluster_capacity cluster_character_set_name cluster_clone_group_id cluster_cluster_create_time \
         cluster_cluster_scalability_type cluster_copy_tags_to_snapshot cluster_cross_account_clone \
         cluster_database_insights_mode cluster_database_name cluster_db_system_id cluster_deletion_protection \
         cluster_earliest_backtrack_time cluster_earliest_restorable_time cluster_endpoint cluster_engine \
         cluster_engine_lifecycle_support cluster_engine_mode cluster_engine_version \
         cluster_global_cluster_identifier cluster_global_write_forwarding_requested \
         cluster_global_write_forwarding_status cluster_hosted_zone_id cluster_http_endpoint_enabled \
         cluster_iam_database_authentication_enabled cluster_identifier cluster_instance_class \
         cluster_io_optimized_next_allowed_modification_time cluster_iops cluster_kms_key_id \
         cluster_latest_restorable_time cluster_local_write_forwarding_status cluster_master_username \
         cluster_monitoring_interval cluster_monitoring_role_arn cluster_multi_az cluster_network_type \
         cluster_parameter_group cluster_percent_progress cluster_performance_insights_enabled \
         cluster_performance_insights_kms_key_id cluster_performance_insights_retention_period cluster_port \
         cluster_preferred_backup_window cluster_preferred_maintenance_window cluster_publicly_accessible \
         cluster_reader_endpoint cluster_replication_source_identifier cluster_resource_id \
         cluster_serverless_v2_platform_version cluster_status cluster_storage_encrypted \
         cluster_storage_encryption_type cluster_storage_throughput cluster_storage_type cluster_subnet_group \
         cluster_tag_* cluster_upgrade_rollout_order instance_activity_stream_engine_native_audit_fields_included \
         instance_activity_stream_kinesis_stream_name instance_activity_stream_kms_key_id \
         instance_activity_stream_mode instance_activity_stream_policy_status instance_activity_stream_status \
         instance_allocated_storage instance_arn instance_auto_minor_version_upgrade \
         instance_automatic_restart_time instance_automation_mode instance_availability_zone \
         instance_aws_backup_recovery_point_arn instance_backup_retention_period instance_backup_target \
         instance_ca_certificate_identifier instance_character_set_name instance_class \
         instance_copy_tags_to_snapshot instance_custom_iam_instance_profile instance_customer_owned_ip_enabled \
         instance_database_insights_mode instance_db_cluster_identifier instance_db_name instance_db_system_id \
         instance_dedicated_log_volume instance_deletion_protection instance_endpoint_address \
         instance_endpoint_hosted_zone_id instance_endpoint_port instance_engine \
         instance_engine_lifecycle_support instance_engine_version instance_enhanced_monitoring_resource_arn \
         instance_iam_database_authentication_enabled instance_identifier instance_instance_create_time \
         instance_iops instance_is_cluster_writer instance_is_storage_config_upgrade_available \
         instance_kms_key_id instance_latest_restorable_time instance_license_model \
         instance_listener_endpoint_address instance_listener_endpoint_hosted_zone_id \
         instance_listener_endpoint_port instance_master_username instance_max_allocated_storage \
         instance_monitoring_interval instance_monitoring_role_arn instance_multi_az instance_multi_tenant \
         instance_nchar_character_set_name instance_network_type instance_percent_progress \
         instance_performance_insights_enabled instance_performance_insights_kms_key_id \
         instance_performance_insights_retention_period instance_port instance_preferred_backup_window \
         instance_preferred_maintenance_window instance_promotion_tier instance_publicly_accessible \
         instance_read_replica_source_db_cluster_identifier instance_read_replica_source_db_instance_identifier \
         instance_replica_mode instance_resource_id instance_resume_full_automation_mode_time \
         instance_secondary_availability_zone instance_status instance_storage_encrypted \
         instance_storage_encryption_type instance_storage_throughput instance_storage_type \
         instance_storage_volume_status instance_subnet_group instance_tag_* instance_tde_credential_arn \
         instance_timezone instance_upgrade_rollout_order",
    ),
    (
        "scaleway",
        "baremetal_id baremetal_name baremetal_os_name baremetal_os_version baremetal_project_id \
         baremetal_public_ipv4 baremetal_public_ipv6 baremetal_status baremetal_tags baremetal_type \
         baremetal_zone instance_boot_type instance_hostname instance_id instance_image_arch instance_image_id \
         instance_image_name instance_location_cluster_id instance_location_hypervisor_id \
         instance_location_node_id instance_name instance_organization_id instance_private_ipv4 \
         instance_project_id instance_public_ipv4 instance_public_ipv4_addresses instance_public_ipv6 \
         instance_public_ipv6_addresses instance_region instance_security_group_id instance_security_group_name \
         instance_status instance_tags instance_type instance_zone",
    ),
    ("serverset", "endpoint endpoint_host endpoint_host_* endpoint_port endpoint_port_* path shard status"),
    (
        "stackit",
        "availability_zone id label_* labelpresent_* name power_status private_ipv4_* project public_ipv4 status \
         type",
    ),
    ("triton", "groups machine_alias machine_brand machine_id machine_image server_id"),
    ("uyuni", "endpoint_name exporter groups metrics_path minion_hostname primary_fqdn proxy_module scheme system_id"),
    (
        "vultr",
        "instance_allowed_bandwidth_gb instance_disk_gb instance_features instance_hostname instance_id \
         instance_internal_ip instance_label instance_main_ip instance_main_ipv6 instance_os instance_os_id \
         instance_plan instance_ram_mb instance_region instance_server_status instance_tags instance_vcpu_count",
    ),
];

/// Labels that are a family of their own.
const SINGLE: [(&str, &str); 3] =
    [("file", "filepath"), ("http", "url"), ("kubernetes_namespace", "kubernetes_namespace")];

/// Names of labels, without [`PREFIX`]; one that ends in `*` stands for all that begin so.
pub(super) fn labels_of(family: &str) -> impl Iterator<Item = String> {
    let names = FAMILIES.iter().filter(move |(name, _)| *name == family).flat_map(|(_, rest)| rest.split_whitespace());
    let single = SINGLE.iter().filter(move |(name, _)| *name == family).map(|(_, label)| (*label).to_owned());
    names.map(move |rest| format!("{family}_{rest}")).chain(single)
}

/// All families with their discoveries' keys.
pub(super) fn families() -> impl Iterator<Item = &'static str> {
    FAMILIES.iter().map(|(family, _)| *family).chain(["file", "http"])
}

/// The families that a discovery gives labels of. A role that is not known gives those of all roles.
pub(super) fn families_of(discovery: &Discovery) -> Vec<&'static str> {
    match discovery {
        Discovery::Kubernetes(kubernetes) => kubernetes_families(&kubernetes.role),
        Discovery::Aws(aws) => AWS.into_iter().filter(|role| **role == *aws.role).collect(),
        other => {
            let name = other.key().trim_end_matches("_sd_configs");
            families().filter(|family| *family == name).collect()
        }
    }
}

const AWS: [&str; 6] = ["ec2", "ecs", "elasticache", "lightsail", "msk", "rds"];

fn kubernetes_families(role: &str) -> Vec<&'static str> {
    let roles: &[&str] = match role {
        "node" => &["node"],
        "pod" => &["pod", "namespace", "node"],
        "service" => &["service", "namespace"],
        "ingress" => &["ingress", "namespace"],
        "endpoints" => &["endpoints", "endpoint", "service", "pod", "node", "namespace"],
        "endpointslice" => &["endpointslice", "service", "pod", "node", "namespace"],
        _ => &[],
    };
    let name_of = |family: &&'static str| family.strip_prefix("kubernetes_").is_some_and(|name| roles.contains(&name));
    families().filter(name_of).collect()
}

/// Whether a name, or what a pattern of names begins with, fits a label of the table.
pub(super) fn fits(label: &str, name: &str) -> bool {
    match label.strip_suffix('*') {
        Some(stem) => name.len() > stem.len() && name.starts_with(stem),
        None => label == name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_are_sorted_and_their_labels_are_names() {
        assert!(FAMILIES.is_sorted_by(|left, right| left.0 < right.0));
        for family in families() {
            let labels: Vec<String> = labels_of(family).collect();
            assert!(!labels.is_empty(), "{family} has no labels");
            for label in labels {
                let name = label.trim_end_matches('*');
                let is_name = name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'));
                assert!(is_name && !name.contains("__"), "{label}");
            }
        }
    }

    #[test]
    fn patterns_stand_for_names() {
        assert!(fits("ec2_tag_*", "ec2_tag_Name") && fits("ec2_ami", "ec2_ami"));
        assert!(!fits("ec2_tag_*", "ec2_tag_") && !fits("ec2_ami", "ec2_amis"));
    }
}
