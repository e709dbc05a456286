"""Recognises AWS's answers in JSON documents by their keys, and decodes their items into the calls' shapes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Raw, Struct

from vpcviz.aws.answers import shaped_items
from vpcviz.aws.calls import CALLS, Call
from vpcviz.aws.dump_files import Document
from vpcviz.aws.shapes import members as members_of

BY_KEY: dict[str, list[Call]] = {}
for _call in CALLS:
    BY_KEY.setdefault(_call.key, []).append(_call)

_WRAPPED = {call.wrapped: call for call in CALLS if call.wrapped}
_CAPITALS = {f"{key[0].upper()}{key[1:]}": key for key, calls in BY_KEY.items() if key[0].islower() and not calls[0].whole}
"""Keys and members that AWS writes small and Batfish with a capital."""

BESIDE = frozenset(
    """NextToken nextToken Marker NextMarker IsTruncated MaxItems MaxResults ResponseMetadata ServiceNames DelegationSet VPCs VpcId
    FirewallStatus UpdateToken UserId Arn AdditionalRoutesAvailable failures NextRecordName NextRecordType
    NextRecordIdentifier NatGatewaySupport NatSystemRouteSupport EnableNetworkAddressUsageMetrics position
    CoreNetworkNetworkFunctionGroup RouteTableType RouteTableTimestamp Version LatestVersion OperatorRole StateReason
    StateReasonCode LastUpdateStatus LastUpdateStatusReason LastUpdateStatusReasonCode LastModified arn type
    allowAssociationToShareableServiceNetwork status createdAt lastUpdatedAt amazonManaged failureReason domainVerificationStatus
    groupDomain""".split()
)
"""Keys that stand beside the items of an answer."""

_MORE = ("NextToken", "nextToken", "NextMarker", "AdditionalRoutesAvailable")
"""Keys by which any answer says that there is more; the AWS CLI has a NextToken of its own for --max-items."""

_ENTRIES = msgspec.json.Decoder(list[Raw])
_HEAD = 64 * 1024
_NESTED = 3
"""So deep are answers looked for in lists and under ids."""


class Section(Struct, eq=False):
    """The items under a recognised key of a file. `hints` are texts that may tell the id that they were asked for.

    `left_out` items could not be read, and `more` were there than the file has.
    """

    call: Call
    items: list[Any]
    file: Path
    parts: tuple[str, ...]
    hints: tuple[str, ...]
    left_out: int = 0
    more: bool = False
    part: str = ""


class Found(Struct):
    """What is found in the documents of a dump: sections, unknown keys with their files, and what else is to be said."""

    sections: list[Section] = []
    unknown: dict[str, list[str]] = {}
    notes: list[str] = []

    def add_list(self, data: bytes, file: Path) -> bool:
        """Take a file that is the list of one call and no more, as the largest are, in one go; False where it is anything else."""
        call = _listed(data)
        if call is None:
            return False
        try:
            answer = _list_decoder(call).decode(data)
        except (msgspec.DecodeError, RecursionError):
            return False  # Other keys, further documents, or records that are not as AWS prints them: the careful way tells.
        if call.complete is not None and call.complete(answer.items, lambda: _parsed(data)[call.key]) is not answer.items:
            return False
        self.sections.append(Section(call, answer.items, file, file.parts, (), more=bool(answer.next_token)))
        return True

    def add(self, document: Document, file: Path, hints: tuple[str, ...] = (), depth: int = 0) -> None:
        """Take a document's sections: its recognised keys, or those of the documents that it lists or wraps under ids."""
        if isinstance(document, list):
            for entry in document if depth < _NESTED else ():
                if _begins(entry) in b"{[":
                    self.add(_opened(entry), file, hints, depth + 1)
        elif not isinstance(document, dict):
            self.notes.append(f"{file}: a JSON text or number is no AWS CLI output; it was left out")
        elif "vpcviz" in document:
            self.notes.append(f"{file}: a spec or snapshot is read alone; among AWS CLI output it was left out")
        else:
            self._answers(document, file, (*hints, *_texts(document)), depth)

    def _answers(self, document: Mapping[str, Raw], file: Path, hints: tuple[str, ...], depth: int) -> None:
        found = {key: _calls(key, value, document, file) for key, value in document.items()}
        # What stands beside the key of an answer that is one item as a whole is read with it.
        told = {name for calls in found.values() for call in calls or () if call.whole for name in members_of(call.shape)}  # type: ignore[arg-type]
        for key, value in document.items():
            calls = found[key]
            if key in _CAPITALS and key not in BY_KEY and _begins(value) == b"[":
                small = msgspec.json.encode(_small(_parsed(bytes(value))))
                self._answers({_CAPITALS[key]: Raw(small)}, file, hints, depth)
            elif calls is None and key not in told:
                self._inside(key, value, file, hints, depth)
            elif calls is not None and not calls:
                self.notes.append(f"{file}: {key!r} is not the list that the AWS CLI prints; it was left out")
            for call in calls or ():
                self._section(call, document if call.whole else value, file, hints, more=_has_more(call, document))

    def _inside(self, key: str, value: Raw, file: Path, hints: tuple[str, ...], depth: int) -> None:
        """Answers under a key that is none of an answer: an id, or a collector's word."""
        inner = _opened(value) if depth < _NESTED and _begins(value) in b"{[" else None
        if key in _WRAPPED and isinstance(inner, list):
            before = len(self.sections)
            self.add(inner, file, hints, depth)
            for section in self.sections[before:]:
                section.part = key
        elif isinstance(inner, dict) and any(one in BY_KEY for one in inner):
            self.add(inner, file, (*hints, key), depth + 1)
        elif key not in BESIDE and not (key in ("Id", "HostedZoneId", "VPCId") or key.endswith(("Arn", "Id", "Name"))):
            self.unknown.setdefault(key, []).append(str(file))

    def _section(self, call: Call, value: Any, file: Path, hints: tuple[str, ...], *, more: bool) -> None:
        left_out = 0
        try:
            items = call.decoder.decode(msgspec.json.encode(value) if call.whole else value)
            items = [items] if call.whole else items
        except msgspec.ValidationError:
            parsed = _parsed(msgspec.json.encode(value))
            items, wrong = shaped_items(call, [parsed] if call.whole else parsed)
            left_out = len(wrong)
            if wrong:
                others = f" (and {left_out - 1} more)" if left_out > 1 else ""
                self.notes.append(f"{file}: {wrong[0]}{others}; what is not as AWS prints it was left out")
        if call.complete is not None and not left_out:
            items = call.complete(items, lambda: _parsed(msgspec.json.encode(value)))
        self.sections.append(Section(call, items, file, file.parts, hints, left_out, more))


_FIRST_KEY = re.compile(rb'\s*\{\s*"([A-Za-z]+)"\s*:\s*\[\s*\{')


def _listed(data: bytes) -> Call | None:
    """The call whose items a file begins with, where its key and the marks of its items leave no doubt."""
    found = _FIRST_KEY.match(data)
    candidates = BY_KEY.get(found[1].decode(), []) if found else []
    if len(candidates) != 1 or candidates[0].whole or not candidates[0].marks:
        return None
    return candidates[0] if any(f'"{mark}"'.encode() in data[:_HEAD] for mark in candidates[0].marks) else None


@cache
def _list_decoder(call: Call) -> msgspec.json.Decoder[Any]:
    items = ("items", list[call.shape], msgspec.field(name=call.key))  # type: ignore[name-defined]
    token = ("next_token", str | None, msgspec.field(name="NextToken", default=None))
    return msgspec.json.Decoder(msgspec.defstruct("ListAnswer", [items, token], forbid_unknown_fields=True))


def _begins(value: Raw) -> bytes:
    return bytes(memoryview(value)[:1])


def _parsed(value: bytes) -> Any:
    """A value as Python has it: whatever stands there, also numbers that are too large for AWS's types."""
    import json

    try:
        return json.loads(value)
    except (RecursionError, ValueError):  # Deeper, or with longer numbers, than Python takes.
        return []


def _small(value: Any) -> Any:
    """A value with the members' first letters small."""
    if isinstance(value, dict):
        return {f"{key[:1].lower()}{key[1:]}": _small(inner) for key, inner in value.items()}
    return [_small(inner) for inner in value] if isinstance(value, list) else value


def _opened(value: Raw) -> Document:
    made: Document = msgspec.json.decode(value, type=Document)
    return made


def _texts(document: Mapping[str, Raw]) -> Iterator[str]:
    """The short texts beside the items: one may be the id that they were asked for."""
    for value in document.values():
        if _begins(value) == b'"' and len(memoryview(value)) < 300:
            yield msgspec.json.decode(value, type=str)


def _has_more(call: Call, document: Mapping[str, Raw]) -> bool:
    """Whether an answer says that it is not whole; CloudFront says it inside."""
    if call.whole and _begins(document[call.key]) == b"{":
        inside = _opened(document[call.key])
        if isinstance(inside, dict) and bytes(inside.get("IsTruncated", b"")) == b"true":
            return True
    if "IsTruncated" in document:
        return bytes(document["IsTruncated"]) == b"true"
    own = [member for member, _ in call.tokens]
    return any(bytes(memoryview(document[key])[:6]) not in (b'""', b"null", b"false") for key in (*_MORE, *own) if key in document)


# --- which call's answer it is ------------------------------------------------------------------------------------------


def _calls(key: str, value: Raw, document: Mapping[str, Raw], file: Path) -> list[Call] | None:
    """The calls whose answer a key's value is: None where the key is not known, none where the value has the wrong shape."""
    candidates = BY_KEY.get(key)
    if candidates is None:
        return None
    begins = _begins(value)
    if candidates[0].whole and key in _WRAPPED and begins == b"[":
        return None
    if candidates[0].whole:
        empty_answer = candidates[0].shape()
        listed = isinstance(getattr(empty_answer, members_of(empty_answer.__class__).get(key, ""), None), tuple)
        shaped = begins == (b"[" if listed else b"{") or (key == "Account" and begins == b'"' and "Arn" in document)
        return candidates[:1] if shaped else (None if key == "Account" else [])
    if begins != b"[":
        return []
    empty = not bytes(memoryview(value)[1:100]).strip().removesuffix(b"]").strip()
    if len(candidates) == 1 and empty:
        return candidates
    if empty:
        return _by_name(candidates, file) or _all_of_one_service(candidates)
    if len(candidates) == 1:
        marks = [f'"{mark}"'.encode() for mark in candidates[0].marks]
        first = bytes(memoryview(value)[:_HEAD])  # Of a long list the beginning says what it is.
        marked = (
            any(mark in first for mark in marks) or any(mark in bytes(value) for mark in marks) or _looks_like(candidates[0], value)
        )
        return candidates if marked or not marks or b"{" not in first else _by_name(candidates, file) or None
    return _by_items(candidates, value, (*document, *_texts(document), file.stem)) or _by_name(candidates, file) or None


def _looks_like(call: Call, value: Raw) -> bool:
    """Whether the first item has two members of the call's shape and more: the one that marks it may have been left out."""
    first = next((one for one in _ENTRIES.decode(value) if _begins(one) == b"{"), None)
    own = members_of(call.shape)  # type: ignore[arg-type]
    return first is not None and len(own.keys() & msgspec.json.decode(first, type=dict[str, Raw])) > 1


def _all_of_one_service(candidates: list[Call]) -> list[Call]:
    """An empty list under a key that several calls share counts for all of them where they tell of the same."""
    return candidates if len({call.feeds for call in candidates}) == 1 else candidates[:1]


def _by_name(candidates: list[Call], file: Path) -> list[Call]:
    """The calls whose command the file's name holds: what decides where the items do not."""
    return [call for call in candidates if call.command[1] in file.stem.lower()]


def _by_items(candidates: list[Call], value: Raw, said: Sequence[str]) -> list[Call] | None:
    """The calls whose items look like these."""
    items = [one for one in _ENTRIES.decode(value) if _begins(one) == b"{"]
    if not items:
        return [call for call in candidates if not call.marks and call.shape is str]
    members = {member for item in items for member in msgspec.json.decode(item, type=dict[str, Raw])}
    found = [call for call in candidates if members.intersection(call.marks)]
    if len(found) > 1 and found[0].key == "PrefixLists":
        found = found[:1] if "PrefixListArn" in members else found[1:]  # Managed lists have ARNs, and no CIDRs.
    if len(found) > 1 and any(call.recognise for call in found):
        shaped, _ = shaped_items(found[0], _parsed(bytes(value)))
        found = [call for call in found if call.recognise is None or (shaped and call.recognise(shaped, " ".join(said)))]
    return _most_alike(found, members) or None


def _most_alike(calls: list[Call], members: set[str]) -> list[Call]:
    """Of several calls those whose shapes have the most of the items' members."""
    alike = [len(members.intersection(members_of(call.shape))) for call in calls]  # type: ignore[arg-type]
    return [call for call, most in zip(calls, alike, strict=True) if most == max(alike)]
