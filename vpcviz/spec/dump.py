"""Writes networks as canonical documents: the same network, the same bytes, whatever it was read from."""

from typing import Any

import msgspec

from vpcviz.model import HEADER, Network
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
    return {**ordered, **{key: _sorted(value) for key, value in made.items() if key not in HEADER}}


def _sorted(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_fields(item) for item in value]
    return value


def _fields(value: Any) -> Any:
    """Free mappings (tags, …) sorted by key; a record's fields stay in the order of its class."""
    if not isinstance(value, dict):
        return value
    made = {key: value[key] for key in ("id", "name") if key in value}
    for key, part in value.items():
        if isinstance(part, dict):
            part = {word: list(texts) if isinstance(texts, tuple) else texts for word, texts in sorted(part.items())}
        elif isinstance(part, (list, tuple)):
            part = [_fields(item) for item in part]
        made[key] = part
    return made


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

    text: str = yaml.dump(plain(network), Dumper=Dumper, sort_keys=False, allow_unicode=True, default_flow_style=False, width=10**6)
    return text.encode("utf-8")
