"""Which account and region a dump is of: from its folders' names, or else from what its resources say themselves."""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any, Protocol

from msgspec import Struct

from vpcviz.aws.calls import Call
from vpcviz.aws.shapes import members, texts_in
from vpcviz.model.partitions import region_pattern

_REGION = region_pattern()
_ARN = re.compile(rf"arn:aws[a-z-]*:[a-z0-9-]+:({_REGION})?:(\d{{12}})?:")
_ZONE = re.compile(rf"({_REGION})(?:[a-z]|-[a-z]+-\d[a-z])\Z")
_NAME = re.compile(rf"\.({_REGION})\.")
_REGION_ONLY = re.compile(rf"{_REGION}\Z")
_REGION_IN_NAME = re.compile(rf"(?<![a-z]){_REGION}(?!\d)")
_ACCOUNT_ONLY = re.compile(r"\d{12}\Z")
_OWNERS = ("OwnerId", "ownerAccount", "owningAccountId", "Account", "HostedZoneOwner")
_REFERENCES = ("VpcId", "VPCId", "SubnetId", "TransitGatewayId", "ResourceId", "HostVPCId", "InternetGatewayId")


class Placed(Protocol):
    """What is to be placed: items of a call, in a file whose folders and name are `parts`."""

    call: Call
    items: list[Any]
    parts: tuple[str, ...]


class Places:
    """Accounts and regions of the sections of a dump."""

    def __init__(self, sections: Sequence[Placed]) -> None:
        self._of_id: dict[str, str] = {}
        votes: Counter[str] = Counter()
        regions: Counter[str] = Counter()
        folders: dict[tuple[str, ...], Counter[str]] = {}
        told = all(_region_of_path(section.parts) for section in sections)  # Then nobody asks what the items say.
        owned = all(_account_of_path(section.parts) for section in sections)
        for section in sections:
            named = _region_of_path(section.parts)
            for item in () if told else section.items:
                region = named or _region_in(item)
                if region:
                    regions[region] += 1
                    for identity in _ids(item):
                        self._of_id.setdefault(identity, region)
            found = Counter(() if owned else accounts_in(section.items))
            votes.update(found)
            folders.setdefault(section.parts[:-1], Counter()).update(found)
            if named:
                regions[named] += 1
        self._only_region = next(iter(regions)) if len(regions) == 1 else ""
        self._account = _most(votes)
        self._by_folder = {folder: _most(counts) for folder, counts in folders.items()}

    def account(self, section: Placed) -> str:
        """The account that a section was read in: its folder's name, what most of its folder says, what most of the dump says."""
        named = _account_of_path(section.parts)
        if named:
            return named
        own = _most(Counter(accounts_in(section.items)))
        return self._by_folder.get(section.parts[:-1]) or own or self._account

    def of_folder(self, section: Placed) -> str:
        """The region that a section's folder or file is named for, "" where none is."""
        return _region_of_path(section.parts)

    def region(self, section: Placed, item: Any) -> str:
        """The region of an item: by its folder or file name, by itself, by what it refers to, or the only one there is."""
        named = _region_of_path(section.parts)
        if named:
            return named
        own = _region_in(item)
        if own:
            return own
        for identity in _references(item):
            if identity in self._of_id:
                return self._of_id[identity]
        for other in section.items:
            found = _region_in(other)
            if found:
                return found
        return self._only_region


def _most(votes: Counter[str]) -> str:
    return min(votes, key=lambda one: (-votes[one], one)) if votes else ""


@cache
def _account_of_path(parts: tuple[str, ...]) -> str:
    return next((part for part in reversed(parts[:-1]) if _ACCOUNT_ONLY.match(part)), "")


@cache
def _region_of_path(parts: tuple[str, ...]) -> str:
    for part in reversed(parts[:-1]):
        if _REGION_ONLY.match(part):
            return part
    found = _REGION_IN_NAME.findall(parts[-1]) if parts else []
    return found[0] if len(set(found)) == 1 else ""


def _region_in(item: Any) -> str:
    """The region that an item itself names: its region, an ARN, a zone, or a DNS or service name."""
    known = members(item.__class__) if isinstance(item, Struct) else {}
    if "RequesterVpcInfo" in known or "Principal" in known:
        return ""  # It names the regions of both sides, or the ARN of somebody else.
    found: dict[str, str] = {}
    for key, value in texts_in(item):
        if len(value) > 300:
            continue
        if key in ("RegionName", "region") and _REGION_ONLY.match(value):
            return value
        for sort, pattern in (("arn", _ARN), ("zone", _ZONE), ("name", _NAME)):
            match = pattern.match(value) if sort != "name" else pattern.search(value)
            if match and match.group(1):
                found.setdefault(sort, match.group(1))
    return found.get("zone") or found.get("arn") or found.get("name") or ""


@cache
def _attributes(shape: Hashable, names: tuple[str, ...]) -> tuple[str, ...]:
    known = members(shape)
    return tuple(known[name] for name in names if name in known)


@cache
def _arns(shape: Hashable) -> tuple[str, ...]:
    return tuple(name for member, name in members(shape).items() if member.lower().endswith("arn"))


def accounts_in(items: Iterable[Any]) -> Iterator[str]:
    """The account that each item names as its owner, or in its ARN; nothing for an item that names none."""
    for item in items:
        struct = isinstance(item, Struct)
        owners = [getattr(item, name) for name in _attributes(item.__class__, _OWNERS)] if struct else []
        numbers = [owner for owner in owners if owner and _ACCOUNT_ONLY.match(owner)]
        if numbers:
            yield numbers[0]
            continue
        for value in (getattr(item, name) for name in _arns(item.__class__)) if struct else (item,):
            match = _ARN.match(value) if isinstance(value, str) else None
            if match and match.group(2):
                yield match.group(2)
                break


def _references(item: Any) -> Iterator[str]:
    if isinstance(item, Struct):
        for name in _attributes(item.__class__, _REFERENCES):
            value = getattr(item, name)
            if isinstance(value, str) and value:
                yield value
        for name in _attributes(item.__class__, ("Attachments", "VpcAttachments")):
            for attachment in getattr(item, name):
                yield from _references(attachment)


def _ids(item: Any) -> Iterator[str]:
    if isinstance(item, Struct):
        for name in _attributes(item.__class__, _REFERENCES):
            value = getattr(item, name)
            if isinstance(value, str) and value:
                yield value
