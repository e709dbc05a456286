"""Rules about what stands in one zone only, and fails with it."""

from collections.abc import Iterator

from vpcviz.findings.context import Context
from vpcviz.findings.phrases import called, words
from vpcviz.findings.rule import Found, Rule
from vpcviz.model import Network
from vpcviz.model import resources as r

POSITION = 190


class _InOneZone(Rule):
    """What fails with its only zone, though its VPC has subnets in others."""

    def check(self, context: Context) -> Found:
        """One finding for each of them, but for what another account owns."""
        for resource, vpc, subnets, where in self._found(context.network):
            zones = context.zones_of(subnets)
            others = context.other_zones(vpc, zones)
            if not resource.foreign and len(zones) == 1 and others:
                text = f"{called(resource)} {where} {zones[0]} only; the VPC also has subnets in {words(others)}."
                yield self.finding(text, resource)

    def _found(self, network: Network) -> Iterator[tuple[r.Resource, str, tuple[str, ...], str]]:
        """What is judged, its VPC, its subnets, and how it stands in a zone, in words."""
        raise NotImplementedError


class LoadBalancerInOneZone(_InOneZone):
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

    def _found(self, network: Network) -> Iterator[tuple[r.Resource, str, tuple[str, ...], str]]:
        """Load balancers all of whose subnets are known."""
        for balancer in network.load_balancers:
            if all(network.get(one, r.Subnet) is not None for one in balancer.subnets):
                yield balancer, balancer.vpc, balancer.subnets, "stands in"


class NetworkFirewallInOneZone(_InOneZone):
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

    def _found(self, network: Network) -> Iterator[tuple[r.Resource, str, tuple[str, ...], str]]:
        """Network firewalls."""
        for firewall in network.network_firewalls:
            yield firewall, firewall.vpc, tuple(dict.fromkeys((*firewall.subnets, *firewall.endpoints))), "has an endpoint in"


class FunctionInOneZone(_InOneZone):
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

    def _found(self, network: Network) -> Iterator[tuple[r.Resource, str, tuple[str, ...], str]]:
        """Lambda functions."""
        for function in network.workloads:
            if function.type == "lambda-function":
                yield function, function.vpc, function.subnets, "has subnets in"


RULES = (LoadBalancerInOneZone, NetworkFirewallInOneZone, FunctionInOneZone)
"""The rules of this module."""
