"""What a plan or a state says of the things of a network, as it stands there: for those who look a thing up, not for the model."""

import re
from collections.abc import Mapping
from typing import Any

from vpcviz.terraform.resource_instances import Thing

TYPES = re.compile(
    r"aws_(?:default_)?(?:vpc|subnet|route_table|network_acl|security_group|vpc_dhcp_options)\Z"
    r"|aws_(?:internet_gateway|egress_only_internet_gateway|nat_gateway|eip|network_interface|prefix_list|customer_gateway|vpn_gateway)\Z"
    r"|aws_ec2_(?:carrier_gateway|managed_prefix_list|instance_connect_endpoint|transit_gateway\w*|local_gateway\w*|coip_pool)\Z"
    r"|aws_vpc_(?:peering_connection|peering_connection_accepter|endpoint|endpoint_service|block_public_access_\w+)\Z"
    r"|aws_dx_\w+|aws_(?:lb|alb|elb|lb_target_group|alb_target_group)\Z|aws_networkfirewall_(?:firewall|vpc_endpoint_association)\Z"
    r"|aws_route53_(?:zone|resolver_endpoint|resolver_rule)\Z|aws_networkmanager_\w+|aws_vpclattice_\w+"
)
"""Things of networks. Machines, databases and functions are none: what is set of them may be secret without being marked so."""

_SECRET = re.compile(
    r"password|secret|token|credential|private_?key|auth_?key|pre_?shared|psk|user_data|certificate_(?:body|chain)", re.I
)
"""Names whose values are never told, marked or not."""

_DEEPEST = 8


def attributes_of(things: list[Thing]) -> dict[str, Mapping[str, Any]]:
    """By id: the attributes of each thing of a network that have a value which is known and is no secret."""
    found: dict[str, Mapping[str, Any]] = {}
    for thing in things:
        told = _told(thing.values, _DEEPEST) if TYPES.match(thing.type) else None
        if told:
            found[thing.id] = told
    return found


def _told(value: Any, depth: int) -> Any:
    """A value without what is not known, empty or secret; None where nothing is left."""
    if isinstance(value, Mapping):
        inner = {str(name): _told(one, depth - 1) for name, one in value.items() if depth and not _SECRET.search(str(name))}
        return {name: one for name, one in inner.items() if one is not None} or None
    if isinstance(value, list):
        return [one for one in (_told(one, depth - 1) for one in value if depth) if one is not None] or None
    return None if value == "" else value
