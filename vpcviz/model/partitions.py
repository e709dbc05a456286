"""AWS's partitions and regions: names, domains, and what a region's name looks like. The one place that knows them.

They are botocore's own (`data/partitions.json` of the installed package, read as a file: botocore itself is not imported), so a
newer botocore brings new regions. A region that botocore does not know yet is one if it has the form of its partition's names.
"""

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

_DIRECTION = r"(?:central|(?:north|south)(?:east|west)?|east|west)"
"""What a region's name says between its area and its number; botocore's own patterns take any word there, misspelt ones too."""


class Partition(Struct, frozen=True, kw_only=True):
    """A part of AWS with accounts and domains of its own: `aws`, `aws-cn`, `aws-eusc`, ….

    `regions` are the names of its regions, sorted; `pattern` is a regular expression of what they look like, without anchors.
    `dns_suffix` is the domain of its services' names (`amazonaws.com`), `dual_stack_suffix` that of the names with IPv4 and
    IPv6 (`api.aws`).
    """

    id: str
    regions: tuple[str, ...]
    pattern: str
    dns_suffix: str
    dual_stack_suffix: str


@cache
def partitions() -> tuple[Partition, ...]:
    """All partitions, the one of most accounts (`aws`) first."""
    found = find_spec("botocore")  # Of a package of the top level: it is found without being imported.
    if found is None or found.origin is None:
        raise ModuleNotFoundError("botocore, which vpcviz needs, is not installed", name="botocore")
    data = msgspec.json.decode((Path(found.origin).parent / "data" / "partitions.json").read_bytes())
    return tuple(sorted((_partition(one) for one in data["partitions"]), key=lambda one: (one.id != "aws", one.id)))


def _partition(raw: dict[str, Any]) -> Partition:
    area = raw["regionRegex"].removeprefix("^").removesuffix("$").replace(r"\-", "-").replace("(", "(?:")
    pattern = area.replace(r"\w+", _DIRECTION).replace(r"\d+", r"[0-9]{1,2}")
    return Partition(
        id=raw["id"],
        regions=tuple(sorted(name for name in raw["regions"] if name[-1:].isdigit())),  # Without `aws-global` and its like.
        pattern=pattern,
        dns_suffix=raw["outputs"]["dnsSuffix"],
        dual_stack_suffix=raw["outputs"]["dualStackDnsSuffix"],
    )


@cache
def region_names() -> tuple[str, ...]:
    """The names of all regions of all partitions that the installed botocore knows, sorted."""
    return tuple(sorted(name for partition in partitions() for name in partition.regions))


@cache
def region_pattern() -> str:
    """A regular expression of the form of every partition's region names, without anchors and groups: a part for larger ones."""
    tail = f"-{_DIRECTION}-[0-9]{{1,2}}"  # Every partition's names end so: said once, the whole compiles in an eighth of the time.
    areas = [partition.pattern.removesuffix(tail) for partition in partitions() if partition.pattern.endswith(tail)]
    others = [partition.pattern for partition in partitions() if not partition.pattern.endswith(tail)]
    return "(?:" + "|".join(["(?:" + "|".join(areas) + ")" + tail, *others]) + ")"


@cache
def _form() -> re.Pattern[str]:
    return re.compile(rf"{region_pattern()}\Z")


def is_region(text: str) -> bool:
    """Whether a text has the form of a region's name of any partition."""
    return any(text in partition.regions for partition in partitions()) or bool(_form().match(text))


@cache
def partition_of(region: str) -> Partition:
    """The partition of a region: by its name or its form, else `aws`."""
    known = partitions()
    named = (one for one in known if region in one.regions)
    formed = (one for one in known if re.match(rf"{one.pattern}\Z", region))
    return next(named, None) or next(formed, known[0])


ENABLED_BY_DEFAULT = frozenset(
    """us-east-1 us-east-2 us-west-1 us-west-2 ap-south-1 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-southeast-1
    ap-southeast-2 ca-central-1 eu-central-1 eu-west-1 eu-west-2 eu-west-3 eu-north-1 sa-east-1""".split()
)
"""Regions that every account has; newer ones are opt-in. botocore does not say so.

Source: Account Management Reference Guide, "Enable or disable AWS Regions in your account".
"""


def dns_suffixes() -> tuple[str, ...]:
    """The domains of AWS's services in every partition, the longest first: the first that matches is the right one."""
    suffixes = {suffix for partition in partitions() for suffix in (partition.dns_suffix, partition.dual_stack_suffix)}
    return tuple(sorted(suffixes, key=lambda suffix: (-len(suffix), suffix)))
