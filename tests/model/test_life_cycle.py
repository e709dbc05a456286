"""What the words for states mean is said once."""

import re
from pathlib import Path

import pytest

from vpcviz.model.life_cycle import DELETED, FAILED, LEAVING, is_dead, is_gone

SOURCES = Path(__file__).parents[2] / "vpcviz"


@pytest.mark.parametrize("state", ["deleted", "DELETED", "delete-complete", "disassociated", "terminated"])
def test_what_is_deleted_is_gone_for_every_kind(state: str) -> None:
    assert is_gone(state)
    assert is_dead(state)


@pytest.mark.parametrize(("state", "also"), [("DELETE_IN_PROGRESS", LEAVING), ("Deleting", LEAVING), ("CREATE_FAILED", FAILED)])
def test_what_leaves_or_failed_is_gone_for_kinds_that_say_so(state: str, also: frozenset[str]) -> None:
    assert not is_gone(state)
    assert is_gone(state, also)
    assert is_dead(state)


@pytest.mark.parametrize("state", ["", "available", "DELETE_FAILED", "disassociation-failed", "pending", "update-failed"])
def test_what_stays_is_there(state: str) -> None:
    assert not is_dead(state)


def test_no_state_means_two_things() -> None:
    assert not DELETED & LEAVING
    assert not (DELETED | LEAVING) & FAILED


def test_no_other_module_lists_them() -> None:
    listed = re.compile(r"[\"'](?:deleted|deleting|DELETED|DELETING|DELETE_IN_PROGRESS)[\"']")
    found = [
        str(path.relative_to(SOURCES))
        for path in sorted(SOURCES.rglob("*.py"))
        if listed.search(path.read_text(encoding="utf-8")) and path.name != "life_cycle.py"
    ]
    assert found == []
