"""Rules about what stands in one zone only, and fails with it."""

from vpcviz.findings.context import Context
from vpcviz.findings.phrases import called, words
from vpcviz.findings.rule import Found, Rule
from vpcviz.model import resources as r

POSITION = 190


class LoadBalancerInOneZone(Rule):
    """A load balancer that fails with its only zone."""

    id = "load-balancer-one-zone"
    title = "A load balancer is in one zone only"
    why = "When that zone fails, everything behind it is out of reach, wherever its targets are."
    remedy = "Add a subnet of another zone, and targets there."
    source = "Elastic Load Balancing User Guide, How Elastic Load Balancing works"
    url = "https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html"
    severity = "warning"
    answers = ("ELB.10", "ELB.13")
    needs = ("load_balancers", "subnets")

    def check(self, context: Context) -> Found:
        """One finding for each load balancer of a VPC that has subnets in other zones, too."""
        for balancer in context.network.load_balancers:
            zones = context.zones_of(balancer.subnets)
            known = all(context.network.get(one, r.Subnet) is not None for one in balancer.subnets)
            others = _others(context, balancer.vpc, zones)
            if not balancer.foreign and len(zones) == 1 and known and others:
                text = f"{called(balancer)} stands in {zones[0]} only; the VPC also has subnets in {words(others)}."
                yield self.finding(text, balancer)


class NetworkFirewallInOneZone(Rule):
    """A Network Firewall that fails with its only zone."""

    id = "network-firewall-one-zone"
    title = "A Network Firewall has an endpoint in one zone only"
    why = "What is routed through it stops when that zone fails, and what comes from other zones pays for crossing them."
    remedy = "Add a firewall subnet in each zone, and route each zone's subnets through their own endpoint."
    source = "AWS Network Firewall Developer Guide, How AWS Network Firewall works"
    url = "https://docs.aws.amazon.com/network-firewall/latest/developerguide/how-it-works.html"
    severity = "warning"
    answers = ("NetworkFirewall.1",)
    needs = ("network_firewalls", "subnets")

    def check(self, context: Context) -> Found:
        """One finding for each firewall of a VPC that has subnets in other zones, too."""
        for firewall in context.network.network_firewalls:
            zones = context.zones_of(tuple(dict.fromkeys((*firewall.subnets, *firewall.endpoints))))
            others = _others(context, firewall.vpc, zones)
            if not firewall.foreign and len(zones) == 1 and others:
                text = f"{called(firewall)} has an endpoint in {zones[0]} only; the VPC also has subnets in {words(others)}."
                yield self.finding(text, firewall)


class FunctionInOneZone(Rule):
    """A Lambda function whose interfaces are in one zone."""

    id = "lambda-function-one-zone"
    title = "A Lambda function in a VPC has subnets of one zone only"
    why = "When that zone fails, the function has no network interface to run with."
    remedy = "Give it a subnet of another zone."
    source = "AWS Lambda Developer Guide, Giving Lambda functions access to resources in an Amazon VPC"
    url = "https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html"
    severity = "info"
    answers = ("Lambda.5",)
    needs = ("workloads", "subnets")

    def check(self, context: Context) -> Found:
        """One finding for each function of a VPC that has subnets in other zones, too."""
        for function in context.network.workloads:
            zones = context.zones_of(function.subnets)
            if function.type == "lambda-function" and not function.foreign and len(zones) == 1:
                others = _others(context, function.vpc, zones)
                if others:
                    text = f"{called(function)} has subnets in {zones[0]} only; the VPC also has subnets in {words(others)}."
                    yield self.finding(text, function)


def _others(context: Context, vpc: str, zones: tuple[str, ...]) -> list[str]:
    """The zones in which the VPC has subnets, those given left out."""
    everywhere = context.zones_of(tuple(one.id for one in context.network.subnets_of.get(vpc, ())))
    return [zone for zone in everywhere if zone not in zones]


RULES = (LoadBalancerInOneZone, NetworkFirewallInOneZone, FunctionInOneZone)
"""The rules of this module."""
