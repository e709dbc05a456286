"""What the user named (files, folders, `-`) as a Network: each is read by the source that recognises it."""

import os
from collections.abc import Mapping, Sequence

from vpcviz.errors import InputError, Problem
from vpcviz.model import Network
from vpcviz.sources.files import LARGEST, data_of
from vpcviz.sources.source import Given, Reading, check_alone, recognised

__all__ = ["LARGEST", "load", "load_change"]


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
    if not sources:
        raise InputError(Problem("nothing to read", expected="a spec, a snapshot, or a folder of AWS CLI dumps"))
    found = [(recognised(given), given) for given in map(_given, sources)]
    check_alone(found)
    if parameters and not found[0][0].has_parameters:
        raise InputError(
            Problem("only templates have parameters", found[0][1].name, expected="--parameter with a CloudFormation template")
        )
    return found[0][0].read([given for _, given in found], _reading(notes, granted, strict=strict, parameters=parameters))


def load_change(word: str, notes: list[str] | None = None, granted: dict[str, str] | None = None) -> tuple[Network, Network]:
    """The networks before and after of a source that holds both. Raises InputError where it holds one, or cannot be read."""
    given = _given(word)
    change = recognised(given).change
    if change is None:
        problem = "it holds one network, and there is nothing to compare it with"
        raise InputError(Problem(problem, given.name, expected="OLD and NEW, or a plan"))
    return change(given, _reading(notes, granted))


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
