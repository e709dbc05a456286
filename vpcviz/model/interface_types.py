"""Types of network interfaces: what one is called, its icon, and who uses it. A type is declared here only."""

from collections.abc import Mapping
from typing import NamedTuple


class InterfaceType(NamedTuple):
    """A type of network interface.

    `words` are what one is called on its card, `icon` the name of its icon, `maker` what AWS makes it for, where its description
    does not say whose it is. `sends`: what has such an interface opens connections, and is no part of the network itself. `own`:
    it is a workload itself where its owner is not known. `has_groups`: it always has security groups.
    """

    words: str
    icon: str = "eni"
    maker: str = ""
    sends: bool = True
    own: bool = False
    has_groups: bool = True


_NAT_GATEWAY = InterfaceType("NAT gateway", "nat-gateway", "NAT gateway", sends=False, has_groups=False)

INTERFACE_TYPES: Mapping[str, InterfaceType] = {
    "api_gateway_managed": InterfaceType("Amazon API Gateway", maker="API Gateway"),
    "aws_codestar_connections_managed": InterfaceType("AWS CodeStar Connections", maker="CodeStar connections"),
    "branch": InterfaceType("Branch network interface", own=True),
    "ec2_instance_connect_endpoint": InterfaceType("Instance Connect endpoint", maker="EC2 Instance Connect endpoint", sends=False),
    "efa": InterfaceType("Elastic Fabric Adapter", own=True),
    "efa-only": InterfaceType("Elastic Fabric Adapter (EFA-only)", own=True),
    "efs": InterfaceType("Amazon EFS mount target", maker="EFS"),
    "evs": InterfaceType("Amazon EVS"),
    "gateway_load_balancer": InterfaceType("Gateway Load Balancer", maker="Gateway Load Balancer", sends=False, has_groups=False),
    "gateway_load_balancer_endpoint": InterfaceType(
        "Gateway Load Balancer endpoint",
        "gateway-load-balancer-endpoint",
        "Gateway Load Balancer endpoint",
        sends=False,
        has_groups=False,
    ),
    "global_accelerator_managed": InterfaceType("AWS Global Accelerator", maker="Global Accelerator"),
    "interface": InterfaceType("Network interface", own=True),
    "iot_rules_managed": InterfaceType("AWS IoT rules", maker="IoT rules"),
    "lambda": InterfaceType("Lambda function", "lambda-function", "Lambda", own=True),
    "load_balancer": InterfaceType("Load balancer", "load-balancer", "load balancer", sends=False),
    "natgateway": _NAT_GATEWAY,
    "nat_gateway": _NAT_GATEWAY,
    "network_load_balancer": InterfaceType(
        "Network Load Balancer", "load-balancer", "Network Load Balancer", sends=False, has_groups=False
    ),
    "quicksight": InterfaceType("Amazon QuickSight", maker="QuickSight"),
    "transit_gateway": InterfaceType(
        "Transit gateway", "transit-gateway-attachment", "transit gateway", sends=False, has_groups=False
    ),
    "trunk": InterfaceType("Trunk network interface", own=True),
    "vpc_endpoint": InterfaceType("VPC endpoint", "interface-endpoint", "VPC endpoint", sends=False),
}
"""By AWS's word in lower case (it writes `natGateway`, too). Source: EC2 API Reference, "NetworkInterface"."""


PLAIN = "interface"
"""The type of an interface that somebody made, of an instance's among them."""


def interface_type(word: str) -> InterfaceType | None:
    """What is known of AWS's word for a type; None for one that is newer than vpcviz."""
    return INTERFACE_TYPES.get(word.lower())


def has_groups(word: str) -> bool:
    """Whether interfaces of a type always have security groups; those of a newer type than vpcviz are taken to."""
    known = interface_type(word)
    return known is None or known.has_groups
