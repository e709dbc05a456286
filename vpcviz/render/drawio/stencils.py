"""AWS's stencils as draw.io has them (its library `aws4`), by the roles of our frames and the names of our icons.

The names are those of jgraph/drawio, stencils/aws4.xml; a test holds them against the library, where that is installed.
"""

GROUPS = {
    "cloud": "group_aws_cloud_alt",
    "account": "group_account",
    "region": "group_region",
    "vpc": "group_vpc",
    "vpc-foreign": "group_vpc",
    "subnet-public": "group_security_group",
    "subnet-private": "group_security_group",
    "subnet-isolated": "group_security_group",
    "subnet-unknown": "group_security_group",
    "on-premises": "group_corporate_data_center",
}
"""Stencils of frames by role. draw.io's own palette takes the padlock of `group_security_group` for subnets; a zone has none."""

_NETWORKING, _COMPUTE, _STORAGE, _DATABASE, _INTEGRATION = "#8C4FFF", "#ED7100", "#7AA116", "#C925D1", "#E7157B"
_SECURITY, _MANAGEMENT, _ANALYTICS, _LEARNING, _GENERAL = "#DD344C", "#E7157B", "#8C4FFF", "#01A88D", "#7D8998"

RESOURCES = {
    "internet-gateway": ("internet_gateway", _NETWORKING),
    "nat-gateway": ("nat_gateway", _NETWORKING),
    "peering": ("peering", _NETWORKING),
    "interface-endpoint": ("endpoints", _NETWORKING),
    "gateway-endpoint": ("endpoints", _NETWORKING),
    "vpn-gateway": ("vpn_gateway", _NETWORKING),
    "vpn-connection": ("vpn_connection", _NETWORKING),
    "customer-gateway": ("customer_gateway", _NETWORKING),
    "network-acl": ("network_access_control_list", _NETWORKING),
    "hosted-zone": ("hosted_zone", _NETWORKING),
    "resolver-endpoint": ("route_53_resolver", _NETWORKING),
    "route-table": ("route_table", _NETWORKING),
    "eni": ("elastic_network_interface", _NETWORKING),
    "transit-gateway-attachment": ("transit_gateway_attachment", _NETWORKING),
    "load-balancer-application": ("application_load_balancer", _NETWORKING),
    "load-balancer-network": ("network_load_balancer", _NETWORKING),
    "load-balancer-gateway": ("gateway_load_balancer", _NETWORKING),
    "instance": ("instance2", _COMPUTE),
    "bucket": ("bucket", _STORAGE),
    "logs": ("cloudwatch_logs", _MANAGEMENT),
    "token": ("sts", _SECURITY),
    "internet": ("internet", _GENERAL),
    "server": ("traditional_server", _GENERAL),
    "on-premises": ("corporate_data_center", _GENERAL),
    "user": ("user", _GENERAL),
}
"""Stencils of resources by our icon's name, with AWS's colour of their category."""

SERVICES = {
    "transit-gateway": ("transit_gateway", _NETWORKING),
    "client-vpn": ("client_vpn", _NETWORKING),
    "direct-connect-gateway": ("direct_connect", _NETWORKING),
    "endpoint-service": ("privatelink", _NETWORKING),
    "load-balancer": ("elastic_load_balancing", _NETWORKING),
    "api": ("api_gateway", _NETWORKING),
    "lambda": ("lambda_function", _COMPUTE),
    "container": ("ecs", _COMPUTE),
    "kubernetes": ("eks", _COMPUTE),
    "registry": ("ecr", _COMPUTE),
    "database": ("rds", _DATABASE),
    "table": ("dynamodb", _DATABASE),
    "cache": ("elasticache", _DATABASE),
    "file-system": ("elastic_file_system", _STORAGE),
    "queue": ("sqs", _INTEGRATION),
    "topic": ("sns", _INTEGRATION),
    "events": ("eventbridge", _INTEGRATION),
    "workflow": ("step_functions", _INTEGRATION),
    "firewall": ("network_firewall", _SECURITY),
    "key": ("key_management_service", _SECURITY),
    "secret": ("secrets_manager", _SECURITY),
    "directory": ("directory_service", _SECURITY),
    "resource-share": ("resource_access_manager", _SECURITY),
    "monitoring": ("cloudwatch_2", _MANAGEMENT),
    "systems-manager": ("systems_manager", _MANAGEMENT),
    "stream": ("kinesis", _ANALYTICS),
    "warehouse": ("redshift", _ANALYTICS),
    "search": ("elasticsearch_service", _ANALYTICS),
    "ai": ("bedrock", _LEARNING),
    "aws/ml/sagemaker": ("sagemaker", _LEARNING),
}
"""Stencils of services likewise: white on a square of the colour."""


def has_stencil(name: str) -> bool:
    """Whether draw.io has AWS's stencil for our icon of this name."""
    return name in RESOURCES or name in SERVICES
