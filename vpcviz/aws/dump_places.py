"""Which account and region a dump is of: from its folders' names, or else from what its resources say themselves."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from vpcviz.aws.calls import Call
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
        for section in sections:
            named = _region_of_path(section.parts)
            for item in section.items:
                region = named or _region_in(item)
                if region:
                    regions[region] += 1
                    for identity in _ids(item):
                        self._of_id.setdefault(identity, region)
            found = Counter(accounts_in(section.items))
            votes.update(found)
            folders.setdefault(section.parts[:-1], Counter()).update(found)
            if named:
                regions[named] += 1
        self._only_region = next(iter(regions)) if len(regions) == 1 else ""
        self._account = _most(votes)
        self._by_folder = {folder: _most(counts) for folder, counts in folders.items()}

    def account(self, section: Placed) -> str:
        """The account that a section was read in: its folder's name, what most of its folder says, what most of the dump says."""
        for part in reversed(section.parts[:-1]):
            if _ACCOUNT_ONLY.match(part):
                return part
        own = _most(Counter(accounts_in(section.items)))
        return self._by_folder.get(section.parts[:-1]) or own or self._account

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


def _region_of_path(parts: tuple[str, ...]) -> str:
    for part in reversed(parts[:-1]):
        if _REGION_ONLY.match(part):
            return part
    found = _REGION_IN_NAME.findall(parts[-1]) if parts else []
    return found[0] if len(set(found)) == 1 else ""


def _texts(item: Any, depth: int = 4) -> Iterator[tuple[str, str]]:
    """(member, text) pairs of an item and what is in it."""
    if isinstance(item, Mapping):
        for key, value in item.items():
            if isinstance(value, str):
                yield key, value
            elif depth and isinstance(value, (Mapping, list)) and key not in ("Tags", "TagSet", "TagList", "tags"):
                yield from _texts(value, depth - 1)
    elif isinstance(item, list):
        for entry in item[:20]:
            if isinstance(entry, (Mapping, list)):
                yield from _texts(entry, depth)
            elif isinstance(entry, str):
                yield "", entry
    elif isinstance(item, str):
        yield "", item


def _region_in(item: Any) -> str:
    """The region that an item itself names: its region, an ARN, a zone, or a DNS or service name."""
    if isinstance(item, Mapping) and ("RequesterVpcInfo" in item or "PrincipalArn" in item):
        return ""  # It names the regions of both sides.
    found: dict[str, str] = {}
    for key, value in _texts(item):
        if len(value) > 300:
            continue
        if key in ("RegionName", "region") and _REGION_ONLY.match(value):
            return value
        for sort, pattern in (("arn", _ARN), ("zone", _ZONE), ("name", _NAME)):
            match = pattern.match(value) if sort != "name" else pattern.search(value)
            if match and match.group(1):
                found.setdefault(sort, match.group(1))
    return found.get("zone") or found.get("arn") or found.get("name") or ""


def accounts_in(items: Iterable[Any]) -> Iterator[str]:
    """The account that each item names as its owner, or in its ARN; nothing for an item that names none."""
    for item in items:
        owners = [item[key] for key in _OWNERS if isinstance(item, Mapping) and isinstance(item.get(key), str)]
        numbers = [owner for owner in owners if _ACCOUNT_ONLY.match(owner)]
        if numbers:
            yield numbers[0]
            continue
        for key, value in _texts(item, 1):
            match = _ARN.match(value) if key.lower().endswith("arn") or key == "" else None
            if match and match.group(2):
                yield match.group(2)
                break


def _references(item: Any) -> Iterator[str]:
    if isinstance(item, Mapping):
        for key in _REFERENCES:
            if isinstance(item.get(key), str):
                yield item[key]
        for attachment in item.get("Attachments") or item.get("VpcAttachments") or ():
            if isinstance(attachment, Mapping) and isinstance(attachment.get("VpcId"), str):
                yield attachment["VpcId"]


def _ids(item: Any) -> Iterator[str]:
    if isinstance(item, Mapping):
        for key in _REFERENCES:
            if isinstance(item.get(key), str):
                yield item[key]
