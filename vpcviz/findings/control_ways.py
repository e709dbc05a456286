"""What AWS Config, Security Hub and prowler check of ways between networks, and of places. Sources: `control_topics`."""

from vpcviz.findings.control import control

WAYS = (
    control(
        "VPN tunnels that are down",
        "vpc-vpn-2-tunnels-up",
        "EC2.20",
        "vpc_vpn_connection_tunnels_up",
    ),
    control(
        "Direct Connect without a second way",
        "",
        "",
        "directconnect_connection_redundancy directconnect_virtual_interface_redundancy",
        "By gateway; a VPN beside it counts.",
    ),
    control(
        "Route tables of peerings wider than needed",
        "vpc-peering-dns-resolution-check",
        "",
        "vpc_peering_routing_tables_with_least_privilege",
        "Wider than the peer's CIDRs; that a whole VPC is routed is no fault. Whether names resolve across, traces say.",
    ),
    control(
        "Route tables with a default route to an internet gateway",
        "no-unrestricted-route-to-igw internet-gateway-authorized-vpc-only",
        "",
        "vpc_subnet_separate_private_public",
        "That makes a subnet public; one whose name says otherwise is a finding.",
    ),
    control(
        "Transit gateways that accept attachments by themselves",
        "ec2-transit-gateway-auto-vpc-attach-disabled",
        "EC2.23",
        "ec2_transitgateway_auto_accept_vpc_attachments",
        "AutoAcceptSharedAttachments is not read.",
    ),
    control(
        "Client VPN endpoints that let everyone in",
        "ec2-client-vpn-not-authorize-all",
        "",
        "",
        "Authorization rules are not read.",
    ),
    control(
        "Endpoints in more than one zone",
        "",
        "",
        "vpc_endpoint_multi_az_enabled",
    ),
    control(
        "Who may use endpoints and endpoint services",
        "",
        "",
        "vpc_endpoint_{connections_trust_boundaries,services_allowed_principals_trust_boundaries}",
        "Open to everyone; which accounts are trusted is not known.",
    ),
    control(
        "Interface endpoints for certain services (EC2, ECR, Systems Manager, Bedrock)",
        "service-vpc-endpoint-enabled vpc-endpoint-enabled",
        "EC2.{10,55,56,57,58,60}",
        "vpc_endpoint_for_ec2_enabled bedrock_vpc_endpoints_configured",
        "Each costs by the hour, and none is needed that nothing calls: `cost` holds the ways to a service side by side.",
    ),
    control(
        "Elastic IPs that nothing uses",
        "eip-attached",
        "EC2.12",
        "ec2_elastic_ip_unassigned ec2_elastic_ip_shodan",
        "Those of interfaces that are attached to nothing are found, too; no search engine is asked.",
    ),
)

PLACES = (
    control(
        "Load balancers in more than one zone",
        "clb-multiple-az elbv2-multiple-az",
        "ELB.{10,13}",
        "elb_is_in_multiple_az elbv2_is_in_multiple_az",
    ),
    control(
        "Cross-zone load balancing",
        "elb-cross-zone-load-balancing-enabled nlb-cross-zone-load-balancing-enabled",
        "ELB.9",
        "elb_cross_zone_load_balancing_enabled elbv2_cross_zone_load_balancing_enabled",
        "Off is right where each zone has targets; where one has none, traces say so.",
    ),
    control(
        "Load balancers: redirects, TLS, certificates, headers, logs, WAF, protection against deletion",
        """alb-http-to-https-redirection-check elb-tls-https-listeners-only elb-acm-certificate-required
        alb-http-drop-invalid-header-enabled elb-logging-enabled alb-waf-enabled elb-deletion-protection-enabled
        elb-predefined-security-policy-ssl-check elbv2-acm-certificate-required elbv2-predefined-security-policy-ssl-check
        elbv2-listener-encryption-in-transit elbv2-targetgroup-protocol-encrypted alb-desync-mode-check clb-desync-mode-check
        nlb-logging-enabled elb-custom-security-policy-ssl-check""",
        "ELB.{1,2,3,4,5,6,7,8,12,14,16,17,18,21,22}",
        """elbv2_{ssl_listeners, insecure_ssl_ciphers, logging_enabled, waf_acl_attached, deletion_protection,
        desync_mitigation_mode, alb_drop_invalid_header_fields_enabled, nlb_tls_termination_enabled, listener_pqc_tls_enabled}
        elb_{ssl_listeners, insecure_ssl_ciphers, logging_enabled, connection_draining_enabled,
        ssl_listeners_use_acm_certificate, desync_mitigation_mode}""",
        "Not of the network's configuration: listeners' actions, certificates and attributes are not read.",
    ),
    control(
        "Load balancers without listeners",
        "",
        "",
        "elbv2_listeners_underneath",
        "None in a scan may mean not read.",
    ),
    control(
        "Lambda functions in more than one zone",
        "lambda-vpc-multi-az-check",
        "Lambda.5",
        "awslambda_function_vpc_multi_az",
    ),
    control(
        "Functions, notebooks, databases that are in a VPC at all",
        """lambda-inside-vpc sagemaker-notebook-instance-inside-vpc sagemaker-notebook-no-direct-internet-access
        sagemaker-model-in-vpc sagemaker-domain-in-vpc ec2-instances-in-vpc rds-deployed-in-vpc
        redshift-enhanced-vpc-routing-enabled""",
        "Lambda.3 SageMaker.{1,2,5} RDS.18 Redshift.7 RedshiftServerless.1",
        """awslambda_function_inside_vpc sagemaker_notebook_instance_vpc_settings_configured
        sagemaker_notebook_instance_without_direct_internet_access_configured
        sagemaker_models_{vpc_settings_configured, network_isolation_enabled}
        sagemaker_training_jobs_{vpc_settings_configured, network_isolation_enabled} rds_instance_inside_vpc
        redshift_cluster_enhanced_vpc_routing codebuild_project_not_publicly_accessible""",
        "Not of the network's configuration: what has no interface in a VPC is not read.",
    ),
    control(
        "Databases and groups of instances in more than one zone",
        """rds-multi-az-support rds-cluster-multi-az-enabled autoscaling-multiple-az redshift-cluster-subnet-group-multi-az""",
        "RDS.{5,15} AutoScaling.{2,6} DMS.13 FSx.{3,4,5} Redshift.18 Neptune.9",
        """rds_instance_multi_az rds_cluster_multi_az autoscaling_group_multiple_az elasticache_redis_cluster_multi_az_enabled
        neptune_cluster_multi_az documentdb_cluster_multi_az_enabled redshift_cluster_multi_az_enabled
        dms_instance_multi_az_enabled efs_multi_az_enabled dynamodb_accelerator_cluster_multi_az
        fsx_windows_file_system_multi_az_enabled mq_broker_{active,cluster}_deployment_mode""",
        "Standbys are a setting of the service, which is not read; a subnet group says only where they may stand.",
    ),
    control(
        "Ports of databases other than the usual",
        "",
        "RDS.23",
        "rds_instance_non_default_port rds_cluster_non_default_port",
        "Another port hides nothing from whoever looks.",
    ),
    control(
        "Instances with several network interfaces",
        "ec2-instance-multiple-eni-check",
        "EC2.17",
        "ec2_instance_uses_single_eni",
        "No fault by itself: appliances and nodes need them.",
    ),
    control(
        "VPCs in several regions, subnets in several zones",
        "",
        "",
        "vpc_different_regions vpc_subnet_different_az workspaces_vpc_2private_1public_subnets_nat",
        "How many are needed is a choice; what stands in one zone only is found thing by thing.",
    ),
    control(
        "Logs: VPC flow logs, Client VPN, VPN, hosted zones",
        "vpc-flow-logs-enabled ec2-client-vpn-connection-log-enabled ec2-vpn-connection-logging-enabled",
        "EC2.{6,51,171} Route53.2",
        """vpc_flow_logs_enabled ec2_client_vpn_endpoint_connection_logging_enabled
        route53_public_hosted_zones_cloudwatch_logging_enabled
        cloudwatch_changes_to_{vpcs,network_acls,network_gateways,network_route_tables}_alarm_configured
        cloudwatch_log_metric_filter_security_group_changes""",
        "Not of the network's configuration: logs and alarms change no packet's way; they are not read.",
    ),
    control(
        "Protection of what is public: Shield Advanced, WAF",
        "",
        "",
        """shield_advanced_protection_in_{associated_elastic_ips, classic_load_balancers, internet_facing_load_balancers,
        global_accelerators, route53_hosted_zones, cloudfront_distributions} apigateway_restapi_waf_acl_attached""",
        "Not of the network's configuration: subscriptions and web ACLs are not read.",
    ),
    control(
        "Public DNS records that point at addresses which are no longer one's own",
        "",
        "",
        "route53_dangling_ip_subdomain_takeover",
        "Whether an address that nothing in the network has is AWS's, and whose, is not told by the network's configuration.",
    ),
    control(
        "Caches in the default subnet group",
        "",
        "ElastiCache.7",
        "",
        "Subnet groups are not read; the subnets that a cache stands in are, and what is wrong with those is a finding.",
    ),
)
