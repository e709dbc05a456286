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
    ("interface-endpoint", "dns_names"): "DNS names of endpoints are known after apply only.",
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


def unexplained(changes: Changes, default_vpcs: frozenset[str]) -> Iterator[Change]:
    """What differs for no known reason; what is of a region's default VPC is in no file."""
    for change in changes.changes:
        of_default = change.id in default_vpcs or any(vpc in change.place for vpc in default_vpcs)
        if change.sort == "removed" and (change.kind in NOT_IN_THE_FILE or of_default):
            continue
        if change.sort == "changed" and all((change.kind, field.name) in FIELDS for field in change.fields):
            continue
        yield change
