"""What a packet's walk works with: addresses, the packet, where it is next, and how a walk ends before its time."""

from typing import NamedTuple, TypedDict, Unpack

from msgspec import structs

from vpcviz.model import resources as r
from vpcviz.model.addresses import Block, blocks_of, parse_ip
from vpcviz.traffic.packets.codes import REASONS
from vpcviz.traffic.packets.flows import Action, Edit, Hop, Protocol


class Address(NamedTuple):
    """An IP address: `number` is -1 for a public address that is not known; `service` names the AWS service that has it.

    `text` is how hops show it.
    """

    version: int
    number: int
    text: str
    service: str = ""

    @property
    def known(self) -> bool:
        """Whether the address itself is known, and not only whose it is."""
        return self.number >= 0


def address(text: str, service: str = "") -> Address | None:
    """The address that a text is, None where it is none."""
    text = text.strip()
    parsed = parse_ip(text)
    return None if parsed is None else Address(parsed[0], parsed[1], text, service)


PRIVATE = blocks_of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")
"""RFC 1918."""
SHARED = blocks_of("100.64.0.0/10")
"""RFC 6598."""
UNIQUE_LOCAL = blocks_of("fc00::/7")
"""RFC 4193."""
MULTICAST = blocks_of("224.0.0.0/4", "ff00::/8")
"""RFC 5771, RFC 4291."""
_NOT_PUBLIC = (*PRIVATE, *SHARED, *blocks_of("127.0.0.0/8", "169.254.0.0/16", "fc00::/7", "fe80::/10"))
_DOCUMENTATION = blocks_of("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")

INTERNET = Address(4, (192 << 24) + (2 << 8) + 1, "192.0.2.1")
"""What stands for any address on the internet: one reserved for documentation, which nothing else has."""
INTERNET6 = Address(6, 0x20010DB8FFFF << 80 | 1, "2001:db8:ffff::1")


def within(one: Address, block: Block) -> bool | None:
    """Whether an address is in a block; None where the address is not known and the block could have it."""
    if one.version != block.version:
        return False
    if one.known:
        return block.first <= one.number <= block.last
    if block.length == 0:
        return True
    return False if any(private.contains(block) for private in _NOT_PUBLIC) else None


def within_any(one: Address, blocks: tuple[Block, ...]) -> bool:
    """Whether an address is surely in one of the blocks."""
    version, number = one.version, one.number
    if number < 0:
        return any(within(one, block) for block in blocks)
    for block in blocks:  # noqa: SIM110 - twice as fast as any(), and asked for each packet
        if block.version == version and block.first <= number <= block.last:
            return True
    return False


def is_public(one: Address) -> bool:
    """Whether an address is one of the internet's."""
    return not one.known or not within_any(one, _NOT_PUBLIC)


def is_documentation(one: Address) -> bool:
    """Whether an address is reserved for documentation, so that no AWS service has it."""
    return one.known and within_any(one, _DOCUMENTATION)


def resolver_ips(vpc: r.Vpc) -> frozenset[str]:
    """The addresses of a VPC's resolver: its range's base plus two."""
    found = set()
    for cidr in vpc.cidrs[:1]:
        base = address(cidr.partition("/")[0])
        if base is not None and base.version == 4:
            number = base.number + 2
            found.add(".".join(str(number >> shift & 255) for shift in (24, 16, 8, 0)))
    return frozenset(found)


class Host(NamedTuple):
    """An end of a flow in a VPC: an interface, or (interface None) any host of a subnet, whose groups are not considered, but for
    `groups`: those of a gateway that sends from there."""

    address: Address
    vpc: str
    subnet: r.Subnet
    interface: r.NetworkInterface | None
    groups: tuple[str, ...] = ()


class Packet:
    """The packet under way: its addresses change at NAT, `ports` are its destination ports (a range for answers).

    `groups` are the security groups of the sender (None where they are not known), known to receivers until something forgets
    them; `groups_lost` is then the reason code. `groups_unsure` names what is not known to tell them on. `group_rule` tells that
    the sender's egress rests on a rule that names a group.
    """

    __slots__ = ("dst", "group_rule", "groups", "groups_lost", "groups_unsure", "ports", "protocol", "reply", "src")

    def __init__(self, src: Address, dst: Address, protocol: Protocol, ports: tuple[int, int], *, reply: bool = False) -> None:
        self.src = src
        self.dst = dst
        self.protocol = protocol
        self.ports = ports
        self.reply = reply
        self.groups: frozenset[str] | None = frozenset()
        self.groups_lost = ""
        self.groups_unsure = ""
        self.group_rule = ""

    @property
    def what(self) -> str:
        """The packet in words: `tcp 443`."""
        if self.protocol in ("icmp", "icmpv6"):
            return f"{self.protocol} {'echo reply' if self.reply else 'echo request'}"
        low, high = self.ports
        return f"{self.protocol} {low}" if low == high else f"{self.protocol} {low}-{high}"

    @property
    def icmp_type(self) -> int:
        """The ICMP type: echo request, or its reply."""
        if self.protocol == "icmp":
            return 0 if self.reply else 8
        return 129 if self.reply else 128


class EndDetails(TypedDict, total=False):
    """What an end tells besides why: see `End`."""

    change: str
    edits: tuple[Edit, ...]
    missing: str
    needs: str


class End(Exception):  # noqa: N818
    """A walk ends here: `code` of `codes.REASONS`, why in a sentence, the smallest change (in words, and as values where it can be
    made as it is), what is missing, the last hop.

    Of what is not known, `needs` is what would have to hold for the flow to be delivered ("network ACL of subnet-x lets in tcp
    443"), and `assumed` what was taken for granted before it inside a connection that another one led to.
    """

    def __init__(
        self,
        code: str,
        explanation: str,
        *,
        hop: Hop | None = None,
        change: str = "",
        edits: tuple[Edit, ...] = (),
        missing: str = "",
        needs: str = "",
    ) -> None:
        super().__init__(explanation)
        self.code = code
        self.explanation = explanation
        self.hop = hop
        self.change = change
        self.edits = edits
        self.missing = missing
        self.needs = needs
        self.assumed: tuple[tuple[End, Hop], ...] = ()

    def bare(self) -> "End":
        """The same end without the frames that it was raised through: who keeps it would keep all of the walk with it."""
        self.__traceback__ = None
        self.__context__ = None
        return self

    def placed(self, at: str) -> "End":
        """The same end, whose last hop is that of the interface or subnet `at`."""
        if self.hop is not None:
            self.hop = structs.replace(self.hop, at=at)
        return self


# --- where a packet is next ---------------------------------------------------------------------------------------------


class LeaveSubnet(NamedTuple):
    """The packet leaves `subnet` by its route table, unless it is for the subnet itself."""

    subnet: r.Subnet
    interface: str = ""


class Local(NamedTuple):
    """The VPC's own routing delivers the packet; it comes from `subnet` ("" from a gateway)."""

    vpc: str
    subnet: str = ""


class Target(NamedTuple):
    """A route sends the packet to `target`; it comes from `subnet` ("" from a gateway) of `vpc`.

    `firewall` inspects what takes the route to an internet gateway; `firewall_state` is its state there.
    """

    target: str
    vpc: str
    subnet: str
    propagated: bool = False
    firewall: str = ""
    firewall_state: str = ""


class Transit(NamedTuple):
    """The packet enters a transit gateway by an attachment, from `zone` ("" where it comes from no zone)."""

    gateway: str
    attachment: str
    zone: str = ""


class Internet(NamedTuple):
    """The packet is on the internet; it came out in `region`."""

    region: str = ""


class Premises(NamedTuple):
    """The packet is at an on-premises network ("" one that is not written down), behind `gateway`."""

    network: str
    gateway: str = ""


class GatewayIn(NamedTuple):
    """The packet enters `vpc` by its internet or virtual private gateway."""

    gateway: str
    vpc: str


class Arrived(NamedTuple):
    """The packet is where it is going: a host, a service, the internet, an on-premises network."""

    kind: str
    id: str
    host: Host | None = None
    gateway: str = ""
    vpc: str = ""
    region: str = ""


Move = LeaveSubnet | Local | Target | Transit | Internet | Premises | GatewayIn | Arrived


def hop(resource: r.Resource, action: Action, because: str) -> Hop:
    """A hop at a resource."""
    return Hop(resource.id, resource.kind, action, because)


def stop(at: r.Resource, code: str, text: str, *, said: str = "", **more: Unpack[EndDetails]) -> End:
    """The end of a packet (or query) at a resource: `text` explains it, `said` is the hop's own words where they differ."""
    return stop_at(at.id, at.kind, code, text, said=said, **more)


def stop_at(resource_id: str, kind: str, code: str, text: str, *, said: str = "", **more: Unpack[EndDetails]) -> End:
    """The same at what need not be a resource of the network."""
    action: Action = "unknown" if REASONS[code].verdict == "unknown" else "drop"
    return End(code, text, hop=Hop(resource_id, kind, action, said or text), **more)
