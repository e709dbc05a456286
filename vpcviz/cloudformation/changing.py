"""What a change set makes of a stack: the template before and after it, of one of these and of what the change set tells."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from vpcviz.cloudformation.change_sets import LATER, NOT_TOLD, Change, ChangeSet, Part
from vpcviz.cloudformation.evaluated_values import truth
from vpcviz.cloudformation.functions import called
from vpcviz.cloudformation.templates import Template
from vpcviz.spec.problems import Problems

BEFORE, AFTER = 0, 1

UNTOLD = "the change set does not tell"
"""The condition of a resource of which nothing tells what it is on a side: there is none of that name, so it stays open."""

_OPEN = frozenset({"Fn::Sub", "Fn::If", "Fn::FindInMap", "Fn::Transform"})
"""Functions that may lead to parameters by names in their texts."""

_ID = re.compile(
    r"\A(?:[a-z]{1,6}(?:-[a-z]{1,8}){0,2}-(?:[0-9a-f]{8}|[0-9a-f]{17})|arn:aws[a-z-]*:elasticloadbalancing:\S{1,250})\Z"
)
"""What is an id by which vpcviz knows a thing, too; the physical ids of other resources are names, or put together."""


@dataclass
class Changed:
    """A stack before and after a change set: its template, and AWS's ids by logical id, of
    both sides; notes on what the change set does not tell."""

    templates: tuple[Template, Template]
    ids: tuple[dict[str, str], dict[str, str]]
    notes: list[str] = field(default_factory=list)


def changed(change_set: ChangeSet, template: Template | None = None) -> Changed:
    """The stack of a change set before and after it; `template` is what it was or is to be, whichever is at hand."""
    return _Changing(change_set, template).result()


def fits(change_set: ChangeSet, template: Template) -> int:
    """How many of the change set's resources a template has."""
    resources = template.section("Resources")
    return sum(
        isinstance(resources.get(one.logical), dict) and resources[one.logical].get("Type") == one.kind
        for one in change_set.changes.values()
    )


class _Changing:
    def __init__(self, change_set: ChangeSet, template: Template | None) -> None:
        self.changes = change_set.changes
        self.change_set = change_set
        self.template = template
        self.written: dict[str, Any] = template.section("Resources") if template is not None else {}
        self.parameters: dict[str, Any] = template.section("Parameters") if template is not None else {}
        self.secrets = {name for name, one in self.parameters.items() if isinstance(one, dict) and truth(one.get("NoEcho"))}
        self.side = self._told_side()
        self.ids: dict[str, str] = {}
        self.unsaid: list[str] = []

    def result(self) -> Changed:
        self._find_ids()
        self.logical = {physical: logical for logical, physical in self.ids.items()}
        both = (self._template(BEFORE), self._template(AFTER))
        new = {name for name, one in self.changes.items() if one.action == "Add" or one.replacement == "True"}
        after = {logical: physical for logical, physical in self.ids.items() if logical not in new}
        return Changed(both, (dict(self.ids), after), self._notes())

    def _notes(self) -> list[str]:
        file, made = self.change_set.file, []
        if self.unsaid:
            first = ", ".join(sorted(set(self.unsaid))[:4])
            more = " and more" if len(set(self.unsaid)) > 4 else ""
            made.append(
                f"{file}: what {first}{more} had or will have is not in the change set or the template: describe it with "
                "--include-property-values, and give the template of its other side"
            )
        maybe = sorted(name for name, one in self.changes.items() if one.replacement == "Conditional")
        if maybe:
            made.append(f"{file}: {', '.join(maybe[:4])}{' and more' if len(maybe) > 4 else ''} may be replaced, or not")
        if not self.change_set.ends:
            made.append(f"{file}: the change set goes on after this page: give its other pages, too")
        return made

    def _told_side(self) -> int:
        """Which side the template tells of: the new one where it has what comes or lacks what goes, or what changes is in it as it
        is to be."""
        votes = [0, 0]
        for name, one in self.changes.items():
            if one.action in ("Add", "Import"):
                votes[AFTER if name in self.written else BEFORE] += 1
            elif one.action == "Remove":
                votes[BEFORE if name in self.written else AFTER] += 1
            elif one.before is not None and one.after is not None and (like := self._like(name, one)) is not None:
                votes[like] += 1
        return AFTER if votes[AFTER] > votes[BEFORE] else BEFORE

    def _like(self, name: str, change: Change) -> int | None:
        """Which side of a change the template has; None where it could be either."""
        resource = self.written.get(name)
        properties = resource.get("Properties", {}) if isinstance(resource, dict) else {}
        for key in _differing(change.before or {}, change.after or {}):
            written = properties.get(key) if isinstance(properties, dict) else None
            was, will = (_distance(written, told.get(key)) for told in (change.before or {}, change.after or {}))
            if was != will:
                return AFTER if will < was else BEFORE
        return None

    # --- ids ---

    def _find_ids(self) -> None:
        """AWS's ids: those that the change set tells, and those that stand in it where the template has a reference."""
        for name, one in self.changes.items():
            if _ID.match(one.physical):
                self.ids[name] = one.physical
        for name, one in self.changes.items():
            resource = self.written.get(name)
            properties = resource.get("Properties") if isinstance(resource, dict) else None
            told = (one.before, one.after)[self.side]
            if isinstance(properties, dict) and told is not None:
                for key, value in properties.items():
                    self._align(value, told.get(key))

    def _align(self, written: Any, told: Any) -> None:
        call = called(written)
        if call is not None:
            name = _named(call)
            change = self.changes.get(name)
            known = isinstance(told, str) and _ID.match(told) is not None and name in self.written
            if known and (change is None or change.action != "Add"):
                self.ids.setdefault(name, told)
        elif isinstance(written, dict) and isinstance(told, dict):
            for key, value in written.items():
                self._align(value, told.get(key))
        elif isinstance(written, list) and isinstance(told, list) and len(written) == len(told):
            for one, other in zip(written, told, strict=True):
                self._align(one, other)

    # --- templates ---

    def _template(self, side: int) -> Template:
        document = dict(self.template.document) if self.template is not None else {}
        resources = {name: one for name, one in self.written.items() if not self._is_absent(name, side)}
        for name, one in self.changes.items():
            if not self._is_absent(name, side):
                made = self._resource(name, one, side)
                if made is not None:
                    resources[name] = made
        document["Resources"] = resources
        if self.template is None:
            return Template(self.change_set.file, document=document)
        return replace(self.template, document=document, problems=Problems())

    def _is_absent(self, name: str, side: int) -> bool:
        """Whether a resource is not there on a side. What is imported was there before, what is retained is there after."""
        change = self.changes.get(name)
        if change is None:
            return False
        return change.action == "Add" if side == BEFORE else change.action == "Remove" and change.policy != "Retain"

    def _resource(self, name: str, change: Change, side: int) -> dict[str, Any]:
        """A resource that changes, on a side; where nothing tells what it is there, whether it is stays open."""
        written = self.written.get(name)
        told = (change.before, change.after)[side]
        if told is None and change.action in ("Import", "Remove"):
            told = change.after if side == BEFORE else change.before
        if not isinstance(written, dict):
            if told is None:
                self.unsaid.append(name)
                return {"Type": change.kind, "Condition": UNTOLD, "Properties": {}}
            return {"Type": change.kind, "Properties": {key: self._value(name, key, one) for key, one in told.items()}}
        found = written.get("Properties")
        properties: dict[str, Any] = dict(found) if isinstance(found, dict) else {}
        if change.action in ("Modify", "Dynamic") and not side == self.side == AFTER:
            self._apply(name, change, side, properties)
        rest = {key: one for key, one in written.items() if key != "Condition"}  # It is made: the change set says so.
        return {**rest, "Properties": properties}

    def _apply(self, name: str, change: Change, side: int, properties: dict[str, Any]) -> None:
        """Have the properties that change as they are on a side. The template's own are right on its side, unless they hang on
        parameters, of which the change set has the new values."""
        told, other = (change.before, change.after) if side == BEFORE else (change.after, change.before)
        if told is not None and other is not None:
            keys = _differing(told, other)
        else:
            keys = list(dict.fromkeys(part.name for part in change.parts if part.name))
        for key in keys:
            if side == self.side and not self._hangs_on_parameters(properties.get(key)):
                continue
            parts = tuple(part for part in change.parts if part.name == key)
            if told is None:
                self._apply_parts(name, key, parts, side, properties)
            elif key in told:
                properties[key] = self._value(name, key, told[key], parts, properties.get(key))
            else:
                properties.pop(key, None)

    def _apply_parts(self, name: str, key: str, parts: tuple[Part, ...], side: int, properties: dict[str, Any]) -> None:
        """Have a property of which no context tells as the details have it; else it stays open."""
        known = {one for part in parts if (one := (part.before, part.after)[side]) is not None}
        whole = all(part.path in ("", f"/Properties/{key}") for part in parts)
        causes = {part.cause.partition(".")[0] for part in parts}
        if len(known) == 1 and whole:
            properties[key] = self._value(name, key, known.pop(), parts, properties.get(key))
        elif not all(one in self.written or (side == AFTER and one in self.parameters) for one in causes):
            properties[key] = _marked(name, key)
            self.unsaid.append(name)

    def _hangs_on_parameters(self, written: Any) -> bool:
        """Whether a written value may have another with other parameters."""
        return self._names(written, self.parameters, _OPEN)

    @staticmethod
    def _names(written: Any, names: Collection[str], functions: frozenset[str] = frozenset()) -> bool:
        """Whether a written value names one of several parameters, or calls one of several functions."""
        waiting = [written]
        while waiting:
            one = waiting.pop()
            if isinstance(one, dict):
                named = one.get("Ref")
                if (isinstance(named, str) and named in names) or not functions.isdisjoint(one):
                    return True
                waiting += one.values()
            elif isinstance(one, list):
                waiting += one
            elif isinstance(one, str) and "${" in one and any(f"${{{name}}}" in one for name in names):
                return True
        return False

    def _value(self, name: str, path: str, told: Any, parts: tuple[Part, ...] = (), written: Any = None) -> Any:
        """A value of a change set, with references for the ids of the stack's resources, and for what is known later only; what
        the template has of a secret parameter stays unknown."""
        if isinstance(written, (str, dict)) and self._names(written, self.secrets):
            return _marked(name, path)
        if isinstance(told, dict):
            inner = written if isinstance(written, dict) and called(written) is None else {}
            return {key: self._value(name, f"{path}.{key}", one, parts, inner.get(key)) for key, one in told.items()}
        if isinstance(told, list):
            others = written if isinstance(written, list) and len(written) == len(told) else [None] * len(told)
            pairs = enumerate(zip(told, others, strict=True))
            return [self._value(name, f"{path}.{n}", one, parts, other) for n, (one, other) in pairs]
        if not isinstance(told, str):
            return told
        if told in self.logical:
            return {"Ref": self.logical[told]}
        if LATER not in told and NOT_TOLD not in told:
            return told
        causes = dict.fromkeys(part.cause for part in parts if part.cause and part.name == path.partition(".")[0])
        named = [one for one in causes if one.partition(".")[0] in self.written or one.partition(".")[0] in self.changes]
        if told == LATER and len(named) == 1:
            return {"Fn::GetAtt": named[0]} if "." in named[0] else {"Ref": named[0]}
        if told == LATER and self.side == AFTER and written is not None:
            return written
        return _marked(name, path)


def _marked(name: str, path: str) -> str:
    """The text of a value that is not known, a name of its own."""
    return f"{{{{changeSet:{name}.{path}}}}}"


def _named(call: tuple[str, Any]) -> str:
    """The resource whose id a call of a function gives, as far as its form tells."""
    name, arguments = call
    if name == "Ref":
        return arguments if isinstance(arguments, str) else ""
    if name == "Fn::GetAtt":
        text = arguments if isinstance(arguments, str) else arguments[0] if isinstance(arguments, list) and arguments else ""
        attribute = text.partition(".")[2] if text == arguments else arguments[-1]
        own = isinstance(attribute, str) and attribute.endswith(("Id", "Arn")) and not attribute.startswith("Default")
        return text.partition(".")[0] if isinstance(text, str) and own else ""
    return ""


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The properties that differ."""
    return [key for key in dict.fromkeys((*before, *after)) if before.get(key) != after.get(key)]


def _distance(written: Any, told: Any) -> int:
    """How many texts of a value are not in a written one, and the other way around; functions and what is known later fit all."""
    own, other = set(_plain(written)), set(_plain(told))
    return len(own ^ other)


def _plain(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if called(value) is None:
            for one in value.values():
                yield from _plain(one)
    elif isinstance(value, list):
        for one in value:
            yield from _plain(one)
    elif isinstance(value, str) and LATER not in value and not _ID.match(value):
        yield value
