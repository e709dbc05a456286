"""Who answers a query of a VPC: the zone, endpoint or Resolver rule with the longest domain.

Sources: Route 53 Developer Guide, "Considerations when working with a private hosted zone", "How Route 53 Resolver determines
whether the domain name in a query matches any rules"; AWS PrivateLink Guide, "DNS hostnames".
"""

from collections.abc import Iterator
from typing import NamedTuple

from vpcviz.model import resources as r
from vpcviz.model.domain_names import in_domain, normal
from vpcviz.model.life_cycle import is_dead, is_waiting
from vpcviz.model.partitions import partition_of
from vpcviz.model.services import service_code, service_region
from vpcviz.spec.regions import private_names
from vpcviz.traffic.lookups.gaps import gap_text, gap_words, gaps_of
from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.names.lattice_names import custom_names
from vpcviz.traffic.packets.flows import Action, Hop
from vpcviz.traffic.packets.state import hop, stop
from vpcviz.traffic.walking.edits import put


class Candidate(NamedTuple):
    """Something that may answer a query: a zone, an endpoint's hidden zone, that of a resource in a service network of Lattice, a
    rule; `profile` where a Profile brings it to the VPC. `resource` is what is so called in a service network.

    The longest domain wins, then what is the VPC's own, then the Profile of the lowest priority, then `rank`.
    """

    domain: str
    rank: int
    source: r.HostedZone | r.InterfaceEndpoint | r.ResolverRule | r.ServiceNetwork
    profile: r.Route53Profile | None = None
    priority: int = 0
    resource: str = ""

    @property
    def order(self) -> tuple[int, int, int, str]:
        """What sorts the one that answers first."""
        return -labels(self.domain), self.priority, self.rank, self.source.id


def labels(domain: str) -> int:
    """How many labels a domain has; "" has none."""
    return len(domain.split(".")) if domain else 0


def profiles_not_in_dump(gap: r.Gap) -> bool:
    """Whether a gap tells that a dump has no answers about Route 53 Profiles: few do, so that is said, and decides nothing."""
    return gap.service == "route53profiles" and gap.error == "NotInDump"


def _of_zone(zone: r.HostedZone) -> Candidate:
    return Candidate(normal(zone.name), 2 if not zone.managed_by else 3, zone)


def _of_endpoint(endpoint: r.InterfaceEndpoint) -> Iterator[Candidate]:
    for pattern in names_answered(endpoint):
        yield Candidate(normal(pattern).removeprefix("*."), 1, endpoint)


def _of_rule(rule: r.ResolverRule) -> Iterator[Candidate]:
    """A rule for a domain; one for delegations takes no query by its name."""
    if rule.type != "delegate":
        domain = normal(rule.domain)
        yield Candidate(domain if domain != "." else "", 0, rule)


def names_answered(endpoint: r.InterfaceEndpoint) -> tuple[str, ...]:
    """The names that private DNS of an endpoint answers; of one in a Profile also where it has none in its own VPC."""
    members = tuple(one.private_dns_name for one in endpoint.associations if one.private_dns_name)
    if members:
        return (*endpoint.private_dns_names, *members)
    code = service_code(endpoint.service)
    if endpoint.private_dns_names or not code or ".vpce." in endpoint.service:
        return endpoint.private_dns_names
    return private_names(code, endpoint.service_region or service_region(endpoint.service))


def _ec2_domains(vpc: r.Vpc) -> tuple[str, ...]:
    """The domains of EC2's own names, which rules for less specific domains do not forward.

    Source: Route 53 Developer Guide, "Domain names that VPC Resolver creates autodefined system rules for".
    """
    if not vpc.dns_hostnames:
        return ()
    if vpc.region == "us-east-1":
        return ("ec2.internal", "compute-1.internal", "compute-1.amazonaws.com")
    return (f"{vpc.region}.compute.internal", f"{vpc.region}.compute.{partition_of(vpc.region).dns_suffix}")


def check_support(index: Index, vpc: r.Vpc) -> None:
    """Raise End where the resolver of a VPC does not answer, or that is not known."""
    if vpc.dns_support is None:
        missing = gap_text(index, "vpcs", of=vpc) or f"enableDnsSupport of {vpc.id}"
        raise stop(
            vpc,
            "NOT_READ",
            f"whether {vpc.label} has DNS support is not known",
            said="its DNS support was not read",
            missing=missing,
        )
    if not vpc.dns_support:
        text = f"DNS support of {vpc.label} is off: its resolver does not answer"
        change, edits = f"turn enableDnsSupport of {vpc.id} on", (put(vpc, "dns_support", True),)
        raise stop(vpc, "DNS_SUPPORT_DISABLED", text, change=change, edits=edits)


class Steps:
    """Takes steps of a resolution, and notes them in `hops`."""

    def __init__(self, index: Index, hops: list[Hop]) -> None:
        self.index = index
        self.hops = hops

    def _add(self, resource: r.Resource, action: Action, because: str) -> None:
        self.hops.append(hop(resource, action, because))


class Chooser(Steps):
    """Chooses who answers; what it passes over is noted in `hops`."""

    def best(self, vpc: r.Vpc, name: str, *, inbound: bool) -> Candidate | None:
        """What answers; None where only public DNS can. Raises End where that is not known or not defined."""
        self._meet_firewalls(vpc)
        candidates = self._candidates(vpc, name, inbound)
        private = [one for one in candidates if not isinstance(one.source, r.ResolverRule)]
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
            candidates = [one for one in candidates if isinstance(one.source, r.ResolverRule)]
        self._check_gaps(vpc, name, candidates)
        if not candidates:
            return None
        candidates.sort(key=lambda one: one.order)
        best = candidates[0]
        if best.profile is not None:
            self._add(best.profile, "ask", f"Route 53 Profile {best.profile.label} brings {best.source.label} to {vpc.label}")
        rest = [one for one in candidates[1:] if one.source.id != best.source.id]
        if isinstance(best.source, r.ResolverRule) and best.source.type == "system":
            self._add(best.source, "ask", f"system rule for {best.domain or '.'}: the VPC's own resolver answers, no forwarding")
            candidates = [one for one in candidates if not isinstance(one.source, r.ResolverRule)]
            return candidates[0] if candidates else None
        self._check_tie(name, best, rest)
        return best

    def _meet_firewalls(self, vpc: r.Vpc) -> None:
        """Note, once, the DNS Firewall rule groups that Profiles bring: their rules are not read.

        Source: Route 53 Developer Guide, "What are Amazon Route 53 Profiles?" (which resources may be in one).
        """
        for profile in self.index.network.route53_profiles:
            groups = profile.firewall_rule_groups if vpc.id in profile.vpcs else ()
            if groups and not any(one.id == profile.id and one.action == "inspect" for one in self.hops):
                names = ", ".join(one.rpartition("/")[2] for one in groups)
                self._add(profile, "inspect", f"its DNS Firewall rule group {names} sees the query; the rules are not evaluated")

    def hidden_zone(self, vpc: r.Vpc, domain: str) -> r.HostedZone | None:
        """The zone of an endpoint's private DNS, where the network has it (AWS hides it in accounts)."""
        zones = self.index.cached("zones-of", self._zones_of).get(vpc.id, ())
        return next((zone for zone in zones if zone.managed_by and normal(zone.name) == domain), None)

    def _candidates(self, vpc: r.Vpc, name: str, inbound: bool) -> list[Candidate]:
        own = max((labels(one) for one in _ec2_domains(vpc) if in_domain(name, one)), default=0)
        answering = [one for one in self._all_of(vpc) if in_domain(name, one.domain)]
        return [
            one
            for one in answering
            if not (isinstance(one.source, r.InterfaceEndpoint) and one.source.private_dns_only_inbound and not inbound)
            and not (isinstance(one.source, r.ResolverRule) and labels(one.domain) < own)
        ]

    def _all_of(self, vpc: r.Vpc) -> list[Candidate]:
        """All that may answer queries of a VPC: its own zones, endpoints and rules, and those that its Profiles bring."""
        return self.index.cached(f"answering-{vpc.id}", lambda: list(self._gather(vpc)))

    def _gather(self, vpc: r.Vpc) -> Iterator[Candidate]:
        network = self.index.network
        for zone in self.index.cached("zones-of", self._zones_of).get(vpc.id, ()):
            yield _of_zone(zone)
        for endpoint in self.index.cached("private-dns-of", self._private_dns_of).get(vpc.id, ()):
            yield from _of_endpoint(endpoint)
        for named in custom_names(self.index, vpc):
            yield Candidate(named.name, 1, named.network, resource=named.resource)
        for rule in self.index.cached("rules-of", self._rules_of).get(vpc.id, ()):
            yield from _of_rule(rule)
        for profile in network.route53_profiles:
            if vpc.id not in profile.vpcs:
                continue
            zones = [network.get(one, r.HostedZone) for one in profile.hosted_zones]
            endpoints = [network.get(one, r.InterfaceEndpoint) for one in profile.interface_endpoints]
            rules = [network.get(one, r.ResolverRule) for one in profile.resolver_rules]
            brought = [_of_zone(zone) for zone in zones if zone is not None]
            brought += [one for endpoint in endpoints if endpoint is not None for one in _of_endpoint(endpoint)]
            brought += [one for rule in rules if rule is not None for one in _of_rule(rule)]
            here = next((one.priority for one in profile.priorities if one.vpc == vpc.id), profile.priority)
            yield from (one._replace(profile=profile, priority=here or 100) for one in brought)

    def delegate_rules(self, vpc: r.Vpc) -> list[r.ResolverRule]:
        """The rules for delegations of a VPC, its own and its Profiles'."""
        network = self.index.network
        ids = [one for profile in network.route53_profiles if vpc.id in profile.vpcs for one in profile.resolver_rules]
        brought = [rule for rule in (network.get(one, r.ResolverRule) for one in ids) if rule is not None]
        own = self.index.cached("rules-of", self._rules_of).get(vpc.id, [])
        return [rule for rule in (*own, *brought) if rule.type == "delegate"]

    def _zones_of(self) -> dict[str, list[r.HostedZone]]:
        found: dict[str, list[r.HostedZone]] = {}
        for zone in self.index.network.hosted_zones:
            for vpc in zone.vpcs if zone.private else ():
                found.setdefault(vpc, []).append(zone)
        return found

    def _private_dns_of(self) -> dict[str, list[r.InterfaceEndpoint]]:
        found: dict[str, list[r.InterfaceEndpoint]] = {}
        for endpoint in self.index.network.interface_endpoints:
            if endpoint.private_dns and not (is_waiting(endpoint.state) or is_dead(endpoint.state)):
                found.setdefault(endpoint.vpc, []).append(endpoint)
        return found

    def _rules_of(self) -> dict[str, list[r.ResolverRule]]:
        found: dict[str, list[r.ResolverRule]] = {}
        for rule in self.index.network.resolver_rules:
            for vpc in rule.vpcs:
                found.setdefault(vpc, []).append(rule)
        return found

    def _check_profiles(self, vpc: r.Vpc, name: str) -> None:
        """What is in a Profile and was not read may be for the name."""
        network = self.index.network
        for profile in network.route53_profiles:
            if vpc.id not in profile.vpcs:
                continue
            ids = (*profile.hosted_zones, *profile.resolver_rules, *profile.interface_endpoints)
            unread = [one for one in ids if one not in network.by_id]
            if profile.resources_known and not unread:
                continue
            what = ", ".join(unread[:4]) or f"what is in Route 53 Profile {profile.label}"
            text = f"{what}, which {profile.label} brings to {vpc.label}, was not read" if unread else f"{what} was not read"
            needs = f"nothing in Route 53 Profile {profile.label} that was not read is for {name}"
            raise stop(profile, "NOT_READ", text, missing=what, needs=needs)

    def _check_gaps(self, vpc: r.Vpc, name: str, found: list[Candidate]) -> None:
        """What was not read may hold a more specific zone, endpoint or rule; an exact zone cannot be beaten but by a rule."""
        if any(isinstance(one.source, r.ResolverRule) and one.domain == name for one in found):
            return
        exact = any(one.domain == name for one in found)
        if not exact:
            self._check_profiles(vpc, name)
        keys = ("resolver_rules",) if exact else ("hosted_zones", "interface_endpoints", "resolver_rules", "route53_profiles")
        for gap in gaps_of(self.index, *keys):
            near = gap.service == "route53" or gap in gaps_of(self.index, *keys, of=vpc)  # Zones may be another account's.
            zone = self.index.network.get(gap.resource, r.HostedZone)
            aside = gap.operation == "ListResourceRecordSets" or (zone is not None and not in_domain(name, normal(zone.name)))
            if near and not aside and not profiles_not_in_dump(gap):
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
