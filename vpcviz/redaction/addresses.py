"""Stand-ins for public addresses and CIDRs; private ones, which everybody uses, stay."""

from functools import lru_cache
from ipaddress import ip_address, ip_network

from vpcviz.model.addresses import Block, parse_block, parse_ip
from vpcviz.redaction.tokens import Place, Tokens, spread

_PRIVATE = tuple(
    block
    for text in """
        10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10 169.254.0.0/16 127.0.0.0/8 0.0.0.0/32
        fc00::/7 fe80::/10 ::1/128 2001:db8::/32 64:ff9b::/96
    """.split()
    if (block := parse_block(text)) is not None
)

_PRIVATE_4 = tuple((block.first, block.last) for block in _PRIVATE if block.version == 4)

_SINGLE = int(ip_address("198.18.0.0"))
_SINGLES = 1 << 17
"""Single addresses become some of 198.18.0.0/15. Source: RFC 2544."""

_WIDE, _WIDES = int(ip_address("240.0.0.0")) >> 16, 1 << 12
_WIDE_6, _WIDES_6 = int(ip_address("2001:db8::")) >> 80, 1 << 16
"""Blocks become parts of 240.0.0.0/4 (RFC 1112) and 2001:db8::/32 (RFC 3849): their first 16 (IPv6: 48) bits do."""


@lru_cache(maxsize=1 << 16)
def is_private(text: str) -> bool:
    """Whether an address or CIDR is one that everybody uses: private, shared, link-local, or everything (0.0.0.0/0)."""
    block = parse_block(text.strip())
    return block is not None and _is_private(block)


def _is_private(block: Block) -> bool:
    return block.length == 0 or any(private.contains(block) for private in _PRIVATE)


class Addresses:
    """Stand-ins of a network's public addresses; what is inside a block stays inside it. `own` are the network's public CIDRs."""

    def __init__(self, own: list[Block]) -> None:
        self._own = own
        self._tokens: dict[str, Tokens] = {"": Tokens(), "4": Tokens(), "6": Tokens()}
        self._numbers: dict[str, dict[str, int]] = {}

    def add(self, text: str, place: Place) -> None:
        """Note an address or CIDR."""
        block = parse_block(text)
        if block is not None and not _stays(block):
            sort, key = self._sort(block)
            self._tokens[sort].add(key, place)

    def noted(self) -> dict[str, Tokens]:
        """What was noted."""
        return self._tokens

    def take(self, noted: dict[str, Tokens]) -> None:
        """Note what another one has noted."""
        for sort, tokens in noted.items():
            self._tokens[sort].take(tokens)

    def settle(self) -> None:
        """All are noted: give each its stand-in."""
        rooms = {"": _SINGLES, "4": _WIDES, "6": _WIDES_6}
        self._numbers = {sort: spread(tokens.digests(), rooms[sort]) for sort, tokens in self._tokens.items()}

    def of(self, text: str) -> str:
        """The stand-in of an address or CIDR that was noted; private ones, and very wide blocks, as they are."""
        block = parse_block(text)
        if block is None or _stays(block):
            return text
        sort, key = self._sort(block)
        number = self._numbers[sort][key]
        if not sort:
            return str(ip_address(_SINGLE + number)) + ("/32" if "/" in text else "")
        bits, kept, start = (32, 16, _WIDE) if sort == "4" else (128, 48, _WIDE_6)
        low = block.first & ((1 << (bits - kept)) - 1)
        address = ip_address(((start + number) << (bits - kept)) | low)
        return f"{ip_network((address, max(block.length, kept)), strict=False)}" if "/" in text else str(address)

    def _sort(self, block: Block) -> tuple[str, str]:
        if block.version == 6:
            return "6", str(block.first >> 80)
        if block.length == 32 and not any(own.contains(block) for own in self._own):
            return "", str(block.first)
        return "4", str(block.first >> 16)


def address_sort(text: str) -> str:
    """What becomes of an address or CIDR: `kept` where it stays, `address` where it gets a stand-in; "" for other texts."""
    version, number = parse_ip(text) or (0, 0)
    if version == 4:
        for first, last in _PRIVATE_4:
            if first <= number <= last:
                return "kept"
        return "address"
    block = Block(6, number, number, 128) if version else parse_block(text)
    if block is None:
        return ""
    return "kept" if _stays(block) else "address"


def _stays(block: Block) -> bool:
    return block.length < 8 or _is_private(block)
