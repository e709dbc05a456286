"""One stack: what its template's references, conditions and attributes come to, given its parameters."""

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from vpcviz.cloudformation.attributes import Resource, attribute
from vpcviz.cloudformation.conditions import holds
from vpcviz.cloudformation.evaluated_values import NOTHING, Identity, Nothing, Symbol, joined, truth, unknown
from vpcviz.cloudformation.functions import PLAIN, Zones, called
from vpcviz.cloudformation.loops import Loops
from vpcviz.cloudformation.templates import LOOP, Template

DEEPEST = 40
"""So many references are followed one after another."""

_PLACE = re.compile(r"\$\{([^{}]*)\}")
_DYNAMIC = re.compile(r"\{\{resolve:([a-z-]+):([^{}:]*)[^{}]*\}\}")
_LATER = re.compile(r"\{\{changeSet:([^{}]*)\}\}")
_LISTS = re.compile(r"\A(?:CommaDelimitedList|List<.*>)\Z")
_LOOKED_UP = re.compile(r"\AAWS::SSM::Parameter::")
_PARTITIONS = (("cn-", "aws-cn", "amazonaws.com.cn"), ("us-gov-", "aws-us-gov", "amazonaws.com"))


class Stack:
    """A stack in the making. `name` is its name where it is known, `prefix` goes before the logical ids; `given` tells its
    parameters, when they are first asked for.

    `export` finds what other stacks export, by its name. `unset` are the parameters that had no value when they were asked for.
    """

    def __init__(
        self,
        template: Template,
        name: str,
        prefix: str,
        given: Callable[[], Mapping[str, Any]],
        region: str = "",
        account: str = "",
    ) -> None:
        self.template = template
        self.name = name
        self.prefix = prefix
        self._given = given
        self.region = region
        self.account = account
        self.export: Callable[[str], Any] = lambda name: unknown(f"import {name}")
        self.nested: dict[str, Stack] = {}
        self.lacking: list[str] = []
        """The nested stacks whose templates are not at hand."""
        self.unset: dict[str, None] = {}
        self.outputs: dict[str, Any] = template.section("Outputs")
        self.conditions: dict[str, Any] = template.section("Conditions")
        self._conditions: dict[str, bool | None] = {}
        self._attributes: dict[tuple[str, str], Any] = {}
        self._depth = 0
        self.resources: dict[str, dict[str, Any]] = {}
        resources = template.section("Resources")
        loops = Loops(self.value)
        if LOOP in template.text:
            self.conditions, self.outputs, resources = (loops.expand(one) for one in (self.conditions, self.outputs, resources))
        self.left_out = tuple(loops.left_out)
        self.resources = {name: one for name, one in resources.items() if isinstance(one, dict)}
        self._conditions.clear()
        self._attributes.clear()

    @cached_property
    def given(self) -> dict[str, Any]:
        """The parameters that are given."""
        return dict(self._given())

    @cached_property
    def by_type(self) -> dict[str, list[str]]:
        """The logical ids by type."""
        made: dict[str, list[str]] = {}
        for logical, resource in self.resources.items():
            made.setdefault(str(resource.get("Type", "")), []).append(logical)
        return made

    def located(self, region: str) -> None:
        """Have the region that is found for the stack; what was said without it is said again."""
        self.region = region
        self._conditions.clear()
        self._attributes.clear()

    # --- names ---

    def address(self, logical: str) -> str:
        """A resource's address: its logical id, after those of the stacks that it is in."""
        return f"{self.prefix}{logical}"

    def exists(self, logical: str) -> bool | None:
        """Whether a resource is made: what its condition says; None where that is not known."""
        resource = self.resources.get(logical)
        if resource is None:
            return False
        condition = resource.get("Condition")
        return self.condition(condition) if isinstance(condition, str) and condition else True

    def properties(self, logical: str) -> Mapping[str, Any]:
        """The properties of a resource as they are written."""
        found = self.resources.get(logical, {}).get("Properties")
        return found if isinstance(found, dict) else {}

    def property(self, logical: str, name: str) -> Any:
        """The value of a property; NOTHING where it is not written."""
        written = self.properties(logical)
        return self.value(written[name]) if name in written else NOTHING

    def condition(self, name: str) -> bool | None:
        """Whether a condition holds; None where that is not known."""
        if name not in self._conditions:
            self._conditions[name] = None  # Whoever asks again while it is looked for goes without.
            self._conditions[name] = self._deeper(lambda: holds(self.conditions.get(name), self.value, self.condition), None)
        return self._conditions[name]

    # --- values ---

    def value(self, node: Any) -> Any:
        """What an expression comes to."""
        if isinstance(node, str):
            return _dynamic(node)
        if isinstance(node, list):
            return [one for one in map(self.value, node) if not isinstance(one, Nothing)]
        call = called(node)
        if call is not None:
            return self._deeper(lambda: self._call(*call), unknown(call[0]))
        if isinstance(node, dict):
            made = {key: self.value(one) for key, one in node.items() if not key.startswith(LOOP)}
            return {key: one for key, one in made.items() if not isinstance(one, Nothing)}
        return unknown("value")

    def _deeper(self, make: Callable[[], Any], otherwise: Any) -> Any:
        if self._depth > DEEPEST:
            return otherwise
        self._depth += 1
        try:
            return make()
        finally:
            self._depth -= 1

    def _call(self, name: str, arguments: Any) -> Any:
        if name in PLAIN:
            return PLAIN[name](self.value(arguments))
        made = {
            "Ref": self._ref,
            "Fn::GetAtt": self._get_att,
            "Fn::Sub": self._sub,
            "Fn::GetAZs": self._zones,
            "Fn::FindInMap": self._find,
            "Fn::If": self._if,
            "Fn::ImportValue": self._import,
        }.get(name)
        return made(arguments) if made is not None else unknown(name)

    def _ref(self, name: Any) -> Any:
        name = self.value(name) if isinstance(name, dict) else name  # Of the language extensions.
        if not isinstance(name, str) or isinstance(name, Symbol):
            return unknown("Ref")
        if name.startswith("AWS::"):
            return self._pseudo(name)
        if name in self.template.section("Parameters"):
            return self._parameter(name)
        if self.exists(name) is False:
            return unknown(name)
        if self.resources[name].get("Type") == "AWS::EC2::EIP":
            return self._get_att([name, "PublicIp"])
        return Identity(self.address(name))

    def _pseudo(self, name: str) -> Any:
        """A pseudo parameter. Source: CloudFormation User Guide, "Pseudo parameters reference"."""
        if name == "AWS::NoValue":
            return NOTHING
        made = (("aws", "amazonaws.com"), *((one, two) for begin, one, two in _PARTITIONS if self.region.startswith(begin)))
        partition, suffix = made[-1]
        told = {
            "AWS::Region": self.region,
            "AWS::AccountId": self.account,
            "AWS::StackName": self.name,
            "AWS::Partition": partition if self.region else "",
            "AWS::URLSuffix": suffix if self.region else "",
        }.get(name, "")
        given = self.given.get(name)
        return given if isinstance(given, str) and given else told or unknown(name)

    def _parameter(self, name: str) -> Any:
        """A parameter's value: what is given, else its default; a secret one's never."""
        declared = self.template.section("Parameters")[name]
        kind = str(declared.get("Type", "")) if isinstance(declared, dict) else ""
        if not isinstance(declared, dict) or truth(declared.get("NoEcho")) or (_LOOKED_UP.match(kind) and name not in self.given):
            return unknown(name)
        value = self.given.get(name, declared.get("Default"))
        if value is None:
            self.unset[name] = None
            return unknown(name)
        if isinstance(value, Symbol):
            return value
        if _LISTS.match(kind):
            return [one.strip() for one in value.split(",")] if isinstance(value, str) else value
        return value if isinstance(value, (str, list)) else unknown(name)

    def _get_att(self, arguments: Any) -> Any:
        if isinstance(arguments, str):
            logical, _, name = arguments.partition(".")
        elif isinstance(arguments, list) and len(arguments) == 2 and isinstance(arguments[0], str):
            logical, name = arguments[0], self.value(arguments[1])
        else:
            return unknown("Fn::GetAtt")
        if not isinstance(name, str) or isinstance(name, Symbol) or self.exists(logical) is False:
            return unknown(f"{logical}.{name}" if isinstance(name, str) else logical)
        key = (logical, name)
        if key not in self._attributes:
            self._attributes[key] = unknown(f"{logical}.{name}")  # Of a circle.
            self._attributes[key] = attribute(self._resource(logical), name)
        return self._attributes[key]

    def _resource(self, logical: str) -> Resource:
        inner = self.nested.get(logical)
        kind = str(self.resources[logical].get("Type", ""))
        told = inner.output if inner is not None else None
        return Resource(kind, self.address(logical), lambda name: self.property(logical, name), told)

    def output(self, name: str) -> Any:
        """The value of an output; a named unknown where it has none."""
        told = self.outputs.get(name)
        if not isinstance(told, dict) or "Value" not in told:
            return unknown(f"{self.prefix}Outputs.{name}")
        return self._deeper(lambda: self.value(told["Value"]), unknown(f"{self.prefix}Outputs.{name}"))

    def _sub(self, arguments: Any) -> Any:
        text, names = arguments if isinstance(arguments, list) and len(arguments) == 2 else (arguments, {})
        if not isinstance(text, str) or not isinstance(names, dict):
            return unknown("Fn::Sub")
        given = {key: self.value(one) for key, one in names.items()}
        parts: list[Any] = []
        end = 0
        for match in _PLACE.finditer(text):
            if match.start() > end:
                parts.append(_dynamic(text[end : match.start()]))
            name, end = match[1].strip(), match.end()
            if name.startswith("!"):
                parts.append(f"${{{name[1:]}}}")
            elif name in given:
                parts.append(given[name])
            else:
                parts.append(self._get_att(name) if "." in name else self._ref(name))
        if end < len(text):
            parts.append(_dynamic(text[end:]))
        return joined(parts)

    def _zones(self, arguments: Any) -> Any:
        told = self.value(arguments)
        region = told if isinstance(told, str) and told else self.region
        return Zones(f"${{zones of {region}}}" if region and not isinstance(region, Symbol) else "${zones}")

    def _find(self, arguments: Any) -> Any:
        if not isinstance(arguments, list) or len(arguments) not in (3, 4):
            return unknown("Fn::FindInMap")
        keys = [self.value(one) for one in arguments[:3]]
        found: Any = self.template.section("Mappings")
        for key in keys:
            if not isinstance(key, str) or isinstance(key, Symbol):
                return unknown("Fn::FindInMap")
            found = found.get(key) if isinstance(found, dict) else None
        default = arguments[3] if len(arguments) == 4 else None
        if found is None and isinstance(default, dict) and "DefaultValue" in default:
            return self.value(default["DefaultValue"])
        return found if isinstance(found, (str, list)) else unknown("Fn::FindInMap")

    def _if(self, arguments: Any) -> Any:
        if not isinstance(arguments, list) or len(arguments) != 3 or not isinstance(arguments[0], str):
            return unknown("Fn::If")
        held = self.condition(arguments[0])
        if held is None:
            yes, no = (self.value(one) for one in arguments[1:])
            return yes if type(yes) is type(no) and yes == no else unknown(f"if {arguments[0]}")
        return self.value(arguments[1] if held else arguments[2])

    def _import(self, argument: Any) -> Any:
        name = self.value(argument)
        return self.export(name) if isinstance(name, str) else unknown("Fn::ImportValue")


def _dynamic(text: str) -> str:
    """A text, or a named unknown where it holds a dynamic reference (never one to a secret by its name), or what a change set
    does not tell."""
    if "{{changeSet:" in text:
        text = _LATER.sub(lambda found: f"${{{found[1]}}}", text)
    elif "{{resolve:" not in text:
        return text
    return Symbol(_DYNAMIC.sub(lambda found: f"${{ssm:{found[2]}}}" if found[1] == "ssm" else "${secret}", text)[:200])
