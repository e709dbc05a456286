"""What people call a kind of resource, for counts and keys."""

KINDS = {
    "eni": "network interface",
    "nat-gateway": "NAT gateway",
    "network-acl": "network ACL",
    "rds-instance": "RDS instance",
    "rds-cluster": "RDS cluster",
    "rds-proxy": "RDS proxy",
    "docdb-cluster": "DocumentDB cluster",
    "neptune-cluster": "Neptune cluster",
    "elasticache-cluster": "ElastiCache cluster",
    "opensearch-domain": "OpenSearch domain",
    "redshift-cluster": "Redshift cluster",
    "lambda-function": "Lambda function",
    "ecs-task": "ECS task",
    "eks-cluster": "EKS cluster",
    "efs-mount-target": "EFS mount target",
    "vpn-gateway": "virtual private gateway",
    "vpn-connection": "VPN connection",
    "egress-only-gateway": "egress-only internet gateway",
    "client-vpn-endpoint": "Client VPN endpoint",
    "gateway-load-balancer-endpoint": "Gateway Load Balancer endpoint",
    "resolver-endpoint": "Resolver endpoint",
    "resolver-rule": "Resolver rule",
    "direct-connect-gateway": "Direct Connect gateway",
    "direct-connect-association": "Direct Connect association",
    "dhcp": "DHCP option set",
    "peering": "VPC peering connection",
    "vpc": "VPC",
    "on-premises": "on-premises network",
}
"""Kinds whose `data-kind` with spaces is not what people call them."""


def kind_name(kind: str) -> str:
    """What people call a kind (`data-kind`) of resource."""
    return KINDS.get(kind, kind.replace("-", " "))


def kind_words(kind: str, count: int) -> str:
    """A count in words: `3 NAT gateways`."""
    name = kind_name(kind)
    if count == 1:
        return f"1 {name}"
    return f"{count} {name[:-1]}ies" if name.endswith("y") and name[-2:-1] not in "aeiou" else f"{count} {name}s"
