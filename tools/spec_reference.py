"""Writes the reference part of docs/spec.md from the tables that the reader uses: `python tools/spec_reference.py`."""

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from vpcviz.model import COLLECTIONS
from vpcviz.model import resources as r
from vpcviz.spec import checks  # noqa: F401 - each check declares what it refuses
from vpcviz.spec.checks.declared import NOT_CHECKED, REFUSALS
from vpcviz.spec.descriptions import HEADER, describe, summary
from vpcviz.spec.lines import form_of
from vpcviz.spec.references import targets_of
from vpcviz.spec.vocabulary import CLASSES, EXTRA_KEYS, RECORDS, SCALAR_BODY, SINGULAR, Field, children_of, fields_of, words_of

FILE = Path(__file__).resolve().parents[1] / "docs" / "spec.md"
BEGIN = "<!-- reference: written by tools/spec_reference.py -->"
END = "<!-- end of reference -->"
REFUSED = "<!-- refusals: written by tools/spec_reference.py from the checks' own declarations -->"
END_REFUSED = "<!-- end of refusals -->"
COMMON = tuple(fields_of(r.Resource))

Row = tuple[str, str, str]


def _table(rows: Iterable[Row]) -> str:
    lines = ["| key | value | meaning |", "|---|---|---|"]
    return "\n".join([*lines, *("| " + " | ".join(cell.replace("|", r"\|") for cell in row) + " |" for row in rows)])


def _value(kind: str, field: Field) -> str:
    if field.record is not None:
        name = field.record.__name__
        return f"list of [{name}](#{name.lower()})"
    if field.shape == "choice":
        return ", ".join(f"`{choice}`" for choice in field.choices if choice)
    if field.name == "subnets":
        return "list, or subnet: IP" if kind in _WITH_IPS else "list of names or ids"
    if targets_of(kind, field.name):
        return "list of names or ids" if field.shape == "texts" else "name or id"
    return _SHAPES[field.shape]


_SHAPES = {
    "text": "text",
    "texts": "list",
    "boolean": "true, false",
    "integer": "number",
    "text map": "mapping",
    "texts map": "mapping of lists",
}
_WITH_IPS = ("interface_endpoints", "gateway_load_balancer_endpoints", "load_balancers", "workloads")


def _rows(kind: str, record: type[Struct], without: tuple[str, ...] = ()) -> list[Row]:
    short: dict[str, list[str]] = {}
    for word, (sort, target) in words_of(kind).items() if kind in CLASSES else ():
        if sort == "short":
            short.setdefault(target, []).append(word)
    rows = []
    for name, field in fields_of(record).items():
        if name not in without:
            keys = ", ".join(f"`{word}`" for word in (name, *short.get(name, ())))
            rows.append((keys, _value(kind, field), describe(kind, name)))
    for word, extra in EXTRA_KEYS.get(kind, {}).items():
        forms = {"text": "text", "texts": "list", "text map": "subnet: IP"}
        rows.append((f"`{word}`", ", or ".join(forms[shape] for shape in extra.shapes), extra.description))
    return rows


def _collection(kind: str) -> str:
    notes = [summary(CLASSES[kind])]
    if kind in SINGULAR:
        notes.append(f"One alone: `{SINGULAR[kind]}`.")
    if kind in SCALAR_BODY:
        notes.append(f"`name: text` gives its `{SCALAR_BODY[kind]}`.")
    inside = [f"`{word}`" for word, (sort, _) in words_of(kind).items() if sort in ("nested", "regions")]
    if kind == "accounts":
        notes.append("Everything but accounts and on-premises networks may stand in it, and `regions`.")
    elif inside:
        notes.append(f"In it may stand: {', '.join(inside)}.")
    own = [name for name in COMMON if (kind, name) in _SPECIAL]
    rows = _rows(kind, CLASSES[kind], tuple(name for name in COMMON if name not in own))
    table = "\n\n" + _table(rows) if rows else ""
    return f"### {kind}\n\n{' '.join(notes)}{table}"


_SPECIAL = {(kind, name) for kind in COLLECTIONS for name in COMMON if describe(kind, name) != describe("vpcs", name)}


def reference() -> str:
    """The reference as Markdown."""
    header = [(f"`{word}`", "", text) for word, text in HEADER.items()]
    header.append(("`regions`", "mapping", "Region names, each with what stands in it."))
    header.append(("collections", "list or mapping", ", ".join(f"[{kind}](#{kind})" for kind in children_of("")) + "."))
    common = [(f"`{name}`", _value("vpcs", field), describe("vpcs", name)) for name, field in fields_of(r.Resource).items()]
    parts = ["### The top of a document", _table(header), "### Keys of every resource", _table(common)]
    parts += [_collection(kind) for kind in COLLECTIONS]
    parts.append("## Records\n\nWhat stands in lists inside resources. Each may be a mapping of its keys, or be written short.")
    for name, record in RECORDS.items():
        parts.append(f"### {name}\n\n{summary(record)} Short: {form_of(record)}.\n\n{_table(_rows(name, record))}")
    return "\n\n".join(parts)


def refusals() -> str:
    """The tables of what is refused, as the checks declare it, and of what no check looks at."""
    lines = ["| of | what AWS refuses | AWS's page | refused by |", "|---|---|---|---|"]
    for one in sorted(REFUSALS, key=lambda one: (one.of, not one.always, one.what)):
        lines.append(f"| {one.of} | {one.what} | {one.source} | {'every command' if one.always else '`vpcviz validate`'} |")
    lines += ["", "Not checked:", "", "| what AWS refuses, too | because |", "|---|---|"]
    lines += [f"| {what} | {because} |" for what, because in NOT_CHECKED]
    return "\n".join(lines)


def updated(text: str) -> str:
    """The page with its reference and its tables of refusals written anew."""
    for begin, end, body in ((BEGIN, END, reference()), (REFUSED, END_REFUSED, refusals())):
        head, rest = text.split(begin)
        text = f"{head}{begin}\n\n{body}\n\n{end}{rest.split(end)[1]}"
    return text


if __name__ == "__main__":
    FILE.write_text(updated(FILE.read_text(encoding="utf-8")), encoding="utf-8")
