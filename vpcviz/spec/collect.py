"""Walks a document, nested or flat, and collects its resources as drafts: who stands in whom, which words are known."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from vpcviz.model import FORMAT_VERSION, HEADER
from vpcviz.model import resources as r
from vpcviz.spec.coercion import kind_of, to_boolean, to_choice, to_shape, to_text
from vpcviz.spec.drafts import Book, Draft
from vpcviz.spec.lines import read_records
from vpcviz.spec.problems import KEY, Path, Problems, shown
from vpcviz.spec.regions import check_account, check_region
from vpcviz.spec.unknown_words import hint_for, unknown_word
from vpcviz.spec.vocabulary import (
    CLASSES,
    GLOBAL,
    ID_PREFIX,
    OUTSIDE,
    PARENTS,
    SCALAR_BODY,
    SINGULAR,
    children_of,
    fields_of,
    words_of,
)

_AWS_ID = re.compile(r"(?:[a-z]+-)+[0-9a-f]{8}(?:[0-9a-f]{9})?\Z")
Scope = Mapping[str, Any]

MOST_WRITTEN = 60_000
MOST_SCANNED = 1_000_000
"""How many resources a spec and a snapshot may have: what is hostile ends in seconds."""


def collect(document: Any, book: Book) -> None:
    """Fill `book` from a document's tree; what cannot be understood is noted in its problems."""
    if not isinstance(document, dict):
        what = "the document is empty" if document in ("", None) else f"a document must be a mapping, not {kind_of(document)}"
        book.problems.add((), what, expected='a mapping that begins with "vpcviz: 1"')
        return
    _header(document, book)
    scope: dict[str, Any] = {}
    if "region" in document:
        scope["region"] = _region(document["region"], ("region",), book)
    if "account" in document:
        scope["account"] = _account(document["account"], ("account",), book)
    for key, value in document.items():
        if key in HEADER or key in ("region", "account", "$schema"):
            continue
        if key == "gaps":
            book.gaps = read_records(r.Gap, "gaps", value, ("gaps",), book.problems)
        else:
            _container("", key, value, (key,), scope, book, [*HEADER, "region", "account", "gaps"])


def _header(document: Mapping[str, Any], book: Book) -> None:
    problems = book.problems
    version = document.get("vpcviz", "")
    if version == "":
        problems.add(
            (), 'the key "vpcviz" is missing', expected=f'"vpcviz: {FORMAT_VERSION}" at the top: the version of the format'
        )
    elif str(version) != str(FORMAT_VERSION) or isinstance(version, (bool, float)):
        problems.add(("vpcviz",), f"version {shown(str(version))} of the format is not known", expected=f"vpcviz: {FORMAT_VERSION}")
    for key in ("title", "description", "stamp"):
        if key in document:
            book.header[key] = to_text(document[key], (key,), problems, key)
    if "complete" in document:
        book.header["complete"] = to_boolean(document["complete"], ("complete",), problems, "complete")
    if "origin" in document:
        book.header["origin"] = to_choice(document["origin"], ("origin",), problems, "origin", ("spec", "scan"))
    book.scan = problems.scan = book.header.get("origin") == "scan"
    book.most = book.room = MOST_SCANNED if book.scan else MOST_WRITTEN


def _checked(value: Any, path: Path, book: Book, what: str, check: Callable[[str, Path, Problems], None]) -> str:
    """A region or account, which only specs are held to write as AWS does."""
    text = to_text(value, path, book.problems, what)
    if text and not book.scan:
        check(text, path, book.problems)
    return text


def _region(value: Any, path: Path, book: Book) -> str:
    return _checked(value, path, book, "region", check_region)


def _account(value: Any, path: Path, book: Book) -> str:
    return _checked(value, path, book, "account", check_account)


def _container(kind: str, key: str, value: Any, path: Path, scope: Scope, book: Book, others: list[str]) -> None:
    """A key at the top, in an account or in a region: a collection, one resource, or `regions`."""
    if key == "regions" and kind != "regions":
        _regions(value, path, scope, book)
        return
    allowed = children_of(kind)
    if key in allowed:
        read_collection(key, value, path, scope, book)
        return
    for collection in allowed:
        if SINGULAR.get(collection) == key:
            _one(collection, value, path, scope, book)
            return
    words = [*others, *allowed, *(SINGULAR[name] for name in allowed if name in SINGULAR), "regions"]
    where = {"": "at the top of a document", "regions": "in a region"}[kind]
    book.problems.add(
        (*path, KEY), f"unknown key {shown(key)} {where}", expected="a collection such as vpcs", hint=partial(hint_for, key, words)
    )


def _regions(value: Any, path: Path, scope: Scope, book: Book) -> None:
    if isinstance(value, list):
        value_items = []
        for at, item in enumerate(value):
            if isinstance(item, dict) and "name" in item:
                body = {key: part for key, part in item.items() if key != "name"}
                value_items.append((_region(item["name"], (*path, at, "name"), book), body, (*path, at)))
            else:
                book.problems.add((*path, at), "a region in a list needs a name", expected="- name: eu-west-1")
    elif isinstance(value, dict):
        value_items = [(_region(key, (*path, key, KEY), book), body, (*path, key)) for key, body in value.items()]
    else:
        book.problems.add(path, f"regions must be a mapping, not {kind_of(value)}", expected="region names with what is in them")
        return
    for region, body, place in value_items:
        inner = {**scope, "region": region}
        if not body and not isinstance(body, (dict, bool)):
            continue
        if not isinstance(body, dict):
            book.problems.add(place, f"a region must be a mapping, not {kind_of(body)}", expected="collections such as vpcs")
            continue
        for key, part in body.items():
            if key == "account":
                inner["account"] = _account(part, (*place, key), book)
        for key, part in body.items():
            if key != "account":
                _container("regions", key, part, (*place, key), inner, book, ["account"])


def read_collection(kind: str, value: Any, path: Path, scope: Scope, book: Book) -> list[Draft]:
    """The resources of a collection: a list of records or names, or a mapping of names to records."""
    if value == "" or value is None:
        return []
    if isinstance(value, (list, dict)) and len(value) > book.room:
        if not book.is_over:
            message = f"the document has more than {book.most} resources"
            book.problems.add(path, message, expected="a smaller document, or a snapshot")
        book.is_over = True
        return []
    if isinstance(value, list):
        return [read_resource(kind, body, (*path, at), scope, book) for at, body in enumerate(value)]
    if isinstance(value, dict):
        return [read_resource(kind, body, (*path, key), scope, book, key) for key, body in value.items()]
    book.problems.add(
        path, f"{kind} must be a list or a mapping of names, not {kind_of(value)}", expected="- name: …, or name: {…}"
    )
    return []


def _one(kind: str, value: Any, path: Path, scope: Scope, book: Book) -> list[Draft]:
    """One resource under its singular word: true, a name, or its record."""
    if value in ("false", False):
        return []
    if value in ("true", "", True):
        value = {}
    elif isinstance(value, str):
        return [read_resource(kind, {}, path, scope, book, value)]
    if isinstance(value, dict):
        if value and all(isinstance(body, dict) for body in value.values()) and not set(value) & set(words_of(kind)):
            message = f"{SINGULAR[kind]} is the word for one; here are several"
            book.problems.add((*path, KEY), message, expected=f"{kind}, for a mapping of names")
            return read_collection(kind, value, path, scope, book)
        return [read_resource(kind, value, path, scope, book)]
    book.problems.add(path, f"{SINGULAR[kind]} must be true, a name or a mapping, not {kind_of(value)}", expected="true")
    return []


def read_resource(kind: str, body: Any, path: Path, scope: Scope, book: Book, key: str = "") -> Draft:
    """One resource: its fields, short keys, and what is nested in it. `key` is the word that it stands under."""
    draft = Draft(kind, path, scope, key=key)
    book.drafts[kind].append(draft)
    book.room -= 1
    if isinstance(body, str) or body is None:
        body = _scalar_body(kind, body, path, key, book)
    elif body is True and key:
        body = {}
    if not isinstance(body, dict):
        book.problems.add(path, f"an entry of {kind} must be a mapping, not {kind_of(body)}", expected="a mapping of its fields")
        body = {}
    words = words_of(kind)
    fields = fields_of(CLASSES[kind])
    nested: list[tuple[str, str, str, Any]] = []
    for word, value in body.items():
        sort, target = words.get(word, ("", ""))
        if sort == "field" or sort == "short":
            if sort == "short" and target in body:
                book.problems.add((*path, word, KEY), f"{shown(word)} and {shown(target)} are the same", expected="one of them")
            _set_field(draft, fields[target], value, (*path, word), book)
        elif sort == "extra":
            draft.extra[word] = value
            draft.paths[word] = (*path, word)
        elif sort:
            nested.append((sort, target, word, value))
        else:
            unknown_word(draft, word, words, book)
    _identify(draft, key, book)
    _inherit(draft, scope, book)
    if nested:
        _nest(draft, nested, scope, book)
    return draft


def _scalar_body(kind: str, body: Any, path: Path, key: str, book: Book) -> Any:
    if body in ("", None, "true"):
        if not key and body != "true":
            book.problems.add(path, f"an entry of {kind} is empty", expected="a mapping of its fields")
        return {}
    if not key:
        return {"name": body}
    field = SCALAR_BODY.get(kind)
    if field is None:
        book.problems.add(path, f"{shown(key)} must be a mapping of its fields, not {kind_of(body)}", expected="a mapping")
        return {}
    return {field: body}


def _set_field(draft: Draft, field: Any, value: Any, path: Path, book: Book) -> None:
    if field.name == "subnets" and isinstance(value, dict):
        draft.extra["subnet_ips"] = value
        value = list(value)
        for at, name in enumerate(value):
            draft.paths[f"subnets[{at}]"] = (*path, name, KEY)
    if field.shape == "records":
        draft.fields[field.name] = read_records(field.record, field.name, value, path, book.problems)
    else:
        made = to_shape(field, value, path, book.problems)
        draft.fields[field.name] = made
    draft.paths[field.name] = path


def _identify(draft: Draft, key: str, book: Book) -> None:
    """What the key says: an id where it looks like one, else a name."""
    fields = draft.fields
    is_id = CLASSES[draft.kind].KEYED_BY_ID or (_AWS_ID.match(key) and key.startswith(ID_PREFIX[draft.kind]))
    if key and is_id and "id" not in fields:
        fields["id"] = key
        draft.paths["id"] = draft.where()
    if key and "name" not in fields and fields.get("id") != key:
        fields["name"] = key
        draft.paths["name"] = draft.where()


def _inherit(draft: Draft, scope: Scope, book: Book) -> None:
    """Fields that follow from where the resource stands."""
    fields = draft.fields
    known = fields_of(CLASSES[draft.kind])
    if "region" in fields:
        _region(fields["region"], draft.where("region"), book)
    for word, value in scope.items():
        if draft.kind in {"region": GLOBAL, "account": OUTSIDE}.get(word, ()):
            continue
        if word in known:
            written = fields.get(word)
            if written is None or written == "":
                fields[word] = value
            elif isinstance(value, Draft) and written not in (value.fields.get("id"), value.fields.get("name")):
                book.problems.add(
                    draft.where(word),
                    f"it stands in {shown(value.label)} but names {shown(str(written))} as its {word}",
                    expected="one of both",
                )
        for collection, listed in CLASSES[draft.kind].NESTED_IN.items():
            if word == PARENTS[collection] and word not in known and not fields.get(listed):
                fields[listed] = [value]


def _nest(draft: Draft, nested: list[tuple[str, str, str, Any]], scope: Scope, book: Book) -> None:
    inner = dict(scope)
    for word in ("region", "account"):
        if draft.fields.get(word):
            inner[word] = draft.fields[word]
    if draft.kind == "accounts":
        inner["account"] = draft.fields.get("id", "")
    elif draft.kind in PARENTS:
        inner[PARENTS[draft.kind]] = draft
        for word in ("vpc", "subnet"):
            if draft.fields.get(word) and word in fields_of(CLASSES[draft.kind]):
                inner.setdefault(word, draft.fields[word])
    for sort, target, word, value in nested:
        path = (*draft.path, word)
        if sort == "regions":
            _regions(value, path, inner, book)
        elif sort == "nested":
            draft.nested.setdefault(target, []).extend(read_collection(target, value, path, inner, book))
        else:
            draft.nested.setdefault(target, []).extend(_one(target, value, path, inner, book))
