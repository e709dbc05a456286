"""One change set, as `aws cloudformation describe-change-set` prints it: what becomes of the resources of a stack.

Source: CloudFormation API Reference, "DescribeChangeSet", "ResourceChange", "ResourceTargetDefinition".
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vpcviz.cloudformation.templates import texts
from vpcviz.errors import InputError, Problem
from vpcviz.spec.holders import records_in, text_in

LATER = "{{changeSet:KNOWN_AFTER_APPLY}}"
"""What stands in a change set for a value that CloudFormation does not know yet."""

NOT_TOLD = "{{changeSet:NOT_TOLD}}"
"""What stands here for a value that the change set does not tell."""

ACTIONS = ("Add", "Modify", "Remove", "Import", "Dynamic", "SyncWithActual")

_STACK = re.compile(r"\Aarn:aws[a-z-]*:cloudformation:([a-z0-9-]+):(\d{12}):stack/([A-Za-z][A-Za-z0-9-]*)/")
_EXPECTED = "what `aws cloudformation describe-change-set --include-property-values` prints"


@dataclass(frozen=True)
class Part:
    """What changes of a resource: the property, its path, its values as texts (None where they are not told), and the resource,
    attribute or parameter that causes it (`Vpc`, `Vpc.CidrBlock`); none where the template itself has changed."""

    name: str = ""
    path: str = ""
    before: str | None = None
    after: str | None = None
    cause: str = ""


@dataclass(frozen=True)
class Change:
    """What becomes of one resource. `before` and `after` are its properties on either side, None where they are not told;
    `policy` says what becomes of what AWS has."""

    logical: str
    kind: str
    action: str
    physical: str = ""
    replacement: str = ""
    policy: str = ""
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    parts: tuple[Part, ...] = ()


@dataclass
class ChangeSet:
    """A change set of a stack, with its region and account, the parameters that it gives, and its changes by logical id."""

    file: str
    id: str = ""
    stack: str = ""
    region: str = ""
    account: str = ""
    parameters: dict[str, str] = field(default_factory=dict)
    changes: dict[str, Change] = field(default_factory=dict)
    ends: bool = True


def read_change_set(file: str, data: bytes) -> ChangeSet:
    """The change set in a file. Raises InputError where it is none; nothing of the file is shown, which may be secret."""
    try:
        document = json.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError):
        raise InputError(Problem("this is a change set that is cut off, or no JSON", file, expected=_EXPECTED)) from None
    if not isinstance(document, dict) or not isinstance(document.get("Changes"), list):
        raise InputError(Problem("this is a change set of a form that vpcviz cannot read", file, expected=_EXPECTED))
    stack_id = text_in(document, "StackId")
    match = _STACK.match(stack_id)
    made = ChangeSet(file, text_in(document, "ChangeSetId"), text_in(document, "StackName") or (match[3] if match else ""))
    if match:
        made.region, made.account = match[1], match[2]
    made.ends = not document.get("NextToken")
    for one in records_in(document, "Parameters"):
        name, value = text_in(one, "ParameterKey"), text_in(one, "ResolvedValue") or one.get("ParameterValue")
        if name and isinstance(value, str) and value != "****":  # Which stands for a secret.
            made.parameters[name] = value
    for one in records_in(document, "Changes"):
        change = _change(_resource_change(one))
        if change is not None:
            made.changes[change.logical] = change
    return made


def merged(found: list[ChangeSet]) -> list[ChangeSet]:
    """Change sets of which several files are pages of one."""
    made: dict[str, ChangeSet] = {}
    for one in found:
        known = made.setdefault(one.id or one.file, one)
        if known is not one:
            known.changes |= one.changes
            known.parameters |= one.parameters
            known.ends = known.ends or one.ends
    return list(made.values())


def _change(told: Mapping[str, Any]) -> Change | None:
    logical, kind, action = (text_in(told, name) for name in ("LogicalResourceId", "ResourceType", "Action"))
    if not logical or not kind or action not in ACTIONS:
        return None
    parts = []
    for detail in records_in(told, "Details"):
        target = detail.get("Target")
        if isinstance(target, Mapping) and target.get("Attribute") in ("Properties", "Tags"):
            name = text_in(target, "Name") or ("Tags" if target["Attribute"] == "Tags" else "")
            parts.append(
                Part(
                    name,
                    text_in(target, "Path"),
                    _value(target, "BeforeValue"),
                    _value(target, "AfterValue"),
                    text_in(detail, "CausingEntity"),
                )
            )
    return Change(
        logical,
        kind,
        action,
        text_in(told, "PhysicalResourceId"),
        text_in(told, "Replacement"),
        text_in(told, "PolicyAction"),
        _context(told, "BeforeContext"),
        _context(told, "AfterContext"),
        tuple(parts),
    )


def _context(told: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    """The properties in a context, which is JSON in a text; None where there is none, or it is cut off."""
    text = told.get(name)
    try:
        found = json.loads(text) if isinstance(text, str) else text
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, Mapping):
        return None
    properties = found.get("Properties")
    return {str(key): texts(value) for key, value in properties.items()} if isinstance(properties, Mapping) else {}


def _resource_change(one: Any) -> Mapping[str, Any]:
    found = one.get("ResourceChange") if isinstance(one, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def _value(holder: Mapping[str, Any], name: str) -> str | None:
    found = holder.get(name)
    return found if isinstance(found, str) else None
