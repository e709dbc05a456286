"""A rule about VPC Block Public Access: what has a public address, or leads out, and is cut off by it."""

from collections.abc import Iterator

from vpcviz.findings.context import Context
from vpcviz.findings.openings import public_targets
from vpcviz.findings.phrases import called, words
from vpcviz.findings.rule import Found, Rule
from vpcviz.findings.ways import CUT_OFF
from vpcviz.model import resources as r
from vpcviz.model.life_cycle import is_dead
from vpcviz.traffic import Flow
from vpcviz.traffic.hops.block_public_access import mode_of
from vpcviz.traffic.tracing.route_walk import RouteWalk

POSITION = 120


class PublicAccessBlocked(Rule):
    """Public things of a VPC that Block Public Access cuts off."""

    id = "public-access-blocked"
    title = "VPC Block Public Access cuts off what has a public address or leads to the internet"
    why = "Whatever routes and groups say, no connection gets through; public addresses and NAT gateways are charged for still."
    remedy = "Exclude the VPC or subnet from Block Public Access where it is meant to be public; else give up its public addresses."
    source = "Amazon VPC User Guide, Block public access to VPCs and subnets"
    url = "https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html"
    severity = "warning"
    needs = ("vpcs", "subnets", "network_interfaces", "nat_gateways", "internet_gateways", "route_tables")
    answers = ("EC2.172",)

    def check(self, context: Context) -> Found:
        """One finding for each VPC, with what traces find to be cut off."""
        blocked = {one.vpc for one in context.network.subnets if one.block_public_access not in ("", "off")}
        blocked |= {one.id for one in context.vpcs if one.block_public_access not in ("", "off")}
        found: dict[str, dict[str, r.Resource]] = {}
        for vpc_id, resource in self._cut_off(context, blocked):
            found.setdefault(vpc_id, {})[resource.id] = resource
        for vpc in context.vpcs:
            things = list(found.get(vpc.id, {}).values())
            if things:
                names = words([called(one) for one in things])
                yield self.finding(f"Block Public Access cuts off {names} of {called(vpc)} from the internet.", vpc, *things)

    @staticmethod
    def _stops(context: Context, nat: r.NatGateway) -> bool:
        """Whether nothing of a NAT gateway leaves; a regional one stands in no subnet, so that its VPC's own mode counts."""
        home = context.network.get(nat.subnet, r.Subnet)
        if home is not None:
            return _stopped_at(context, context.ways.from_nat(nat, home)) is not None
        return nat.availability == "regional" and mode_of(context.ways.index, nat.vpc, None) == "block-bidirectional"

    def _cut_off(self, context: Context, blocked: set[str]) -> Iterator[tuple[str, r.Resource]]:
        """What is cut off in the VPCs that have Block Public Access on: (VPC, resource)."""
        for interface, owner, targets in public_targets(context):
            if interface.vpc in blocked and any(_is_cut_off(context, interface, one) for one in targets):
                yield interface.vpc, owner
        for nat in context.network.nat_gateways:
            if nat.vpc in blocked and nat.connectivity == "public" and not is_dead(nat.state) and self._stops(context, nat):
                yield nat.vpc, nat
        for subnet in context.network.subnets:
            gateway = _stopped_at(context, context.ways.to_internet6(context.alike(subnet))) if subnet.vpc in blocked else None
            if isinstance(gateway, r.EgressOnlyInternetGateway):
                yield subnet.vpc, gateway


def _is_cut_off(context: Context, interface: r.NetworkInterface, target: str) -> bool:
    """Whether nothing of the internet reaches a public address, and its subnet's routes do not lead it out all the same (by NAT or
    an egress-only internet gateway, which let nothing in anyway).
    """
    trace = context.ways.trace(Flow(source="internet", target=target, ipv6=":" in target))
    subnet = context.network.get(interface.subnet, r.Subnet)
    if trace is None or trace.reason != CUT_OFF or subnet is None:
        return trace is not None and trace.reason == CUT_OFF
    alike = context.alike(subnet)
    walk = context.ways.to_internet6(alike) if ":" in target else context.ways.to_internet(alike)
    return walk is None or walk.unknown or (walk.end is not None and walk.end.code == CUT_OFF)


def _stopped_at(context: Context, walk: RouteWalk | None) -> r.Resource | None:
    """The gateway at which Block Public Access stops a packet; None where it does not."""
    end = walk.end if walk is not None else None
    return context.network.by_id.get(end.hop.id) if end is not None and end.code == CUT_OFF and end.hop is not None else None


RULES = (PublicAccessBlocked,)
"""The rules of this module."""
