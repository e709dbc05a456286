"""Networks with a canary word in every text that the model can hold, found by walking the record types."""

from collections.abc import Callable, Iterator
from typing import Any

from msgspec import structs

from tests.everything import everything as all_of_it
from vpcviz.model import COLLECTIONS, Network
from vpcviz.model.meanings import (
    AccountId,
    CallWord,
    Cidr,
    CollectionName,
    Domain,
    IconName,
    Ip,
    RegionName,
    ServiceName,
    Word,
    ZoneName,
)
from vpcviz.model.shapes import Field, fields_of

CANARY = "qxpayroll"
"""A word that stands in nothing of ours and AWS's."""

OWN_WORDS = (AccountId, RegionName, ZoneName, Cidr, Ip, Word, CallWord, CollectionName)
"""What AWS gives: in the milder network it stays as it is, so that much is drawn and answered."""


def everything() -> Network:
    """A network with every collection and every field (tests/spec/test_everything.py sees to that)."""
    return structs.replace(all_of_it(), origin="scan")


def mild(field: Field, text: str) -> str:
    """A text as its owner might have it: ids, names, domains, services with the canary in them; AWS's own words as they are."""
    if any(isinstance(meaning, OWN_WORDS) for meaning in field.meanings) and not field.targets and not field.meaning(Domain):
        return text
    if field.meaning(IconName):
        return f"{CANARY}/{text}"
    if field.meaning(Domain) or field.meaning(ServiceName):
        return _domain(text)
    if text in ("local", "*", "AmazonProvidedDNS") or text[:1].isdigit() or ":" in text:
        return text
    return f"{text}-{CANARY}"


def _domain(text: str) -> str:
    """`vpc-CANARY.eu-west-1.es.amazonaws.com`, `com.amazonaws.eu-west-1.CANARY`, `CANARY.acme.internal`."""
    if text.startswith(("com.amazonaws.", "aws.")):
        head, _, last = text.rpartition(".")
        return f"{head}.{last}-{CANARY}"
    if text[:1].isdigit() or " " in text:
        return f"{text} {CANARY}" if " " in text else text
    first, _, rest = text.partition(".")
    return f"{first}-{CANARY}.{rest}" if rest else f"{CANARY}.{text}"


def harsh(field: Field, text: str) -> str:
    """A text that is nothing but the canary and the text's place, whatever the field means."""
    return f"{CANARY}.{text}" if field.meaning(Domain) else f"{CANARY} {text}"


def with_canaries(network: Network, put: Callable[[Field, str], str]) -> Network:
    """The network with every text of every record put through `put`; ids are changed alike wherever they are named."""
    made = {name: tuple(_record(item, put) for item in getattr(network, name)) for name in COLLECTIONS}
    gaps = tuple(_record(gap, put) for gap in network.gaps)
    words = dict.fromkeys(("title", "description", "stamp"), f"the words of {CANARY}")
    return structs.replace(network, gaps=gaps, **words, **made)


def _record(item: Any, put: Callable[[Field, str], str]) -> Any:
    changes = {}
    for field in fields_of(type(item)).values():
        value = getattr(item, field.name)
        if field.shape == "records":
            changes[field.name] = tuple(_record(one, put) for one in value)
        elif field.shape in ("text", "texts", "text map", "texts map"):
            changes[field.name] = _value(field, value, put)
    return structs.replace(item, **changes)


def _value(field: Field, value: Any, put: Callable[[Field, str], str]) -> Any:
    key = field.keys
    if isinstance(value, str) or value is None:
        return put(field, value) if value else value
    if isinstance(value, tuple):
        return tuple(put(field, text) for text in value)
    keys = field._replace(meanings=(key,)) if key is not None else field
    return {put(keys, word): _value(field, one, put) for word, one in value.items()}


def texts(item: Any) -> Iterator[str]:
    """Every text in a value."""
    if isinstance(item, str):
        yield item
    elif isinstance(item, (tuple, list)):
        for one in item:
            yield from texts(one)
    elif isinstance(item, dict):
        for word, one in item.items():
            yield word
            yield from texts(one)
    elif hasattr(item, "__struct_fields__"):
        for name in item.__struct_fields__:
            yield from texts(getattr(item, name))
