"""Gives every resource an id that depends on its own names and parents only, and resolves references by id or name."""

import re
from collections.abc import Iterable
from typing import Any

from vpcviz.hashing import sha256_of
from vpcviz.model import COLLECTIONS
from vpcviz.model.services import service_code
from vpcviz.model.shapes import targets_in
from vpcviz.spec.drafts import Book, Draft
from vpcviz.spec.problems import Path, near_names, shown
from vpcviz.spec.references import plain_references, records_with_references, targets_of
from vpcviz.spec.terminology import in_words
from vpcviz.spec.vocabulary import CLASSES, ID_PREFIX, TO_SERVICES, WITH_MAIN, fields_of

_TELLING = [(record, name) for record in CLASSES.values() for name in record.TOLD_BY]
_NAMING = tuple(
    dict.fromkeys(
        ["vpc", "subnet", "subnets", "transit_gateway", *(name for record, name in _TELLING if targets_in(record, name)), "owner"]
    )
)
"""Reference fields that ids are made from: those that say where a thing is or whose, and by which its kind is told."""


def _order() -> tuple[str, ...]:
    found: dict[str, None] = {}
    waiting: set[str] = set()

    def visit(kind: str) -> None:
        if kind in found or kind in waiting:
            return
        waiting.add(kind)
        for field in _NAMING:
            for target in targets_in(CLASSES[kind], field):
                visit(target)
        found[kind] = None

    for kind in COLLECTIONS:
        visit(kind)
    return tuple(found)


ORDER = _order()
"""The collections in an order in which what an id is made of comes before it."""

_TARGET = re.compile(r"[0-9.]+\Z|[0-9a-fA-F:]+\Z|arn:")
"""Targets that need not be in the network: addresses, and functions by their ARN."""
_NOT_IN_IDS = re.compile(r"[^\w.:/@-]+")


def slug(text: str) -> str:
    """A name as a part of an id: letters, digits and a few signs; a hash where nothing else is left of it."""
    made = _NOT_IN_IDS.sub("-", text).strip("-")[:60]
    return made or _hashed(text)


def _hashed(text: str) -> str:
    """What stands in an id for a text that has no letter or digit of ours."""
    return sha256_of(text).hex()[:8]


def identify(book: Book) -> None:
    """Give every draft its id and resolve the references; unknown, ambiguous and double ones are noted as problems."""
    for kind in ORDER:
        drafts = book[kind]
        for draft in drafts:
            for field in _NAMING:
                if field in draft.fields:
                    resolve_field(book, draft, field, final=False)
            for record in draft.fields.get("ips") or ():
                resolve_field(book, record, "subnet", draft, final=False)
            _infer(draft)
        _assign(book, kind, drafts)
    for kind in ORDER:
        if not book[kind]:
            continue
        known = plain_references(kind)
        inside = records_with_references(kind)
        for draft in book[kind]:
            for field in known:
                if field in draft.fields:
                    resolve_field(book, draft, field)
            for field, words in inside.items():
                for record in draft.fields.get(field) or ():
                    for word in words:
                        resolve_field(book, record, word, draft)


def adopt(book: Book, draft: Draft) -> Draft:
    """Give a filled-in resource its id and make it known."""
    _infer(draft)
    _assign(book, draft.kind, [draft])
    return draft


def _infer(draft: Draft) -> None:
    """The VPC, account and region that follow from the subnet, VPC or gateway that a resource names."""
    fields = draft.fields
    own = fields_of(CLASSES[draft.kind])
    subnet = fields.get("subnet")
    if not isinstance(subnet, Draft):
        listed = [*(fields.get("subnets") or ()), *(ip.get("subnet") for ip in fields.get("ips") or ())]
        subnet = next((item for item in listed if isinstance(item, Draft)), None)
    if isinstance(subnet, Draft) and "vpc" in own and not fields.get("vpc") and subnet.get("vpc"):
        fields["vpc"] = subnet.get("vpc")
    parent: Any = None
    for field in ("vpc", "transit_gateway", "gateway", "customer_gateway", "requester"):
        parent = parent or (fields.get(field) if isinstance(fields.get(field), Draft) else None)
    if isinstance(parent, Draft):
        for word in ("account", "region"):
            if not fields.get(word) and parent.get(word):
                fields[word] = parent.get(word)


# --- ids ----------------------------------------------------------------------------------------------------------------


def _assign(book: Book, kind: str, drafts: list[Draft]) -> None:
    made: dict[str, list[Draft]] = {}
    for draft in drafts:
        given = draft.fields.get("id")
        if given:
            _register(book, draft, given)
        else:
            made.setdefault(_made_id(book, draft), []).append(draft)
    for base, group in made.items():
        qualified = [_qualified(base, draft) for draft in group] if len(group) > 1 or base in book.by_id else [base]
        for made_id, draft in zip(qualified, group, strict=True):
            draft.fields["id"] = made_id
            _register(book, draft, made_id)
    for draft in drafts:
        book.register(draft)


def _qualified(base: str, draft: Draft) -> str:
    parts = [base, *(slug(part) for part in (draft.get("region"), draft.get("account")) if isinstance(part, str) and part)]
    return "-".join(parts)


def _register(book: Book, draft: Draft, made_id: str) -> None:
    draft.id = made_id
    other = book.by_id.setdefault(made_id, draft)
    if other is draft:
        return
    one = in_words(draft.kind)
    if "id" in draft.paths:
        book.problems.add(draft.where("id"), f"the id {shown(made_id)} is taken twice", expected="each id once in a document")
    else:
        book.problems.add(
            draft.where("name"),
            f"two resources would be called {shown(made_id)}",
            expected=f"a name or id of its own for this {one}",
        )


def _made_id(book: Book, draft: Draft) -> str:
    """The id of a resource that was given none: prefix, VPC, and its name or what else tells it apart."""
    fields = draft.fields
    parts = [CLASSES[draft.kind].MADE_ID_PREFIX or ID_PREFIX[draft.kind]]
    vpc = fields.get("vpc")
    if isinstance(vpc, Draft):
        parts.append(slug(vpc.name if vpc.name and book.is_only(vpc.name, "vpcs") else vpc.id))
    elif CLASSES[draft.kind].PART == "between" and isinstance(fields.get("transit_gateway"), Draft):
        parts.append(slug(fields["transit_gateway"].name or fields["transit_gateway"].id))
    told = draft.name or _told_by(draft)
    if told:
        parts.append(slug(told))
    return "-".join(parts)


def _label(value: Any) -> str:
    return value.label if isinstance(value, Draft) else str(value or "")


def _told_by(draft: Draft) -> str:
    """What tells a nameless resource apart from others of its kind in the same VPC."""
    fields, kind = draft.fields, draft.kind
    if CLASSES[kind].TOLD_BY_ADDRESS:
        ips = fields.get("private_ips") or fields.get("ipv6s") or ()
        found = ips[0] if ips else draft.extra.get("ip") or draft.extra.get("ipv6") or ""
        return str(found) or "-".join(filter(None, (_label(fields.get("owner")), _label(fields.get("subnet")))))
    if kind in WITH_MAIN:
        if fields.get(WITH_MAIN[kind]):
            return WITH_MAIN[kind]
        return min((_label(item) for field in ("subnets", "gateways") for item in fields.get(field) or ()), default="")
    if kind in TO_SERVICES:
        service = fields.get("service", "")
        return service_code(service) or str(service)
    return "-".join(filter(None, (_least(fields.get(field)) for field in _told_fields(draft))))


def _told_fields(draft: Draft) -> tuple[str, ...]:
    """The fields that the kind is told by; of a VPC's ranges the IPv4 ones, or else the others."""
    told = CLASSES[draft.kind].TOLD_BY
    return next(((field,) for field in told if draft.fields.get(field)), ()) if draft.kind == "vpcs" else told


def _least(value: Any) -> str:
    """What tells a field: its value, or the first of a list."""
    return min(map(_label, value), default="") if isinstance(value, list) else _label(value)


# --- references ---------------------------------------------------------------------------------------------------------


def resolve_field(book: Book, draft: Draft, field: str, viewer: Draft | None = None, *, final: bool = True) -> None:
    """Replace the names and ids in a reference field by the drafts that they mean.

    `viewer` is the resource that a record is in. What cannot be found is a problem only when this is the `final` time.
    """
    targets = targets_of(draft.kind, field)
    value = draft.fields.get(field)
    if not targets or isinstance(value, Draft) or not value:
        return
    viewer = viewer or draft
    if isinstance(value, str):
        found = find(book, viewer, value, targets)
        if found is None and final:
            _not_found(book, viewer, value, targets, draft.where(field), field)
        draft.fields[field] = found or value
        return
    items = list(value)
    for at, item in enumerate(items):
        if isinstance(item, str):
            found = find(book, viewer, item, targets)
            if found is None and final:
                _not_found(book, viewer, item, targets, draft.item(field, at), field)
            items[at] = found or item
    draft.fields[field] = items


def resolve(book: Book, draft: Draft, text: str, targets: tuple[str, ...], place: Path, field: str) -> Any:
    """The draft that `text` means from `draft`'s point of view; the text itself, with a problem, where there is none."""
    found = find(book, draft, text, targets)
    if found is None:
        _not_found(book, draft, text, targets, place, field)
    return found or text


def find(book: Book, draft: Draft, text: str, targets: tuple[str, ...]) -> Draft | None:
    """The draft of one of the collections `targets` that an id or name means from `draft`'s point of view, if it is just one."""
    found = book.by_id.get(text)
    if found is not None and found.kind in targets:
        return found
    candidates = book.named(text, targets, draft)
    return candidates[0] if len(candidates) == 1 else None


def _not_found(book: Book, draft: Draft, text: str, targets: tuple[str, ...], place: Path, field: str) -> None:
    if book.scan or (targets == targets_of("Target", "id") and _TARGET.match(text)):
        return
    candidates = book.named(text, targets, draft)
    if candidates:
        ids = ", ".join(other.id for other in candidates[:4])
        book.problems.add(place, f"{shown(text)} means {len(candidates)} things", expected=f"an id: {ids}")
        return
    one = " or ".join(in_words(kind) for kind in targets[:3])
    expected = "a CIDR, self, or the id or name of one" if field == "peer" else "the id or name of one"
    hint = near_names(text, lambda: names_of(book, targets))
    book.problems.add(place, f"there is no {one} {shown(text)}", expected=expected, hint=hint)


def names_of(book: Book, kinds: Iterable[str]) -> list[str]:
    """The names and ids that written resources of these kinds go by: what follows from them is made when names are resolved."""
    written = [other for kind in kinds for other in book[kind] if other.given]
    return sorted({word for other in written for word in (other.name, other.fields.get("id") or "") if word})
