"""Dumps of calls whose answer has more pages: a gap for every call that is read, by whatever member AWS says it."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.aws.from_models import Sample, output_of, samples, text_of
from vpcviz.aws.answers import INCOMPLETE
from vpcviz.aws.dumps import read_dumps

MORE: dict[str, Any] = {
    "NextToken": "t",
    "nextToken": "t",
    "NextMarker": "m",
    "IsTruncated": True,
    "AdditionalRoutesAvailable": True,
    "NextRecordName": "b.example.com.",
    "position": "p",
}
"""Members by which answers say that there is more, each with what then stands there."""

ONLY_MARKER = ("rds", "elasticache", "redshift")
"""Services whose Marker is that of the next page; elsewhere it is the one that was asked for."""


def _members(sample: Sample) -> list[str]:
    members = output_of(sample.call).members
    found = [member for member in MORE if member in members]
    return [*found, *(["Marker"] if "Marker" in members and sample.call.service in ONLY_MARKER else [])]


SAMPLES = {sample.call.name: sample for sample in samples()}
CASES = [(name, member) for name, sample in SAMPLES.items() for member in _members(sample)]


def _missing(sample: Sample, more: dict[str, Any], folder: Path) -> list[str]:
    call = sample.call
    answer = {**sample.item, **more} if call.whole else {call.key: [sample.item], **more}
    scope = text_of(call.each.member or "id").replace("/", "_").replace(":", "_") if call.each is not None else ""
    (folder / f"{'-'.join(call.command)}.{scope}.json").write_text(json.dumps(answer))
    if call.each is not None:  # The answer that tells the id.
        parent = SAMPLES.get(call.each.of)
        if parent is not None:
            item = {**parent.item, call.each.member: text_of(call.each.member)} if call.each.member else parent.item
            told = item if parent.call.whole else {parent.call.key: [item]}
            (folder / f"{'-'.join(parent.call.command)}.json").write_text(json.dumps(told))
    return [one.call for one in read_dumps([folder]).missing if one.error == INCOMPLETE]


@pytest.mark.parametrize(("name", "member"), CASES, ids=[f"{name} {member}" for name, member in CASES])
def test_more_pages_are_a_gap(name: str, member: str, tmp_path: Path) -> None:
    sample = SAMPLES[name]
    operation = f"{sample.call.service}.{sample.call.operation}"  # Two of one operation are told apart by their items.
    assert any(one.startswith(operation) for one in _missing(sample, {member: MORE.get(member, "m")}, tmp_path))


@pytest.mark.parametrize("name", sorted({name for name, _ in CASES}))
def test_the_last_page_is_none(name: str, tmp_path: Path) -> None:
    sample = SAMPLES[name]
    last = {member: "" if isinstance(MORE.get(member, ""), str) else False for member in _members(sample)}
    assert _missing(sample, last, tmp_path) == []


def test_every_call_that_pages_is_tried() -> None:
    paged = {
        name
        for name, sample in SAMPLES.items()
        for member in output_of(sample.call).members
        if "next" in member.lower() or "truncated" in member.lower() or "additional" in member.lower()
    }
    assert paged <= {name for name, _ in CASES}
