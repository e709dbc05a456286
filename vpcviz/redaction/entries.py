"""The fields of record classes as a redaction goes through them, with what became of their texts so far."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from vpcviz.model import resources as r
from vpcviz.model.shapes import Field
from vpcviz.redaction.sorts import names_ids, treatments

_PLAIN = ("text", "texts", "records")


class Entry:
    """A field of a record class as a redaction goes through it, with what became of its texts so far.

    Fields whose texts mean the same share `sorts` and `made`; where the record itself has a say (`varies`), neither is used.
    """

    __slots__ = ("becomes", "field", "keys", "made", "name", "shape", "sorts", "varies")

    def __init__(self, record: type[Any], field: Field, becomes: str, known: "Known") -> None:
        self.field = field
        self.name = field.name
        self.shape = "text" if field.shape == "choice" else field.shape
        self.becomes = becomes
        of_ids = names_ids(field) and field.name != "name" and (field.name != "id" or issubclass(record, r.Resource))
        told = field.name == "id" or (field.name == "name" and issubclass(record, (r.Service, r.SecurityGroup)))
        self.varies = not of_ids and (told or (record is r.PrefixList and field.name == "entries"))
        self.sorts, self.made = known.ids if of_ids else ({}, {}) if self.varies else known.by_meanings[id(field.meanings)]
        self.keys = Entry(record, keys_of(field), becomes, known) if becomes == "texts" and self.shape not in _PLAIN else None


class ClassEntries(NamedTuple):
    """The fields of a class of which something becomes, what gets a record's values of them, and which is a resource's own id."""

    entries: tuple[Entry, ...]
    values_of: Callable[[Any], tuple[Any, ...]]
    own_id: Entry | None


class Known(NamedTuple):
    """What became of texts so far, as (sort by text, stand-in by text): of ids, and of texts of fields with the same meanings."""

    ids: tuple[dict[str, str], dict[str, str]]
    by_meanings: dict[int, tuple[dict[str, str], dict[str, str]]]


@cache
def keys_of(field: Field) -> Field:
    """The keys of a mapping as a field of their own."""
    key = field.keys
    return field._replace(name=f"{field.name} keys", shape="text", meanings=(key,) if key is not None else ())


class Entries:
    """The entries of all classes, for one network: `ids` are its resources' ids, `stand_ins` what stands for them."""

    def __init__(self, ids: Iterable[str], stand_ins: dict[str, str]) -> None:
        self._known = Known((dict.fromkeys(ids, "id"), stand_ins), defaultdict(lambda: ({}, {})))
        self._made: dict[type[r.Resource | r.Record], ClassEntries] = {}

    def of(self, record: type[r.Resource | r.Record]) -> ClassEntries:
        """Those of a class."""
        found = self._made.get(record)
        if found is None:
            made = tuple(Entry(record, field, becomes, self._known) for field, becomes in treatments(record))
            own_id = next((entry for entry in made if entry.name == "id"), None)
            values_of = attrgetter(*(entry.name for entry in made), "__class__", "__class__")  # Two more: it answers a tuple then.
            found = self._made[record] = ClassEntries(made, values_of, own_id)
        return found
