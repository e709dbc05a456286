"""Resolves names as hosts do: by their VPC's resolver, by on-premises DNS servers, or by public DNS.

Sources: Route 53 Developer Guide, "Considerations when working with a private hosted zone" (the most specific zone answers,
and answers NXDOMAIN for what it does not have; at the same domain a forwarding rule goes before a zone; both DNS attributes
must be on), "How Route 53 Resolver determines whether the domain name in a query matches any rules"; AWS PrivateLink
Guide, "DNS hostnames"; VPC User Guide, "DNS attributes for your VPC", "DHCP option sets".
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from vpcviz.model import resources as r
from vpcviz.model.domain_names import covers, in_domain, normal
from vpcviz.model.new_words import word_of
from vpcviz.traffic.lookups.gaps import gap_text, gaps_of
from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.lookups.new_words import not_documented
from vpcviz.traffic.names.answering import Chooser, Steps, check_support, labels, names_answered, profiles_not_in_dump
from vpcviz.traffic.names.asking import Asking
from vpcviz.traffic.names.lattice_names import custom_answer
from vpcviz.traffic.names.public_dns import PublicDns
from vpcviz.traffic.names.records import Found, names_of, no_answer, texts_of
from vpcviz.traffic.packets.flows import Hop
from vpcviz.traffic.packets.nat64 import synthesized
from vpcviz.traffic.packets.state import Address, End, address, resolver_ips, stop, stop_at

AskedBy = Callable[[object, Address], None]
"""Checks that a DNS server at an address is reached from a host or on-premises network; raises End where it is not."""


class Answer(NamedTuple):
    """The addresses that a name stands for, in their order."""

    addresses: tuple[Address, ...]


class Resolver(Steps):
    """One resolution of a name, with its steps in `hops`. `reach` checks that DNS servers are reached."""

    def __init__(self, index: Index, reach: AskedBy) -> None:
        super().__init__(index, [])
        self.reach = reach
        self.public = PublicDns(index)
        self.chooser = Chooser(index, self.hops)
        self.asking = Asking()

    # --- from a VPC ---

    def in_vpc(self, vpc: r.Vpc, name: str, asker: object, subnet: r.Subnet | None = None) -> Answer:
        """What hosts of a subnet get for a name: from the servers of its VPC's DHCP options, by default the VPC's own resolver."""
        options = self.index.network.get(vpc.dhcp_options, r.DhcpOptions)
        if options is None and vpc.dhcp_options and (gap := gap_text(self.index, "dhcp_options", of=vpc)):
            text = f"the DHCP options of {vpc.label} were not read, so which servers its hosts ask is not known"
            raise stop(vpc, "NOT_READ", text, missing=gap)
        servers = options.domain_name_servers if options is not None else ()
        others = [server for server in servers if server != "AmazonProvidedDNS"]
        if others and len(others) == len(servers) and options is not None:
            self._add(options, "ask", f"hosts of {vpc.label} ask {', '.join(others)}")
            return self._one_of(others, name, asker, vpc)
        answer = self.by_resolver(vpc, name)
        if subnet is None or not subnet.dns64 or any(one.version == 6 for one in answer.addresses):
            return answer
        made = tuple(synthesized(one) for one in answer.addresses)
        self._add(subnet, "answer", f"DNS64: {name} has no IPv6 address, so hosts of {subnet.label} get {texts_of(made)} besides")
        return Answer((*answer.addresses, *made))

    def by_resolver(self, vpc: r.Vpc, name: str, *, inbound: bool = False) -> Answer:
        """What the resolver of a VPC answers; `inbound` for queries that came by an inbound endpoint."""
        name = normal(name)
        with self.asking.of(vpc, name, "inbound" if inbound else ""):
            return self._by_resolver(vpc, name, inbound=inbound)

    def _by_resolver(self, vpc: r.Vpc, name: str, *, inbound: bool) -> Answer:
        check_support(self.index, vpc)
        best = self.chooser.best(vpc, name, inbound=inbound)
        if best is None:
            unread = any(map(profiles_not_in_dump, gaps_of(self.index, "route53_profiles", of=vpc)))
            but = " (Route 53 Profiles are not in the dump)" if unread else ""
            text = f"the resolver of {vpc.label}: no private zone, endpoint or rule is for {name}{but}; public DNS answers"
            self._add(vpc, "ask", text)
            return self.public_answer(name, vpc)
        source = best.source
        if isinstance(source, r.ResolverRule):
            return self._by_rule(vpc, source, name)
        if isinstance(source, r.InterfaceEndpoint):
            zone = self.chooser.hidden_zone(vpc, best.domain)
            if zone is not None:
                self._add(zone, "ask", f"the zone that AWS keeps for private DNS of {source.label}")
            return self._by_endpoint(vpc, source, name)
        if isinstance(source, r.ServiceNetwork):
            return self._said(custom_answer(self.index, vpc, source, (best.domain, best.resource), name))
        return self.by_zone(vpc, source, name)

    # --- what answers ---

    def by_zone(self, vpc: r.Vpc | None, zone: r.HostedZone, name: str) -> Answer:
        """What a hosted zone answers; what it does not have does not exist, whatever public DNS says."""
        with self.asking.of(zone, name):
            return self._by_zone(vpc, zone, name)

    def _by_zone(self, vpc: r.Vpc | None, zone: r.HostedZone, name: str) -> Answer:
        found = names_of(self.index, zone).find(self.index, vpc, name)
        if found.servers and vpc is not None:
            return self._delegated(vpc, zone, name, found)
        if not found.records:
            raise no_answer(self.index, zone, name, found)
        record = found.records[0]
        chosen = f" ({found.chosen})" if found.chosen else ""
        if record.alias or record.type == "CNAME":
            target = normal(record.alias or (record.values[0] if record.values else ""))
            self._add(zone, "answer", f"{name} is {'an alias of' if record.alias else 'a CNAME of'} {target}{chosen}")
            if record.alias and in_domain(target, normal(zone.name)):
                return self.by_zone(vpc, zone, target)
            if vpc is None or record.alias:  # Route 53 itself follows an alias; the VPC's rules and zones have no say in it.
                return self.public_answer(target, vpc)
            return self.by_resolver(vpc, target)
        values = dict.fromkeys(value for one in found.records for value in one.values)
        addresses = tuple(ip for ip in map(address, values) if ip is not None)
        if not addresses:
            text = f"the {record.type} record of {name} in {zone.name or zone.id} holds no address"
            raise stop(zone, "NAME_NOT_FOUND", text, change=f"add an A record of {name} to {zone.id}")
        which = "the most specific one associated with the VPC" if zone.private else "public"
        self._add(zone, "answer", f"{name} is {texts_of(addresses)}{chosen}: zone {zone.name} is {which}")
        return Answer(addresses)

    def _delegated(self, vpc: r.Vpc, zone: r.HostedZone, name: str, found: Found) -> Answer:
        """What the DNS servers answer that an NS record of a private zone names: a rule of type delegate leads to them.

        Source: Route 53 Developer Guide, "Resolver delegation rules".
        """
        rules = self.chooser.delegate_rules(vpc)
        for server in found.servers:
            for rule in rules:
                if not in_domain(server, normal(rule.delegation_record)):
                    continue
                ips = [one.text for one in self._server_addresses(vpc, zone, server)]
                said = f"{zone.name} delegates {found.delegated} to {server}, which the rule is for: {', '.join(ips)}"
                self._add(rule, "forward-query", said)
                endpoint = self.index.network.get(rule.endpoint, r.ResolverEndpoint)
                home = self.index.vpcs.get(endpoint.vpc) if endpoint is not None else vpc
                return self._one_of(ips, name, endpoint or vpc, home)
        text = (
            f"zone {zone.label} delegates {found.delegated} to {', '.join(found.servers)}, and no rule of type delegate is for them"
        )
        missing = f"what {', '.join(found.servers)} answer for {name}"
        raise stop(zone, "NAME_NOT_KNOWN", text, missing=missing, needs=f"{name} has an address that takes the packet")

    def _server_addresses(self, vpc: r.Vpc, zone: r.HostedZone, server: str) -> tuple[Address, ...]:
        """The addresses of a DNS server that a zone delegates to: its own record of it (glue), else what the resolver answers."""
        glue = [one for one in zone.records if normal(one.name) == server and one.type in ("A", "AAAA")]
        found = tuple(ip for one in glue for text in one.values if (ip := address(text)) is not None)
        return found or self.by_resolver(vpc, server).addresses

    def _by_endpoint(self, vpc: r.Vpc, endpoint: r.InterfaceEndpoint, name: str) -> Answer:
        """What the hidden, AWS-managed zone of an endpoint with private DNS answers: the IPs of its interfaces."""
        if not any(covers(normal(pattern), name) for pattern in names_answered(endpoint)):
            text = f"the hidden zone of {endpoint.label} has no record of {name}"
            raise stop(endpoint, "NAME_NOT_FOUND", text, said=f"{text}: NXDOMAIN", change="use the service's own name")
        found = self.public.endpoint_addresses(endpoint, name=name)
        self._add(endpoint, "answer", f"private DNS is on: its hidden zone in {vpc.label} answers {name} with {texts_of(found)}")
        return Answer(found)

    def _by_rule(self, vpc: r.Vpc, rule: r.ResolverRule, name: str) -> Answer:
        """Out by the rule's outbound endpoint to its target."""
        network = self.index.network
        if rule.type == "recursive":
            self._add(rule, "ask", f"rule for {rule.domain}: the internet resolver answers")
            return self.public_answer(name, vpc)
        endpoint = network.get(rule.endpoint, r.ResolverEndpoint)
        for one in (rule, endpoint):
            if one is not None and (words := word_of(one)):
                raise not_documented(one, words)
        if not rule.target_ips:
            raise stop(
                rule,
                "NOT_READ",
                f"the targets of rule {rule.label} are not known",
                said="its targets are not known",
                missing=f"the target IPs of {rule.id}",
            )
        self._add(
            rule, "forward-query", f"rule for {rule.domain} is the most specific: {name} goes to {', '.join(rule.target_ips)}"
        )
        if endpoint is not None:
            self._add(endpoint, "forward-query", f"outbound endpoint asks {', '.join(rule.target_ips)}")
        home = self.index.vpcs.get(endpoint.vpc) if endpoint is not None else vpc
        return self._one_of(rule.target_ips, name, endpoint or vpc, home)

    # --- servers ---

    def _one_of(self, ips: Sequence[str], name: str, asker: object, vpc: r.Vpc | None) -> Answer:
        """What the first of some servers that is reached answers."""
        problem: End | None = None
        for ip in ips:
            try:
                return self.server(ip, name, asker, vpc)
            except End as end:
                if end.code != "DNS_SERVER_NOT_REACHED":
                    raise
                problem = problem or end.bare()
        raise problem or stop_at("internet", "internet", "NAME_NOT_FOUND", f"no DNS server is named for {name}")

    def server(self, ip: str, name: str, asker: object, vpc: r.Vpc | None) -> Answer:
        """What the DNS server at an address answers, if it is reached: an inbound endpoint, an on-premises server."""
        target = address(ip)
        inbound = self.index.cached("inbound", self._inbound).get(ip)
        if inbound is not None:
            if target is not None:
                self.reach(asker, target)
            home = self.index.vpcs.get(inbound.vpc)
            if home is None:
                text, vpc_id = f"VPC {inbound.vpc} was not read", f"VPC {inbound.vpc}"
                raise stop(inbound, "UNKNOWN_DESTINATION", text, said="its VPC was not read", missing=vpc_id)
            self._add(inbound, "ask", f"inbound endpoint at {ip}: the resolver of {home.label} answers")
            return self.by_resolver(home, name, inbound=True)
        for premises in self.index.network.on_premises:
            for server in premises.dns_servers:
                if server.ip == ip:
                    if target is not None and asker is not premises:
                        self.reach(asker, target)
                    return self._by_premises_server(premises, server, name)
        if vpc is not None and (ip == "169.254.169.253" or ip in resolver_ips(vpc)):
            return self.by_resolver(vpc, name)
        raise stop_at(
            ip,
            "dns",
            "NAME_NOT_KNOWN",
            f"the DNS server at {ip} is not written down, so what it answers is not known",
            said="what it answers is not known",
            missing=f"the records and forwarders of the DNS server at {ip}",
        )

    def _inbound(self) -> dict[str, r.ResolverEndpoint]:
        found: dict[str, r.ResolverEndpoint] = {}
        for endpoint in self.index.network.resolver_endpoints:
            if endpoint.direction == "inbound":
                for ip in endpoint.ips:
                    if ip.ip:
                        found[ip.ip] = endpoint
        return found

    def on_premises(self, premises: r.OnPremises, name: str) -> Answer:
        """What hosts of an on-premises network get for a name: from its first DNS server, else from public DNS."""
        if not premises.dns_servers:
            self._add(premises, "ask", f"no DNS server is written for {premises.label}: only public DNS answers")
            return self.public_answer(normal(name), None)
        return self._by_premises_server(premises, premises.dns_servers[0], normal(name))

    def _by_premises_server(self, premises: r.OnPremises, server: r.DnsServer, name: str) -> Answer:
        with self.asking.of(premises, name, server.ip):
            return self._asked_premises(premises, server, name)

    def _asked_premises(self, premises: r.OnPremises, server: r.DnsServer, name: str) -> Answer:
        called = server.name or server.ip
        for known, values in sorted(server.records.items()):
            if normal(known) == name:
                found = tuple(ip for ip in map(address, values) if ip is not None)
                self._add(premises, "answer", f"DNS server {called} answers {name} with {texts_of(found)}")
                return Answer(found)
        domains = sorted(
            (domain for domain in server.forwarders if in_domain(name, normal(domain).removeprefix("*."))),
            key=lambda one: (-labels(normal(one).removeprefix("*.")), one),
        )
        if not domains or not server.forwarders[domains[0]]:
            self._add(premises, "ask", f"DNS server {called} has no forwarder for {name}: it asks public DNS")
            return self.public_answer(name, None)
        targets = server.forwarders[domains[0]]
        self._add(premises, "forward-query", f"DNS server {called} forwards {domains[0]} to {', '.join(targets)}")
        return self._one_of(targets, name, premises, None)

    # --- public ---

    def in_public(self, name: str) -> Answer:
        """What public DNS answers."""
        return self.public_answer(normal(name), None)

    def public_answer(self, name: str, vpc: r.Vpc | None = None) -> Answer:
        """What public DNS answers (to the resolver of `vpc`): the network's public hosted zones, AWS's own names."""
        zones = self.index.cached("public-zones", self._public_zones)
        parts = name.split(".")
        zone = next((zones[one] for at in range(len(parts)) if (one := ".".join(parts[at:])) in zones), None)
        if zone is not None:
            return self.by_zone(None, zone, name)
        return self._said(self.public.answer(name, vpc))

    def _said(self, answer: tuple[tuple[Address, ...], Hop]) -> Answer:
        self.hops.append(answer[1])
        return Answer(answer[0])

    def _public_zones(self) -> dict[str, r.HostedZone]:
        """Public hosted zones by domain: of a domain and one below it, the one below answers (it is delegated to)."""
        return {normal(zone.name): zone for zone in reversed(self.index.network.hosted_zones) if not zone.private and zone.name}
