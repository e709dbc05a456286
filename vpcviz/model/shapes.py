"""What each record class holds, as tables that follow from its annotations: shapes, meanings, references, descriptions."""

from collections.abc import Iterator, Mapping
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, Union, get_args, get_origin

from msgspec import NODEFAULT, Struct, structs

from vpcviz.model.collections import CLASSES
from vpcviz.model.meanings import Doc, Key, Meaning, OneOf, Ref, Role
from vpcviz.model.records import Record

M = TypeVar("M", bound=Meaning)


class Field(NamedTuple):
    """A field of a record class: `shape` is text, boolean, integer, choice, texts, text map, texts map or records."""

    name: str
    shape: str
    optional: bool
    required: bool
    choices: tuple[str, ...] = ()
    record: type[Record] | None = None
    meanings: tuple[Meaning, ...] = ()

    def meaning(self, sort: type[M]) -> M | None:
        """The last of its meanings that is of this sort, if there is one."""
        return next((meaning for meaning in reversed(self.meanings) if isinstance(meaning, sort)), None)

    @property
    def description(self) -> str:
        """What it tells, in one sentence."""
        found = self.meaning(Doc)
        return found.text if found else ""

    @property
    def targets(self) -> tuple[str, ...]:
        """The collections that it points into, () where it is no reference."""
        return _targets(self.meanings)

    def has_role(self, role: str) -> bool:
        """Whether the reference `holds`, is what the resource `needs`, or `ties` it (see `Ref`)."""
        return any(getattr(meaning, role) for meaning in self.meanings if isinstance(meaning, (Ref, Role)))

    @property
    def keys(self) -> Meaning | None:
        """What the keys of a mapping mean."""
        found = self.meaning(Key)
        return found.meaning if found else None


def _targets(meanings: tuple[Any, ...]) -> tuple[str, ...]:
    return tuple(name for meaning in meanings if isinstance(meaning, Ref) for name in _collections(meaning))


def targets_in(record: type[Struct], name: str) -> tuple[str, ...]:
    """The collections that a field of a record class points into, () where it has no such field or that is no reference.

    It is what `fields_of` tells of a field that the class itself declares, without a look at all of its fields.
    """
    return _targets(getattr(record.__annotations__.get(name), "__metadata__", ()))


@cache
def _collections(reference: Ref) -> tuple[str, ...]:
    """The collections that a reference points into: those it names, after those of the kinds that say it of themselves."""
    found = [name for name, record in CLASSES.items() if reference.where and getattr(record, reference.where)]
    return (*found, *reference.collections)


def _shape(annotation: Any) -> tuple[str, bool, tuple[str, ...], Any]:
    origin = get_origin(annotation)
    if origin in (Union, UnionType):
        inner = [part for part in get_args(annotation) if part is not type(None)]
        shape, _, choices, record = _shape(inner[0])
        return shape, True, choices, record
    if origin is Literal:
        return "choice", False, tuple(get_args(annotation)), None
    if origin is tuple:
        item = get_args(annotation)[0]
        return ("texts", False, (), None) if item is str else ("records", False, (), item)
    if origin is not None:  # Mapping[str, …]
        return ("text map" if get_args(annotation)[1] is str else "texts map"), False, (), None
    return {str: "text", bool: "boolean", int: "integer"}[annotation], False, (), None


def _merged(general: tuple[Meaning, ...], own: tuple[Meaning, ...]) -> tuple[Meaning, ...]:
    """The meanings of an inherited field: the kind's own take the place of the general ones, word by word."""
    if any(not isinstance(meaning, Doc) for meaning in own):
        general = tuple(meaning for meaning in general if isinstance(meaning, Doc))
    return (*general, *own)


@cache
def fields_of(record: type[Struct]) -> Mapping[str, Field]:
    """The fields of a record class by name."""
    inherited: Mapping[str, tuple[Meaning, ...]] = getattr(record, "INHERITED", {})
    found = {}
    for name, annotation, required in _annotated(record):
        meanings = inherited.get(name, ())
        if get_origin(annotation) is Annotated:
            annotation, meanings = annotation.__origin__, _merged(annotation.__metadata__, meanings)
        shape, optional, choices, item = _shape(annotation)
        words = next((meaning for meaning in reversed(meanings) if isinstance(meaning, OneOf)), None)
        if words is not None:
            shape, choices = "choice", words.choices
        found[name] = Field(name, shape, optional, required, choices, item, meanings)
    return found


def _annotated(record: type[Struct]) -> Iterator[tuple[str, Any, bool]]:
    """Name and annotation of a record class's fields, and whether each is required.

    It is what `msgspec.structs.fields` tells, in a fifth of the time: that evaluates all annotations, and these are no texts.
    """
    annotations: dict[str, Any] = {}
    for base in reversed(record.__mro__):
        annotations.update(getattr(base, "__annotations__", {}))
    names = record.__struct_fields__
    if any(isinstance(annotations.get(name, ""), str) for name in names):
        yield from ((field.name, field.type, field.required) for field in structs.fields(record))
        return
    defaults = (NODEFAULT,) * (len(names) - len(record.__struct_defaults__)) + record.__struct_defaults__
    yield from ((name, annotations[name], default is NODEFAULT) for name, default in zip(names, defaults, strict=True))


def fields_with(record: type[Struct], sort: type[M]) -> tuple[tuple[str, M], ...]:
    """The fields of a record class that have a meaning of this sort, with it."""
    return _fields_with(record, sort)  # type: ignore[arg-type]  # Classes are hashable.


@cache
def _fields_with(record: type[Struct], sort: type[Meaning]) -> tuple[tuple[str, Any], ...]:
    found = ((name, field.meaning(sort)) for name, field in fields_of(record).items())
    return tuple((name, meaning) for name, meaning in found if meaning is not None)


@cache
def fields_in_role(record: type[Struct], role: str) -> tuple[str, ...]:
    """The names of the reference fields that have a role (see `Ref`)."""
    return tuple(name for name, field in fields_of(record).items() if field.has_role(role))


_NOT_TOLD = ("unknown", "other")
"""What stands for a word that was not told, or is not told in a redacted network."""


@cache
def known_words(record: type[Struct], name: str) -> frozenset[str]:
    """The words of AWS's in a field whose meaning is known."""
    return frozenset(fields_of(record)[name].choices).difference(_NOT_TOLD)


def new_word(item: Struct, name: str) -> str:
    """The word of AWS's in a field that is newer than vpcviz, which does not know what it means; "" for one that it knows."""
    word: str = getattr(item, name)
    return "" if word in known_words(type(item), name) else word


@cache
def telling_interfaces() -> tuple[str, ...]:
    """The collections whose resources tell which network interfaces are theirs."""
    return tuple(name for name, record in CLASSES.items() if "network_interfaces" in record.__struct_fields__)
