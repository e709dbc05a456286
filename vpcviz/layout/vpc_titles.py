"""What the title of a VPC says, and in how many lines."""

from collections.abc import Sequence

from vpcviz.layout import tables
from vpcviz.layout.boxes import Box
from vpcviz.layout.measuring import least_width, measure
from vpcviz.layout.public_access import blocked_words
from vpcviz.layout.widgets import TitleLine
from vpcviz.model import Network
from vpcviz.model import resources as r


def place_role(item: r.Resource) -> str:
    """The type of the name of a VPC or hub: large, but for one that has AWS's id only."""
    return "place" if item.label != item.id else "group"


def title_of(network: Network, vpc: r.Vpc) -> list[TitleLine]:
    """The name of a VPC, its CIDRs, what it is besides."""
    lines: list[TitleLine] = [(vpc.label, place_role(vpc))]
    cidrs = [*vpc.cidrs, *(f"{one} (private)" if one in vpc.private_ipv6_cidrs else one for one in vpc.ipv6_cidrs)]
    for start in range(0, len(cidrs), 3):
        lines.append((" · ".join(cidrs[start : start + 3]), "detail"))
    words = []
    if vpc.name and vpc.name != vpc.id:
        words.append(vpc.id)
    if vpc.is_default:
        words.append("default VPC")
    if vpc.dns_support is False:
        words.append("DNS support off")
    if vpc.dns_hostnames:
        words.append("DNS hostnames on")
    if vpc.foreign and not vpc.note:
        words.append(tables.unread(network))
    if words:
        lines.append((" · ".join(words), "small"))
    if vpc.note:
        lines.append((vpc.note, "small"))
    blocked = blocked_words(vpc)
    return [*lines, *([(blocked, "small")] if blocked else []), *_encryption(vpc)]


def joined(title: Sequence[TitleLine]) -> list[TitleLine]:
    """The title with its first line of small type in the line of the CIDRs."""
    at = next((index for index, line in enumerate(title) if line[1] == "small"), 0)
    if at < 2 or len(title[at - 1]) > 2:
        return list(title)
    words, role, *_ = title[at - 1]
    return [*title[: at - 1], (words, role, f"· {title[at][0]}"), *title[at + 1 :]]


def take_title(box: Box, made: Box) -> None:
    """Give a measured box the title of another, if that is less high and makes it no wider."""
    if made.head >= box.head:
        return
    before = box.width
    own = (box.head, box.paint, box.least_width, box.title_width, box.first_width)
    box.head, box.paint, box.least_width, box.title_width, box.first_width = (
        made.head,
        made.paint,
        made.least_width,
        made.title_width,
        made.first_width,
    )
    if least_width(box) > before:
        box.head, box.paint, box.least_width, box.title_width, box.first_width = own
        return
    box.touch()
    measure(box)


def _encryption(vpc: r.Vpc) -> list[TitleLine]:
    """The lines of a VPC's title that tell of its Encryption Controls."""
    words = {"monitor": "encryption monitored", "enforce": "encryption enforced"}.get(vpc.encryption_control, "")
    lines = [words] if words else []
    for start in range(0, len(vpc.encryption_exclusions), 3):
        lines.append(f"{'but not' if not start else 'nor'} {' · '.join(vpc.encryption_exclusions[start : start + 3])}")
    return [(line, "small") for line in lines]
