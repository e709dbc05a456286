"""Reads the JSON of a plan or a state: the things before and after, with what their configuration says of references."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from vpcviz.spec.holders import mapping_in, records_in
from vpcviz.terraform.repeated import take_out
from vpcviz.terraform.resource_instances import Key, Steps, Thing, steps_of, without

UNKNOWN = "KnownAfterApply"
"""The error of a gap where a plan does not tell what a reference leads to."""

_DEEPEST = 64
"""Modules that lie deeper are not looked at."""

_NAME = re.compile(r"\A(?:aws_[a-z0-9_]{1,60}|AWS::[A-Za-z0-9]{1,40}::[A-Za-z0-9]{1,60})\Z")


@dataclass
class Side:
    """What a document says of one time: before or after. `root` is the configuration's root module, `variables` what is given
    to it; `regions` tells of each provider's configuration which region it has. `unknown` is the error of gaps where it does not
    tell what a reference leads to."""

    things: list[Thing] = field(default_factory=list)
    root: Mapping[str, Any] = field(default_factory=dict)
    regions: Mapping[str, str] = field(default_factory=dict)
    planned: bool = False
    variables: Mapping[str, Any] = field(default_factory=dict)
    unknown: str = UNKNOWN
    told: list[str] = field(default_factory=list)
    """Notes on the whole."""
    unsure: list[tuple[Thing, str]] = field(default_factory=list)
    """Things of which an attribute is not known, besides those of which their references are not."""


def sides(document: Mapping[str, Any]) -> tuple[Side | None, Side]:
    """(before, after) of a parsed plan; of a state (None, the state)."""
    if mapping_in(document, "planned_values") or isinstance(document.get("resource_changes"), list):
        return _plan(document)
    raw = "values" not in document and isinstance(document.get("resources"), list)
    things = list(_raw_state(document) if raw else _values(mapping_in(document, "values")))
    take_out(things, [replace(thing) for thing in things])
    return None, Side(things)


def _plan(document: Mapping[str, Any]) -> tuple[Side, Side]:
    configuration = mapping_in(document, "configuration")
    root = mapping_in(configuration, "root_module")
    regions = _regions(configuration, mapping_in(document, "variables"))
    prior = list(_values(mapping_in(mapping_in(document, "prior_state"), "values")))
    planned = list(_values(mapping_in(document, "planned_values"))) or list(_changed(document, "resource_changes", "after"))
    if not planned and not isinstance(document.get("resource_changes"), list):  # It only tells what was found to have changed.
        prior, after = _before_drift(document, prior), prior
    else:
        after = _after(document, prior, planned)
    for thing in (*prior, *after):
        _configure(thing, root)
    apart = [replace(thing) for thing in prior]
    take_out(prior, apart)
    take_out(after, [*apart, *map(replace, after)])
    variables = mapping_in(document, "variables")
    return (
        Side(prior, root, regions, variables=variables),
        Side(after, root, regions, planned=True, variables=variables, told=_remarks(document)),
    )


def _after(document: Mapping[str, Any], prior: list[Thing], planned: list[Thing]) -> list[Thing]:
    """What is planned, with what the plan does not speak of, since it is targeted, and what Terraform only forgets: it stays."""
    gone: set[str] = set()
    forgotten: set[str] = set()
    for one in records_in(document, "resource_changes"):
        actions, address = mapping_in(one, "change").get("actions"), one.get("address")
        if isinstance(one.get("previous_address"), str):
            gone.add(one["previous_address"])
        if isinstance(address, str) and not one.get("deposed"):
            (forgotten if actions == ["forget"] else gone).add(address)
    made = [thing for thing in planned if thing.address not in forgotten]
    changed = ((one.get("address"), mapping_in(one, "change")) for one in records_in(document, "resource_changes"))
    unknown = {address: mapping_in(change, "after_unknown") for address, change in changed}
    for thing in made:
        thing.unknown = unknown.get(thing.address, {})
    known = {thing.address for thing in made}
    whole = bool(gone or forgotten)
    return [
        *made,
        *(replace(one) for one in prior if one.address not in known and (one.data or (whole and one.address not in gone))),
    ]


def _before_drift(document: Mapping[str, Any], prior: list[Thing]) -> list[Thing]:
    """What the state had before a plan that refreshes it only: the prior state of such a plan is what is there now."""
    old = {thing.address: thing for thing in _changed(document, "resource_drift", "before")}
    new = {one.get("address") for one in records_in(document, "resource_drift") if mapping_in(one, "change").get("before") is None}
    kept = [replace(thing) for thing in prior if thing.address not in new and thing.address not in old]
    return [*kept, *old.values()]


def _remarks(document: Mapping[str, Any]) -> list[str]:
    """Notes on a plan as a whole."""
    made = []
    if document.get("complete") is False:
        made.append("the plan is not complete (a targeted one, or changes are deferred): what it leaves out stays as it is")
    deferred = sum(1 for _ in records_in(document, "deferred_changes"))
    if deferred:
        words = "1 change is" if deferred == 1 else f"{deferred} changes are"
        made.append(f"{words} deferred to a later plan: what is made then is not told")
    if document.get("errored") is True:
        made.append("Terraform could not finish the plan: what it leaves out stays as it is")
    return made


# --- resources ----------------------------------------------------------------------------------------------------------


def _values(values: Mapping[str, Any]) -> Iterator[Thing]:
    """The things of a `values` or `planned_values`, module by module."""
    waiting = [(mapping_in(values, "root_module"), 0)]
    while waiting:
        module, depth = waiting.pop()
        for one in records_in(module, "resources"):
            thing = _thing(one, one.get("values"), one.get("sensitive_values"))
            if thing is not None:
                yield thing
        waiting += [(child, depth + 1) for child in records_in(module, "child_modules") if depth < _DEEPEST]


def _changed(document: Mapping[str, Any], name: str, side: str) -> Iterator[Thing]:
    """The things on one side of a plan's changes."""
    for one in records_in(document, name):
        change = mapping_in(one, "change")
        if change.get(side) is not None:
            thing = _thing(one, change.get(side), change.get(f"{side}_sensitive"))
            if thing is not None:
                yield thing


def _thing(one: Mapping[str, Any], values: Any, sensitive: Any) -> Thing | None:
    address, kind, name = one.get("address"), one.get("type"), one.get("name")
    if not isinstance(address, str) or not isinstance(kind, str) or not isinstance(name, str) or not address:
        return None
    found = without(values, sensitive) if isinstance(values, Mapping) else {}
    key = one.get("index")
    right: Key = key if isinstance(key, (str, int)) and not isinstance(key, bool) else None
    return Thing(address, kind, name, right, one.get("mode") == "data", found or {}, steps_of(address))


def _raw_state(document: Mapping[str, Any]) -> Iterator[Thing]:
    """The things of a `terraform.tfstate`."""
    for one in records_in(document, "resources"):
        kind, name, module = one.get("type"), one.get("name"), one.get("module")
        if not isinstance(kind, str) or not isinstance(name, str):
            continue
        data = one.get("mode") == "data"
        begin = f"{module}." if isinstance(module, str) and module else ""
        for instance in records_in(one, "instances"):
            if instance.get("deposed"):
                continue
            key = instance.get("index_key")
            right: Key = key if isinstance(key, (str, int)) and not isinstance(key, bool) else None
            mark = "" if right is None else f"[{right}]" if isinstance(right, int) else f'["{right}"]'
            address = f"{begin}{'data.' if data else ''}{kind}.{name}{mark}"
            values = instance.get("attributes")
            known = dict(values) if isinstance(values, Mapping) else {}
            for path in (
                instance.get("sensitive_attributes") or () if isinstance(instance.get("sensitive_attributes"), list) else ()
            ):
                _hide(known, path)
            yield Thing(address, kind, name, right, data, known, steps_of(address))


def _hide(values: dict[str, Any], path: Any) -> None:
    """Take what is marked sensitive out of a state's attributes: with all else that stands under the first attribute."""
    first = path[0] if isinstance(path, list) and path else path
    name = first.get("value") if isinstance(first, Mapping) else first
    if isinstance(name, str):
        values.pop(name, None)


# --- configuration ------------------------------------------------------------------------------------------------------


def module_at(root: Mapping[str, Any], around: Steps) -> Mapping[str, Any]:
    """The configuration of the module that `around` leads to; an empty one where there is none."""
    for name, _ in around:
        root = mapping_in(mapping_in(mapping_in(root, "module_calls"), name), "module")
    return root


def _configure(thing: Thing, root: Mapping[str, Any]) -> None:
    wanted = f"{'data.' if thing.data else ''}{thing.type}.{thing.name}"
    for one in records_in(module_at(root, thing.around), "resources"):
        if one.get("address") == wanted:
            thing.configured = True
            thing.expressions = mapping_in(one, "expressions")
            provider = one.get("provider_config_key")
            thing.provider = provider if isinstance(provider, str) else ""
            thing.each = mapping_in(one, "for_each_expression") or mapping_in(one, "count_expression")
            return


def references(expression: Any) -> tuple[str, ...]:
    """The references of an expression, or of all that stand in a block."""
    found: list[str] = []
    waiting = [expression]
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, Mapping):
            told = one.get("references")
            if isinstance(told, list):
                found += [ref for ref in told if isinstance(ref, str)]
            else:
                waiting += [inner for name, inner in one.items() if name != "constant_value"]
        elif isinstance(one, list):
            waiting += one
    return tuple(found)


def _regions(configuration: Mapping[str, Any], variables: Mapping[str, Any]) -> dict[str, str]:
    """The region of each provider's configuration that has one; "" where it is not told which (`each.key` of OpenTofu's)."""
    made = {}
    declared = mapping_in(mapping_in(configuration, "root_module"), "variables")
    for key, provider in mapping_in(configuration, "provider_config").items():
        region = mapping_in(mapping_in(provider, "expressions") if isinstance(provider, Mapping) else {}, "region")
        value = region.get("constant_value")
        for ref in references(region) if value is None else ():
            name = ref.removeprefix("var.")
            value = value or mapping_in(variables, name).get("value") or mapping_in(declared, name).get("default")
        if region:
            made[str(key)] = value if isinstance(value, str) and re.fullmatch(r"[a-z]{2}(-[a-z]+)+-\d", value) else ""
    return made


def is_type(name: str) -> bool:
    """Whether a text has the form of a resource type of the AWS provider, or of CloudFormation."""
    return _NAME.match(name) is not None
