"""1:1 NAT on an attachment to a transit gateway or core network: what comes in by it has its source translated, what leaves by it
its destination.

Sources: Transit Gateway Guide, "Routing behavior for 1:1 NAT in Amazon Transit Gateway" (others reach the attachment through its
NAT addresses); EC2 API Reference, TransitGatewayNatRule; Network Manager API Reference, NatRule (the same of core networks).
"""

from typing import NamedTuple

from vpcviz.model import resources as r
from vpcviz.model.addresses import ip_text, parse_block
from vpcviz.traffic.packets.state import Address, stop
from vpcviz.traffic.walking.walk import Walk


class Translating(NamedTuple):
    """An attachment with NAT rules: the resource `at` that steps name, `label` and `id` of the attachment, its rules if they are
    known.
    """

    at: r.Resource
    label: str
    id: str
    rules: tuple[r.TransitGatewayNatRule, ...]
    known: bool


def of_gateway(attachment: r.TransitGatewayAttachment) -> Translating:
    """The NAT of an attachment to a transit gateway."""
    return Translating(attachment, attachment.label, attachment.id, attachment.nat_rules, attachment.nat_rules_known)


def of_core(network: r.CoreNetwork, attachment: r.CoreNetworkAttachment) -> Translating:
    """The NAT of an attachment to a core network."""
    identity = attachment.attachment
    return Translating(network, identity, identity, attachment.nat_rules, attachment.nat_rules_known)


def translate_in(walk: Walk, nat: Translating) -> None:
    """The source of a packet that enters by the attachment."""
    translated = _translated(walk, nat, "source", walk.packet.src, [(rule.source, rule.nat, rule) for rule in nat.rules])
    if translated is not None:
        walk.forget_groups("SG_REFERENCES_NOT_PRESERVED", "1:1 NAT")
        walk.packet.src = translated


def translate_out(walk: Walk, nat: Translating) -> None:
    """The destination of a packet that leaves by the attachment."""
    translated = _translated(walk, nat, "destination", walk.packet.dst, [(rule.nat, rule.source, rule) for rule in nat.rules])
    if translated is not None:
        walk.packet.dst = translated


def _translated(
    walk: Walk, nat: Translating, end: str, one: Address, rules: list[tuple[str, str, r.TransitGatewayNatRule]]
) -> Address | None:
    """What an address becomes by the first rule that holds it (from which CIDR, to which); None where none does."""
    _check_read(walk, nat)
    for near, far, rule in rules:
        moved = _moved(one, near, far)
        if moved is not None:
            _check_active(walk, nat, rule)
            walk.add(nat.at, "translate", f"1:1 NAT: {end} {one.text} becomes {moved.text}")
            return moved
    return None


def _moved(one: Address, source: str, target: str) -> Address | None:
    """The address of `target` in the place that `one` has in `source`; None where it is not in it."""
    near, far = parse_block(source), parse_block(target)
    if near is None or far is None or not one.known or one.version != 4 or not near.holds(4, one.number):
        return None
    number = far.first + one.number - near.first
    return Address(4, number, ip_text(4, number))


def _check_read(walk: Walk, nat: Translating) -> None:
    if not nat.known:
        text = f"NAT is on for {nat.label}, and its rules were not read"
        owner = "core network" if isinstance(nat.at, r.CoreNetwork) else "transit gateway"
        missing = f"the NAT rules of {nat.id}, which only the account of the {owner} can read"
        needs = f"no NAT rule of {nat.label} translates {walk.packet.src.text} or {walk.packet.dst.text}"
        end = stop(nat.at, "NOT_READ", text, said="its NAT rules were not read", missing=missing, needs=needs)
        walk.either(end, ((needs, True), ("", end)))  # What stops the packet untranslated may let it through translated.


def _check_active(walk: Walk, nat: Translating, rule: r.TransitGatewayNatRule) -> None:
    if rule.state == "pending":
        text = f"a change of the NAT rule {rule.source} → {rule.nat} of {nat.label} is not applied yet"
        needs = f"the NAT rule {rule.source} → {rule.nat} is in effect"
        walk.assume(stop(nat.at, "NOT_DOCUMENTED", text, missing="when the rule is activated", needs=needs))
