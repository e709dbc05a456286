"""Why the same network, read in two ways, may differ: what one way cannot know, and what moto does otherwise than AWS."""

from collections.abc import Iterator

from vpcviz.changes import Change, Changes

NOT_IN_THE_FILE = {
    "account": "A plan whose provider skips requesting the account id tells of none.",
    "az": "Zones are read from AWS; a file only names those that it uses.",
    "service": "Services are read from AWS.",
}
"""Kinds that a scan alone tells of."""

FIELDS = {
    ("vpc", "dhcp_options"): "A plan does not tell the region's default DHCP option set.",
    ("vpc", "ipv6_cidrs"): "Which IPv6 CIDR Amazon gives is known after apply only.",
    ("subnet", "ipv6_cidrs"): "Which IPv6 CIDR Amazon gives is known after apply only.",
    ("route-table", "routes"): "The local route of an IPv6 CIDR that Amazon gives is known after apply only.",
    ("load-balancer", "dns_name"): "DNS names are known after apply only.",
    ("endpoint-service", "service"): "The name of an endpoint service is known after apply only.",
    ("endpoint-service", "type"): "moto says Interface of every endpoint service.",
    ("endpoint-service", "zones"): "Zones of an endpoint service are known after apply only.",
    ("gateway-load-balancer-endpoint", "service"): "The name of an endpoint service is known after apply only.",
    ("gateway-load-balancer-endpoint", "network_interfaces"): "moto makes no interfaces of such endpoints.",
    ("transit-gateway-attachment", "ipv6_support"): "The scan was saved before vpcviz read it.",
    ("vpn-connection", "bgp"): "moto forgets whether routes are static.",
    ("vpn-connection", "tunnels"): "moto does not tell the tunnels.",
    ("transit-gateway-attachment", "resource"): "moto names the near transit gateway of a peering.",
    ("transit-gateway-route-table", "associations"): "moto leaves what is associated elsewhere in the default table, too.",
    ("transit-gateway-route-table", "propagations"): "moto propagates no VPN connection by default.",
    ("security-group", "egress"): "Rules for IPv6 come with an IPv6 CIDR that is known after apply only.",
    ("interface-endpoint", "dns_names"): "DNS names of endpoints are known after apply only.",
    ("interface-endpoint", "private_dns_names"): "The public names that private DNS answers are read from AWS.",
    ("interface-endpoint", "service"): "The name of an endpoint service is known after apply only.",
    ("rds-instance", "dns_name"): "DNS names are known after apply only.",
    ("hosted-zone", "records"): "What an alias leads to has a DNS name that is known after apply only.",
    ("target-group", "targets"): "The health of targets is read from AWS.",
    ("load-balancer", "scheme"): "moto forgets the scheme where none is given.",
    ("load-balancer", "cross_zone"): "moto says off of Application Load Balancers, which always send to every zone.",
    ("eni", "private_ips"): "moto gives what AWS makes addresses outside of its subnet.",
    ("eni", "public_ip"): "Public IPs are known after apply only.",
    ("eni", "type"): "moto says interface of every interface.",
    (
        "eni",
        "security_groups",
    ): "moto gives endpoints and NAT gateways the default group; which group a condition picks is not told.",
    ("instance", "security_groups"): "moto does not list an instance's groups; which group a condition picks is not told.",
    ("nat-gateway", "private_ip"): "moto gives NAT gateways addresses outside of their subnet.",
    ("nat-gateway", "public_ip"): "Public IPs are known after apply only.",
    ("transit-gateway-attachment", "name"): "moto does not tell the tags of attachments.",
    ("transit-gateway-attachment", "tags"): "moto does not tell the tags of attachments.",
    ("transit-gateway-route-table", "routes"): "moto's transit gateways propagate nothing by default.",
    ("security-group", "ingress"): "moto's default groups have no rule for themselves.",
    ("network-acl", "entries"): "moto has no closing entries of network ACLs but the default ones, and ports where all are meant.",
    ("hosted-zone", "private"): "moto forgets the VPCs of hosted zones.",
    ("hosted-zone", "vpcs"): "moto forgets the VPCs of hosted zones.",
}
"""Fields by kind that may differ."""


ADDED = {
    "prefix-list": "moto adds no route with a prefix list where a table is tied to an endpoint apart.",
    "elasticache-cluster": "moto lists no clusters of a replication group.",
}
"""Kinds of which a file may tell more than a scan of moto."""

GATEWAYS = ("aws_lb", "arn:aws:elasticloadbalancing", "aws_vpc_endpoint", "vpce-")
"""What moto makes no interfaces of: gateway load balancers and their endpoints."""


def unexplained(changes: Changes, default_vpcs: frozenset[str]) -> Iterator[Change]:
    """What differs for no known reason; what is of a region's default VPC is in no file."""
    for change in changes.changes:
        if change.sort == "added" and change.kind in ADDED:
            continue
        if change.sort == "added" and change.kind == "eni" and change.id.split(".")[0].startswith(GATEWAYS):
            continue
        of_default = change.id in default_vpcs or any(vpc in change.place for vpc in default_vpcs)
        if change.sort == "removed" and (change.kind in NOT_IN_THE_FILE or of_default):
            continue
        if change.sort == "changed" and all((change.kind, field.name) in FIELDS for field in change.fields):
            continue
        yield change
