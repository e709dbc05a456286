"""Which settings would make a name lead elsewhere than it does: DNS attributes of a VPC, private DNS, associations, peering's DNS.

Sources: VPC User Guide, "DNS attributes for your VPC"; AWS PrivateLink Guide, "DNS hostnames" (private DNS takes both attributes);
Route 53 Developer Guide, "Associating more VPCs with a private hosted zone", "Forwarding rules" (they are of one Region); VPC
Peering Guide, "Enable DNS resolution".
"""

from collections.abc import Iterator, Sequence

from vpcviz.model import resources as r
from vpcviz.model.domain_names import covers, in_domain, normal
from vpcviz.model.life_cycle import works
from vpcviz.model.services import service_code
from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.names.answering import names_answered
from vpcviz.traffic.names.public_dns import PublicDns
from vpcviz.traffic.packets.flows import Edit
from vpcviz.traffic.walking.edits import more, put

Alternative = tuple[str, tuple[Edit, ...]]
"""What to set, in words and as values."""

_Attributes = Sequence[tuple[str, str]]
_SUPPORT, _HOSTNAMES = ("dns_support", "enableDnsSupport"), ("dns_hostnames", "enableDnsHostnames")


def alternatives(index: Index, vpc: r.Vpc, name: str) -> list[Alternative]:
    """The settings with which hosts of a VPC get another answer for a name, or one at all; the fewest first."""
    name = normal(name)
    found = [
        *(_turned_on(vpc, names) for names in ((_SUPPORT,), (_HOSTNAMES,), (_SUPPORT, _HOSTNAMES)) if _all_off(vpc, names)),
        *_endpoints(index, vpc, name),
        *_peering(index, vpc, name),
        *_associations(index, vpc, name),
    ]
    return sorted(found, key=lambda one: len(one[1]))


def _all_off(vpc: r.Vpc, names: _Attributes) -> bool:
    return all(getattr(vpc, field) is False for field, _ in names)


def _turned_on(vpc: r.Vpc, names: _Attributes) -> Alternative:
    called = " and ".join(called for _, called in names)
    return f"turn {called} of {vpc.id} on", tuple(put(vpc, field, True) for field, _ in names)


def _with_attributes(vpc: r.Vpc, text: str, *edits: Edit) -> Alternative:
    """A change that takes both DNS attributes, with those that are off."""
    off = [one for one in (_SUPPORT, _HOSTNAMES) if _all_off(vpc, (one,))]
    if not off:
        return text, edits
    words, first = _turned_on(vpc, off)
    return f"{words}; then {text}", (*first, *edits)


def _endpoints(index: Index, vpc: r.Vpc, name: str) -> Iterator[Alternative]:
    """Interface endpoints of the VPC whose private DNS is off (or for inbound endpoints only), and would answer the name."""
    here = [one for one in index.network.interface_endpoints if one.vpc == vpc.id]
    taken = {one.service for one in here if one.private_dns and not one.private_dns_only_inbound}
    for endpoint in sorted(here, key=lambda one: one.id):
        fits = endpoint.service not in taken and works(endpoint.state)
        if not fits or not any(covers(normal(one), name) for one in names_answered(endpoint)):
            continue
        if not endpoint.private_dns:
            edits = [put(endpoint, "private_dns", True)]
            if endpoint.private_dns_only_inbound:
                edits.append(put(endpoint, "private_dns_only_inbound", False))
            yield _with_attributes(vpc, f"turn private DNS of {endpoint.id} on", *edits)
        elif service_code(endpoint.service) == "s3":
            text = f"turn private DNS only for inbound endpoints of {endpoint.id} off"
            yield _with_attributes(vpc, text, put(endpoint, "private_dns_only_inbound", False))


def _peering(index: Index, vpc: r.Vpc, name: str) -> Iterator[Alternative]:
    """What is off of all that a peer's public name needs to become its private IP."""
    peer = PublicDns(index).peer_of(vpc, name)
    if peer is None:
        return
    peering, other = peer
    words, edits = [], []
    field = "requester_dns_resolution" if peering.requester == other.id else "accepter_dns_resolution"
    if getattr(peering, field) is False:
        words.append(f"turn DNS resolution from the remote VPC for {other.id} on {peering.id} on")
        edits.append(put(peering, field, True))
    for one in (vpc, other):
        off = [attribute for attribute in (_SUPPORT, _HOSTNAMES) if _all_off(one, (attribute,))]
        if off:
            text, more_edits = _turned_on(one, off)
            words.append(text)
            edits += more_edits
    if edits:
        yield "; then ".join(words), tuple(edits)


def _associations(index: Index, vpc: r.Vpc, name: str) -> Iterator[Alternative]:
    """Private zones and rules for the name that the VPC is not associated with, the longest domain first."""
    network = index.network
    zones = [one for one in network.hosted_zones if one.private and not one.managed_by and in_domain(name, normal(one.name))]
    for zone in sorted(zones, key=lambda one: (-len(one.name), one.id)):
        if vpc.id not in zone.vpcs:
            yield _with_attributes(vpc, f"associate {zone.id} with {vpc.id}", more(zone, "vpcs", vpc.id))
    rules = [one for one in network.resolver_rules if one.type == "forward" and in_domain(name, normal(one.domain))]
    for rule in sorted(rules, key=lambda one: (-len(one.domain), one.id)):
        if vpc.id not in rule.vpcs and rule.region == vpc.region:
            yield f"associate {rule.id} with {vpc.id}", (more(rule, "vpcs", vpc.id),)
