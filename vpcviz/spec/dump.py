"""Writes networks as canonical documents: the same network, the same bytes, whatever it was read from."""

from functools import cache
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct

from vpcviz.model import CLASSES, HEADER, Network
from vpcviz.model.resources import Gap
from vpcviz.model.shapes import fields_of
from vpcviz.spec.canonical import canonical


def plain(network: Network) -> dict[str, Any]:
    """The network as JSON values: header first, then collections; defaults left out, mappings sorted by key."""
    made: dict[str, Any] = msgspec.to_builtins(canonical(network))
    if network.origin == "spec":  # where it is not written, the reader fills it in
        for group in made.get("security_groups", ()):
            group.setdefault("egress", [])
        for prefix_list in made.get("prefix_lists", ()):
            if "entries" not in prefix_list:
                prefix_list.setdefault("known", True)
    made = {"vpcviz": network.vpcviz, "origin": network.origin, **made}
    ordered = {key: made[key] for key in HEADER if key in made}
    return {**ordered, **{key: _put_in_order(key, value) for key, value in made.items() if key not in HEADER}}


class _Order(NamedTuple):
    """How the members of a record's JSON object are put in order: what goes first, and which are mappings or records of a class."""

    first: tuple[str, ...]
    mappings: tuple[str, ...]
    records: tuple[tuple[str, "_Order"], ...]

    def of(self, value: dict[str, Any]) -> dict[str, Any]:
        """The object with its id and name first and free mappings (tags, …) by key; else as the class has its fields."""
        made = {key: value[key] for key in self.first if key in value}
        made.update(value)
        for key in self.mappings:
            if key in made:
                made[key] = dict(sorted(made[key].items()))
        for key, order in self.records:
            if key in made:
                made[key] = [order.of(one) for one in made[key]]
        return made


@cache
def _order(record: type[Struct]) -> _Order:
    fields = fields_of(record)
    records = [(name, _order(field.record)) for name, field in fields.items() if field.shape == "records"]
    return _Order(
        tuple(key for key in ("id", "name") if key in fields),
        tuple(name for name, field in fields.items() if field.shape in ("text map", "texts map")),
        tuple((name, order) for name, order in records if any(order)),
    )


def _put_in_order(key: str, value: Any) -> Any:
    record = CLASSES.get(key) or (Gap if key == "gaps" else None)
    return value if record is None or not isinstance(value, (list, tuple)) else [_order(record).of(item) for item in value]


def dump_json(network: Network) -> bytes:
    """The network as a canonical JSON document."""
    return msgspec.json.format(msgspec.json.encode(plain(network)), indent=2) + b"\n"


def dump_yaml(network: Network) -> bytes:
    """The network as a canonical YAML document that any YAML reader takes for the same text values."""
    import yaml
    from yaml.cyaml import CDumper

    class Dumper(CDumper):
        def ignore_aliases(self, data: Any) -> bool:
            return True

    Dumper.add_representer(tuple, Dumper.represent_list)
    text: str = yaml.dump(plain(network), Dumper=Dumper, sort_keys=False, allow_unicode=True, default_flow_style=False, width=10**6)
    return text.encode("utf-8")
