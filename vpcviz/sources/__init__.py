"""What the user named (files, folders, `-`) as a Network: each is read by the source that recognises it."""

import os
from collections.abc import Mapping, Sequence
from typing import Any

from vpcviz.errors import InputError, Problem
from vpcviz.garbage import uncollected
from vpcviz.model import Network
from vpcviz.sources.files import LARGEST, data_of
from vpcviz.sources.recognising import recognised
from vpcviz.sources.source import Given, Reading, Source, check_alone

__all__ = ["LARGEST", "are_one_change", "check_parameters", "load", "load_both", "load_change", "load_over"]


def load(
    sources: Sequence[str],
    notes: list[str] | None = None,
    *,
    strict: bool = False,
    parameters: Mapping[str, str] | None = None,
    granted: dict[str, str] | None = None,
) -> Network:
    """The network of what was named: a document (`-` is stdin), a plan or state of Terraform (of a plan what is there after it),
    templates of CloudFormation (given `parameters`), or one or more dumps of the AWS CLI (JSON files, folders of them).

    What of the dumps could not be used, and that AWS would refuse something of a spec, is added to `notes`; where the reader is
    `strict`, it refuses that itself. What is taken for granted of things that the sources do not hold is added to `granted`, by
    their ids. Raises InputError where a source cannot be read or understood, with
    all its problems.
    """
    return load_both(sources, notes, strict=strict, parameters=parameters, granted=granted)[1]


def load_both(
    sources: Sequence[str],
    notes: list[str] | None = None,
    *,
    strict: bool = False,
    parameters: Mapping[str, str] | None = None,
    granted: dict[str, str] | None = None,
    untaken: dict[str, str] | None = None,
    attributes: dict[str, Mapping[str, Any]] | None = None,
) -> tuple[Network | None, Network]:
    """As `load`, with the network before: None where no source tells of a change, or one does of the making of everything.
    Parameters that nothing has, with hints, are put into `untaken`; without it they are refused. What plans and states say of each
    thing, as it stands there, is put into `attributes`, by its id."""
    if not sources:
        raise InputError(Problem("nothing to read", expected="a spec, a snapshot, or a folder of AWS CLI dumps"))
    with uncollected():
        return _load_both(sources, notes, strict, parameters, granted, untaken, attributes)


def _load_both(
    sources: Sequence[str],
    notes: list[str] | None,
    strict: bool,
    parameters: Mapping[str, str] | None,
    granted: dict[str, str] | None,
    untaken: dict[str, str] | None,
    attributes: dict[str, Mapping[str, Any]] | None,
) -> tuple[Network | None, Network]:
    found = [(recognised(given), given) for given in map(_given, sources)]
    check_alone(found)
    taken = {} if granted is None else granted
    reading = _reading(notes, taken, strict=strict, parameters=parameters)
    reading.attributes = attributes
    read, changes = _read(found, reading)
    if not any(source.has_parameters for source, _ in found):
        reading.untaken.update(dict.fromkeys(reading.parameters, "only templates have parameters"))
    if untaken is None:
        check_parameters(reading.untaken)
    else:
        untaken.update(reading.untaken)
    return _together(read, changes, taken)


def check_parameters(untaken: Mapping[str, str]) -> None:
    """Raise InputError for parameters that nothing has; each is with a hint."""
    if untaken:
        raise InputError(
            *(Problem(f'no template has the parameter "{name[:60]}"', "--parameter", hint=hint) for name, hint in untaken.items())
        )


def _read(found: Sequence[tuple[Source, Given]], reading: Reading) -> tuple[list[Network], list[tuple[Network, Network]]]:
    """The networks of what tells of one, those read together as one, and both networks of what tells of a change."""
    read: list[Network] = []
    changes: list[tuple[Network, Network]] = []
    groups: dict[str, list[Given]] = {}
    for source, given in found:
        if source.together:
            groups.setdefault(source.name, []).append(given)
            continue
        both = source.change([given], reading) if source.change is not None else None
        if both is not None:
            changes.append(both)
        else:
            read.append(source.read([given], reading))
    known = {source.name: source for source, _ in found}
    for name, several in groups.items():
        source = known[name]
        both = source.change(several, reading) if source.change is not None else None
        network = source.read(several, reading) if both is None else both[1]
        if both is not None:
            changes.append(both)
        elif source.has_parameters and len(known) > 1:  # Templates say what is to be made beside what exists.
            changes.append((Network(origin=network.origin), network))
        else:
            read.insert(0, network)
    return read, changes


def _together(
    read: list[Network], changes: list[tuple[Network, Network]], granted: Mapping[str, str]
) -> tuple[Network | None, Network]:
    """(before, after) of all of them."""
    if len(read) + len(changes) == 1:
        before, after = changes[0] if changes else (None, read[0])
    else:
        from vpcviz.sources.joining import applied, as_deployed, joined

        if sum(network.origin == "spec" for network in read) > 1:
            raise InputError(Problem("of several sources only one may be a spec: the ids of specs are made up"))
        before = joined(read or [changes[0][0]])
        if read:
            changes = [(as_deployed(before, old), as_deployed(before, new)) for old, new in changes]
        for old, _ in changes:
            before = applied(before, old, old, granted)
        after = before
        for old, new in changes:
            after = applied(after, old, new, granted)
    return (before if changes and before is not None and any(before) else None), after


def load_change(
    words: Sequence[str],
    notes: list[str] | None = None,
    granted: dict[str, str] | None = None,
    *,
    parameters: Mapping[str, str] | None = None,
) -> tuple[Network, Network]:
    """The networks before and after of a source that holds both, or of what is read together with it (a change set and the
    templates of its stack). Raises InputError where there is but one, or it cannot be read."""
    found = [(recognised(given), given) for given in map(_given, words)]
    check_alone(found)
    source = found[0][0]
    reading = _reading(notes, granted, parameters=parameters)
    both = source.change([given for _, given in found], reading) if source.change is not None else None
    if both is None:
        problem = "it holds one network, and there is nothing to compare it with"
        raise InputError(Problem(problem, found[0][1].name, expected="OLD and NEW, or a plan, or a change set"))
    check_parameters(reading.untaken)
    return both


def are_one_change(old: str, new: str) -> bool:
    """Whether one of both tells how what the other tells changes, so that they are read together: a change set and a template."""
    given = _given(old), _given(new)
    found = [recognised(one) for one in given]
    return found[0] is found[1] and len({found[0].changes(one) for one in given}) == 2


def load_over(
    existing: Network, word: str, notes: list[str] | None = None, granted: dict[str, str] | None = None
) -> Network | None:
    """What exists once the plan `word` is applied; None where that is no plan, or one that does not start from what exists."""
    from vpcviz.sources.joining import applied

    given = _given(word)
    source = recognised(given)
    if source.change is None:
        return None
    taken: dict[str, str] = {}
    told: list[str] = []
    both = source.change([given], _reading(told, taken))
    if both is None or not any(item.id in existing.by_id for item in both[0] if not item.foreign):
        return None
    if notes is not None:
        notes += told
    if granted is not None:
        granted |= taken
    return applied(existing, *both, taken)


def _reading(
    notes: list[str] | None,
    granted: dict[str, str] | None,
    *,
    strict: bool = False,
    parameters: Mapping[str, str] | None = None,
) -> Reading:
    return Reading([] if notes is None else notes, strict, parameters or {}, {} if granted is None else granted)


def _given(word: str) -> Given:
    folder = word != "-" and os.path.isdir(word)
    return Given(word, is_folder=True) if folder else Given(word, data_of(word))
