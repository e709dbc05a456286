"""No table outside the kinds' own classes, calls, drawers and gateways is keyed by kind: a new kind would have to be added to it."""

import ast
from collections.abc import Iterator

import pytest

from tests.conftest import ROOT
from vpcviz.model import CLASSES

OWN = (
    "model/kinds",
    "aws/services",
    "layout/drawers",
    "layout/views",
    "traffic/hops",
    "cost/kinds",
    "terraform/kinds",
    "cloudformation/kinds",
)
"""Folders of modules that make themselves known: each says what is true of its own kinds."""

NAMES = {record.__name__: name for name, record in CLASSES.items()}
WORDS = {word: name for name, record in CLASSES.items() for word in (name, record.KIND)}

NO_TABLE_OF_KINDS = {
    "aws/estate.py:_UNION": "fields of things that several calls tell parts of",
    "commands/split_parts.py:By": "what pictures are split by: words of an option",
    "findings/rules/exposure.py:_NEEDS": "what rules must know fully",
    "icons/aws_package.py:NAMED": "AWS's files, by the names of our icons; an icon without one is ours",
    "icons/kinds.py:OTHERS": "what is drawn and is no kind",
    "icons/kinds.py:SERVICES": "AWS's services, by their codes",
    "impact/compared_ends.py:Sort": "sorts of ends of flows",
    "impact/compared_ends.py:_ELSEWHERE": "what the function below it looks at instead",
    "layout/map_grids.py:ATTACHMENT, PEERS": "two words, not a table",
    "layout/shells.py:ZONE, VPC": "two words, not a table",
    "model/attachment_types.py:ATTACHMENT_TYPES": "the registry of AWS's words for transit gateway attachments, several of one kind",
    "model/interface_types.py:INTERFACE_TYPES": "AWS's words for interfaces, most of which belong to no kind",
    "pages/composing.py:OF_ALL": "sections of pages",
    "pages/composing.py:OF_VPC": "sections of pages",
    "render/drawio/drawing.py:PAGED": "what pages are made for",
    "render/drawio/stencils.py:GROUPS": "draw.io's stencils, by roles of frames",
    "render/drawio/stencils.py:RESOURCES": "draw.io's stencils, by the names of our icons; an icon without one is drawn as it is",
    "render/drawio/stencils.py:SERVICES": "draw.io's stencils, by the names of our icons",
    "render/pdf/painting.py:MARKED": "what bookmarks lead to",
    "render/theme.py:LIGHT": "colours of frames, by role",
    "render/svg_writer.py:INNERMOST": "frames with VPCs around them, by role",
    "spec/checks/placement.py:_IN_SAME_VPC": "fields, whatever has them",
    "spec/identity.py:_NAMING": "fields, whatever has them",
    "spec/load.py:SHARED": "fields, whatever has them",
    "spec/routes.py:_OF_NO_VPC": "follows from the classes, but for two that a VPC has by an attachment or as a side",
    "spec/terminology.py:SYNONYMS": "words of users for words of specs",
    "traffic/routing/far_ends.py:Link": "a type",
}
"""What names several kinds and is no table of kinds, with what it is."""


def named(node: ast.AST) -> set[str]:
    """The collections of the kinds that an expression names: by their classes, their collections, their `data-kind`s."""
    classes = {one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute) and ast.unparse(one.value) == "r"}
    words = {one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    return {NAMES[one] for one in classes & NAMES.keys()} | {WORDS[one] for one in words & WORDS.keys()}


def assigned(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """What a module and its classes assign, by name."""
    for body in (tree.body, *(one.body for one in ast.walk(tree) if isinstance(one, ast.ClassDef))):
        for one in body:
            if isinstance(one, ast.Assign):
                yield ast.unparse(one.targets[0]).strip("()"), one.value
            elif isinstance(one, ast.AnnAssign) and one.value is not None:
                yield ast.unparse(one.target), one.value


def found() -> set[str]:
    """Tables that name two kinds and more, by file and name; `needs` of rules say which collections they must know."""
    tables = set()
    for path in sorted((ROOT / "vpcviz").rglob("*.py")):
        name = path.relative_to(ROOT / "vpcviz").as_posix()
        if not name.startswith(OWN):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            tables |= {f"{name}:{to}" for to, value in assigned(tree) if to != "needs" and len(named(value)) > 1}
    return tables


def test_no_table_is_keyed_by_kind() -> None:
    assert sorted(found() - NO_TABLE_OF_KINDS.keys()) == [], "a class variable of the kind says it (vpcviz/model/records.py)"


def test_what_is_told_is_there() -> None:
    assert sorted(NO_TABLE_OF_KINDS.keys() - found()) == []


@pytest.mark.parametrize(
    "text",
    ["T = (r.Vpc, r.Subnet)", "class A:\n    T = {'vpcs': 1, 'subnets': 2}", "T: tuple[str, ...] = ('nat-gateway', 'peering')"],
)
def test_a_table_is_seen(text: str) -> None:
    assert [len(named(value)) for _, value in assigned(ast.parse(text))] == [2]
