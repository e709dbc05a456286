"""Who answers a query of a VPC: the zone, endpoint or Resolver rule with the longest domain.

Sources: Route 53 Developer Guide, "Considerations when working with a private hosted zone", "How Route 53 Resolver determines
whether the domain name in a query matches any rules"; AWS PrivateLink Guide, "DNS hostnames".
"""

from typing import NamedTuple

from vpcviz.model import resources as r
from vpcviz.model.partitions import partition_of
from vpcviz.traffic.gaps import gap_words, gaps_of
from vpcviz.traffic.index import Index
from vpcviz.traffic.names import in_domain, normal
from vpcviz.traffic.state import hop, stop
from vpcviz.traffic.values import Action, Hop


class Candidate(NamedTuple):
    """Something that may answer a query: a zone, an endpoint's hidden zone, a rule. The longest domain wins, then `rank`."""

    domain: str
    rank: int
    source: r.HostedZone | r.InterfaceEndpoint | r.ResolverRule


def labels(domain: str) -> int:
    """How many labels a domain has; "" has none."""
    return len(domain.split(".")) if domain else 0


def _ec2_domains(vpc: r.Vpc) -> tuple[str, ...]:
    """The domains of EC2's own names, which rules for less specific domains do not forward.

    Source: Route 53 Developer Guide, "Domain names that VPC Resolver creates autodefined system rules for".
    """
    if not vpc.dns_hostnames:
        return ()
    if vpc.region == "us-east-1":
        return ("ec2.internal", "compute-1.internal", "compute-1.amazonaws.com")
    return (f"{vpc.region}.compute.internal", f"{vpc.region}.compute.{partition_of(vpc.region).dns_suffix}")


class Chooser:
    """Chooses who answers; what it passes over is noted in `hops`."""

    def __init__(self, index: Index, hops: list[Hop]) -> None:
        self.index = index
        self.hops = hops

    def _add(self, resource: r.Resource, action: Action, because: str) -> None:
        self.hops.append(hop(resource, action, because))

    def best(self, vpc: r.Vpc, name: str, *, inbound: bool) -> Candidate | None:
        """What answers; None where only public DNS can. Raises End where that is not known or not defined."""
        found = self._candidates(vpc, name, inbound)
        private = [one for one in found if not isinstance(one.source, r.ResolverRule)]
        if private and vpc.dns_hostnames is not True:
            first = max(private, key=lambda one: len(one.domain))
            if vpc.dns_hostnames is None:
                raise stop(
                    vpc,
                    "NOT_READ",
                    f"whether {vpc.label} has DNS hostnames on is not known",
                    said="its DNS hostnames attribute was not read",
                    missing=f"enableDnsHostnames of {vpc.id}",
                )
            self._add(
                first.source,
                "drop",
                f"it does not answer: DNS hostnames of {vpc.label} are off, and private zones need both DNS attributes",
            )
            found = [one for one in found if isinstance(one.source, r.ResolverRule)]
        self._check_gaps(vpc, name, found)
        if not found:
            return None
        found.sort(key=lambda one: (-labels(one.domain), one.rank, one.source.id))
        best = found[0]
        rest = [one for one in found[1:] if one.source.id != best.source.id]
        if isinstance(best.source, r.ResolverRule) and best.source.type == "system":
            self._add(best.source, "ask", f"system rule for {best.domain or '.'}: the VPC's own resolver answers, no forwarding")
            found = [one for one in found if not isinstance(one.source, r.ResolverRule)]
            return found[0] if found else None
        self._check_tie(name, best, rest)
        return best

    def hidden_zone(self, vpc: r.Vpc, domain: str) -> r.HostedZone | None:
        """The zone of an endpoint's private DNS, where the network has it (AWS hides it in accounts)."""
        zones = self.index.cached("zones-of", self._zones_of).get(vpc.id, ())
        return next((zone for zone in zones if zone.managed_by and normal(zone.name) == domain), None)

    def _candidates(self, vpc: r.Vpc, name: str, inbound: bool) -> list[Candidate]:
        found: list[Candidate] = []
        for zone in self.index.cached("zones-of", self._zones_of).get(vpc.id, ()):
            domain = normal(zone.name)
            if in_domain(name, domain):
                found.append(Candidate(domain, 2 if not zone.managed_by else 3, zone))
        for endpoint in self.index.cached("private-dns-of", self._private_dns_of).get(vpc.id, ()):
            if endpoint.private_dns_only_inbound and not inbound:
                continue
            for pattern in endpoint.private_dns_names:
                domain = normal(pattern).removeprefix("*.")
                if in_domain(name, domain):
                    found.append(Candidate(domain, 1, endpoint))
        own = max((labels(one) for one in _ec2_domains(vpc) if in_domain(name, one)), default=0)
        for rule in self.index.cached("rules-of", self._rules_of).get(vpc.id, ()):
            domain = normal(rule.domain)
            if in_domain(name, domain) and labels(domain if domain != "." else "") >= own:
                found.append(Candidate(domain if domain != "." else "", 0, rule))
        return found

    def _zones_of(self) -> dict[str, list[r.HostedZone]]:
        found: dict[str, list[r.HostedZone]] = {}
        for zone in self.index.network.hosted_zones:
            for vpc in zone.vpcs if zone.private else ():
                found.setdefault(vpc, []).append(zone)
        return found

    def _private_dns_of(self) -> dict[str, list[r.InterfaceEndpoint]]:
        found: dict[str, list[r.InterfaceEndpoint]] = {}
        for endpoint in self.index.network.interface_endpoints:
            if endpoint.private_dns and endpoint.state.lower() not in (
                "deleted",
                "deleting",
                "failed",
                "rejected",
                "pendingacceptance",
                "pending-acceptance",
            ):
                found.setdefault(endpoint.vpc, []).append(endpoint)
        return found

    def _rules_of(self) -> dict[str, list[r.ResolverRule]]:
        found: dict[str, list[r.ResolverRule]] = {}
        for rule in self.index.network.resolver_rules:
            for vpc in rule.vpcs:
                found.setdefault(vpc, []).append(rule)
        return found

    def _check_gaps(self, vpc: r.Vpc, name: str, found: list[Candidate]) -> None:
        """What was not read may hold a more specific zone, endpoint or rule; an exact zone cannot be beaten but by a rule."""
        if any(isinstance(one.source, r.ResolverRule) and one.domain == name for one in found):
            return
        exact = any(one.domain == name for one in found)
        keys = ("resolver_rules",) if exact else ("hosted_zones", "interface_endpoints", "resolver_rules")
        for gap in gaps_of(self.index, *keys):
            near = gap.service == "route53" or gap in gaps_of(self.index, *keys, of=vpc)  # Zones may be another account's.
            zone = self.index.network.get(gap.resource, r.HostedZone)
            aside = gap.operation == "ListResourceRecordSets" or (zone is not None and not in_domain(name, normal(zone.name)))
            if near and not aside:
                raise stop(
                    vpc,
                    "NOT_READ",
                    f"what answers {name} in {vpc.label} was not all read",
                    said=f"not all that may answer {name} was read",
                    missing=gap_words(gap, *keys),
                )

    def _check_tie(self, name: str, best: Candidate, rest: list[Candidate]) -> None:
        """AWS refuses a zone and an endpoint's private DNS of one name in one VPC; where both are there, it is open who answers."""
        for other in rest:
            if labels(other.domain) != labels(best.domain) or isinstance(best.source, r.ResolverRule):
                break
            if (
                isinstance(other.source, r.HostedZone)
                and isinstance(best.source, r.InterfaceEndpoint)
                and not other.source.managed_by
            ):
                text = f"{best.source.label} with private DNS and hosted zone {other.source.label} are both for {best.domain}"
                raise stop(
                    best.source,
                    "NAME_PRIORITY_NOT_DEFINED",
                    text,
                    missing=f"which of the two AWS lets answer {name}; it refuses such a pair",
                )
