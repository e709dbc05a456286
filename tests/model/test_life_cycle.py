"""What the words for states mean is said once."""

import ast
import re
from pathlib import Path

import pytest

from vpcviz.model.life_cycle import DELETED, FAILED, LEAVING, is_dead, is_gone, is_waiting, works

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


@pytest.mark.parametrize("state", ["", "available", "AVAILABLE", "active", "attached", "in-use"])
def test_what_works(state: str) -> None:
    """What was not written, too: a dump need not tell it."""
    assert works(state)
    assert not is_dead(state)


@pytest.mark.parametrize("state", ["pendingAcceptance", "pending-acceptance"])
def test_what_waits_neither_works_nor_is_dead(state: str) -> None:
    assert is_waiting(state)
    assert not works(state)
    assert not is_dead(state)


OTHER_MEANINGS = {
    "findings/rules/network_interfaces.py": "an interface that is available is attached to nothing",
    "aws/fetch_scope.py": "an account of an organization",
    "terraform/kinds/transit_gateways.py": "a peering of which nothing is written was not accepted",
}
"""Modules in which a word of those that work is compared with, and means something else."""


def test_no_other_module_says_which_state_works() -> None:
    """Routes are no things that work: theirs are active, or blackholes."""
    found = set()
    for path in sorted(SOURCES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Compare) and re.search(r"\b(?:state|status)\b", left := ast.unparse(node.left).lower()):
                words = [one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)]
                if any(word and (works(word) or is_waiting(word)) for word in words) and not re.search(
                    r"route|way\.|choice|value", left
                ):
                    found.add(path.relative_to(SOURCES).as_posix())
    assert found == OTHER_MEANINGS.keys()
