"""What becomes of each text of a network, by what its field means: kept, empty, or a stand-in of which sort."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from msgspec import Struct

from vpcviz.model import Network
from vpcviz.model import resources as r
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
from vpcviz.redaction.addresses import address_sort
from vpcviz.redaction.allowlist import is_kept, is_service_name
from vpcviz.redaction.domains import is_name
from vpcviz.redaction.tokens import Place, digest

ENDPOINT_SERVICE = re.compile(r"((?:cn\.)?(?:com|eu)\.amazonaws\.vpce\.)([a-z0-9-]+)\.(.+)\Z")
LATTICE_ARN = re.compile(
    r"(arn:aws(?:-[a-z]+)*:vpc-lattice:)([a-z0-9-]+):(\d{12}):((?:servicenetwork|resourceconfiguration)/)([^/]+)\Z"
)
"""What an endpoint may lead to instead of a service."""
OTHER = "other"
"""What stands for a word that AWS is not known to say."""


Judge = Callable[[Any, str], str]
"""Says what becomes of a text of an item; "" where something else may."""


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
        self._judges: dict[int, tuple[tuple[Judge, ...], str]] = {}

    def of(self, item: Any, field: Field, text: str) -> str:
        """What becomes of a text of a field: kept, empty, address, account, id, service, domain, name, unseen, or other."""
        if field.name == "entries" and isinstance(item, r.PrefixList) and is_service_name(item.name):
            return "kept"  # AWS publishes them.
        judges, otherwise = self._judges.get(id(field)) or self._judged(field)
        for judge in judges:
            found = judge(item, text)
            if found:
                return found
        if text in self._ids or (field.name == "id" and isinstance(item, r.Resource)):
            return "id"
        return otherwise

    def _judged(self, field: Field) -> tuple[tuple[Judge, ...], str]:
        """What judges the texts of a field. Fields live as long as their classes; hashing one takes longer than judging a text."""
        acting, otherwise = _acting(field)
        made = tuple(self._judge(meaning, field) for meaning in acting), otherwise
        self._judges[id(field)] = made
        return made

    def _judge(self, meaning: Meaning, field: Field) -> Judge:
        """What one meaning of a field says of a text: its sort, "" where it says nothing."""
        if isinstance(meaning, _KEEPING):
            return lambda item, text: "kept" if is_kept(meaning, text) else ""
        if isinstance(meaning, (Cidr, Ip)):
            return lambda item, text: address_sort(text)
        if isinstance(meaning, AccountId):
            return lambda item, text: "account"
        if isinstance(meaning, (Id, Ref)):
            own = isinstance(meaning, Id) and field.name == "id"
            return lambda item, text: "id" if text in self._ids or (own and isinstance(item, r.Resource)) else ""
        if isinstance(meaning, ServiceName):
            unnamed = not field.meaning(Name)
            return lambda item, text: _service_sort(text, unnamed)
        if isinstance(meaning, Domain):
            return lambda item, text: "domain" if is_name(text) else ""
        return lambda item, text: "kept" if _is_aws_name(item, text) else ""


_KEEPING = (CallWord, CollectionName, IconName, RegionName, Word, ZoneName)
"""The meanings by which a text may be a word of AWS's own."""


def _service_sort(text: str, unnamed: bool) -> str:
    if is_service_name(text):
        return "kept"
    return "service" if unnamed or ENDPOINT_SERVICE.match(text) else ""


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
