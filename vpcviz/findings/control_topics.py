"""What AWS Config, Security Hub and prowler check of networks, topic by topic. Their ids only, no words of theirs.

Names as of November 2026: AWS Config Developer Guide, "List of AWS Config Managed Rules"; AWS Security Hub User Guide, "Control
reference for Security Hub CSPM"; prowler's repository, August 2026.
"""

from vpcviz.findings.control import control

EXPOSED = (
    control(
        "SSH, RDP and other ports of administration open to the world",
        "restricted-ssh incoming-ssh-disabled restricted-common-ports vpc-sg-port-restriction-check",
        "EC2.{13,14,19}",
        """ec2_instance_port_{ssh, rdp, telnet, ftp, cifs}_exposed_to_internet
        ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_{22, 3389, telnet_23, ftp_20_21}
        ec2_securitygroup_allow_ingress_from_internet_to_high_risk_tcp_ports""",
        "Only where a trace shows that the internet reaches it; theirs looks at the group alone.",
    ),
    control(
        "Ports of databases open to the world",
        "",
        "Redshift.15",
        """ec2_instance_port_{mysql, postgresql, sqlserver, oracle, mongodb, redis, memcached, elasticsearch_kibana,
        cassandra}_exposed_to_internet ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_{mysql_3306, postgres_5432,
        sql_server_1433_1434, oracle_1521_2483, mongodb_27017_27018, redis_6379, memcached_11211,
        elasticsearch_kibana_9200_9300_5601, cassandra_7199_9160_8888}""",
        "Reached by a trace, or, of databases, open to every address though no way leads there.",
    ),
    control(
        "Any port but those of the web open to the world",
        "vpc-sg-open-only-to-authorized-ports",
        "EC2.18",
        """ec2_instance_port_{kafka, kerberos, ldap}_exposed_to_internet
        ec2_securitygroup_allow_ingress_from_internet_to_{all_ports, any_port, any_port_from_ip, tcp_port_kafka_9092}
        ec2_securitygroup_allow_wide_open_public_ipv4""",
        "Only where a trace shows that the internet reaches it; theirs looks at the group alone.",
    ),
    control(
        "Databases, caches and search domains that are public",
        """rds-instance-public-access-check redshift-cluster-public-access-check dms-replication-not-public
        elasticsearch-in-vpc-only opensearch-in-vpc-only rds-instance-subnet-igw-check
        redshift-serverless-workgroup-no-public-access""",
        "RDS.{2,46} Redshift.1 RedshiftServerless.3 DMS.1 ES.2 Opensearch.2",
        """rds_instance_no_public_access redshift_cluster_public_access dms_instance_no_public_access
        elasticache_cluster_uses_public_subnet neptune_cluster_uses_public_subnet
        opensearch_service_domains_not_publicly_accessible""",
        "By public addresses, routes and groups of what stands in a VPC; a search domain outside of VPCs is not read.",
    ),
    control(
        "Instances with public addresses",
        "ec2-instance-no-public-ip",
        "EC2.9",
        "ec2_instance_public_ip ec2_confidential_workload_host_public_ip emr_cluster_master_nodes_no_public_ip",
        "A public address alone is no fault: what is reached by it is a finding.",
    ),
    control(
        "Subnets that give out public addresses; templates and services that do",
        """subnet-auto-assign-public-ip-disabled autoscaling-launch-config-public-ip-disabled
        ec2-launch-template-public-ip-disabled ecs-service-assign-public-ip-disabled""",
        "EC2.{15,25} AutoScaling.5 ECS.{2,16} EMR.1 EFS.6",
        """vpc_subnet_no_public_ip_by_default autoscaling_group_launch_configuration_no_public_ip
        ec2_launch_template_no_public_ip ecs_service_no_assign_public_ip ecs_task_set_no_assign_public_ip
        efs_mount_target_not_publicly_accessible""",
        "Public subnets are made to do so, and launch templates are not read: what gets such an address and "
        "is reached is a finding.",
    ),
    control(
        "Internet-facing load balancers",
        "",
        "",
        "elb_internet_facing elbv2_internet_facing ec2_instance_internet_facing_with_instance_profile",
        "That is what they are for; `reach --from internet` lists them. Instance profiles are not of the network.",
    ),
    control(
        "Clusters, brokers and interfaces of services that are public",
        "eks-endpoint-no-public-access emr-master-no-public-ip msk-cluster-public-access-disabled",
        "EKS.1 MSK.4",
        """eks_cluster_not_publicly_accessible kafka_cluster_is_public mq_broker_not_publicly_accessible
        emr_cluster_publicly_accesible lightsail_instance_public lightsail_database_public apigateway_restapi_public
        awslambda_function_not_publicly_accessible awslambda_function_url_public""",
        "Not of the network's configuration: a setting of the service's own endpoint, which is outside of VPCs.",
    ),
    control(
        "Block Public Access of VPCs",
        "ec2-vpc-bpa-internet-gateway-blocked",
        "EC2.172",
        "",
        "Whether it is on is a choice; what it cuts off is a finding.",
    ),
)

FILTERS = (
    control(
        "Default security groups that let traffic through",
        "vpc-default-security-group-closed",
        "EC2.2",
        "ec2_securitygroup_default_restrict_traffic",
        "Inbound rules, where something has the group or they let others in; every VPC is made with the rest.",
    ),
    control(
        "Security groups that nothing has",
        "ec2-security-group-attached-to-eni ec2-security-group-attached-to-eni-periodic",
        "EC2.22",
        "ec2_securitygroup_not_used",
        "Endpoints', load balancers' and services' own groups count as used, too.",
    ),
    control(
        "Security groups made by the launch wizard, or with many rules",
        "",
        "",
        "ec2_securitygroup_from_launch_wizard ec2_securitygroup_with_many_ingress_egress_rules",
        "A name or a number of rules says nothing about what they let through.",
    ),
    control(
        "Network ACLs open on SSH and RDP",
        "nacl-no-unrestricted-ssh-rdp",
        "EC2.21",
        "ec2_networkacl_allow_ingress_{tcp_port_22,tcp_port_3389,any_port}",
        "Not AWS's own default one, which allows everything.",
    ),
    control(
        "Network ACLs that serve nothing",
        "vpc-network-acl-unused-check",
        "EC2.16",
        "ec2_networkacl_unused",
    ),
    control(
        "Source/destination check",
        "ec2-enis-source-destination-check-enabled",
        "EC2.180",
        "",
        "Not of what a route leads to.",
    ),
    control(
        "Network Firewall in more than one zone",
        "netfw-multi-az-enabled",
        "NetworkFirewall.1",
        "networkfirewall_multi_az",
    ),
    control(
        "Network Firewall: policies, rule groups, logs, protection against deletion and change",
        """netfw-policy-default-action-full-packets netfw-policy-default-action-fragment-packets
        netfw-policy-rule-group-associated netfw-stateless-rule-group-not-empty netfw-logging-enabled
        netfw-deletion-protection-enabled netfw-subnet-change-protection-enabled""",
        "NetworkFirewall.{2,3,4,5,6,9,10}",
        """networkfirewall_{policy_default_action_full_packets, policy_default_action_fragmented_packets,
        policy_rule_group_associated, logging_enabled, deletion_protection}""",
        "Policies, logs and protections are not read; traces note that a firewall's rules are not evaluated.",
    ),
    control(
        "A Network Firewall in every VPC",
        "",
        "",
        "networkfirewall_in_all_vpc",
        "Not every VPC needs one: inspection may be central.",
    ),
)

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
        "elb-cross-zone-load-balancing-enabled",
        "ELB.9",
        "elb_cross_zone_load_balancing_enabled elbv2_cross_zone_load_balancing_enabled",
        "Off is right where each zone has targets; where one has none, traces say so.",
    ),
    control(
        "Load balancers: redirects, TLS, certificates, headers, logs, WAF, protection against deletion",
        """alb-http-to-https-redirection-check elb-tls-https-listeners-only elb-acm-certificate-required
        alb-http-drop-invalid-header-enabled elb-logging-enabled alb-waf-enabled elb-deletion-protection-enabled
        elb-predefined-security-policy-ssl-check elbv2-acm-certificate-required elbv2-predefined-security-policy-ssl-check
        elbv2-listener-encryption-in-transit alb-desync-mode-check clb-desync-mode-check""",
        "ELB.{1,2,3,4,5,6,7,8,12,14,16,17,18}",
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
        """lambda-inside-vpc sagemaker-notebook-instance-inside-vpc rds-deployed-in-vpc redshift-enhanced-vpc-routing-enabled""",
        "Lambda.3 SageMaker.{1,2} RDS.18 Redshift.7 RedshiftServerless.1",
        """awslambda_function_inside_vpc sagemaker_notebook_instance_vpc_settings_configured
        sagemaker_notebook_instance_without_direct_internet_access_configured rds_instance_inside_vpc
        redshift_cluster_enhanced_vpc_routing codebuild_project_not_publicly_accessible""",
        "Not of the network's configuration: what has no interface in a VPC is not read.",
    ),
    control(
        "Databases and groups of instances in more than one zone",
        """rds-multi-az-support rds-cluster-multi-az-enabled autoscaling-multiple-az redshift-cluster-subnet-group-multi-az""",
        "RDS.{5,15} AutoScaling.2 Redshift.18 Neptune.9",
        """rds_instance_multi_az rds_cluster_multi_az autoscaling_group_multiple_az elasticache_redis_cluster_multi_az_enabled
        neptune_cluster_multi_az documentdb_cluster_multi_az_enabled redshift_cluster_multi_az_enabled
        dms_instance_multi_az_enabled efs_multi_az_enabled""",
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
        route53_public_hosted_zones_cloudwatch_logging_enabled""",
        "Not of the network's configuration: logs change no packet's way; they are not read.",
    ),
)
