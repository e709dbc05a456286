"""Configuration items in every form in which AWS Config hands them out.

Source: AWS Config Developer Guide, "Components of a configuration item", "Example configuration snapshot"; API Reference,
GetResourceConfigHistory, BatchGetResourceConfig, BatchGetAggregateResourceConfig, SelectAggregateResourceConfig.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

LISTS = ("configurationItems", "baseConfigurationItems", "BaseConfigurationItems")
ONE = ("configurationItem", "ConfigurationItem")
QUERY = ("Results", "QueryInfo")

_GONE = ("ResourceDeleted", "ResourceDeletedNotRecorded")
_NOT_RECORDED = "ResourceNotRecorded"


@dataclass(frozen=True)
class Item:
    """One resource as it was recorded. `relations` are the types and ids of the resources that it is related to."""

    type: str
    id: str
    account: str
    region: str
    configuration: Mapping[str, Any]
    name: str = ""
    arn: str = ""
    captured: str = ""
    status: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)
    relations: tuple[tuple[str, str], ...] = ()

    @property
    def is_there(self) -> bool:
        """Whether the resource exists and is recorded."""
        return self.status not in (*_GONE, _NOT_RECORDED)

    def related(self, kind: str) -> tuple[str, ...]:
        """The ids of the related resources of a type."""
        return tuple(dict.fromkeys(identity for other, identity in self.relations if other == kind))


def is_recorded(document: Any) -> bool:
    """Whether a parsed document is one of AWS Config."""
    if isinstance(document, list):
        return bool(document) and _is_item(document[0])
    if not isinstance(document, Mapping):
        return False
    if any(isinstance(document.get(name), list) for name in LISTS) or any(isinstance(document.get(name), Mapping) for name in ONE):
        return True
    return (isinstance(document.get("Results"), list) and _is_result(document)) or _is_item(document)


def _is_result(document: Mapping[str, Any]) -> bool:
    if "QueryInfo" in document:
        return True
    first = next(iter(document["Results"]), None)
    return isinstance(first, str) and '"resourceType"' in first


def _is_item(document: Any) -> bool:
    """Whether it is an item by itself: of a type, with what was recorded, or when."""
    named = isinstance(document, Mapping) and "::" in str(document.get("resourceType", ""))
    return named and any(name in document for name in ("configuration", "configurationItemCaptureTime", "awsRegion"))


def items_of(document: Any) -> Iterator[Item]:
    """The items of a parsed document; what is none is passed over."""
    if isinstance(document, list):
        records: list[Any] = document
    elif _is_item(document):
        records = [document]
    else:
        records = [one for name in LISTS for one in _listed(document, name)]
        records += [document[name] for name in ONE if isinstance(document.get(name), Mapping)]
        records += [_parsed(one) for one in _listed(document, "Results")]
    for record in records:
        made = _item(record) if isinstance(record, Mapping) else None
        if made is not None:
            yield made


def goes_on(document: Any) -> bool:
    """Whether AWS said that there is more."""
    tokens = [document.get(name) for name in ("NextToken", "nextToken")] if isinstance(document, Mapping) else []
    return any(isinstance(one, str) and one for one in tokens)


def _listed(document: Mapping[str, Any], name: str) -> list[Any]:
    found = document.get(name)
    return found if isinstance(found, list) else []


def _parsed(value: Any) -> Any:
    """A value that may be written as JSON in a text."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return None


def _item(record: Mapping[str, Any]) -> Item | None:
    kind = record.get("resourceType")
    configuration = _parsed(record.get("configuration"))
    configuration = configuration if isinstance(configuration, Mapping) else {}
    identity = record.get("resourceId")
    if not isinstance(kind, str) or not isinstance(identity, str) or not identity:
        return None
    return Item(
        kind,
        identity,
        _text(record, "accountId") or _text(record, "awsAccountId"),
        _text(record, "awsRegion"),
        configuration,
        _text(record, "resourceName"),
        _text(record, "arn") or _text(record, "ARN"),
        _text(record, "configurationItemCaptureTime"),
        _text(record, "configurationItemStatus"),
        _tags(record.get("tags")),
        tuple(_relations(record)),
    )


def _text(record: Mapping[str, Any], name: str) -> str:
    found = record.get(name)
    return found if isinstance(found, str) else str(found) if isinstance(found, int) and not isinstance(found, bool) else ""


def _tags(value: Any) -> dict[str, str]:
    """Tags as a mapping: items have one, results of queries a list."""
    if isinstance(value, Mapping):
        return {str(key): one for key, one in value.items() if isinstance(one, str)}
    made = {}
    for one in value if isinstance(value, list) else ():
        if isinstance(one, Mapping) and isinstance(one.get("key"), str) and isinstance(one.get("value"), str):
            made[one["key"]] = one["value"]
    return made


def _relations(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for one in _listed(record, "relationships"):
        if isinstance(one, Mapping) and isinstance(one.get("resourceType"), str) and isinstance(one.get("resourceId"), str):
            yield one["resourceType"], one["resourceId"]
