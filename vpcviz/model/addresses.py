"""IP addresses and CIDRs as plain integers: fast parsing and containment for look-ups over whole estates."""

from functools import lru_cache
from ipaddress import IPv6Address, ip_network
from typing import NamedTuple

_BYTES = {str(value): value for value in range(256)}
_LENGTHS = {str(value): value for value in range(33)}

KEPT = 4
"""So many addresses AWS keeps at the beginning of a subnet, and one at its end."""


class Block(NamedTuple):
    """A CIDR block: `version` 4 or 6, `first` and `last` address as integers, `length` of the prefix in bits."""

    version: int
    first: int
    last: int
    length: int

    def contains(self, other: "Block") -> bool:
        """Whether all of `other` is inside this block."""
        return self.version == other.version and self.first <= other.first and other.last <= self.last

    def overlaps(self, other: "Block") -> bool:
        """Whether the two blocks share an address."""
        return self.version == other.version and self.first <= other.last and other.first <= self.last

    def holds(self, version: int, number: int) -> bool:
        """Whether an address, as a number, is inside this block."""
        return self.version == version and self.first <= number <= self.last


@lru_cache(maxsize=1 << 16)
def parse_block(text: str) -> Block | None:
    """The block of a CIDR or a single address (`10.0.0.0/16`, `10.0.0.5`, `fd00::/8`), None where it is neither.

    Host bits that are set are tolerated, as AWS does for route destinations: `10.0.0.1/16` is `10.0.0.0/16`.
    """
    try:
        a, b, c, last = text.split(".")
        d, slash, length = last.partition("/")
        bits = _LENGTHS[length] if slash else 32
        host = (1 << (32 - bits)) - 1
        first = (_BYTES[a] << 24 | _BYTES[b] << 16 | _BYTES[c] << 8 | _BYTES[d]) & ~host
        return Block(4, first, first | host, bits)
    except (ValueError, KeyError):
        pass  # No IPv4 CIDR in its plain form.
    _, slash, length = text.strip().partition("/")
    if "%" in text or (slash and not (length.isascii() and length.isdigit())):  # zones of addresses, and masks, are not AWS's
        return None
    try:
        network = ip_network(text.strip(), strict=False)
    except ValueError:
        return None
    first = int(network.network_address)
    return Block(network.version, first, first + network.num_addresses - 1, network.prefixlen)


def canonical_cidr(text: str) -> str:
    """The CIDR with the bits after its prefix cleared, as AWS prints it; the text itself where it is none."""
    block = parse_block(text) if "/" in text else None
    if block is None:
        return text
    return cidr_text(block)


def parse_ip(text: str) -> tuple[int, int] | None:
    """(version, address as an integer) of one IP address, None where it is none."""
    if ":" not in text:
        try:
            a, b, c, d = text.split(".")
            return 4, _BYTES[a] << 24 | _BYTES[b] << 16 | _BYTES[c] << 8 | _BYTES[d]
        except (ValueError, KeyError):
            return None
    if "%" in text:
        return None
    try:
        return 6, int(IPv6Address(text))
    except ValueError:
        return None


def ipv4_text(number: int) -> str:
    """An IPv4 address as it is written: the only text that `parse_ip` reads as its number."""
    return f"{number >> 24}.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


@lru_cache(maxsize=1 << 16)
def address_order(text: str) -> tuple[int, int, str]:
    """Sort key that orders addresses and CIDRs by number, IPv4 before IPv6, what is neither last."""
    ip = parse_ip(text)
    if ip is not None:
        return ip[0], ip[1], ""
    block = parse_block(text)
    return (9, 0, text) if block is None else (block.version, block.first, f"{block.length:03d}")


def blocks_of(*cidrs: str) -> tuple[Block, ...]:
    """The blocks of CIDRs, those that are none left out."""
    return tuple(block for block in map(parse_block, cidrs) if block is not None)


def is_default(destination: str) -> bool:
    """Whether a route's destination is everything."""
    return destination in ("0.0.0.0/0", "::/0")


def size_of(cidr: str) -> int:
    """How many addresses a CIDR has. Raises ValueError where it is none."""
    return ip_network(cidr, strict=False).num_addresses


def hosts_of(block: Block) -> range:
    """The addresses of an IPv4 subnet that interfaces may have, as numbers: AWS keeps the first four, and the last.

    Source: VPC User Guide, "Subnet sizing for IPv4".
    """
    return range(block.first + KEPT, block.last)


def ip_text(version: int, number: int) -> str:
    """An address as it is written."""
    if version == 4:
        return ipv4_text(number)
    return str(IPv6Address(number))


def cidr_text(block: Block) -> str:
    """A block as a CIDR is written."""
    return f"{ip_text(block.version, block.first)}/{block.length}"
