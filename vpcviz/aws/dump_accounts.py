"""Which account and region a dump is of: from its folders' names, or else from what its resources say themselves."""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import cache, cached_property, lru_cache
from typing import Any, Protocol

from msgspec import Struct

from vpcviz.aws.calls import Call
from vpcviz.aws.shapes import leading_texts, members, texts_in
from vpcviz.model.partitions import is_region, region_pattern

_ARN = r"arn:aws[a-z-]*:[a-z0-9-]+:(REGION)?:(\d{12})?:"
_ZONE = r"(REGION)(?:[a-z]|-[a-z]+-\d[a-z])\Z"
_NAME = r"\.(REGION)\."
_REGION_IN_NAME = r"(?<![a-z])REGION(?!\d)"
_ACCOUNT_ONLY = re.compile(r"\d{12}\Z")
_OWNERS = ("OwnerId", "ownerAccount", "owningAccountId", "Account", "HostedZoneOwner")
_REGIONS = ("RegionName", "region")
_LONGEST = 300
"""Texts that are longer are none that name a region."""

_REFERENCES = ("VpcId", "VPCId", "SubnetId", "TransitGatewayId", "ResourceId", "HostVPCId", "InternetGatewayId")


@cache
def _with_regions(pattern: str) -> re.Pattern[str]:
    """A pattern in which REGION is the form of a region's name; folders that tell theirs need none of them."""
    return re.compile(pattern.replace("REGION", region_pattern()))


class Placed(Protocol):
    """What is to be placed: items of a call, in a file whose folders and name are `parts`."""

    call: Call
    items: list[Any]
    parts: tuple[str, ...]


class AccountsAndRegions:
    """Accounts and regions of the sections of a dump. What an item tells is looked up once."""

    def __init__(self, sections: Sequence[Placed]) -> None:
        self._sections = sections
        self._own: dict[Placed, list[str]] = {}
        self._owners: dict[Placed, str] = {}
        votes: Counter[str] = Counter()
        regions: set[str] = set()
        folders: dict[tuple[str, ...], Counter[str]] = {}
        told = all(_region_of_path(section.parts) for section in sections)  # Then nobody asks what the items say.
        owned = all(_account_of_path(section.parts) for section in sections)
        for section in () if told else sections:
            named = _region_of_path(section.parts)
            self._own[section] = own = [] if named else [_region_in(item) for item in section.items]
            regions.update(filter(None, own))
        for section in sections:
            found = Counter(() if owned else accounts_in(section.items))
            votes.update(found)
            folders.setdefault(section.parts[:-1], Counter()).update(found)
            self._owners[section] = _most(found)
            regions.update(filter(None, [_region_of_path(section.parts)]))
        self._only_region = next(iter(regions)) if len(regions) == 1 else ""
        self._account = _most(votes)
        self._by_folder = {folder: _most(counts) for folder, counts in folders.items()}

    @cached_property
    def _of_id(self) -> dict[str, str]:
        """The regions of ids: those of the items that name them, where they tell it themselves."""
        made: dict[str, str] = {}
        for section in self._sections:
            named = _region_of_path(section.parts)
            for item, region in zip(section.items, self._own[section] or [named] * len(section.items), strict=True):
                for identity in _references(item, deep=False) if region else ():
                    made.setdefault(identity, region)
        return made

    def account(self, section: Placed) -> str:
        """The account that a section was read in: its folder's name, what most of its folder says, what most of the dump says."""
        named = _account_of_path(section.parts)
        return named or self._by_folder.get(section.parts[:-1]) or self._owners[section] or self._account

    def of_folder(self, section: Placed) -> str:
        """The region that a section's folder or file is named for, "" where none is."""
        return _region_of_path(section.parts)

    def regions(self, section: Placed) -> list[str]:
        """The region of each item: by its folder or file name, itself, what it refers to, or another item; or the only one."""
        named = _region_of_path(section.parts)
        if named:
            return [named] * len(section.items)
        own = self._own[section]
        others = next(filter(None, own), "") or self._only_region
        return [
            region or next((self._of_id[one] for one in _references(item) if one in self._of_id), others)
            for item, region in zip(section.items, own, strict=True)
        ]

    def region(self, section: Placed) -> str:
        """The region of a section's first item, or of one that has none."""
        first = next(iter(self.regions(section)), "")
        return first or _region_of_path(section.parts) or self._only_region


def _most(votes: Counter[str]) -> str:
    return min(votes, key=lambda one: (-votes[one], one)) if votes else ""


@cache
def _account_of_path(parts: tuple[str, ...]) -> str:
    return next((part for part in reversed(parts[:-1]) if _ACCOUNT_ONLY.match(part)), "")


@cache
def _region_of_path(parts: tuple[str, ...]) -> str:
    for part in reversed(parts[:-1]):
        if is_region(part):
            return part
    found = _with_regions(_REGION_IN_NAME).findall(parts[-1]) if parts else []
    return found[0] if len(set(found)) == 1 else ""


def _region_in(item: Any) -> str:
    """The region that an item itself names: its region, an ARN, a zone, or a DNS or service name."""
    kept, told, leading = _regions_of(item.__class__)
    if kept:
        return ""
    for name in told:
        if is_region(getattr(item, name)):
            return str(getattr(item, name))
    for name in leading:  # Most items have their zone there.
        text = getattr(item, name)
        if text.count("-") > 1 and (zone := _zone_region(text)):
            return zone
    found: dict[str, str] = {}
    for value in texts_in(item):
        if value.count("-") < 2 or len(value) > _LONGEST:
            continue
        sort, region = _told(value)
        if sort == "zone":
            return region
        if sort:
            found.setdefault(sort, region)
    return found.get("arn") or found.get("name") or ""


@cache
def _regions_of(shape: Hashable) -> tuple[bool, tuple[str, ...], tuple[str, ...]]:
    """Of a shape: whether its items name regions that are not theirs; the fields that are its region; those that are looked at
    first, as far as they are plain texts."""
    known = members(shape)
    foreign = "RequesterVpcInfo" in known or "Principal" in known  # The regions of both sides, or the ARN of somebody else.
    return foreign, tuple(name for member, name in known.items() if member in _REGIONS), leading_texts(shape) if known else ()


@lru_cache(maxsize=1 << 12)
def _zone_region(text: str) -> str:
    """The region of a zone's name, "" for any other text."""
    match = _with_regions(_ZONE).match(text) if len(text) <= _LONGEST and "." not in text and ":" not in text else None
    return match[1] if match else ""


def _told(text: str) -> tuple[str, str]:
    """What names a region in a text (arn, name, zone), and the region; nothing in most texts."""
    if "." not in text and ":" not in text:
        zone = _zone_region(text)
        return ("zone", zone) if zone else ("", "")
    match = _with_regions(_ARN).match(text)
    if match and match[1]:
        return "arn", match[1]
    match = _with_regions(_NAME).search(text)
    return ("name", match[1]) if match else ("", "")


@cache
def _attributes(shape: Hashable, names: tuple[str, ...]) -> tuple[str, ...]:
    known = members(shape)
    return tuple(known[name] for name in names if name in known)


@cache
def _arns(shape: Hashable) -> tuple[str, ...]:
    return tuple(name for member, name in members(shape).items() if member.lower().endswith("arn"))


@lru_cache(maxsize=1 << 12)
def _is_account(text: str) -> bool:
    return _ACCOUNT_ONLY.match(text) is not None


def accounts_in(items: Iterable[Any]) -> Iterator[str]:
    """The account that each item names as its owner, or in its ARN; nothing for an item that names none."""
    for item in items:
        struct = isinstance(item, Struct)
        owners = map(item.__getattribute__, _attributes(item.__class__, _OWNERS)) if struct else ()
        number = next((owner for owner in owners if owner and _is_account(owner)), "")
        if number:
            yield number
            continue
        for value in (getattr(item, name) for name in _arns(item.__class__)) if struct else (item,):
            match = _with_regions(_ARN).match(value) if isinstance(value, str) else None
            if match and match.group(2):
                yield match.group(2)
                break


def _references(item: Any, *, deep: bool = True) -> Iterator[str]:
    """The ids that an item names; `deep`: also in its attachments."""
    if isinstance(item, Struct):
        for name in _attributes(item.__class__, _REFERENCES):
            value = getattr(item, name)
            if isinstance(value, str) and value:
                yield value
        for name in _attributes(item.__class__, ("Attachments", "VpcAttachments")) if deep else ():
            for attachment in getattr(item, name):
                yield from _references(attachment)
