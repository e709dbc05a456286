"""Addresses: the CIDRs of VPCs and subnets, and the IPs of network interfaces in them."""

from collections.abc import Iterable
from typing import NamedTuple

from vpcviz.model.addresses import KEPT, Block, parse_block, parse_ip
from vpcviz.spec.checks.declared import refuses
from vpcviz.spec.checks.forms import values_of
from vpcviz.spec.drafts import Book, Draft
from vpcviz.spec.problems import Path
from vpcviz.spec.vocabulary import CLASSES

PRIVATE = tuple(filter(None, map(parse_block, ("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"))))
"""Ranges of private and shared addresses (RFC 1918, RFC 6598)."""

MOST_CIDRS = 50
"""So many CIDRs of a VPC are held against each other: AWS gives it no more, whatever the quota."""

_ASSOCIATIONS = "VPC User Guide, VPC CIDR blocks, IPv4 CIDR block association restrictions"


class Range(NamedTuple):
    """A CIDR as written: its text, its block, the resource that has it, and where it stands."""

    text: str
    block: Block
    owner: Draft
    path: Path


def check_addresses(book: Book) -> None:
    """Sizes, containment and overlap of CIDRs; IPs inside their subnets, not reserved, taken once."""
    of_vpc = {vpc.id: ranges_of(vpc, ("cidrs", "ipv6_cidrs")) for vpc in book["vpcs"]}
    of_subnets: dict[str, list[Range]] = {}
    for ranges in of_vpc.values():
        _sizes(book, ranges)
        _overlaps(book, ranges, "VPC")
        _beside(book, [one for one in ranges if one.block.version == 4])
    for subnet in book["subnets"]:
        ranges = ranges_of(subnet, ("cidr", "ipv6_cidrs"))
        _sizes(book, ranges)
        vpc = subnet.get("vpc")
        if isinstance(vpc, Draft):
            _inside_vpc(book, vpc, of_vpc.get(vpc.id, []), ranges)
            of_subnets.setdefault(vpc.id, []).extend(ranges)
    for ranges in of_subnets.values():
        _overlaps(book, ranges, "subnet")
    for prefix_list in book["prefix_lists"]:
        _entries(book, prefix_list)
    _interfaces(book)


def ranges_of(draft: Draft, fields: Iterable[str]) -> list[Range]:
    """The valid CIDRs of a resource's fields."""
    found = []
    for field in fields:
        for path, text in values_of(draft, field):
            block = parse_block(text)
            if block is not None and "/" in text:
                found.append(Range(text, block, draft, path))
    return found


@refuses(
    "VPC, subnet",
    "an IPv4 CIDR larger than /16 or smaller than /28; an IPv6 CIDR that is no /44 to /60 (subnet: /64) in steps of 4",
    "VPC User Guide, VPC CIDR blocks, Subnet CIDR blocks",
    always=True,
)
def _sizes(book: Book, ranges: list[Range]) -> None:
    """Source: VPC User Guide, "VPC CIDR blocks" and "Subnet sizing"."""
    for one in ranges:
        what = "VPC" if one.owner.kind == "vpcs" else "subnet"
        if one.block.version == 4 and not 16 <= one.block.length <= 28:
            book.problems.add(one.path, f"{one.text}: AWS gives no {what} an IPv4 CIDR of this size", expected="/16 to /28")
        elif one.block.version == 6 and one.block.length not in CLASSES[one.owner.kind].IPV6_LENGTHS:
            expected = ", ".join(f"/{length}" for length in CLASSES[one.owner.kind].IPV6_LENGTHS)
            book.problems.add(one.path, f"{one.text}: AWS gives no {what} an IPv6 CIDR of this size", expected=expected)


@refuses("prefix list", "IPv4 and IPv6 in one list", "EC2 API Reference, CreateManagedPrefixList, AddressFamily")
@refuses("prefix list", "an entry twice", "VPC User Guide, Customer-managed prefix lists, Rules and considerations")
def _entries(book: Book, prefix_list: Draft) -> None:
    entries = ranges_of(prefix_list, ("entries",))
    first: dict[Block, Range] = {}
    for one in entries:
        if one.block.version != entries[0].block.version:
            message = f"{prefix_list.label} has IPv4 and IPv6 entries: {entries[0].text} and {one.text}"
            book.refusals.add(one.path, message, expected="a prefix list for each")
        elif first.setdefault(one.block, one) is not one:
            book.refusals.add(one.path, f"the entry {one.text} is twice in {prefix_list.label}", expected="each entry once")


_TEN, _TWELVE, _SIXTEEN, _SHARED_SERVICES = (
    parse_block(text) for text in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "198.19.0.0/16")
)
_LINK_LOCAL, _TEN_0, _DEFAULT = (parse_block(text) for text in ("169.254.0.0/16", "10.0.0.0/16", "172.31.0.0/16"))


def _in(one: Range, block: Block | None) -> bool:
    return block is not None and block.contains(one.block)


@refuses("VPC", "a CIDR of 169.254.0.0/16", _ASSOCIATIONS)
@refuses("VPC", "CIDRs of two of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 and 198.19.0.0/16", _ASSOCIATIONS)
@refuses("VPC", "two CIDRs of 10.0.0.0/16, or two of 172.31.0.0/16", _ASSOCIATIONS)
def _beside(book: Book, ranges: list[Range]) -> None:
    """Which CIDRs stand in no VPC together, whichever was the first: a spec does not tell the primary one."""
    for at, one in enumerate(ranges[:MOST_CIDRS]):
        if _in(one, _LINK_LOCAL):
            book.refusals.add(one.path, f"{one.text} is link-local: AWS gives it to no VPC", expected="another range")
        reason = next((why for other in ranges[:at] if not one.block.overlaps(other.block) and (why := _apart(other, one))), "")
        if reason:
            message = f"AWS does not add {one.text} to a VPC with {reason}"
            book.refusals.add(one.path, message, expected="CIDRs of one private range")


def _apart(other: Range, one: Range) -> str:
    """What of a VPC keeps AWS from adding a CIDR to it; "" where nothing does."""
    private = (_TEN, _TWELVE, _SIXTEEN, _SHARED_SERVICES)
    mine, yours = (next((block for block in private if _in(each, block)), None) for each in (other, one))
    if mine is not None and yours is not None and yours != mine:
        return f"{other.text}: they are of different private ranges"
    for text, block in (("10.0.0.0/16", _TEN_0), ("172.31.0.0/16", _DEFAULT)):
        if _in(other, block) and _in(one, block):
            return f"{other.text}: of {text} it has only one"
    return ""


@refuses(
    "VPC, subnet",
    "CIDRs that overlap in a VPC, and among its subnets",
    "EC2 API Reference, CreateSubnet (InvalidSubnet.Conflict), AssociateVpcCidrBlock",
    always=True,
)
def _overlaps(book: Book, ranges: list[Range], what: str) -> None:
    """Each CIDR against the one before it in the order of addresses that reaches farthest."""
    farthest: Range | None = None
    for one in sorted(ranges, key=lambda one: (one.block.version, one.block.first, -one.block.last, one.owner.id)):
        if farthest is not None and one.block.overlaps(farthest.block):
            message = f"{one.text} overlaps {farthest.text}"
            if what == "VPC":
                message += " of the same VPC"
            else:
                message += f" of the subnet {farthest.owner.label}" if one.owner is not farthest.owner else " of the same subnet"
            book.problems.add(
                one.path,
                message,
                expected=f"CIDRs that do not overlap in a {'VPC' if what == 'VPC' else 'VPC, one for each subnet'}",
            )
        if farthest is None or one.block.version != farthest.block.version or one.block.last > farthest.block.last:
            farthest = one


@refuses("subnet", "a CIDR outside its VPC", "EC2 API Reference, CreateSubnet (InvalidSubnet.Range)", always=True)
def _inside_vpc(book: Book, vpc: Draft, of_vpc: list[Range], ranges: list[Range]) -> None:
    for one in ranges:
        same = [other for other in of_vpc if other.block.version == one.block.version]
        written = vpc.get("cidrs" if one.block.version == 4 else "ipv6_cidrs")
        unread = not same and (one.block.version == 4 or written)  # the VPC's own are told of where they stand
        if any(other.block.contains(one.block) for other in same) or unread:
            continue
        texts = ", ".join(other.text for other in same[:4])
        reason = f"is not inside {texts} of the VPC {vpc.label}" if texts else f"is an IPv6 CIDR, but the VPC {vpc.label} has none"
        book.problems.add(one.path, f"{one.text} {reason}", expected=f"a part of {texts}" if texts else "ipv6_cidrs on the VPC")


# --- network interfaces -------------------------------------------------------------------------------------------------


def _interfaces(book: Book) -> None:
    taken: dict[tuple[str, str], Draft] = {}
    public: dict[str, Draft] = {}
    subnets = {subnet.id: ranges_of(subnet, ("cidr", "ipv6_cidrs")) for subnet in book["subnets"]}
    for interface in book["network_interfaces"]:
        subnet = interface.get("subnet")
        if not isinstance(subnet, Draft):
            continue
        ranges = subnets.get(subnet.id, [])
        addresses = [*values_of(interface, "private_ips"), *values_of(interface, "ipv6s")]
        for path, text in addresses:
            _address(book, interface, subnet, ranges, path, text)
            _once(book, taken, (subnet.id, text), interface, path, text)
        _prefixes(book, interface, subnet, ranges)
        _public(book, interface, public)
        if not addresses and not interface.foreign and any(one.block.version == 4 for one in ranges):
            owner = interface.get("owner")
            label = owner.label if isinstance(owner, Draft) else interface.label
            book.problems.add(
                interface.where(), f"the subnet {subnet.label} has no free address for {label}", expected="a larger subnet"
            )


@refuses(
    "network interface",
    "an IP outside its subnet, or one of the five that AWS keeps there",
    "VPC User Guide, Subnet CIDR blocks, Subnet sizing",
    always=True,
)
def _address(book: Book, interface: Draft, subnet: Draft, ranges: list[Range], path: Path, text: str) -> None:
    """Source: VPC User Guide, "Subnet sizing": the first four addresses and the last one are AWS's own."""
    ip = parse_ip(text)
    if ip is None:
        return
    version, number = ip
    same = [one for one in ranges if one.block.version == version]
    home = next((one for one in same if one.block.first <= number <= one.block.last), None)
    if home is None:
        if same:
            texts = ", ".join(one.text for one in same)
            book.problems.add(path, f"{text} is not inside {texts} of the subnet {subnet.label}", expected=f"an address of {texts}")
        elif ranges:
            book.problems.add(
                path, f"{text} is IPv{version}, but the subnet {subnet.label} has no IPv{version} CIDR", expected="an IPv6 CIDR"
            )
    elif number < home.block.first + KEPT or number == home.block.last:
        reason = "its last address" if number == home.block.last else "one of its first four addresses"
        book.problems.add(
            path, f"{text} is reserved by AWS in {home.text}: it is {reason}", expected="another address of the subnet"
        )


@refuses(
    "network interface",
    "an IP that is taken twice in a subnet",
    "EC2 API Reference, CreateNetworkInterface (InvalidIPAddress.InUse)",
    always=True,
)
def _once(book: Book, taken: dict[tuple[str, str], Draft], key: tuple[str, str], interface: Draft, path: Path, text: str) -> None:
    _free(book, taken.setdefault(key, interface), interface, path, text, "each address once in a subnet")


def _free(book: Book, other: Draft, interface: Draft, path: Path, text: str, expected: str) -> None:
    """No `other` interface has what an interface is to have."""
    if other is not interface:
        book.problems.add(path, f"{text} is taken twice: by {_called(other)} and by {_called(interface)}", expected=expected)


def _called(interface: Draft) -> str:
    owner = interface.get("owner")
    return owner.label if isinstance(owner, Draft) else interface.label


@refuses(
    "network interface",
    "a prefix that is no /28 (IPv6: /80) of its subnet",
    "EC2 User Guide, Prefix delegation for network interfaces",
    always=True,
)
def _prefixes(book: Book, interface: Draft, subnet: Draft, ranges: list[Range]) -> None:
    """Source: EC2 User Guide, "Prefix delegation for network interfaces": /28 for IPv4, /80 for IPv6."""
    for one in ranges_of(interface, ("prefixes",)):
        length = 28 if one.block.version == 4 else 80
        if one.block.length != length:
            book.problems.add(one.path, f"{one.text}: a prefix of a network interface is a /{length}", expected=f"/{length}")
        elif ranges and not any(other.block.contains(one.block) for other in ranges):
            book.problems.add(
                one.path, f"{one.text} is not inside the subnet {subnet.label}", expected="a part of the subnet's CIDR"
            )


@refuses("network interface", "a private address as public IP", "EC2 API Reference, AssociateAddress, PublicIp")
@refuses(
    "network interface",
    "a public IP that is taken twice, or for a private IP that the interface does not have",
    "EC2 API Reference, AssociateAddress",
    always=True,
)
def _public(book: Book, interface: Draft, public: dict[str, Draft]) -> None:
    own = interface.get("private_ips") or ()
    pairs = [(interface.where("public_ip"), interface.get("public_ip"))]
    for private, ip in (interface.get("public_ips") or {}).items():
        path = (*interface.where("public_ips"), private)
        pairs.append((path, ip))
        if private not in own:
            book.problems.add(path, f"{private} is no private IP of this interface", expected="one of its private_ips")
    for path, ip in pairs:
        block = parse_block(ip) if ip else None
        if block is not None and any(private.contains(block) for private in PRIVATE):
            book.refusals.add(path, f"{ip} is a private address: no Elastic IP has it", expected="a public IP")
        if ip:
            _free(book, public.setdefault(ip, interface), interface, path, f"the public IP {ip}", "each once")
