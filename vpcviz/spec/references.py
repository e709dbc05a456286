"""Which fields refer to other resources, and to which kinds."""

from collections.abc import Mapping

REFERENCES: Mapping[str, tuple[str, ...]] = {
    "vpc": ("vpcs",),
    "vpcs": ("vpcs",),
    "associated_vpcs": ("vpcs",),
    "subnet": ("subnets",),
    "subnets": ("subnets",),
    "security_groups": ("security_groups",),
    "dhcp_options": ("dhcp_options",),
    "network_interfaces": ("network_interfaces",),
    "network_interface": ("network_interfaces",),
    "owner": (
        "instances",
        "workloads",
        "load_balancers",
        "nat_gateways",
        "interface_endpoints",
        "gateway_load_balancer_endpoints",
        "instance_connect_endpoints",
        "resolver_endpoints",
        "transit_gateway_attachments",
        "network_firewalls",
        "client_vpn_endpoints",
    ),
    "target_groups": ("target_groups",),
    "load_balancers": ("load_balancers",),
    "route_tables": ("route_tables",),
    "propagating_gateways": ("vpn_gateways",),
    "customer_gateway": ("customer_gateways",),
    "on_premises": ("on_premises",),
    "requester": ("vpcs",),
    "accepter": ("vpcs",),
    "transit_gateway": ("transit_gateways",),
    "default_association_table": ("transit_gateway_route_tables",),
    "default_propagation_table": ("transit_gateway_route_tables",),
    "direct_connect_gateway": ("direct_connect_gateways",),
}
"""The collections that a reference field may point into, by the field's name."""

REFERENCES_OF: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("route_tables", "gateways"): ("internet_gateways", "vpn_gateways"),
    ("vpn_connections", "gateway"): ("vpn_gateways", "transit_gateways"),
    ("direct_connect_associations", "gateway"): ("vpn_gateways", "transit_gateways"),
    ("virtual_interfaces", "gateway"): ("direct_connect_gateways", "vpn_gateways"),
    ("transit_gateway_attachments", "resource"): (
        "vpcs",
        "vpn_connections",
        "direct_connect_gateways",
        "transit_gateways",
        "transit_gateway_attachments",
    ),
    ("resolver_rules", "endpoint"): ("resolver_endpoints",),
    ("Route", "target"): (
        "internet_gateways",
        "nat_gateways",
        "egress_only_internet_gateways",
        "carrier_gateways",
        "vpn_gateways",
        "transit_gateways",
        "peerings",
        "gateway_endpoints",
        "gateway_load_balancer_endpoints",
        "network_firewalls",
        "network_interfaces",
        "instances",
    ),
    ("Route", "destination"): ("prefix_lists",),
    ("TransitGatewayRoute", "destination"): ("prefix_lists",),
    ("SecurityGroupRule", "peer"): ("security_groups", "prefix_lists"),
    ("load_balancers", "targets"): ("instances",),
    ("target_groups", "targets"): ("instances", "workloads", "load_balancers"),
    ("TargetPort", "target"): ("instances", "workloads", "load_balancers"),
    ("EndpointConnection", "endpoint"): ("interface_endpoints", "gateway_load_balancer_endpoints"),
}
"""The same for fields whose name alone does not tell, by collection or record class and field."""


def targets_of(kind: str, field: str) -> tuple[str, ...]:
    """The collections that the field `field` of `kind` points into, () where it is no reference."""
    return REFERENCES_OF.get((kind, field)) or REFERENCES.get(field, ())
