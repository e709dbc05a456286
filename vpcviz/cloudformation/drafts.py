"""A resource of a template on its way to a thing: its properties under the names that `vpcviz.terraform.kinds` knows."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from vpcviz.cloudformation.evaluated_values import NOTHING, Nothing, Symbol, plain, truth, whole
from vpcviz.cloudformation.stacks import Stack
from vpcviz.terraform.resource_instances import Thing

OPEN = {"references": ["unknown"]}
"""What stands as the expression of an attribute that has a value which is not known."""

_REFERS = re.compile(r"(?:_ids?|_identifier|_arns?|_zone|name|description|^subnets|^security_groups|^eip|^owner)$")
_WORDS = re.compile(r"(?:name|description)$")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_ID = re.compile(r"(?<=[a-z])(?=IDs?$)")


def snake(name: str) -> str:
    """A property's name in small letters: `vpc_id` of `VpcId` and of `VPCId`."""
    return _HUMP.sub("_", _ID.sub("_", name)).lower().replace("__", "_")


def refers(attribute: str) -> bool:
    """Whether a named unknown can stand for an attribute: it says which thing, or is a word, and nothing is computed of it."""
    return _REFERS.search(attribute) is not None


@dataclass
class Draft:
    """One resource: `values` are the attributes that are known, `open` those that are written and not known."""

    stack: Stack
    logical: str
    kind: str
    type: str
    values: dict[str, Any] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=dict)
    unsure: list[str] = field(default_factory=list)
    more: list[Thing] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Its logical id, after those of its stacks."""
        return self.stack.address(self.logical)

    def get(self, name: str) -> Any:
        """The value of a property; NOTHING where it is not written."""
        return self.stack.property(self.logical, name)

    def take(self, name: str, attribute: str) -> None:
        """Have a property as an attribute."""
        self.names[attribute] = name
        self.put(attribute, self.get(name))

    def put(self, attribute: str, value: Any) -> None:
        """Have a value as an attribute: none where it is not there, open where it is not known."""
        if isinstance(value, Nothing):
            return
        if isinstance(value, Symbol) and (not refers(attribute) or attribute.endswith(("_ids", "_arns", "subnets", "groups"))):
            self.open.add(attribute)
            return
        self.values[attribute] = self.clean(attribute, value)

    def clean(self, attribute: str, value: Any, within: str = "") -> Any:
        """A value with booleans for the texts that mean one, and None for entries that are not known."""
        if isinstance(value, list):
            return [self.clean(attribute, one, within or attribute) for one in value]
        if isinstance(value, dict):
            made = {snake(str(key)): (snake(str(key)), one) for key, one in value.items()}
            return {key: self.clean(name, one, within or attribute) for key, (name, one) in made.items()}
        if isinstance(value, Symbol) and not refers(attribute):
            self.open.add(within or attribute)
            return None
        if isinstance(value, str) and value.lower() in ("true", "false") and not _WORDS.search(attribute):
            return truth(value)
        return value

    def records(self, name: str) -> Iterator[dict[str, Any]]:
        """The mappings in a list property; where it is not known, or an entry is none, this is noted."""
        value = self.get(name)
        if isinstance(value, dict):
            value = [value]
        if not isinstance(value, list):
            if not isinstance(value, Nothing):
                self.unsure.append(name)
            return
        for one in value:
            if isinstance(one, dict):
                yield one
            else:
                self.unsure.append(name)

    def tags(self, name: str = "Tags") -> None:
        """Have the tags, which are a list of keys and values, or a mapping."""
        found = self.get(name)
        pairs: list[tuple[Any, Any]] = list(found.items()) if isinstance(found, dict) else []
        for one in found if isinstance(found, list) else ():
            if isinstance(one, dict):
                pairs.append((one.get("Key"), one.get("Value")))
        self.values["tags"] = {key: value for key, value in pairs if isinstance(key, str) and isinstance(value, str)}

    def another(self, type_: str, suffix: str, values: dict[str, Any]) -> Thing:
        """One more thing that the resource stands for."""
        made = Thing(f"{self.address}{suffix}", type_, self.logical, None, data=False, values=plain(values))
        made.provider, made.told_type = self.stack.prefix, self.kind
        made.told_names = dict(self.names)
        self.more.append(made)
        return made

    def thing(self) -> Thing:
        """The resource as a thing."""
        if self.stack.account:
            self.values.setdefault("owner_id", self.stack.account)
        made = Thing(self.address, self.type, self.logical, None, data=False, values=plain(self.values))
        made.provider, made.told_type, made.told_names = self.stack.prefix, self.kind, dict(self.names)
        made.expressions = dict.fromkeys(sorted(self.open), OPEN)
        made.configured = True
        return made


Translate = Callable[[Draft], None]


@dataclass(frozen=True)
class Rule:
    """How resources of a type become things: the thing's type, attributes whose names are others than their properties', what
    else is to be done, and the properties that are not to be taken as they are."""

    type: str
    names: dict[str, str]
    also: Translate | None = None
    apart: frozenset[str] = frozenset()


RULES: dict[str, Rule] = {}
"""By CloudFormation's type."""

PASSED: set[str] = set()
"""Types that are told with what they are a part of, or hold nothing of a network's own."""


def plainly(kind: str, type_: str, **names: str) -> None:
    """Enter a type whose properties are a thing's attributes; `names` are those whose name is another."""
    RULES[kind] = Rule(type_, names)


def translates(kind: str, type_: str, *apart: str, **names: str) -> Callable[[Translate], Translate]:
    """Enter a type with what is to be done besides: a decorator. It takes the properties `apart` itself."""

    def enter(function: Translate) -> Translate:
        RULES[kind] = Rule(type_, names, function, frozenset(apart))
        return function

    return enter


def draft(stack: Stack, logical: str) -> Draft | None:
    """The draft of a resource; None where its type is no network's."""
    kind = str(stack.resources[logical].get("Type", ""))
    rule = RULES.get(kind)
    if rule is None:
        return None
    made = Draft(stack, logical, kind, rule.type)
    for name in stack.properties(logical):
        if name != "Tags" and name not in rule.apart:
            made.take(name, rule.names.get(name) or snake(name))
    made.tags()
    if rule.also is not None:
        rule.also(made)
    return made


def number(value: Any) -> int | None:
    """A whole number of a property; None where it is none, or not known."""
    return whole(value)


def first(value: Any) -> Any:
    """The first entry of a list; NOTHING where there is none."""
    return value[0] if isinstance(value, list) and value else NOTHING
