"""One template: YAML or JSON read strictly, its sections looked at, and every problem with its place."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from msgspec import structs

from vpcviz.errors import InputError
from vpcviz.spec.json_reader import locate_json, read_json
from vpcviz.spec.load import decode, is_json
from vpcviz.spec.problems import KEY, Path, Place, Problems, nearest
from vpcviz.spec.yaml_reader import locate_yaml, read_yaml

SECTIONS = (
    "AWSTemplateFormatVersion",
    "Description",
    "Metadata",
    "Parameters",
    "Rules",
    "Mappings",
    "Conditions",
    "Transform",
    "Resources",
    "Outputs",
    "Hooks",
    "Globals",
)
"""Source: CloudFormation User Guide, "Template sections"; Globals is SAM's."""

KNOWN_MACROS = ("AWS::LanguageExtensions", "AWS::Serverless-2016-10-31")
"""Macros of which vpcviz knows what they make of a network."""

LOOP = "Fn::ForEach::"
"""How the key of a loop begins. Source: CloudFormation Template Reference, "Fn::ForEach"."""

_TAG = re.compile(r"\A!([A-Za-z][A-Za-z0-9]*)\Z")
_CORE = "tag:yaml.org,2002:"
_SAID_ANYWAY = frozenset({"str", "int", "bool", "float", "null", "map", "seq", "timestamp"})


def short_form(tag: str) -> str | None:
    """The key that a tag of a template is short for. Source: User Guide, "Intrinsic function reference"."""
    if tag == "!" or (tag.startswith(_CORE) and tag.removeprefix(_CORE) in _SAID_ANYWAY):
        return ""
    found = _TAG.match(tag)
    if found is None:
        return None
    return found[1] if found[1] in ("Ref", "Condition") else f"Fn::{found[1]}"


@dataclass
class Template:
    """A parsed template. `file` is what messages call it; `document` has nothing but mappings, lists and texts."""

    file: str
    text: str = ""
    as_json: bool = False
    document: dict[str, Any] = field(default_factory=dict)
    problems: Problems = field(default_factory=Problems)

    def section(self, name: str) -> dict[str, Any]:
        """A section of the template; an empty one where it has none."""
        found = self.document.get(name)
        return found if isinstance(found, dict) else {}

    @property
    def transforms(self) -> tuple[str, ...]:
        """The macros that the template names for the whole of it."""
        told = self.document.get("Transform")
        entries = told if isinstance(told, list) else [told]
        named = [one.get("Name") if isinstance(one, Mapping) else one for one in entries]
        return tuple(one for one in named if isinstance(one, str) and one)

    @property
    def is_expanded(self) -> bool:
        """Whether the template says all itself: no macro makes something of it but the one that vpcviz knows."""
        return all(one == "AWS::LanguageExtensions" for one in self.transforms)

    def locate(self, paths: Iterable[Path]) -> list[Place]:
        """The places of paths in the text."""
        if self.as_json:
            return locate_json(self.file, self.text, paths)
        return locate_yaml(self.file, self.text, paths, short_form)

    def error(self) -> InputError:
        """The error that reports its problems, without the lines that they stand in: these may hold secrets."""
        return _unquoted(self.problems.error(self.file, self.text, self.locate))


def read_template(file: str, data: bytes) -> Template:
    """The template in a file. Raises InputError, with all problems of its form, where it is none."""
    try:
        text = decode(file, data)
        as_json = is_json(file, text)
        found = read_json(file, text) if as_json else read_yaml(file, text, short_form)
        if as_json and isinstance(found, dict) and "Resources" not in found and "TemplateBody" in found:
            return _printed(file, found["TemplateBody"])
    except InputError as error:
        raise _unquoted(error) from None
    template = Template(file, text, as_json)
    template.document = texts(found) if isinstance(found, dict) else {}
    _check_nulls(found, (), template.problems)
    if not isinstance(found, dict):
        template.problems.add((), "a template is a mapping", expected="Resources: and what CloudFormation is to make")
    else:
        _check_sections(template)
    if template.problems:
        raise template.error()
    return template


def _printed(file: str, body: Any) -> Template:
    """The template in what `aws cloudformation get-template` prints: a mapping, or a text of YAML or JSON."""
    if isinstance(body, str):
        return read_template(f"{file}, TemplateBody", body.encode("utf-8", "replace"))
    return read_template(f"{file}, TemplateBody", json.dumps(body, indent=2).encode())


def _unquoted(error: InputError) -> InputError:
    return InputError(*(structs.replace(one, excerpt="") for one in error.problems))


def texts(value: Any) -> Any:
    """A value with every scalar as text: of JSON's numbers and booleans what YAML has, too; nothing of what is null."""
    if isinstance(value, dict):
        return {key: texts("" if one is None else one) for key, one in value.items() if one is not None or key in _MAY_BE_NULL}
    if isinstance(value, list):
        return [texts(one) for one in value if one is not None]
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else str(value)


def _check_nulls(value: Any, path: Path, problems: Problems) -> None:
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in entries:
        if one is None and key in _MAY_BE_NULL:
            continue
        if one is None:
            problems.add((*path, key), "null is no value of a template", expected='a value, or {"Ref": "AWS::NoValue"}')
        else:
            _check_nulls(one, (*path, key), problems)


def _check_sections(template: Template) -> None:
    problems, document = template.problems, template.document
    for name, section in document.items():
        if name not in SECTIONS:
            problems.add((name, KEY), f'"{name[:60]}" is no section of a template', hint=nearest(name, SECTIONS))
        elif name in ("Parameters", "Mappings", "Conditions", "Resources", "Outputs") and not isinstance(section, dict):
            problems.add((name,), f"{name} must be a mapping", expected="names with what they stand for")
    resources = document.get("Resources")
    if "Resources" not in document:
        problems.add((), "the template has no Resources", expected="Resources: and what CloudFormation is to make")
    for name, resource in resources.items() if isinstance(resources, dict) else ():
        if not name.startswith(LOOP):
            check_resource(problems, ("Resources", name), resource, expanded=template.is_expanded)
    for name, parameter in template.section("Parameters").items():
        if not isinstance(parameter, dict) or not isinstance(parameter.get("Type"), str):
            problems.add(("Parameters", name), "a parameter must have a Type", expected="Type: String, or another type")


_MAY_BE_NULL = ("Fn::GetAZs",)
"""Functions whose argument may be left out."""

_OF_RESOURCE = (
    "Type",
    "Properties",
    "Condition",
    "DependsOn",
    "Metadata",
    "DeletionPolicy",
    "UpdatePolicy",
    "UpdateReplacePolicy",
    "CreationPolicy",
    "Version",
)


def check_resource(problems: Problems, path: Path, resource: Any, *, expanded: bool) -> None:
    """Note what is wrong with the form of a resource; what macros are to make something of (not `expanded`) may have more."""
    if not isinstance(resource, dict):
        problems.add(path, "a resource must be a mapping", expected="Type: AWS::… and Properties")
        return
    kind = resource.get("Type")
    if not isinstance(kind, str) or not kind:
        wrong = (*path, "Type") if "Type" in resource else path
        problems.add(wrong, "a resource must have a Type", expected="Type: AWS::EC2::VPC, or another type")
    if not isinstance(resource.get("Properties", {}), dict) and resource["Properties"] != "":
        problems.add((*path, "Properties"), "Properties must be a mapping", expected="names of properties with their values")
    for name in resource if expanded else ():
        if name not in _OF_RESOURCE and not name.startswith(LOOP):
            problems.add((*path, name, KEY), f'"{name[:60]}" is no attribute of a resource', hint=nearest(name, _OF_RESOURCE))
