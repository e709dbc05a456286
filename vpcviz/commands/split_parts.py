"""The parts that a network is split into: one for each VPC, region or account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

from msgspec import Struct

from vpcviz.errors import UsageError
from vpcviz.model import resources as r

if TYPE_CHECKING:
    from vpcviz.model import Network
    from vpcviz.model.selection import Selection


By = Literal["vpc", "region", "account"]


class Part(Struct, frozen=True):
    """One picture of the split: the id of what it shows, what people call that, and how it is selected."""

    id: str
    label: str
    selection: Selection


class Shown(NamedTuple):
    """What a file of a split shows: its network, and which part of the whole that is (None: all of it)."""

    network: Network
    selection: Selection | None = None


class Drawn(NamedTuple):
    """The files of a split by their names, what was drawn in words, what of it could not be drawn or read, the folder that the
    files go into (None: one file, by its own name), and what each file shows."""

    files: Mapping[str, bytes]
    words: str
    warnings: Sequence[str]
    folder: Path | None = None
    shown: Mapping[str, Shown] = MappingProxyType({})


def parts_to_draw(network: Network, by: By) -> list[Part]:
    """The parts of a network; raises UsageError where there is none."""
    parts = parts_of(network, by)
    if not parts:
        none = f"no VPC has {'a' if by == 'region' else 'an'} {by}" if network.vpcs and by != "vpc" else "there is no VPC"
        raise UsageError(f"there is nothing to split: {none}")
    return parts


def parts_of(network: Network, by: By) -> list[Part]:
    """What there is to draw one picture each of, by label: VPCs that were read, or the regions or accounts of VPCs."""
    from vpcviz.model.selection import Selection

    vpcs = [vpc for vpc in network.vpcs if not vpc.foreign]
    if by == "vpc":
        parts = [Part(vpc.id, vpc.label, Selection(vpcs=(vpc.id,))) for vpc in vpcs]
    elif by == "region":
        parts = [Part(region, region, Selection(regions=(region,))) for region in {vpc.region for vpc in vpcs} - {""}]
    else:
        parts = [_account(network, account) for account in {vpc.account for vpc in vpcs} - {""}]
    return sorted(parts, key=lambda part: (part.label, part.id))


def _account(network: Network, account: str) -> Part:
    from vpcviz.model.selection import Selection

    record = network.get(account, r.Account)
    return Part(account, record.label if record is not None else account, Selection(accounts=(account,)))
