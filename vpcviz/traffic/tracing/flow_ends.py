"""What a user means by `--from` and `--to`: an id, a name, an IP, a subnet, on-premises, the internet, a DNS name."""

import re
from collections.abc import Iterable
from operator import attrgetter
from typing import NamedTuple

from vpcviz.errors import UsageError
from vpcviz.model import resources as r
from vpcviz.model.addresses import blocks_of, cidr_text, parse_block
from vpcviz.model.domain_names import is_name
from vpcviz.model.services import service_code, service_name, service_region
from vpcviz.spec.problems import nearest, shown
from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.names.service_names import public_name, service_called, service_words
from vpcviz.traffic.packets.state import INTERNET, Address, Host, address, is_public
from vpcviz.traffic.routing.far_ends import BEHIND_ANY, behind, far_end, ranges_behind
from vpcviz.traffic.tracing.stand_ins import free_address, host_of

INTERNET_WORDS = ("internet", "the internet", "0.0.0.0/0", "::/0")
PREMISES_WORDS = ("on-premises", "on-prem", "onprem", "on premises")


_URL = re.compile(r"[a-z]+://([^/:?#@]+)")
_SENDERS = "an interface, instance, subnet, VPC, IP, on-premises network or internet"


class FlowEnd(NamedTuple):
    """An end of a flow: hosts in a VPC (several for what has several interfaces), an on-premises network, the internet, a name.

    `name` is a DNS name to resolve. `resource` is the resource that was asked for, where it was one.
    """

    hosts: tuple[Host, ...] = ()
    premises: r.OnPremises | None = None
    address: Address | None = None
    internet: bool = False
    name: str = ""
    resource: r.Resource | None = None

    @property
    def region(self) -> str:
        """The region of a place in a VPC."""
        return self.hosts[0].subnet.region if self.hosts else ""


class FlowEnds:
    """Reads the ends of flows over one network."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.network = index.network
        self._any_hosts: dict[str, tuple[Host, ...]] = {}

    def source(self, text: str) -> FlowEnd:
        """Where a packet comes from. Raises UsageError where the text means nothing, several things, or nothing that sends."""
        place = self._read(text, "")
        if place.name:
            raise UsageError(f"--from {shown(text)} is a DNS name; packets come from {_SENDERS}")
        if place.address is not None and not (place.hosts or place.premises or place.internet):
            raise UsageError(f"--from {place.address.text}: no interface, subnet or on-premises network has this address")
        return place

    def target(self, text: str, source: FlowEnd) -> FlowEnd:
        """Where a packet goes; names of services without a region mean the source's. Raises UsageError as `source` does."""
        return self._read(text, source.region or self._only_region(), target=True)

    def _only_region(self) -> str:
        regions = sorted({vpc.region for vpc in self.network.vpcs if vpc.region})
        return regions[0] if regions else ""

    def _read(self, text: str, region: str, *, target: bool = False) -> FlowEnd:
        option = "--to" if target else "--from"
        word = text.strip()
        if target and (url := _URL.match(word)):
            word = url[1]
        if not word:
            raise UsageError(f"{option} is empty")
        if word.lower() in INTERNET_WORDS:
            return FlowEnd(internet=True, address=INTERNET)
        found = self.network.by_id.get(word)
        if found is not None:
            return self._resource(found, option, region)
        ip = address(word)
        if ip is not None:
            return self._ip(ip, option)
        block = parse_block(word) if "/" in word else None
        if block is not None:
            return self._cidr(word, option)
        named = self._named(word)
        if target and "." in word and not any(one.FLOW_END for one in named):
            named = []  # A zone, prefix list or endpoint service called by a DNS name: the name itself is meant.
        if len(named) > 1:
            raise UsageError(f"{option} {shown(word)} means {len(named)} things: {_list(named)}; use an id")
        if named:
            return self._resource(named[0], option, region)
        if word.lower() in PREMISES_WORDS:
            return self._only_premises(option)
        if target and (code := service_called(word)):
            return FlowEnd(name=public_name(service_name(code, region), code, region))
        if target and service_code(word) and ".vpce." not in word:
            return FlowEnd(name=public_name(word, service_code(word), service_region(word)))
        if is_name(word):
            return FlowEnd(name=word)
        words = [one.name for one in self.network if one.name] + [one.id for one in self.network] + ["internet", "on-premises"]
        hint = nearest(word, [*words, *service_words()] if target else words)
        raise UsageError(f"{option} {shown(word)}: there is no such resource, address or name{'; ' + hint if hint else ''}")

    def _named(self, word: str) -> list[r.Resource]:
        """Resources of a name; of things that are ends of traffic before others, the same case before another."""
        if word.lower() not in self.index.cached("names", self._names):
            return []
        by_name = self.index.cached("by-name", self._by_name)
        found = by_name[word.lower()]
        exact = [one for one in found if one.name == word] or found
        ends: list[r.Resource] = [one for one in exact if one.FLOW_END]
        return ends or [one for one in exact if isinstance(one, r.Vpc)] or exact

    def _names(self) -> frozenset[str]:
        """The names of all resources: most words are none of them."""
        return frozenset(map(str.lower, map(attrgetter("name"), self.network)))

    def _by_name(self) -> dict[str, list[r.Resource]]:
        found: dict[str, list[r.Resource]] = {}
        for resource in self.network:
            if resource.name:
                found.setdefault(resource.name.lower(), []).append(resource)
        return found

    # --- addresses ---

    def _ip(self, ip: Address, option: str) -> FlowEnd:
        interfaces = self.index.interfaces_with(ip)
        if len(interfaces) > 1:
            raise UsageError(f"{option} {ip.text} is the address of {len(interfaces)} interfaces: {_list(interfaces)}; use an id")
        if interfaces:
            host = self._host(interfaces[0], ip)
            return FlowEnd((host,), address=ip) if host is not None else FlowEnd(address=ip)
        public = self.index.public.get(ip.number) if ip.version == 4 else None
        if public is not None:
            if option == "--to":
                return FlowEnd(address=ip, internet=True)
            private = address(public[1])
            host = self._host(public[0], private) if private is not None else None
            return FlowEnd((host,), address=private) if host is not None else FlowEnd(address=ip)
        premises = self.index.premises_table.longest(ip.version, ip.number)
        if premises is not None:
            return FlowEnd(premises=premises, address=ip)
        subnets = [subnet for vpc in self.network.vpcs if (subnet := self.index.subnet_at(vpc.id, ip)) is not None]
        if len(subnets) == 1:
            if option == "--to":
                return FlowEnd(address=ip)
            holder = self.index.interface_with(subnets[0].vpc, ip)  # By a prefix that is delegated to it.
            return FlowEnd((Host(ip, subnets[0].vpc, subnets[0], holder),), address=ip)
        if option == "--from" and not subnets and (far := behind(self.index, ip)) is not None:
            return FlowEnd(premises=far, address=ip)
        if len(subnets) > 1 and option == "--from":
            raise UsageError(
                f"{option} {ip.text} is in {len(subnets)} subnets: {_list(subnets)}; use an interface's or instance's id"
            )
        service = self.index.service_table.longest(ip.version, ip.number) or ""
        return FlowEnd(address=ip._replace(service=service), internet=is_public(ip))

    def _cidr(self, text: str, option: str) -> FlowEnd:
        """The subnet, or else the on-premises network, whose CIDR it is."""
        block = parse_block(text)
        subnets = [subnet for subnet in self.network.subnets if block in blocks_of(subnet.cidr, *subnet.ipv6_cidrs)]
        if len(subnets) > 1:
            raise UsageError(f"{option} {text} is the CIDR of {len(subnets)} subnets: {_list(subnets)}; use an id")
        if subnets:
            return self._subnet(subnets[0])
        for premises in self.network.on_premises:
            if block in blocks_of(*premises.cidrs):
                return self._premises(premises, text)
        raise UsageError(f"{option} {text}: no subnet and no on-premises network has this CIDR")

    def any_host(self, subnet: r.Subnet) -> tuple[Host, ...]:
        """Any host of a subnet: an address of each of its ranges that no interface has."""
        made = self._any_hosts.get(subnet.id)
        if made is None:
            found = [free_address(self.index, subnet, cidr) for cidr in (subnet.cidr, *subnet.ipv6_cidrs)]
            made = self._any_hosts[subnet.id] = tuple([Host(one, subnet.vpc, subnet, None) for one in found if one is not None])
        return made

    def _subnet(self, subnet: r.Subnet) -> FlowEnd:
        return FlowEnd(self.any_host(subnet), resource=subnet)

    # --- resources ---

    def _host(self, interface: r.NetworkInterface, ip: Address) -> Host | None:
        subnet = self.index.subnets.get(interface.subnet) or self.index.subnet_at(interface.vpc, ip)
        return Host(ip, interface.vpc or subnet.vpc, subnet, interface) if subnet is not None else None

    def hosts_of(self, interfaces: Iterable[r.NetworkInterface]) -> tuple[Host, ...]:
        """The interfaces as ends of flows: each with its primary private IP, then each with its IPv6 address."""
        ordered = list(interfaces)
        if len(ordered) > 1:
            ordered.sort(key=lambda one: (one.zone, one.id))
        texts = [(one, one.private_ips[0]) for one in ordered if one.private_ips]
        texts += [(one, one.ipv6s[0]) for one in ordered if one.ipv6s]
        hosts = [self._host(one, ip) for one, text in texts if (ip := address(text)) is not None]
        return tuple([host for host in hosts if host is not None])

    def _resource(self, found: r.Resource, option: str, region: str) -> FlowEnd:
        target = option == "--to"
        if isinstance(found, r.NetworkInterface):
            return self._with_hosts(found, (found,))
        if isinstance(found, r.Subnet):
            return self._subnet(found)
        if isinstance(found, r.OnPremises):
            return self._premises(found)
        if isinstance(found, r.CustomerGateway):
            premises = self.network.get(found.on_premises, r.OnPremises)
            if premises is not None:
                return self._premises(premises)
        if (far := far_end(self.index, found.id)) is not None:
            return self._far_end(far, found, option)
        if target and isinstance(found, r.Service):
            return FlowEnd(name=self._service_name(found.id, (*found.private_dns_names, *found.dns_names)), resource=found)
        if target and isinstance(found, r.GatewayEndpoint):
            return FlowEnd(name=self._service_name(found.service, ()), resource=found)
        if found.FLOW_END or found.id in self.network.interfaces_owned:
            return self._with_hosts(found, self.network.interfaces_owned.get(found.id, ()))
        if isinstance(found, r.Vpc) and (target or self.network.subnets_of.get(found.id)):
            return self._any_host(found, self.network.subnets_of.get(found.id, ()))
        if isinstance(found, r.ClientVpnEndpoint) and not target:
            # Clients' addresses are translated to ones of the associated subnets (Client VPN Administrator Guide, "How it works").
            return self._any_host(found, [self.index.subnets[one] for one in found.subnets if one in self.index.subnets])
        if isinstance(found, r.Vpc):
            raise UsageError(f"{option} {shown(found.label)} is a VPC of which no subnet is known: nothing comes from it")
        verb = "goes to" if target else "comes from"
        other = ", or a service" if target else ""
        article = "an" if found.kind[:1] in "aeiou" else "a"
        raise UsageError(f"{option} {shown(found.label)} is {article} {found.kind}: nothing {verb} it; name {_SENDERS}{other}")

    def _any_host(self, found: r.Resource, subnets: Iterable[r.Subnet]) -> FlowEnd:
        hosts = [host for subnet in subnets for host in self._subnet(subnet).hosts]
        ranges = blocks_of(*found.cidrs) if isinstance(found, r.Vpc) and not hosts else ()
        return FlowEnd(tuple(hosts), address=host_of(ranges[0]) if ranges else None, resource=found)

    def _with_hosts(self, found: r.Resource, interfaces: Iterable[r.NetworkInterface]) -> FlowEnd:
        return FlowEnd(self.hosts_of(interfaces), resource=found)

    def _service_name(self, service: str, names: tuple[str, ...]) -> str:
        """A name that clients use: not one that only stands in endpoints' own names (AWS PrivateLink Guide, "DNS hostnames")."""
        apart = ".vpce." not in service
        plain = [name for name in names if not name.startswith("*.") and not (apart and ".vpce." in name)]
        return plain[0] if plain else public_name(service, service_code(service), service_region(service))

    def _premises(self, premises: r.OnPremises, cidr: str = "") -> FlowEnd:
        for text in (cidr, *sorted(premises.cidrs, key=self._in_vpc)):
            block = parse_block(text) if text else None
            if block is not None:
                return FlowEnd(premises=premises, address=host_of(block), resource=premises)
        raise UsageError(f"on-premises network {shown(premises.label)} has no CIDR; write one, or give an IP")

    def _far_end(self, far: r.OnPremises, found: r.Resource | None, option: str) -> FlowEnd:
        """A host behind a thing that leads to a network that is not written down, by an address that it is told to have."""
        ranges = sorted(ranges_behind(self.index, far.id), key=lambda one: self._in_vpc(cidr_text(one)))
        if not ranges:
            thing = found.label if found is not None else "on-premises"
            raise UsageError(f"{option} {shown(thing)}: which addresses are behind it is not told; give one, such as 10.0.0.10")
        one = host_of(ranges[0])
        return FlowEnd(premises=far if option == "--from" else None, address=one, resource=found)

    def _in_vpc(self, cidr: str) -> bool:
        """Whether a VPC has addresses of a CIDR too: they stand for an on-premises network only where it has no others."""
        block = parse_block(cidr)
        return block is not None and any(one.overlaps(block) for own in self.index.blocks_of.values() for one in own)

    def _only_premises(self, option: str) -> FlowEnd:
        networks = self.network.on_premises
        if len(networks) == 1:
            return self._premises(networks[0])
        if networks:
            raise UsageError(f"{option} on-premises means {len(networks)} networks: {_list(networks)}; name one")
        if (far := far_end(self.index, BEHIND_ANY)) is not None:
            return self._far_end(far, None, option)
        raise UsageError(f"{option} on-premises: no on-premises network is in the source; give an IP, or write on_premises")


def _list(resources: Iterable[r.Resource]) -> str:
    found = sorted(resources, key=lambda one: one.id)
    text = ", ".join(f"{one.id} ({one.kind}{' ' + one.name if one.name and one.name != one.id else ''})" for one in found[:6])
    return text + (", …" if len(found) > 6 else "")
