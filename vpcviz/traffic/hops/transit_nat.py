"""1:1 NAT on a transit gateway's attachment: what comes in by it has its source translated, what leaves by it its destination.

Source: Transit Gateway Guide, "Routing behavior for 1:1 NAT in Amazon Transit Gateway" (others reach the attachment through its NAT
addresses); EC2 API Reference, TransitGatewayNatRule.
"""

from ipaddress import IPv4Address

from vpcviz.model import resources as r
from vpcviz.model.addresses import parse_block
from vpcviz.traffic.packets.state import Address, stop
from vpcviz.traffic.walking.walk import Walk


def translate_in(walk: Walk, attachment: r.TransitGatewayAttachment) -> None:
    """The source of a packet that enters the transit gateway by the attachment."""
    _check_read(walk, attachment)
    for rule in attachment.nat_rules:
        made = _moved(walk.packet.src, rule.source, rule.nat)
        if made is not None:
            _check_active(walk, attachment, rule)
            walk.add(attachment, "translate", f"1:1 NAT: source {walk.packet.src.text} becomes {made.text}")
            walk.forget_groups("SG_REFERENCES_NOT_PRESERVED", "1:1 NAT")
            walk.packet.src = made
            return


def translate_out(walk: Walk, attachment: r.TransitGatewayAttachment) -> None:
    """The destination of a packet that leaves the transit gateway by the attachment."""
    _check_read(walk, attachment)
    for rule in attachment.nat_rules:
        made = _moved(walk.packet.dst, rule.nat, rule.source)
        if made is not None:
            _check_active(walk, attachment, rule)
            walk.add(attachment, "translate", f"1:1 NAT: destination {walk.packet.dst.text} becomes {made.text}")
            walk.packet.dst = made
            return


def _moved(one: Address, source: str, target: str) -> Address | None:
    """The address of `target` in the place that `one` has in `source`; None where it is not in it."""
    near, far = parse_block(source), parse_block(target)
    if near is None or far is None or not one.known or one.version != 4 or not near.first <= one.number <= near.last:
        return None
    number = far.first + one.number - near.first
    return Address(4, number, str(IPv4Address(number)))


def _check_read(walk: Walk, attachment: r.TransitGatewayAttachment) -> None:
    if not attachment.nat_rules_known:
        text = f"NAT is on for {attachment.label}, and its rules were not read"
        missing = f"the NAT rules of {attachment.id}, which only the account of the transit gateway can read"
        needs = f"no NAT rule of {attachment.label} translates {walk.packet.src.text} or {walk.packet.dst.text}"
        walk.assume(stop(attachment, "NOT_READ", text, said="its NAT rules were not read", missing=missing, needs=needs))


def _check_active(walk: Walk, attachment: r.TransitGatewayAttachment, rule: r.TransitGatewayNatRule) -> None:
    if rule.state == "pending":
        text = f"a change of the NAT rule {rule.source} → {rule.nat} of {attachment.label} is not applied yet"
        needs = f"the NAT rule {rule.source} → {rule.nat} is in effect"
        walk.assume(stop(attachment, "NOT_DOCUMENTED", text, missing="when the rule is activated", needs=needs))
