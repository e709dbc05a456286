"""Stacks of the templates that were given: their parameters, what they export and import, those that are nested."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from vpcviz.cloudformation.checking import check
from vpcviz.cloudformation.evaluated_values import Symbol, unknown
from vpcviz.cloudformation.stacks import Stack
from vpcviz.cloudformation.templates import Template
from vpcviz.spec.problems import nearest

NESTED = ("AWS::CloudFormation::Stack", "AWS::Serverless::Application")
"""Types that are stacks in a stack."""
DEEPEST = 8
"""So many stacks stand in one another."""

MOST = 500
"""So many stacks are made at most."""

_UNKNOWN = re.compile(r"\$\{[^{}]*\}")


@dataclass
class GivenTemplate:
    """A template with the stack's name ("" where it is not known), region and account, as far as they are told.

    `label` goes before its logical ids where there are several. The stack has its `parameters` where the user gives no others.
    A template that `is_made` of another one is not checked.
    `nested` finds the template of a nested stack by its logical id and the URL that it names; None where it is not at hand.
    """

    template: Template
    name: str = ""
    label: str = ""
    region: str = ""
    account: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    is_made: bool = False
    nested: Callable[[str, dict[str, Any]], Template | None] = field(default=lambda logical, resource: None)


def assemble(given: Sequence[GivenTemplate], parameters: Mapping[str, str]) -> list[Stack]:
    """The stacks, those that are nested after those that they are in. Raises InputError with all problems of a template."""
    checked([one for one in given if not one.is_made])
    roots = list(given)
    while True:  # A template that is nested in another is no stack of its own.
        stacks, nested = _stacks(roots, parameters)
        left = [one for one in roots if id(one.template) not in nested]
        if not left or len(left) == len(roots):
            break
        roots = left
    return stacks


def checked(given: Sequence[GivenTemplate]) -> None:
    """Raise InputError with what CloudFormation would refuse of a template."""
    for one in given:
        check(one.template)


def _stacks(roots: Sequence[GivenTemplate], parameters: Mapping[str, str]) -> tuple[list[Stack], set[int]]:
    """The stacks of templates, and the ids of the templates that are nested."""
    stacks: list[Stack] = []
    nested: set[int] = set()
    exports = Exports(stacks)
    for one, label in zip(roots, labels(roots), strict=True):
        region, account = parameters.get("AWS::Region", one.region), parameters.get("AWS::AccountId", one.account)
        told = {**one.parameters, **parameters}
        stack = Stack(one.template, one.name, label, partial(_of, one.template, told), region, account)
        _add(stack, one, stacks, nested, exports, 0)
    exports.ready = True
    return stacks, nested


def labels(given: Sequence[GivenTemplate]) -> list[str]:
    """What goes before the logical ids of each template: nothing where there is one, else its name, each another."""
    if len(given) == 1 and not given[0].name:
        return [""]
    made: list[str] = []
    for position, one in enumerate(given):
        label = one.label or one.name or f"stack-{position + 1}"
        while f"{label}/" in made:
            label += "+"
        made.append(f"{label}/")
    return made


def _of(template: Template, parameters: Mapping[str, str]) -> dict[str, Any]:
    declared = template.section("Parameters")
    return {name: value for name, value in parameters.items() if name in declared or name.startswith("AWS::")}


def _add(stack: Stack, given: GivenTemplate, stacks: list[Stack], nested: set[int], exports: "Exports", depth: int) -> None:
    """Have a stack with those that are nested in it."""
    stack.export = exports.find
    stacks.append(stack)
    for logical, resource in stack.resources.items():
        if resource.get("Type") not in NESTED or depth >= DEEPEST or len(stacks) >= MOST or stack.exists(logical) is not True:
            continue
        template = given.nested(logical, resource)
        if template is None or template is stack.template:
            stack.lacking.append(logical)
            continue
        nested.add(id(template))
        inner = Stack(template, "", f"{stack.prefix}{logical}/", partial(_given, stack, logical), stack.region, stack.account)
        stack.nested[logical] = inner
        _add(inner, given, stacks, nested, exports, depth + 1)


def _given(stack: Stack, logical: str) -> dict[str, Any]:
    """The parameters that a stack gives to one that is nested in it."""
    told = stack.property(logical, "Parameters")
    return told if isinstance(told, dict) else {}


PSEUDO = ("AWS::Region", "AWS::AccountId", "AWS::StackName", "AWS::Partition", "AWS::URLSuffix")
"""The pseudo parameters that may be given."""


def untaken(stacks: Sequence[Stack], parameters: Mapping[str, str]) -> dict[str, str]:
    """The parameters that no template declares, each with a hint at the nearest one that is."""
    declared = {name for stack in stacks for name in stack.template.section("Parameters")} | set(PSEUDO)
    return {name: nearest(name, declared) for name in parameters if name not in declared}


class Exports:
    """What the stacks export, by name."""

    def __init__(self, stacks: Sequence[Stack]) -> None:
        self.stacks = stacks
        self.ready = False
        self._found: list[tuple[str, Stack, str]] | None = None
        self._open = False

    def find(self, name: str) -> Any:
        """The value that is exported under a name; a named unknown where nothing is, or more than one thing could be meant.

        A name that holds what is not known (`${AWS::StackName}-vpc`) is that of an import where it is the only one that can be.
        """
        if self._found is None:
            if self._open or not self.ready:
                return unknown(f"import {name}")
            self._open = True
            self._found = list(self._all())
        exact = [(stack, output) for text, stack, output in self._found if text == name and not isinstance(text, Symbol)]
        could = exact or [(stack, output) for text, stack, output in self._found if _could_be(text, name)]
        if len(could) != 1:
            return unknown(f"import {_UNKNOWN.sub('*', name)}")
        return could[0][0].output(could[0][1])

    def _all(self) -> list[tuple[str, Stack, str]]:
        made = []
        for stack in self.stacks:
            for output, told in stack.outputs.items():
                export = told.get("Export") if isinstance(told, dict) else None
                name = stack.value(export["Name"]) if isinstance(export, dict) and "Name" in export else None
                if isinstance(name, str):
                    made.append((name, stack, output))
        return made


def _could_be(exported: str, imported: str) -> bool:
    """Whether two names can be the same, of which one or both hold what is not known."""
    if not isinstance(exported, Symbol) and not isinstance(imported, Symbol):
        return False
    one, other = (_UNKNOWN.split(text) for text in (exported, imported))
    ends = one[-1] or other[-1]
    if not ends or (one[0] and other[0] and not (one[0].startswith(other[0]) or other[0].startswith(one[0]))):
        return False
    if not isinstance(imported, Symbol):
        return re.fullmatch(".*".join(map(re.escape, one)), imported, re.DOTALL) is not None
    if not isinstance(exported, Symbol):
        return re.fullmatch(".*".join(map(re.escape, other)), exported, re.DOTALL) is not None
    return one[-1] == other[-1]
