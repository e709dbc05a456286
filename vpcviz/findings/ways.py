"""The ways that rules ask for, each followed once, by the functions that traces use: where routes lead, and whole traces."""

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeVar

from vpcviz.errors import UsageError
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.traffic import Flow, Trace
from vpcviz.traffic.packets.state import INTERNET, INTERNET6, Address, Host, address, is_public
from vpcviz.traffic.tracing.route_walk import RouteWalk, follow_routes
from vpcviz.traffic.tracing.tracer import Tracer

T = TypeVar("T")
Key = tuple[str, ...]
"""What was asked: its sort first, then the ids that it is about."""


CUT_OFF = "VPC_BLOCK_PUBLIC_ACCESS_ENABLED"
"""How a trace ends that VPC Block Public Access stops."""

SENT_TO = "sent-to"
"""The key, with the ids of two VPCs, of which way the route tables of the first send packets for the second."""

GOING_OUT = "going-out"
"""The key, with the ids of a VPC, a rule and a thing, of what a rule finds that hangs on how the VPC's subnets reach the internet
and services with gateway endpoints, and on nothing else that routes say.
"""


def _inspects(passed: r.Resource | None) -> bool:
    return passed is not None and (passed.INSPECTS or isinstance(passed, r.NetworkInterface))


def _leads_out(key: Key) -> bool:
    """Whether a key is that of routes to what is outside of the network, or of a trace to an AWS service."""
    return key[0] == "routes" or (key[0] == "trace" and key[2].startswith("com.amazonaws."))


class WayOut(NamedTuple):
    """A subnet's way to the internet: the gateway that it ends at, the NAT gateway that it uses, if any, the transit gateways
    that it passes, one as often as it is passed, and whether it is inspected on the way.
    """

    gateway: r.Resource
    nat: r.NatGateway | None
    transit_gateways: tuple[str, ...]
    inspected: bool = False


class Known(NamedTuple):
    """The ways over another network; `is_same` says of which subnet, by its id, that to which target outside is the same,
    `sends_alike` from which VPC, by its id, every packet is sent on alike: by the same routes, to things that are the same;
    `goes_out_alike` which of these VPCs reach all that is outside as they do there.
    """

    ways: "Ways"
    is_same: Callable[[str, str], bool]
    sends_alike: Callable[[str], bool]
    goes_out_alike: Callable[[str], bool]

    def holds(self, key: Key) -> bool:
        """Whether what was asked there by a key is answered alike here."""
        if not self.ways.has(key):
            return False
        if key[0] in (SENT_TO, GOING_OUT):
            return self.sends_alike(key[1]) and (key[0] == SENT_TO or self.goes_out_alike(key[1]))
        return _leads_out(key) and self.is_same(key[1], key[2])


class Ways:
    """The ways over one network; what is `known` of another one is not asked again."""

    def __init__(self, network: Network, known: Known | None = None) -> None:
        self.network = network
        self.known = known
        self.tracer = Tracer(network, advice=False)  # Findings suggest changes of their own.
        self.index = self.tracer.index
        self._made: dict[Key, object] = {}

    def once(self, key: Key, make: Callable[[], T]) -> T:
        """What `make` answers, asked once."""
        if key not in self._made:
            known = self.known
            self._made[key] = known.ways.once(key, make) if known is not None and known.holds(key) else make()
        return self._made[key]  # type: ignore[return-value]

    def has(self, key: Key) -> bool:
        """Whether something was asked."""
        return key in self._made

    def going_out(self) -> dict[Key, object]:
        """What rules found of VPCs' ways out: findings and ids, nothing of the network itself."""
        return {key: made for key, made in self._made.items() if key[0] == GOING_OUT}

    def take(self, made: Mapping[Key, object]) -> None:
        """Take what another process found of that."""
        self._made.update(made)

    # --- where routes lead --------------------------------------------------------------------------------------------

    def host(self, subnet: r.Subnet, version: int = 4) -> Host | None:
        """Any host of a subnet; None where the subnet has no address of the IP version."""
        hosts = self.once(("host", subnet.id), lambda: self.tracer.places.source(subnet.id).hosts)
        return next((one for one in hosts if one.address.version == version), None)

    def to_internet(self, subnet: r.Subnet) -> RouteWalk | None:
        """Where the routes lead what any host of a subnet sends to the internet over IPv4."""
        return self._routes(subnet, INTERNET, "internet")

    def to_internet6(self, subnet: r.Subnet) -> RouteWalk | None:
        """The same over IPv6."""
        return self._routes(subnet, INTERNET6, "internet6")

    def to_service(self, subnet: r.Subnet, service: str) -> RouteWalk | None:
        """The same for the public addresses of an AWS service (`com.amazonaws.REGION.CODE`)."""
        return self._routes(subnet, Address(4, -1, service, service), service)

    def answers_out(self, subnet: r.Subnet) -> RouteWalk | None:
        """The same for answers to the internet, which NAT gateways do not let out."""
        six = self.host(subnet) is None
        return self._routes(subnet, INTERNET6 if six else INTERNET, "answer", answer=True)

    def from_nat(self, nat: r.NatGateway, subnet: r.Subnet) -> RouteWalk:
        """Where the routes lead what a NAT gateway sends on to the internet."""
        own = address(self.index.nat_address(nat)) or Address(4, -1, f"the private IP of {nat.label}")
        return follow_routes(self.index, Host(own, nat.vpc or subnet.vpc, subnet, None), INTERNET)

    def _routes(self, subnet: r.Subnet, to: Address, key: str, *, answer: bool = False) -> RouteWalk | None:
        host = self.host(subnet, to.version)
        if host is None:
            return None
        return self.once(("routes", subnet.id, key), lambda: follow_routes(self.index, host, to, answer=answer))

    def between(self, subnet: r.Subnet, other: r.Subnet) -> RouteWalk | None:
        """Where the routes lead what any host of a subnet sends to any host of another."""
        host, there = self.host(subnet), self.host(other)
        if host is None or there is None:
            return None
        return self.once(("between", subnet.id, other.id), lambda: follow_routes(self.index, host, there.address))

    def way_out(self, subnet: r.Subnet) -> WayOut | None:
        """How the routes lead a subnet's IPv4 traffic to the internet; None where they do not, or it is not known whether."""
        walk = self.to_internet(subnet)
        return None if walk is None else self._way_out(walk)

    def _way_out(self, walk: RouteWalk) -> WayOut | None:
        """The gateway that a way by routes ends at, with what it passed; None where it does not lead to the internet."""
        if walk.end is not None and walk.end.code == CUT_OFF:
            return None
        passed = [self.network.by_id.get(one.split(" ")[0]) for one in walk.devices]
        gateway = passed[-1] if passed else None
        if gateway is None or not gateway.TO_INTERNET:
            return None
        nats = [one for one in passed if isinstance(one, r.NatGateway)]
        hubs = tuple(one.id for one in passed if isinstance(one, r.TransitGateway))
        return WayOut(gateway, nats[-1] if nats else None, hubs, any(map(_inspects, passed)))

    def answers_leave(self, subnet: r.Subnet) -> bool | None:
        """Whether answers of a subnet's hosts to the internet get to an internet gateway of the VPC; None where not known."""
        walk = self.answers_out(subnet)
        if walk is None or walk.unknown:
            return None
        way = self._way_out(walk)
        return way is not None and getattr(way.gateway, "vpc", "") in ("", subnet.vpc) and not way.transit_gateways

    # --- traces -------------------------------------------------------------------------------------------------------

    def trace(self, flow: Flow) -> Trace | None:
        """The trace of a flow; None where source or target mean nothing."""
        key = ("trace", flow.source, flow.target, flow.protocol, str(flow.port), str(flow.ipv6))
        return self.once(key, lambda: self._trace(flow))

    def _trace(self, flow: Flow) -> Trace | None:
        try:
            return self.tracer.trace(flow)
        except UsageError:
            return None

    def resolves_privately(self, vpc: r.Vpc, name: str) -> bool | None:
        """Whether hosts of a VPC get private addresses for a name; None where they get none, or it is not known."""
        for subnet in self.network.subnets_of.get(vpc.id, ())[:1]:
            trace = self.trace(Flow(source=subnet.id, target=name))
            found = [address(text) for text in trace.addresses] if trace is not None else []
            if found:
                return any(one is not None and not is_public(one) for one in found)
        return None
