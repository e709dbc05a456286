"""Saved answers of the AWS CLI as a Network: files are recognised by their top-level keys, whatever they are called."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from vpcviz.aws.answers import INCOMPLETE, MALFORMED, Answer, Missing, Reading, ids_for
from vpcviz.aws.calls import CALLS, Call, call_named
from vpcviz.aws.dump_accounts import AccountsAndRegions
from vpcviz.aws.dump_files import Source, find_files, read_documents
from vpcviz.aws.dump_hidden import note_hidden
from vpcviz.aws.dump_sections import Found, Section
from vpcviz.aws.shapes import members, value_at
from vpcviz.errors import InputError, Problem
from vpcviz.model import Network

NOT_IN_DUMP = "NotInDump"
"""The error of a gap where a dump lacks a call's answer: no file is not the same as no resource."""

_UNSAFE = re.compile(r"[^A-Za-z0-9-]")


class NothingRecognisedError(InputError):
    """No key of any file is one of an answer of AWS."""


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
    found = Found(notes=reading.notes)
    for file, data in find_files(sources):
        if found.add_list(data, file):
            continue
        documents = read_documents(file, data)
        if not documents:
            reading.notes.append(f"{file}: the file is empty (did the command that wrote it fail?)")
        for document in documents:
            found.add(document, file)
    if found.unknown:
        reading.notes.append(_unknown_keys(found.unknown))
    if not found.sections:
        names = ", ".join(sorted(found.unknown)[:6]) or "none"
        name = f"{sources[0] if isinstance(sources[0], Path) else sources[0][0]}: "
        why = f"; {reading.notes[0].removeprefix(name)}" if reading.notes else ""
        problem = Problem(
            f"no AWS CLI output is recognised (keys found: {names}){why}",
            str(sources[0] if isinstance(sources[0], Path) else sources[0][0]),
            expected="keys such as Vpcs, Subnets, RouteTables",
        )
        raise NothingRecognisedError(problem)
    _place(found.sections, reading)
    missing(reading, NOT_IN_DUMP)
    note_hidden(reading)
    return reading


def _unknown_keys(unknown: Mapping[str, list[str]]) -> str:
    """One note on the keys that are no answer of a call that is read, with the files that have them."""
    files = sorted({file for found in unknown.values() for file in found})
    where = files[0] if len(files) == 1 else f"{len(files)} files (the first is {files[0]})"
    keys = ", ".join(repr(key[:60]) for key in sorted(unknown))
    if len(unknown) == 1:
        return f"{where}: the key {keys} is not known to vpcviz and was left out"
    return f"{where}: {len(unknown)} keys are not known to vpcviz and were left out: {keys}"


# --- placing ------------------------------------------------------------------------------------------------------------


def _place(sections: list[Section], reading: Reading) -> None:
    """Give every item its account and region, and every answer of the kind "once for each" its id."""
    places = AccountsAndRegions(sections)
    parents: dict[tuple[str, str, str], list[Any]] = {}
    answers: dict[tuple[Call, str, str, str], list[Any]] = {}
    for section in sections:
        if section.call.each is None:
            _place_first(section, places, parents, answers, reading)
    # Calls that follow others, nearest to the root first: their ids are those that the others told.
    waiting = [section for section in sections if section.call.each is not None]
    parts: dict[tuple[str, str], str] = {}
    for section in sorted(waiting, key=lambda one: _steps(one.call)):
        identity = _place_following(section, places, parents, answers, reading)
        if section.part:
            parts[(section.call.name, identity)] = section.part
    for (call, account, region, scope), items in answers.items():
        if call.where != "start":
            part = parts.get((call.name, scope), "")
            reading.answers.append(Answer(call, account, region, scope, items, part=part))


def _place_first(
    section: Section,
    places: AccountsAndRegions,
    parents: dict[tuple[str, str, str], list[Any]],
    answers: dict[tuple[Call, str, str, str], list[Any]],
    reading: Reading,
) -> None:
    """Give the items of an answer that follows no other their account and region."""
    call, account = section.call, places.account(section)
    parted: dict[str, list[Any]] = {}
    if call.where != "region" or places.of_folder(section):  # All of them at once.
        parted[places.of_folder(section) if call.where == "region" else ""] = section.items
    else:
        for item, region in zip(section.items, places.regions(section), strict=True):
            parted.setdefault(region, []).append(item)
    for region, items in parted.items():
        answers.setdefault((call, account, region, ""), []).extend(items)
        parents.setdefault((call.name, account, region), []).extend(items)
    if not section.items or section.left_out or section.more:
        region = places.region(section) if call.where == "region" else ""
        answers.setdefault((call, account, region, ""), [])
        _not_whole(section, account, region, "", reading)


def _steps(call: Call) -> int:
    steps = 0
    while call.each is not None:
        call = call_named(call.each.of)
        steps += 1
    return steps


def _place_following(
    section: Section,
    places: AccountsAndRegions,
    parents: dict[tuple[str, str, str], list[Any]],
    answers: dict[tuple[Call, str, str, str], list[Any]],
    reading: Reading,
) -> str:
    """Give an answer of the kind "once for each" its id, which comes back; "" where there is none."""
    call, account = section.call, places.account(section)
    region = places.region(section) if call.where == "region" else ""
    scope = _scope(section, parents)
    if scope is None and call.each is not None and not call.each.batch:
        own = _own_scope(section)
        if own is None:
            what = call.each.parameter
            reading.notes.append(
                f"{section.file}: it does not tell which {what} its {call.key} belong to; name the file after the id"
            )
            return ""
        scope = (own, account, region)
    identity, account, region = scope or ("", account, region)
    _not_whole(section, account, region, identity, reading)
    answers.setdefault((call, account, region, identity), []).extend(section.items)
    parents.setdefault((call.name, account, region), []).extend(section.items)
    return identity


def _not_whole(section: Section, account: str, region: str, scope: str, reading: Reading) -> None:
    """Note an answer that is not whole: as a live scan does for pages that it cannot read, and for items that were left out."""
    for true, error in ((section.more, INCOMPLETE), (section.left_out, MALFORMED)):
        if true:
            reading.missing.append(Missing(section.call.name, account, region, scope, error))


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


def _own_scope(section: Section) -> str | None:
    """The id that the items themselves name."""
    each = section.call.each
    if each is None or not section.items or not (each.own or each.told):
        return None
    if each.told is not None:
        return each.told(section.items[0]) or None
    return value_at(section.items[0], each.own) or None


# --- what is not there --------------------------------------------------------------------------------------------------


def missing(reading: Reading, error: str) -> None:
    """Note the calls that there is no answer of, in each account and region that answers are of; `error` says why."""
    places: dict[str, set[str]] = {}
    answered: dict[tuple[str, str, str], list[Answer]] = {}
    for answer in reading.answers:
        answered.setdefault((answer.call.name, answer.account, answer.region), []).append(answer)
        places.setdefault(answer.account, set())
        if answer.call.where == "region":
            places[answer.account].add(answer.region)
    told = _told(reading.answers)
    for account, regions in sorted(places.items()):
        if len(regions) > 1:
            regions.discard("")
        for call in CALLS:
            if call.where == "start" or call.optional:
                continue
            for region in sorted(regions) if call.where == "region" else ("",):
                if (call.told_by, account, region) in answered:
                    continue
                if call.each is None:
                    lacking = [] if (call.name, account, region) in answered else [""]
                else:
                    items = [item for answer in answered.get((call.each.of, account, region), ()) for item in answer.items]
                    short: set[str] = told.get(call.name, set())
                    lacking = [one for one in ids_for(call, items) if one.removeprefix("/hostedzone/") not in short]
                reading.missing += [Missing(call.name, account, region, one, error) for one in lacking]


def _told(answers: Sequence[Answer]) -> dict[str, set[str]]:
    """The ids that calls of the kind "once for each" were answered for, by the call."""
    made: dict[str, set[str]] = {}
    for answer in answers:
        each = answer.call.each
        if each is not None and each.batch:
            made.setdefault(answer.call.name, set()).update(_name_of(answer.call, item) for item in answer.items)
        elif each is not None:
            made.setdefault(answer.call.name, set()).add(answer.scope.removeprefix("/hostedzone/"))
    return made


def _name_of(call: Call, item: Any) -> str:
    known = members(item.__class__)
    return next((found for mark in call.marks if mark in known and (found := getattr(item, known[mark]))), "")
