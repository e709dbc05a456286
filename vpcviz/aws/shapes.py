"""What is kept of AWS's answers: records that name the members kept, decoded straight from JSON. What is not named never enters.

A shape's fields are AWS's members in Python's spelling (`vpc_id` is `VpcId`); where AWS spells in another way, the field says so
(`field(name="DNSName", default="")`). A member that is absent, or null, is the field's default.
"""

import types
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import takewhile
from operator import attrgetter
from sys import intern
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Struct, structs

from vpcviz.model.aws_words import STATES

Texts = tuple[str, ...]


class Shape(Struct, frozen=True, gc=False, rename="pascal"):
    """What is kept of an item, where AWS's members begin with a capital."""


class CamelShape(Struct, frozen=True, gc=False, rename="camel"):
    """The same where they begin with a small letter (Direct Connect, ECS, EKS, RAM)."""


class Tag(Shape, frozen=True, gc=False):
    """One tag of a resource."""

    key: str = ""
    value: str = ""


class CamelTag(CamelShape, frozen=True, gc=False):
    """One tag of a resource, in the answers of ECS, RAM and Direct Connect."""

    key: str = ""
    value: str = ""


class Known:
    """What AWS says in a member of a shape that decides what becomes of the item, and is not kept itself: `words`, in lower case.

    What AWS says besides is newer than vpcviz, and a gap of the network (see `unknown_words`).
    """

    __slots__ = ("words",)

    def __init__(self, *words: str) -> None:
        self.words = frozenset(words)


_SWITCHED = "enable enabled enabling disable disabled disabling true false".split()
_STEPS = """
    activated activating assigning association-failed available complete create-failed create_failed create_in_progress
    deactivated deactivating delete-complete delete_failed delete_in_progress disable-complete disable-in-progress
    disassociation-failed enforce-failed enforce-in-progress maintenance_in_progress monitor-failed monitor-in-progress
    overridden pending-associate pending_attachment_acceptance restoring
    resuming succeeded suspended suspending terminating unassigning update-complete update-failed update-in-progress
    update_failed update_in_progress
""".split()

StateWord = Annotated[str, Known(*STATES, *_STEPS, *_SWITCHED)]
"""A state that says whether something is there, or on."""


class State(Shape, frozen=True, gc=False):
    """A state that AWS wraps: `{"State": "associated"}`."""

    state: StateWord = ""


class Code(Shape, frozen=True, gc=False):
    """A status that AWS wraps: `{"Code": "active"}`."""

    code: StateWord = ""


def tags_of(tags: tuple[Tag | CamelTag, ...] | Mapping[str, str]) -> dict[str, str]:
    """The tags of a resource by key, sorted."""
    if len(tags) == 1 and isinstance(tags, tuple):
        return {tags[0].key: tags[0].value} if tags[0].key else {}
    found = {tag.key: tag.value for tag in tags if tag.key} if isinstance(tags, tuple) else dict(tags)
    return dict(sorted(found.items())) if len(found) > 1 else found


def unique(values: Iterable[str]) -> Texts:
    """The texts that are not empty, each once, in their order."""
    return tuple(dict.fromkeys(value for value in values if value))


def on(word: str) -> bool | None:
    """What AWS means by `enable`, `true` and their opposites; None for anything else."""
    return {"enable": True, "true": True, "disable": False, "false": False}.get(word.lower())


def word(text: str, absent: str = "") -> str:
    """A word of AWS's, or what its absence means; interned, as defaults are, which snapshots leave out."""
    return intern(text or absent)


def number(text: str) -> int | None:
    """The number that AWS writes as a text; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def domain(name: str) -> str:
    r"""A domain name without the last dot, with Route 53's `\052` written as `*`."""
    return name.replace("\\052", "*").removesuffix(".") if name != "." else name


# --- by AWS's names -----------------------------------------------------------------------------------------------------


@cache
def members(shape: Hashable) -> Mapping[str, str]:
    """The fields of a shape by AWS's names of its members; none for any other type."""
    known = isinstance(shape, type) and issubclass(shape, Struct)
    return {field.encode_name: field.name for field in structs.fields(shape)} if known else {}  # type: ignore[arg-type]


def value_at(item: Any, dotted: str) -> Any:
    """The value at a dotted path of AWS's members; None where there is none. "" is the item itself."""
    for member in dotted.split(".") if dotted else ():
        name = members(item.__class__).get(member)
        if name is None:
            return None
        item = getattr(item, name)
    return item


@cache
def _types(shape: type[Struct]) -> tuple[tuple[str, str, Any], ...]:
    hints = get_type_hints(shape)
    return tuple((field.encode_name, field.name, hints[field.name]) for field in structs.fields(shape))


def field_types(shape: type[Struct]) -> Mapping[str, Any]:
    """The types of a shape's members, by AWS's names."""
    return {name: hint for name, _, hint in _types(shape)}


def shape_in(hint: Any) -> type[Struct] | None:
    """The shape that a member holds: one, several in a list, or several by name; None where it holds none."""
    if get_origin(hint) is dict:
        return shape_in(get_args(hint)[1])
    arguments = get_args(hint)
    if not arguments:
        return hint if isinstance(hint, type) and issubclass(hint, Struct) else None
    return next((found for part in arguments if (found := shape_in(part)) is not None), None)


def texts_in(item: Any, depth: int = 4) -> Iterator[str]:
    """The texts of an item and of what is in it, without tags."""
    if isinstance(item, str):
        yield item
    elif isinstance(item, Struct):
        for attribute in _told_by(item.__class__):
            value = getattr(item, attribute)
            if value.__class__ is str:
                if value:
                    yield value
            elif value and depth:
                yield from texts_in(value, depth - 1)
    elif isinstance(item, tuple):
        for entry in item[:20]:
            yield from texts_in(entry, depth)


@cache
def _told_by(shape: type[Struct]) -> tuple[str, ...]:
    """The fields of a shape that are texts or hold some, but for tags."""
    plain = (bool, int, float)
    return tuple(attribute for _, attribute, hint in _types(shape) if attribute != "tags" and hint not in plain)


def leading_texts(shape: Any) -> tuple[str, ...]:
    """The fields of a shape that `texts_in` tells first, as far as each is a plain text."""
    hints = {attribute: hint for _, attribute, hint in _types(shape)}
    return tuple(takewhile(lambda attribute: hints[attribute] is str, _told_by(shape)))


def unknown_words(items: Sequence[Struct]) -> set[tuple[str, str]]:
    """The words of items of one shape that vpcviz does not know and does not keep, each after the member that has it (see `Known`).

    They are looked at member by member: most items say one of few words.
    """
    found: set[tuple[str, str]] = set()
    for attribute, member, words in told_in(items[0].__class__) if items else ():
        values = list(map(attrgetter(attribute), items))
        if words is not None:
            found.update((member, word) for word in set(values) if word and word.lower() not in words)
            continue
        for shape, inner in _by_shape(values).items():
            if told_in(shape):
                found.update((f"{member}.{name}", word) for name, word in unknown_words(inner))
    return found


def _by_shape(values: Iterable[Any]) -> dict[type[Struct], list[Struct]]:
    """Of what a member holds in several items (records, lists or mappings of them) the records, by their shapes."""
    made: dict[type[Struct], list[Struct]] = {}
    for value in filter(None, values):
        for one in value if isinstance(value, tuple) else value.values() if isinstance(value, dict) else (value,):
            if isinstance(one, Struct):
                made.setdefault(one.__class__, []).append(one)
    return made


@cache
def told_in(shape: Hashable) -> tuple[tuple[str, str, frozenset[str] | None], ...]:
    """The fields of a shape that have such a word, or (None) hold records that do, with AWS's names of them."""
    if not (isinstance(shape, type) and issubclass(shape, Struct)):
        return ()
    made: list[tuple[str, str, frozenset[str] | None]] = []
    hints = get_type_hints(shape, include_extras=True)
    for name, attribute, hint in _types(shape):
        known = next((one.words for one in getattr(hints[attribute], "__metadata__", ()) if isinstance(one, Known)), None)
        inner = None if known is not None else shape_in(hint)
        if known is not None or (inner is not None and told_in(inner)):
            made.append((attribute, name, known))
    return tuple(made)


def selection(shape: type[Struct]) -> str:
    """The JMESPath expression of the members of a shape: what a saved dump needs of an item that also holds secrets."""
    parts = []
    for name, _, hint in _types(shape):
        inner, listed = _struct_of(hint)
        parts.append(f"{name}: {name}" if inner is None else f"{name}: {name}{'[]' if listed else ''}.{selection(inner)}")
    return "{" + ", ".join(parts) + "}"


def _struct_of(hint: Any) -> tuple[type[Struct] | None, bool]:
    """The shape that a field holds, one or a list of them; None for texts, numbers and tags."""
    arguments = [part for part in get_args(hint) if part not in (type(None), Ellipsis)]
    if isinstance(hint, type) and issubclass(hint, Struct):
        return hint, False
    if get_origin(hint) is tuple and isinstance(arguments[0], type) and issubclass(arguments[0], Struct):
        return (None if issubclass(arguments[0], (Tag, CamelTag)) else arguments[0]), True
    return _struct_of(arguments[0]) if get_origin(hint) in (Union, types.UnionType) else (None, False)


# --- items that are not quite AWS's -------------------------------------------------------------------------------------

_WORDS = {
    "`object`": "a record",
    "`array`": "a list",
    "`str`": "a text",
    "`int`": "a number",
    "`float`": "a fraction",
    "`bool`": "true or false",
    "`null`": "nothing",
}
"""What msgspec calls the types of JSON, in words."""


def shaped(shape: type[Any], item: Any) -> Any:
    """A parsed item in its shape: nulls are absent, numbers that stand for texts are texts.

    Raises ValueError, with the member's place and what was expected, for what has another type.
    """
    try:
        return msgspec.convert(_fitted(item, shape), shape, strict=False)
    except msgspec.ValidationError as error:
        what, _, place = str(error).partition(" - at ")
        what = what.replace(" | null`", "`")
        for word, plain in _WORDS.items():
            what = what.replace(word, plain)
        raise ValueError(f"{place.strip('`').removeprefix('$').removeprefix('.')}: {what[:1].lower()}{what[1:]}") from None


def _fitted(value: Any, hint: Any) -> Any:
    if isinstance(hint, type) and issubclass(hint, Struct):
        if not isinstance(value, Mapping):
            return value
        known = {name: inner for name, _, inner in _types(hint)}
        return {name: _fitted(one, known[name]) for name, one in value.items() if one is not None and name in known}
    if hint is str:
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    origin = get_origin(hint)
    if origin is tuple and isinstance(value, (list, tuple)):
        return [_fitted(one, get_args(hint)[0]) for one in value if one is not None]
    if origin is dict and isinstance(value, Mapping):
        return {str(key): _fitted(one, get_args(hint)[1]) for key, one in value.items() if one is not None}
    if origin in (Union, types.UnionType):
        return _fitted(value, next(part for part in get_args(hint) if part is not type(None)))
    return int(value) if hint is int and isinstance(value, float) and value.is_integer() else value
