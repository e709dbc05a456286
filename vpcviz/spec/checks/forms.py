"""Values that have a form: account ids, CIDRs, IP addresses, numbers within bounds."""

from collections.abc import Iterator
from functools import cache, partial

from vpcviz.model import CLASSES, RECORDS
from vpcviz.model.addresses import parse_block, parse_ip
from vpcviz.model.meanings import AccountId, Between, Cidr, Ip, RegionName, Word
from vpcviz.model.records import Record, Resource
from vpcviz.model.shapes import fields_of, fields_with
from vpcviz.spec.drafts import Book, Draft
from vpcviz.spec.problems import Path, nearest_word, shown
from vpcviz.spec.regions import check_account, check_region

_EXAMPLES = {
    (True, 4): "such as 10.0.0.0/16",
    (True, 6): "such as 2001:db8::/56",
    (False, 4): "such as 10.0.1.10",
    (False, 6): "such as 2001:db8::10",
}


def values_of(draft: Draft, field: str) -> Iterator[tuple[Path, str]]:
    """The texts in a field with their places, whether it holds one or a list."""
    value = draft.fields.get(field)
    if isinstance(value, str):
        if value:
            yield draft.where(field), value
    else:
        for at, item in enumerate(value or ()):
            if isinstance(item, str):
                yield draft.item(field, at), item


def check_forms(book: Book) -> None:
    """Every written value of a known form has that form."""
    for draft in book:
        if draft.kind == "network_interfaces" and not draft.given:
            _addresses(book, draft)  # they are written at its owner
        elif draft.given:
            _accounts_and_regions(book, draft)
            _addresses(book, draft)
            _words(book, draft)
            if draft.fields.get("icon"):
                _icon(book, draft)
            for field, shape in fields_of(CLASSES[draft.kind]).items():
                if shape.record is not None:
                    for record in draft.fields.get(field) or ():
                        _addresses(book, record)
                        _words(book, record)


def _words(book: Book, draft: Draft) -> None:
    """A word of AWS's that is nearly one that is known is a slip; one that is like none may be new, as in a scan."""
    for field, words in _worded(CLASSES.get(draft.kind) or RECORDS[draft.kind]):
        for path, text in values_of(draft, field):
            known = text in words.words or text.lower() in words.words
            near = "" if known else nearest_word(text, words.words)
            if near:
                message = f"{shown(text)} is no {field} of AWS's"
                book.problems.add(path, message, expected=_some(words), hint=f'did you mean "{near}"?')


@cache
def _worded(record: type[Resource] | type[Record]) -> tuple[tuple[str, Word], ...]:
    """The fields that hold a word of a closed list, and nothing else, with the list."""
    fields = fields_of(record)
    found = fields_with(record, Word)
    return tuple((name, words) for name, words in found if words.words and not words.form and not fields[name].targets)


def _some(words: Word) -> str:
    listed = sorted(words.words)
    return f"one of {', '.join(listed[:8])}" + (", …" if len(listed) > 8 else "")


def _accounts_and_regions(book: Book, draft: Draft) -> None:
    record = CLASSES[draft.kind]
    for field, _ in fields_with(record, AccountId):
        for path, text in values_of(draft, field) if field != "id" and field in draft.paths else ():
            check_account(text, path, book.problems)
    for field, _ in fields_with(record, RegionName):
        for path, text in values_of(draft, field) if field != "region" and field in draft.paths else ():
            check_region(text, path, book.problems)
    if draft.kind == "accounts":
        check_account(draft.id, draft.where("id"), book.problems)


def _icon(book: Book, draft: Draft) -> None:
    """Names of the `diagrams` package are known; any other may be in a folder of the user's own."""
    from vpcviz.icons.finding import diagrams_folder, is_name

    name, place, root = draft.fields["icon"], draft.where("icon"), diagrams_folder()
    if not is_name(name):
        book.problems.add(place, f"{shown(name)} is no name of an icon", expected="such as aws/database/rds")
    elif root is not None and "/" in name and (root / name.partition("/")[0]).is_dir() and not (root / f"{name}.png").is_file():
        hint = partial(_one_of, name)
        book.problems.add(place, f"there is no icon {shown(name)}", expected="such as aws/database/rds", hint=hint)


def _one_of(name: str) -> str:
    from vpcviz.icons.finding import suggest

    near = " or ".join(shown(other) for other in suggest(name))
    return f"did you mean {near}?" if near else ""


def _addresses(book: Book, draft: Draft) -> None:
    record: type[Resource] | type[Record] = CLASSES.get(draft.kind) or RECORDS[draft.kind]
    for field, version in _checked(record, Cidr):
        for path, text in values_of(draft, field):
            block = parse_block(text) if "/" in text else None
            if block is None or (version and block.version != version):
                what = f"IPv{version} CIDR" if version else "CIDR"
                book.problems.add(path, f"{shown(text)} is no {what}", expected=_EXAMPLES[True, version or 4])
    for field, version in _checked(record, Ip):
        for path, text in values_of(draft, field):
            ip = parse_ip(text)
            if ip is None or (version and ip[0] != version):
                what = f"IPv{version} address" if version else "IP address"
                book.problems.add(path, f"{shown(text)} is no {what}", expected=_EXAMPLES[False, version or 4])
    for field, bounds in fields_with(record, Between):
        number = draft.fields.get(field)
        if isinstance(number, int) and not bounds.least <= number <= bounds.most:
            expected = f"{bounds.least} to {bounds.most}"
            book.problems.add(draft.where(field), f"{field} {number} is out of range", expected=expected)


@cache
def _checked(record: type[Resource] | type[Record], sort: type[Cidr] | type[Ip]) -> tuple[tuple[str, int], ...]:
    """The fields that hold only addresses of this sort, with the IP version that they must have (0: either)."""
    return tuple((name, meaning.version) for name, meaning in fields_with(record, sort) if meaning.checked)
