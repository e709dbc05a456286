"""What becomes of each text of a network, by what its field means: kept, empty, or a stand-in of which sort."""

import re
from functools import cache
from typing import Any, NamedTuple

from msgspec import Struct

from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.model.addresses import parse_block
from vpcviz.model.meanings import (
    AccountId,
    Asn,
    CallWord,
    Cidr,
    CollectionName,
    Domain,
    Free,
    IconName,
    Id,
    Ip,
    Meaning,
    Name,
    OneOf,
    Policy,
    Ref,
    RegionName,
    ServiceName,
    Word,
    ZoneName,
)  # fmt: skip
from vpcviz.model.services import service_label
from vpcviz.model.shapes import Field, fields_of
from vpcviz.redaction.domains import is_name
from vpcviz.redaction.kept import is_kept, is_service_name
from vpcviz.redaction.tokens import Place, digest

ENDPOINT_SERVICE = re.compile(r"((?:cn\.)?(?:com|eu)\.amazonaws\.vpce\.)([a-z0-9-]+)\.(.+)\Z")
OTHER = "other"
"""What stands for a word that AWS is not known to say."""


class Where(NamedTuple):
    """Where a text stands: the record, its field, the digest of the record's place, and whether that is a resource's own field."""

    item: Any
    field: Field
    place: str
    own: bool

    def spot(self) -> Place:
        """The place of the text itself; that of a mere mention is the same everywhere, so that another one changes nothing."""
        field = self.field
        if (self.own and not field.targets and field.shape == "text") or field.name == "name":
            return Place(0, digest(self.place, field.name))
        return Place(1, "mention")

    def key(self, text: str) -> str:
        """What tells a name apart from the same one elsewhere: each thing's name has a stand-in of its own."""
        return f"{self.place}/{self.field.name}/{text}"


@cache
def treatments(record: type[Struct]) -> tuple[tuple[Field, str], ...]:
    """The fields of a record class of which something becomes: `texts` are looked at one by one, a `number` tells whose it is, an
    `unknown` policy is not known, and the rest is `empty`."""
    made = []
    for field in fields_of(record).values():
        if (
            field.shape == "boolean"
            or (field.shape == "choice" and not field.meaning(OneOf))
            or (field.shape == "integer" and field.meaning(Asn) is None)
        ):
            continue
        if field.shape == "integer":
            made.append((field, "number"))
        elif field.meaning(Policy):
            made.append((field, "unknown" if field.optional else "empty"))
        else:
            made.append((field, "empty" if field.meaning(Free) else "texts"))
    return tuple(made)


def names_ids(field: Field) -> bool:
    """Whether a field names things by their ids, and nothing else that a text could be."""
    return any(isinstance(meaning, (Id, Ref)) for meaning in field.meanings) and not any(
        isinstance(meaning, _OTHERS) for meaning in field.meanings
    )


_OTHERS = (AccountId, CallWord, Cidr, CollectionName, Domain, IconName, Ip, Name, RegionName, ServiceName, Word, ZoneName)
"""The meanings that let a text be something other than an id."""


class Sorts:
    """What becomes of the texts of a network."""

    def __init__(self, network: Network) -> None:
        self._ids = network.by_id
        self._acting: dict[int, tuple[tuple[Meaning, ...], str]] = {}

    def of(self, item: Any, field: Field, text: str) -> str:
        """What becomes of a text of a field: kept, empty, address, account, id, service, domain, name, unseen, or other."""
        if isinstance(item, r.PrefixList) and field.name == "entries" and is_service_name(item.name):
            return "kept"  # AWS publishes them.
        return self._found(item, field, text)

    def _found(self, item: Any, field: Field, text: str) -> str:
        found_acting = self._acting.get(id(field))  # Fields live as long as their classes; hashing one takes longer than all this.
        if found_acting is None:
            found_acting = self._acting[id(field)] = _acting(field)
        acting, otherwise = found_acting
        for meaning in acting:
            found = self._sort_by(meaning, item, field, text)
            if found:
                return found
        if text in self._ids or (field.name == "id" and isinstance(item, r.Resource)):
            return "id"
        return otherwise

    def _sort_by(self, meaning: Meaning, item: Any, field: Field, text: str) -> str:
        if is_kept(meaning, text) or (isinstance(meaning, ServiceName) and is_service_name(text)):
            return "kept"
        if isinstance(meaning, (Cidr, Ip)):
            return "address" if parse_block(text) is not None else ""
        if isinstance(meaning, AccountId):
            return "account"
        if isinstance(meaning, (Id, Ref)):
            own = isinstance(meaning, Id) and field.name == "id" and isinstance(item, r.Resource)
            return "id" if own or text in self._ids else ""
        if isinstance(meaning, ServiceName):
            return "service" if ENDPOINT_SERVICE.match(text) or not field.meaning(Name) else ""
        if isinstance(meaning, Domain):
            return "domain" if is_name(text) else ""
        return "kept" if isinstance(meaning, Name) and _is_aws_name(item, text) else ""


def _acting(field: Field) -> tuple[tuple[Meaning, ...], str]:
    """The meanings of a field that let a text be something, and what a text is that none of them lets be anything."""
    acting = tuple(meaning for meaning in field.meanings if isinstance(meaning, (Id, Ref, *_OTHERS)))
    left = {type(meaning) for meaning in field.meanings}
    if left & {Domain, Name}:
        return acting, "name"
    if left & {Id, Ref, Cidr, Ip, RegionName, ZoneName}:
        return acting, "unseen"
    return acting, "empty" if IconName in left or Free in left or not left else OTHER


def _is_aws_name(item: Any, text: str) -> bool:
    """Whether a name is AWS's and not the owner's: of a default security group, of a service; "*" is everybody."""
    if isinstance(item, r.Service):
        return is_service_name(item.id) and text == service_label(item.id)
    return text == "*" or (isinstance(item, r.SecurityGroup) and text == "default")
