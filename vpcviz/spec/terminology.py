"""How messages speak of kinds of resources, and of keys that they cannot have."""

from collections.abc import Mapping

from vpcviz.model import CLASSES


def in_words(collection: str, count: int = 1) -> str:
    """What people call the resources of a collection: `NAT gateway`, or for a count other than 1 `NAT gateways`."""
    return CLASSES[collection].words(count)


def a(collection: str) -> str:
    """`in_words` for one of them with its article: `an internet gateway`."""
    one = in_words(collection)
    return f"{'an' if one[0] in 'aeioE' else 'a'} {one}"


SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "availability_zone": ("zone",),
    "az": ("zone",),
    "cidr_block": ("cidr",),
    "cidr_blocks": ("cidrs",),
    "dns": ("dns_hostnames",),
    "egress_rules": ("egress",),
    "eip": ("public_ip",),
    "elastic_ip": ("public_ip",),
    "enable_dns_hostnames": ("dns_hostnames",),
    "enable_dns_support": ("dns_support",),
    "endpoints": ("interface_endpoints",),
    "eni": ("network_interface",),
    "enis": ("network_interfaces",),
    "inbound": ("ingress",),
    "igw": ("internet_gateway",),
    "ingress_rules": ("ingress",),
    "instance_type": ("type",),
    "nat": ("nat_gateway",),
    "notes": ("note",),
    "outbound": ("egress",),
    "private_dns_enabled": ("private_dns",),
    "private_ip": ("ip", "ips"),
    "private_ip_address": ("ip", "private_ip"),
    "privatelink": ("interface_endpoints",),
    "public": ("map_public_ip",),
    "rules": ("ingress", "entries"),
    "security_group_ids": ("security_groups",),
    "service_name": ("service",),
    "sg": ("security_group",),
    "sgs": ("security_groups",),
    "subnet_id": ("subnet",),
    "subnet_ids": ("subnets",),
    "tgw": ("transit_gateway",),
    "transit_gateway_id": ("transit_gateway",),
    "vgw": ("vpn_gateway",),
    "vpc_endpoints": ("interface_endpoints",),
    "vpc_id": ("vpc",),
    "vpc": ("resource",),
}
"""Other tools' words, with ours: for the hint at the right one."""
