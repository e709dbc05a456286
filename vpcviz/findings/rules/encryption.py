"""Rules about VPC Encryption Controls: where they do not hold, and where enforce mode and what is there contradict each other."""

from collections.abc import Iterator

from vpcviz.findings.context import Context
from vpcviz.findings.phrases import called, words
from vpcviz.findings.rule import Found, Rule
from vpcviz.model import CLASSES
from vpcviz.model import resources as r
from vpcviz.model.life_cycle import works
from vpcviz.model.workload_types import WORKLOAD_TYPES

POSITION = 40

_SOURCE = "Amazon VPC User Guide, Enforce VPC encryption in transit"
_URL = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-encryption-controls.html"


class EncryptionNotEnforced(Rule):
    """VPC Encryption Controls that only monitor, or leave something out."""

    id = "encryption-not-enforced"
    title = "VPC Encryption Controls only monitor, or leave something out"
    why = "What is not encrypted passes: in monitor mode everywhere, in enforce mode by what is excluded."
    remedy = "Once flow logs show no clear text, turn enforce mode on; exclude only what applications encrypt themselves."
    source = _SOURCE
    url = _URL
    severity = "info"
    needs = ("vpcs",)

    def check(self, context: Context) -> Found:
        """One finding for each VPC that has Encryption Controls."""
        for vpc in context.vpcs:
            if vpc.encryption_control == "monitor":
                yield self.finding(f"Encryption Controls of {called(vpc)} are in monitor mode: clear text passes.", vpc)
            elif vpc.encryption_control == "enforce" and vpc.encryption_exclusions:
                named = words(list(vpc.encryption_exclusions))
                yield self.finding(f"{called(vpc)} enforces encryption, but excludes {named}.", vpc)


class EnforcedWithoutExclusion(Rule):
    """What enforce mode asks an exclusion for, without one."""

    id = "encryption-enforced-without-exclusion"
    title = "A VPC that enforces encryption has what AWS asks an exclusion for"
    why = "AWS cannot encrypt there: it asks for an exclusion, or for encryption support of the transit gateway, first."
    remedy = "Exclude it, or take it away; for peering, let the other VPC enforce encryption, too."
    source = _SOURCE
    url = _URL
    severity = "warning"
    needs = (
        "vpcs",
        "internet_gateways",
        "nat_gateways",
        "vpn_gateways",
        "peerings",
        "transit_gateways",
        "transit_gateway_attachments",
        "workloads",
        "service_networks",
    )

    def check(self, context: Context) -> Found:
        """One finding for each VPC in enforce mode, with all that contradicts it."""
        for vpc in context.vpcs:
            things = list(_without(context, vpc)) if vpc.encryption_control == "enforce" else []
            if things:
                named = words([called(one) for one in things])
                yield self.finding(f"{called(vpc)} enforces encryption, and has {named} without an exclusion.", vpc, *things)


def _without(context: Context, vpc: r.Vpc) -> Iterator[r.Resource]:
    """The things of a VPC that need an exclusion and have none."""
    network, excluded = context.network, set(vpc.encryption_exclusions)
    for name, kind in CLASSES.items():
        if kind.ENCRYPTION_EXCLUSION and kind.ENCRYPTION_EXCLUSION not in excluded:
            yield from (one for one in getattr(network, name) if getattr(one, "vpc", "") == vpc.id)
    for workload in network.workloads:
        known = WORKLOAD_TYPES.get(workload.type)
        if known is not None and known.encryption_exclusion and known.encryption_exclusion not in excluded:
            yield from (workload,) if vpc.id in _vpcs_of(context, workload) else ()
    if r.ServiceNetwork.ENCRYPTION_EXCLUSION not in excluded:
        yield from (one for one in network.service_networks if vpc.id in one.vpcs)
    for peering in network.peerings if r.Peering.ENCRYPTION_EXCLUSION not in excluded else ():
        if vpc.id in (peering.requester, peering.accepter) and works(peering.status):
            other = network.get(peering.accepter if peering.requester == vpc.id else peering.requester, r.Vpc)
            if other is not None and not other.foreign and other.encryption_control != "enforce":
                yield peering
    for attachment in network.attachments_of.get(vpc.id, ()):
        hub = network.get(attachment.transit_gateway, r.TransitGateway)
        if hub is not None and not hub.foreign and not hub.encryption_support:
            yield hub


def _vpcs_of(context: Context, workload: r.Workload) -> set[str]:
    """The VPCs that a workload has interfaces or subnets in."""
    subnets = (context.network.get(one, r.Subnet) for one in workload.subnets)
    found = {one.vpc for one in context.network.interfaces_owned.get(workload.id, ())}
    return found | {one.vpc for one in subnets if one is not None}


RULES = (EncryptionNotEnforced, EnforcedWithoutExclusion)
"""The rules of this module."""
