"""What AWS Config, Security Hub and prowler check of networks, topic by topic. Their ids only, no words of theirs.

Names as of November 2026: AWS Config Developer Guide, "List of AWS Config Managed Rules", and the conformance packs of AWS's
aws-config-rules repository (April 2026); AWS Security Hub User Guide, "Control reference for Security Hub CSPM"; prowler's
repository (August 2026), whose check ids were held against this table one by one.
"""

from vpcviz.findings.control import control

EXPOSED = (
    control(
        "SSH, RDP and other ports of administration open to the world",
        "restricted-ssh incoming-ssh-disabled restricted-common-ports vpc-sg-port-restriction-check",
        "EC2.{13,14,19,53,54}",
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
        ec2_securitygroup_allow_wide_open_public_ipv4
        ec2_confidential_workload_host_{unrestricted_ingress, vsock_proxy_exposed}""",
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
        """eks-endpoint-no-public-access emr-master-no-public-ip emr-block-public-access msk-cluster-public-access-disabled
        api-gw-endpoint-type-check""",
        "EKS.1 EMR.2 MSK.4",
        """eks_cluster_{not_publicly_accessible, private_nodes_enabled} emr_cluster_account_public_block_enabled
        appstream_fleet_default_internet_access_disabled kafka_cluster_is_public mq_broker_not_publicly_accessible
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
