"""Saved answers of the AWS CLI as a Network: files are recognised by their top-level keys, whatever they are called."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vpcviz.aws.answers import Answer, Missing, Reading, ids_for, text
from vpcviz.aws.calls import CALLS, Call
from vpcviz.aws.dump_files import Source, find_files, read_documents
from vpcviz.aws.dump_places import Places
from vpcviz.errors import InputError, Problem
from vpcviz.model import Network

NOT_IN_DUMP = "NotInDump"
"""The error of a gap where a dump lacks a call's answer: no file is not the same as no resource."""

_BY_KEY: dict[str, list[Call]] = {}
for _call in CALLS:
    _BY_KEY.setdefault(_call.key, []).append(_call)

_BESIDE = frozenset(
    """NextToken nextToken Marker NextMarker IsTruncated MaxItems MaxResults ResponseMetadata ServiceNames DelegationSet VPCs VpcId
    FirewallStatus UpdateToken UserId Arn AdditionalRoutesAvailable failures NextRecordName NextRecordType
    NextRecordIdentifier""".split()
)
"""Keys that stand beside the items of an answer."""

_OPTIONAL = frozenset({"iam.ListAccountAliases", "ec2.DescribeVpcEndpointServices", "ec2.DescribePrefixLists"})
"""Calls whose absence from a dump leaves nothing unseen of the network itself."""

_OF_TARGET_GROUPS = ("deregistration_delay.", "preserve_client_ip.", "stickiness.", "target_")
"""How attributes begin that only target groups have."""

_UNSAFE = re.compile(r"[^A-Za-z0-9-]")


class NothingRecognisedError(InputError):
    """No key of any file is one of an answer of AWS."""


@dataclass(eq=False)
class Section:
    """The items under a recognised key of a file. `hints` are texts that may tell the id that they were asked for."""

    call: Call
    items: list[Any]
    file: Path
    parts: tuple[str, ...]
    hints: tuple[str, ...]
    account: str = ""
    region: str = ""


def load_dumps(sources: Sequence[Source], notes: list[str] | None = None) -> Network:
    """The network of files and folders of AWS CLI output. What could not be used is said in `notes`.

    Raises InputError for files that are no JSON, and where nothing is recognised.
    """
    from vpcviz.aws.convert import convert

    reading = read_dumps(sources)
    if notes is not None:
        notes += reading.notes
    return convert(reading)


def read_dumps(sources: Sequence[Source]) -> Reading:
    """The answers in the dumps, each with the account and region that it is of; what is not there is missing."""
    reading = Reading()
    sections: list[Section] = []
    unknown: dict[str, list[str]] = {}
    for file, data in find_files(sources):
        documents = read_documents(file, data)
        if not documents:
            reading.notes.append(f"{file}: the file is empty (did the command that wrote it fail?)")
        for document in documents:
            if isinstance(document, dict) and "vpcviz" in document:
                reading.notes.append(f"{file}: a spec or snapshot is read alone; among AWS CLI output it was left out")
                continue
            sections += _sections(document, file, file.parts, (), unknown, reading.notes)
    if unknown:
        reading.notes.append(_unknown_keys(unknown))
    if not sections:
        names = ", ".join(sorted(unknown)[:6]) or "none"
        name = f"{sources[0] if isinstance(sources[0], Path) else sources[0][0]}: "
        why = f"; {reading.notes[0].removeprefix(name)}" if reading.notes else ""
        problem = Problem(
            f"no AWS CLI output is recognised (keys found: {names}){why}",
            str(sources[0] if isinstance(sources[0], Path) else sources[0][0]),
            expected="keys such as Vpcs, Subnets, RouteTables",
        )
        raise NothingRecognisedError(problem)
    _place(sections, reading)
    _missing(reading)
    return reading


def _unknown_keys(unknown: Mapping[str, list[str]]) -> str:
    """One note on the keys that are no answer of a call that is read, with the files that have them."""
    files = sorted({file for found in unknown.values() for file in found})
    where = files[0] if len(files) == 1 else f"{len(files)} files (the first is {files[0]})"
    keys = ", ".join(repr(key[:60]) for key in sorted(unknown))
    if len(unknown) == 1:
        return f"{where}: the key {keys} is not known to vpcviz and was left out"
    return f"{where}: {len(unknown)} keys are not known to vpcviz and were left out: {keys}"


# --- recognising --------------------------------------------------------------------------------------------------------


def _sections(
    document: Any,
    file: Path,
    parts: tuple[str, ...],
    hints: tuple[str, ...],
    unknown: dict[str, list[str]],
    notes: list[str],
    depth: int = 0,
) -> Iterator[Section]:
    """The sections of a document: its recognised keys, or those of the documents that it lists or wraps under ids."""
    if isinstance(document, list):
        for entry in document if depth < 3 else ():
            if isinstance(entry, (dict, list)):
                yield from _sections(entry, file, parts, hints, unknown, notes, depth + 1)
        return
    if not isinstance(document, dict):
        notes.append(f"{file}: a JSON text or number is no AWS CLI output; it was left out")
        return
    own = tuple(value for value in document.values() if isinstance(value, str) and len(value) < 300)
    for key, value in document.items():
        calls = _calls(key, value, document, file)
        if calls is None:
            if isinstance(value, dict) and depth < 3 and any(inner in _BY_KEY for inner in value):
                yield from _sections(value, file, parts, (*hints, key), unknown, notes, depth + 1)
            elif key not in _BESIDE and not (key in ("Id", "HostedZoneId", "VPCId") or key.endswith(("Arn", "Id", "Name"))):
                unknown.setdefault(key, []).append(str(file))
        elif not calls:
            notes.append(f"{file}: {key!r} is not the list that the AWS CLI prints; it was left out")
        for call in calls or ():
            items = [document] if call.whole else _records(key, value, file, notes)
            yield Section(call, items, file, parts, (*hints, *own))


def _records(key: str, items: list[Any], file: Path, notes: list[str]) -> list[Any]:
    """The items of an answer: records, or names where all are names; anything else is left out with a note."""
    kept: list[Any] = [item for item in items if isinstance(item, dict)]
    kept = kept or [item for item in items if isinstance(item, str)]
    if len(kept) < len(items):
        notes.append(f"{file}: {len(items) - len(kept)} of {len(items)} entries of {key!r} are no records; they were left out")
    return kept


def _calls(key: str, value: Any, document: Mapping[str, Any], file: Path) -> list[Call] | None:
    """The calls whose answer a key's value is: None where the key is not known, none where the value has the wrong shape."""
    candidates = _BY_KEY.get(key)
    if candidates is None:
        return None
    if candidates[0].whole:
        shaped = isinstance(value, dict) or (key == "Account" and isinstance(value, str) and "Arn" in document)
        return candidates[:1] if shaped else (None if key == "Account" else [])
    if not isinstance(value, list):
        return []
    if len(candidates) == 1 and not value:
        return candidates
    if not value:
        return _by_name(candidates, file) or _all_of_one_service(candidates)
    if key == "Attributes":
        return _by_attributes(candidates, value, document, file)
    return _by_items(candidates, value) or _by_name(candidates, file) or None


def _by_attributes(candidates: list[Call], value: list[Any], document: Mapping[str, Any], file: Path) -> list[Call] | None:
    """Whose attributes these are, a load balancer's or a target group's: by the ids beside them, the keys, the file's name.

    Source: ELBv2 API Reference, "LoadBalancerAttribute", "TargetGroupAttribute".
    """
    keys = {text(item, "Key") for item in value if isinstance(item, Mapping)}
    values = {text(item, "Value") for item in value if isinstance(item, Mapping)}
    said = (*document, *(entry for entry in document.values() if isinstance(entry, str)))
    groups = (
        any("targetgroup" in entry.lower() for entry in said)
        or "use_load_balancer_configuration" in values
        or any(key.startswith(_OF_TARGET_GROUPS) for key in keys)
        or "target-group" in file.stem.lower().replace("_", "-")
        or "targetgroup" in file.stem.lower()
    )
    return [call for call in candidates if "Key" in call.marks and ("TargetGroup" in call.operation) is groups] if keys else None


def _all_of_one_service(candidates: list[Call]) -> list[Call]:
    """An empty list under a key that several calls share counts for all of them where they tell of the same."""
    return candidates if len({call.feeds for call in candidates}) == 1 else candidates[:1]


def _by_name(candidates: list[Call], file: Path) -> list[Call]:
    """The calls whose command the file's name holds: what decides where the items do not."""
    return [call for call in candidates if call.command[1] in file.stem.lower()]


def _by_items(candidates: list[Call], value: list[Any]) -> list[Call] | None:
    """The calls whose items look like these."""
    mappings = [item for item in value if isinstance(item, Mapping)]
    if not mappings:
        return [call for call in candidates if not call.marks and all(isinstance(item, str) for item in value)]
    members = {member for item in mappings for member in item}
    found = [call for call in candidates if members.intersection(call.marks)]
    if len(found) > 1 and found[0].key == "PrefixLists":
        found = found[:1] if "PrefixListArn" in members else found[1:]  # Managed lists have ARNs, and no CIDRs.
    if len(found) > 1 and found[0].service == "ram":
        found = [call for call in found if call.name.endswith(text(mappings[0], "associationType"))]
    return found or None


# --- placing ------------------------------------------------------------------------------------------------------------


def _place(sections: list[Section], reading: Reading) -> None:
    """Give every item its account and region, and every answer of the kind "once for each" its id."""
    places = Places(sections)
    parents: dict[tuple[str, str, str], list[Any]] = {}
    answers: dict[tuple[Call, str, str, str], list[Any]] = {}
    for section in sections:
        account = places.account(section)
        for item in section.items:
            region = places.region(section, item) if section.call.where == "region" else ""
            if section.call.each is None:
                answers.setdefault((section.call, account, region, ""), []).append(item)
                parents.setdefault((section.call.name, account, region), []).append(item)
        if not section.items and section.call.each is None:
            region = places.region(section, None) if section.call.where == "region" else ""
            answers.setdefault((section.call, account, region, ""), [])
    # Calls that follow others, nearest to the root first: their ids are those that the others told.
    waiting = [section for section in sections if section.call.each is not None]
    for section in sorted(waiting, key=lambda one: _steps(one.call)):
        _place_following(section, places, parents, answers, reading)
    for (call, account, region, scope), items in answers.items():
        if call.where != "start":
            reading.answers.append(Answer(call, account, region, scope, items))


def _steps(call: Call) -> int:
    steps = 0
    while call.each is not None:
        call = next(other for other in CALLS if other.name == call.each.of)
        steps += 1
    return steps


def _place_following(
    section: Section,
    places: Places,
    parents: dict[tuple[str, str, str], list[Any]],
    answers: dict[tuple[Call, str, str, str], list[Any]],
    reading: Reading,
) -> None:
    call, account = section.call, places.account(section)
    region = places.region(section, section.items[0] if section.items else None) if call.where == "region" else ""
    scope = _scope(section, parents)
    if scope is None and call.each is not None and not call.each.batch:
        own = _own_scope(section)
        if own is None:
            what = call.each.parameter
            reading.notes.append(
                f"{section.file}: it does not tell which {what} its {call.key} belong to; name the file after the id"
            )
            return
        scope = (own, account, region)
    identity, account, region = scope or ("", account, region)
    answers.setdefault((call, account, region, identity), []).extend(section.items)
    parents.setdefault((call.name, account, region), []).extend(section.items)


def _scope(section: Section, parents: Mapping[tuple[str, str, str], list[Any]]) -> tuple[str, str, str] | None:
    """The id that a section was asked for, with its account and region: from its hints, its file's name, or as the only one."""
    call = section.call
    if call.each is None:
        return None
    known: dict[str, tuple[str, str]] = {}
    for (name, account, region), items in parents.items():
        if name == call.each.of:
            known.update(dict.fromkeys(ids_for(call, items), (account, region)))
    hints = set(section.hints)
    path = "/".join(_UNSAFE.sub("_", part) for part in section.parts)
    for identity in sorted(known, key=len, reverse=True):
        short = identity.removeprefix("/hostedzone/")
        if (
            identity in hints
            or short in hints
            or re.search(rf"(?<![A-Za-z0-9-]){re.escape(_UNSAFE.sub('_', short))}(?![A-Za-z0-9-])", path)
        ):
            return identity, *known[identity]
    own = _own_scope(section)
    if own in known:
        return own, *known[own]
    if len(known) == 1 and own is None:
        identity, place = next(iter(known.items()))
        return identity, *place
    return None


_OWN = (
    "LoadBalancerArn",
    "TargetGroupArn",
    "ServiceId",
    "ProfileId",
    "ClientVpnEndpointId",
    "directConnectGatewayId",
    "FileSystemId",
    "VpcId",
)


def _own_scope(section: Section) -> str | None:
    """The id that the items themselves name, or an id in the file's name that nothing else tells of."""
    first = section.items[0] if section.items else None
    if section.call.whole and isinstance(first, Mapping):
        return (
            text(first, "VpcId")
            or text(first, "HostedZone", "Id")
            or text(first, "cluster", "name")
            or text(first, "Firewall", "FirewallArn")
            or None
        )
    return next((found for member in _OWN if (found := text(first, member))), None)


# --- what is not there --------------------------------------------------------------------------------------------------


def _missing(reading: Reading) -> None:
    """Note the calls that the dump has no answer of, in each account and region that it tells of."""
    places: dict[str, set[str]] = {}
    answered = Counter((answer.call.name, answer.account, answer.region) for answer in reading.answers)
    scopes = {(answer.call.name, answer.scope) for answer in reading.answers}
    for answer in reading.answers:
        places.setdefault(answer.account, set())
        if answer.call.where == "region":
            places[answer.account].add(answer.region)
    for account, regions in sorted(places.items()):
        if len(regions) > 1:
            regions.discard("")
        for call in CALLS:
            for region in sorted(regions) if call.where == "region" else ("",):
                if call.where == "start" or call.name in _OPTIONAL:
                    continue
                if call.each is None:
                    if not answered[(call.name, account, region)]:
                        reading.missing.append(Missing(call.name, account, region, "", NOT_IN_DUMP))
                else:
                    _missing_following(call, account, region, reading, scopes)


def _missing_following(call: Call, account: str, region: str, reading: Reading, scopes: set[tuple[str, str]]) -> None:
    each = call.each
    if each is None:
        return
    items = [
        item
        for answer in reading.answers
        if (answer.call.name, answer.account, answer.region) == (each.of, account, region)
        for item in answer.items
    ]
    ids = ids_for(call, items)
    if each.batch:
        told = {_name_of(call, item) for answer in reading.answers if answer.call is call for item in answer.items}
        lacking = [identity for identity in ids if identity not in told]
    else:
        short = {(name, scope.removeprefix("/hostedzone/")) for name, scope in scopes}
        lacking = [identity for identity in ids if (call.name, identity.removeprefix("/hostedzone/")) not in short]
    for identity in lacking:
        reading.missing.append(Missing(call.name, account, region, identity, NOT_IN_DUMP))


def _name_of(call: Call, item: Any) -> str:
    return next((found for mark in call.marks if (found := text(item, mark))), "")
