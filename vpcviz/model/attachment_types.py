"""Types of transit gateway attachments: what is attached, how routes that it propagates rank, what it leads to. A type is declared
here only."""

from collections.abc import Mapping
from typing import NamedTuple

LAST = 7
"""The rank of routes of types whose place in AWS's order is not told."""


class AttachmentType(NamedTuple):
    """A type of transit gateway attachment.

    `words` are what is attached. `rank` is the place, among routes of one length, of those that it propagates: 0 are static routes,
    1 those of prefix lists. `by_bgp`: it learns its routes. `premises`: it leads to networks on premises, which a network can
    tell of. `hourly` is the name of the price of an hour.
    """

    words: str
    rank: int = LAST
    by_bgp: bool = True
    premises: bool = False
    hourly: str = "transit_gateway_attachment_hour"


_ELSEWHERE = "transit_gateway_newer_attachment_hour"

ATTACHMENT_TYPES: Mapping[str, AttachmentType] = {
    "vpc": AttachmentType("VPC", 2, by_bgp=False),
    "vpn": AttachmentType("VPN", 5, premises=True),
    "vpn-concentrator": AttachmentType("VPN concentrator", hourly=_ELSEWHERE),
    "direct-connect-gateway": AttachmentType("Direct Connect gateway", 3, premises=True),
    "peering": AttachmentType("peering", 6, by_bgp=False),
    "connect": AttachmentType("Connect", 4),
    "network-function": AttachmentType("network function", hourly=_ELSEWHERE),
    "client-vpn": AttachmentType("Client VPN", hourly=_ELSEWHERE),
    "other": AttachmentType("other"),
}
"""By AWS's word.

Sources: EC2 API Reference, "TransitGatewayAttachment"; Transit Gateway Guide, "How transit gateways work", "Route evaluation
order"; "What is AWS Transit Gateway?", "Pricing": each attachment. What one costs of which the prices stand on other pages (VPN
concentrators and Client VPN on AWS VPN's, firewalls on AWS Network Firewall's) none that was found says.
"""


def attachment_type(word: str) -> AttachmentType:
    """What is known of AWS's word for a type; a newer one than vpcviz is an attachment of that word."""
    return ATTACHMENT_TYPES.get(word) or AttachmentType(word.replace("-", " "))
