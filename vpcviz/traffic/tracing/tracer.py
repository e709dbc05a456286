"""Traces a flow: resolve the name, follow the packet and its answer, and say how it ends."""

from functools import partial

from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.traffic.balancing.targets import idle_zones
from vpcviz.traffic.lookups.gaps import gap_text, may_have_public_ip
from vpcviz.traffic.lookups.index import index_of
from vpcviz.traffic.names.resolver import Resolver
from vpcviz.traffic.packets.flows import Edit, Flow, Trace
from vpcviz.traffic.packets.state import INTERNET, INTERNET6, Address, End, Host, address, is_public, stop_at
from vpcviz.traffic.tracing.arrival import onward
from vpcviz.traffic.tracing.connection import Connection, Onward, Wanted, connect
from vpcviz.traffic.tracing.drafts import TraceDraft
from vpcviz.traffic.tracing.flow_ends import FlowEnd, FlowEnds
from vpcviz.traffic.tracing.from_vpcs import from_vpc
from vpcviz.traffic.tracing.other_names import with_other_names
from vpcviz.traffic.tracing.private_targets import no_public_ip, private_target
from vpcviz.traffic.tracing.way_back import Sender
from vpcviz.traffic.walking.assumptions import Assumption, is_unknown
from vpcviz.traffic.walking.edits import edited
from vpcviz.traffic.walking.walk import last_hop

_MOST_ADDRESSES = 8
"""How many addresses of a destination are tried."""


def trace(network: Network, flow: Flow) -> Trace:
    """The way of a flow over a network, and how it ends. Raises UsageError where source or target mean nothing."""
    return Tracer(network).trace(flow)


class Tracer:
    """Traces flows over one network; its look-ups are made once. `final` ones try no other settings of names; those without
    `advice` seek no change that would help: their traces say as much else.
    """

    def __init__(self, network: Network, *, final: bool = False, advice: bool = True) -> None:
        self.network = network
        self.final = final or not advice
        self.index = index_of(network) if advice else index_of(network).silent
        self.places = FlowEnds(self.index)

    def trace(self, flow: Flow) -> Trace:
        """The way of one flow. Raises UsageError where source or target mean nothing."""
        source = self.places.source(flow.source)
        return self.between(flow, source, self.places.target(flow.target, source))

    def between(self, flow: Flow, source: FlowEnd, target: FlowEnd) -> Trace:
        """The way of a flow whose ends are already read."""
        if isinstance(source.resource, r.Vpc) and source.hosts:
            return from_vpc(flow, source.resource, source, lambda subnet: self.between(flow, subnet, target))
        answer = self._between(flow, source, target)
        if self.final or not target.name or not source.hosts or answer.delivered or answer.verdict == "unknown":
            return answer
        return with_other_names(self.index, answer, source.hosts[0].vpc, target.name, self._tried)

    def _tried(self, edits: tuple[Edit, ...], flow: Flow) -> Trace:
        """The trace of a flow with changes made to the network."""
        tracer = self.index.cached(f"edited-{edits!r}", lambda: Tracer(edited(self.network, edits), final=True))
        return tracer.trace(flow)

    def _between(self, flow: Flow, source: FlowEnd, target: FlowEnd) -> Trace:
        draft = TraceDraft(flow, spec=self.index.spec)
        try:
            if not (source.hosts or source.address):
                raise self._no_address(source)
            draft.addresses = self._addresses(flow, source, target, draft)
            draft.sender = sender = _sender(flow, source, draft.addresses)
            draft.chosen = chosen = _pick(self, sender, draft.addresses)
        except End as end:
            draft.end(end, last_hop(self.index, end, draft.dns), draft.dns)
            return draft.trace()
        connection = draft.connection
        try:
            connect(Wanted(self.index, sender, chosen, flow, _wanted(target, chosen), self._onward(flow)), connection)
        except End as end:
            hops = connection.back if connection.returning else connection.forward
            draft.end(end, last_hop(self.index, end, hops), hops)
        draft.notes += self._others(flow, target, draft.addresses, chosen, sender, reached=draft.ended is not None)
        return draft.trace()

    def not_known(self, flow: Flow, at: r.Resource, missing: str) -> Trace:
        """The trace of a flow of whose target no address is known: `missing` would tell it."""
        draft = TraceDraft(flow)
        text = f"no address of {at.label} is known"
        needs = f"{missing} has an address that the way leads to"
        end = stop_at(at.id, at.kind, "UNKNOWN_DESTINATION", text, missing=missing, needs=needs)
        draft.end(end, [], draft.dns)
        return draft.trace()

    def _others(
        self, flow: Flow, target: FlowEnd, addresses: tuple[Address, ...], chosen: Address, sender: Sender, *, reached: bool
    ) -> list[str]:
        """Notes on the other addresses of the destination that fare otherwise: clients take any. `reached`: which ones to note."""
        notes = []
        for other in addresses[:_MOST_ADDRESSES]:
            if other == chosen or other.version != chosen.version:
                continue
            what = f"{other.text}, which the destination has too,"
            probe, ended = Connection(), None
            try:
                connect(Wanted(self.index, sender, other, flow, _wanted(target, other), self._onward(flow)), probe)
            except End as end:
                ended = end.bare()
            ended = ended or (probe.assumed[0].end if probe.assumed else None)
            if ended is None:
                notes += [f"{what} is reached"] if reached else []
            elif not reached:
                fate = "may not be reached" if is_unknown(ended) else "is not reached"
                notes.append(f"{what} {fate} ({ended.code}): {ended.explanation}")
        return notes

    def _onward(self, flow: Flow) -> Onward:
        return lambda walk, arrived: onward(self.index, flow, walk, arrived)

    # --- addresses ---

    def _addresses(self, flow: Flow, source: FlowEnd, target: FlowEnd, draft: "TraceDraft") -> tuple[Address, ...]:
        six = flow.ipv6 or (bool(source.hosts) and all(host.address.version == 6 for host in source.hosts))
        if target.name:
            return self._resolve(source, target.name, draft, version=6 if six else 4)
        if target.internet and (target.address is None or target.address == INTERNET):
            return (INTERNET6 if six else INTERNET,)
        hosts = self._in_dns(target)
        if source.internet and hosts:
            return self._public_addresses(target, hosts, draft)
        if hosts:
            return tuple(host.address for host in hosts)
        if target.address is None:
            raise self._no_address(target)
        return (target.address,)

    def _in_dns(self, target: FlowEnd) -> tuple[Host, ...]:
        """The hosts of a target that clients come to by its name: of a load balancer those that have something to send to."""
        if not isinstance(target.resource, r.LoadBalancer):
            return target.hosts
        idle = idle_zones(self.index, target.resource)
        return tuple(host for host in target.hosts if host.subnet.zone not in idle)

    def _no_address(self, place: FlowEnd) -> End:
        """The end where an end of the flow has no address that is known."""
        found = place.resource
        if found is None:
            return End("NO_POSSIBLE_DESTINATION", "it has no address", change="name something that has an address")
        text = f"none of the addresses of {found.label} is known"
        missing = gap_text(self.index, "network_interfaces", of=found) or f"the network interfaces of {found.id}"
        needs = f"a network interface of {found.label} lets the packet through, and so does what lies between"
        return stop_at(found.id, found.kind, "NOT_READ", text, missing=missing, needs=needs)

    def _public_addresses(self, target: FlowEnd, hosts: tuple[Host, ...], draft: TraceDraft) -> tuple[Address, ...]:
        """The public addresses of the target's interfaces: the internet knows no others."""
        if target.resource is None and target.address is not None and not is_public(target.address):
            raise private_target(self.index, target.address, hosts[0])
        found = []
        for host in hosts:
            interface = host.interface
            if host.address.version == 6:
                found.append(host.address)
            elif interface is not None:
                text = host.address.text
                ip = self.index.public_address(interface, text) or self.index.carrier_address(interface, text)
                if ip is not None:
                    found.append(ip)
        if found:
            return tuple(found)
        first = hosts[0].interface
        maybe = may_have_public_ip(self.index, first) if first is not None else None
        if maybe is None or maybe[1].hop is None:
            raise no_public_ip(target.resource, hosts[0])
        draft.dns.append(maybe[1].hop)
        draft.assumed.append(Assumption(maybe[1], maybe[1].hop))
        return (maybe[0],)

    def _resolve(self, source: FlowEnd, name: str, draft: "TraceDraft", version: int) -> tuple[Address, ...]:
        resolver = Resolver(self.index, partial(self._reach_server, draft.assumed))
        try:
            if source.premises is not None:
                return resolver.on_premises(source.premises, name).addresses
            vpc = self.index.vpcs.get(source.hosts[0].vpc) if source.hosts else None
            if vpc is None:
                return resolver.in_public(name).addresses
            return resolver.in_vpc(vpc, name, source, source.hosts[0].subnet).addresses
        except End as end:
            if end.code != "NAME_NOT_KNOWN" or end.hop is None or end.hop.id != "internet":
                raise
            # Only public DNS knows the name: whatever its address, it is one of the internet's.
            end.bare().needs = f"public DNS answers {name} with an address of the internet that takes the packet"
            resolver.hops.append(end.hop)
            draft.assumed.append(Assumption(end, end.hop))
            draft.notes.append(f"{name} is taken to have an address of the internet; ask for internet to mean any")
            return (Address(version, -1, name),)
        finally:
            draft.dns += resolver.hops

    def _reach_server(self, assumed: list[Assumption], asker: object, server: Address) -> None:
        """Raise End where a DNS server is not reached by UDP 53 from who asks it; what that takes for granted goes to `assumed`."""
        problem: End | None = None
        maybe: list[Assumption] = []
        for sender in self._askers(asker):
            connection = Connection()
            try:
                flow = Flow(source="", target=server.text, protocol="udp", port=53)
                connect(Wanted(self.index, sender, server, flow), connection)
            except End as end:
                problem = end.bare() if problem is None or (is_unknown(end) and not is_unknown(problem)) else problem
                continue
            if not connection.assumed:
                return
            maybe = maybe or connection.assumed
        if maybe or problem is None:
            assumed += maybe
            return
        if is_unknown(problem):
            raise problem
        raise End(
            "DNS_SERVER_NOT_REACHED",
            f"the DNS server {server.text} is not reached by udp 53: {problem.explanation}",
            hop=problem.hop,
            change=problem.change,
        )

    def _askers(self, asker: object) -> list[Sender]:
        """From where a name server is asked: a server on premises, the interfaces of an outbound endpoint, the host itself."""
        if isinstance(asker, r.OnPremises):
            return [Sender(premises=asker, address=address(server.ip)) for server in asker.dns_servers[:1]]
        if isinstance(asker, r.ResolverEndpoint):
            hosts = self.places.hosts_of(self.network.interfaces_owned.get(asker.id, ()))
            return [Sender(host=host, address=host.address) for host in hosts]
        if isinstance(asker, FlowEnd) and asker.hosts:
            return [Sender(host=asker.hosts[0], address=asker.hosts[0].address)]
        return []


def _sender(flow: Flow, source: FlowEnd, addresses: tuple[Address, ...]) -> Sender:
    """Who sends: the source's address of the IP version that the destination has."""
    versions = {one.version for one in addresses}
    wanted = 6 if versions == {6} or (flow.ipv6 and 6 in versions) else 4
    if source.internet:
        return Sender(
            address=source.address
            if source.address is not None and source.address != INTERNET
            else INTERNET6
            if wanted == 6
            else INTERNET
        )
    if source.premises is not None:
        return Sender(premises=source.premises, address=source.address)
    for host in source.hosts:
        if host.address.version == wanted:
            return Sender(host=host, address=host.address)
    for host in source.hosts:
        if host.address.version in versions:
            return Sender(host=host, address=host.address)
    first = source.hosts[0]
    at: r.Resource = first.interface if first.interface is not None else first.subnet
    text = f"{at.label} has no IPv{wanted} address, and the destination no other"
    raise stop_at(at.id, at.kind, "NO_ADDRESS_OF_FAMILY", text, change=f"give {at.id} an IPv{wanted} address")


def _pick(tracer: Tracer, sender: Sender, addresses: tuple[Address, ...]) -> Address:
    """Of several addresses the one in the sender's zone, else the first: clients take any."""
    version = sender.address.version if sender.address is not None else 4
    fitting = [one for one in addresses if one.version == version]
    if not fitting:
        raise End(
            "NO_ADDRESS_OF_FAMILY",
            f"the destination has no IPv{version} address",
            change=f"send from an IPv{addresses[0].version} address",
        )
    zone = sender.host.subnet.zone if sender.host is not None else ""
    for one in fitting if len(fitting) > 1 else ():
        for interface in tracer.index.interfaces_with(one):
            if zone and interface.zone == zone:
                return one
    return fitting[0]


def _wanted(target: FlowEnd, chosen: Address) -> Host | None:
    return next((host for host in target.hosts if host.address == chosen), None)
