"""Writes what follows from the code: commands.md, calls.md, samples.md, schema.json and the index of docs/, the reference in
spec.md, the tables in picture.md, the rules in findings.md, and the stubs of the model.

    python tools/write_docs.py

Run it after a change of the model, a help text, a sample, a colour or a kind of link; a test fails when a page is out of date.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import typer

from vpcviz.aws.calls import CALLS, Call
from vpcviz.commands.command_line import application
from vpcviz.commands.names import COMMANDS
from vpcviz.cost import load_prices
from vpcviz.layout.drawers_known import link_kinds
from vpcviz.model import CLASSES, Network
from vpcviz.overview import WIDTH
from vpcviz.render.theme import DARK, LIGHT, Paint
from vpcviz.reports.rules import renewed
from vpcviz.sources import load
from vpcviz.sources.recognising import sources
from vpcviz.spec import json_schema
from vpcviz.spec.descriptions import summary

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tools import spec_reference  # noqa: E402
from tools.model_stub import model_stubs  # noqa: E402

DOCS = ROOT / "docs"

COMMANDS_HEAD = """# Commands

Every command and option, word for word. Made by `python tools/write_docs.py` from the commands' own help; a test fails when it is
out of date.

Messages go to stderr, data to stdout. Exit codes: 0 done, 1 the answer is no, 2 bad input or usage, 3 no access to AWS,
4 incomplete under `--strict`, 130 interrupted (Ctrl-C), 143 terminated.

Shell completion: `vpcviz --install-completion` (bash, zsh, fish, PowerShell).
"""

SAMPLES_HEAD = """# Samples

Ten networks, each a spec written by hand and the picture that `vpcviz draw` makes of it. Made by `python tools/write_docs.py`;
the pictures by `python tools/draw_samples.py`.
"""

CALLS_HEAD = """# AWS calls

Every AWS call that a scan makes, with the IAM action that allows it. Made by `python tools/write_docs.py` from the modules of
`vpcviz/aws/services`; a test fails when it is out of date. Each only reads. `vpcviz iam-policy` prints the policy, and
`vpcviz dump-commands` the AWS CLI's commands. "Once for each" calls are made for every item that the other call found; a gap of the
call that they follow counts for them, too.

| IAM action | made | feeds | in words | key in a dump |
|---|---|---|---|---|"""

SOURCES_HEAD = "A network is read from what is recognised as one of these, which are tried in this order:"
INDEX_HEAD = """# Documentation

| page | what it tells |
|---|---|"""

ORDER = """interface-endpoint gateway-endpoint without-endpoints private-api prefix-list private-dns shared-services on-premises
    hub-and-spoke""".split()
"""The samples in the order in which they are told; others follow by name."""


def pages() -> dict[Path, str]:
    """The text of every page that this script keeps, by its path."""
    picture = DOCS / "picture.md"
    return {
        DOCS / "commands.md": commands_page(),
        DOCS / "samples.md": samples_page(),
        DOCS / "calls.md": calls_page(),
        DOCS / "findings.md": renewed((DOCS / "findings.md").read_text(encoding="utf-8")),
        DOCS / "cost.md": with_free(with_charged(with_regions((DOCS / "cost.md").read_text(encoding="utf-8")))),
        picture: with_tables(picture.read_text(encoding="utf-8")),
        DOCS / "README.md": index_page(),
        spec_reference.FILE: spec_reference.updated(spec_reference.FILE.read_text(encoding="utf-8")),
        DOCS / "schema.json": schema_text(),
        **model_stubs(),
    }


def schema_text() -> str:
    """docs/schema.json, as `vpcviz schema` prints it."""
    return json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"


FIRST = ("samples", "spec", "commands", "picture")


def index_page() -> str:
    """The index: each page with the first sentence that it begins with, and what networks are read from."""
    places = {name: place for place, name in enumerate(FIRST)}
    names = sorted(
        (path for path in DOCS.glob("*.md") if path.name != "README.md"),
        key=lambda path: (path.stem == "architecture", places.get(path.stem, len(FIRST)), path.stem),
    )
    read = "\n".join(f"- {one.name}" for one in sources())
    return "\n".join([INDEX_HEAD, *(_entry(path) for path in names), "", SOURCES_HEAD, "", read]) + "\n"


def _entry(path: Path) -> str:
    title, _, rest = path.read_text(encoding="utf-8").partition("\n")
    prose = re.sub(r"```.*?```|<!--.*?-->", "", rest, flags=re.DOTALL).strip()
    sentence = re.match(r"(.+?)\.(?=\s|$)", re.sub(r"\s+", " ", prose))
    words = sentence[1] if sentence and not prose.startswith(("|", "#", "-")) else ""
    return f"| [{title.removeprefix('# ')}]({path.name}) | {words} |"


def commands_page() -> str:
    """The help of every command, word for word."""
    group = typer.main.get_command(application())
    context = group.make_context("vpcviz", [], resilient_parsing=True, terminal_width=WIDTH, max_content_width=WIDTH)
    parts = [COMMANDS_HEAD, _help("vpcviz", group.get_help(context))]
    for name in COMMANDS:
        command = group.get_command(context, name)  # type: ignore[attr-defined]
        if command is not None:
            own = command.make_context(
                name, [], parent=context, resilient_parsing=True, terminal_width=WIDTH, max_content_width=WIDTH
            )
            parts.append(_help(f"vpcviz {name}", command.get_help(own)))
    return "\n".join(parts)


def _help(name: str, text: str) -> str:
    body = "\n".join(line.rstrip() for line in text.splitlines())
    return f"## {name}\n\n```text\n{body}\n```\n"


def calls_page() -> str:
    """The table of AWS calls, one row for each."""
    rows = [
        f"| `{call.action}` | {_made(call)} | {', '.join(f'`{feed}`' for feed in call.feeds)} | {call.what} | `{call.key}` |"
        for call in sorted(CALLS, key=lambda call: (call.action, call.name))
    ]
    return "\n".join([CALLS_HEAD, *rows]) + "\n"


def _made(call: Call) -> str:
    """When a call is made."""
    where = {"region": "in each region", "account": "once an account", "start": "at the start"}[call.where]
    return f"once for each of `{call.each.of}`" if call.each else where


def sample_files() -> list[Path]:
    """The samples' specs in the order of the page."""
    places = {name: place for place, name in enumerate(ORDER)}
    return sorted((ROOT / "samples").glob("*.yaml"), key=lambda path: (places.get(path.stem, len(ORDER)), path.stem))


def samples_page() -> str:
    """Every sample with its title, its description and its picture."""
    return "\n".join([SAMPLES_HEAD, *(_sample(path, load([str(path)])) for path in sample_files())])


def _sample(path: Path, network: Network) -> str:
    name = path.stem
    return (
        f"## {network.title}\n\n{network.description}\n\n"
        f"Spec: [samples/{name}.yaml](../samples/{name}.yaml) · as PNG: [samples/{name}.png](../samples/{name}.png)\n\n"
        f"![{network.title}](../samples/{name}.svg)\n"
    )


PRICED = (
    ("interface_endpoint_hour", "interface endpoint, hour"),
    ("nat_gateway_hour", "NAT gateway, hour"),
    ("nat_gateway_gb", "NAT gateway, GB"),
    ("transit_gateway_attachment_hour", "transit gateway attachment, hour"),
    ("transit_gateway_gb", "transit gateway, GB"),
    ("vpn_connection_hour", "VPN connection, hour"),
    ("public_ipv4_hour", "public IPv4 address, hour"),
    ("internet_out_gb", "out to the internet, GB"),
)
"""The prices of docs/cost.md's table of regions, with what stands above them."""


def with_regions(text: str) -> str:
    """The page with its table of the regions that have prices, and the list of those that have none."""
    prices = load_prices()
    rows = [f"| region | {' | '.join(title for _, title in PRICED)} |", "|---" * (len(PRICED) + 1) + "|"]
    for region in sorted(prices.regions):
        known = [prices.usd(name, region) for name, _ in PRICED]
        rows.append(f"| {region} | {' | '.join('not known' if usd is None else f'{usd:g}' for usd in known)} |")
    address = prices.usd("public_ipv4_hour", prices.not_known[0])
    rest = f"Not known, but for what holds in every region (a public IPv4 address: {address:g} an hour):"
    begin, end = "<!-- regions: written by tools/write_docs.py from prices.json -->", "<!-- end of regions -->"
    head, tail = text.split(begin)[0], text.split(end)[1]
    body = "\n".join(
        [
            f"USD, as of {prices.as_of} (first tiers):",
            "",
            *rows,
            "",
            rest,
            ", ".join(prices.not_known) + ".",
            "",
            f"Searched on {prices.searched}",
        ]
    )
    return f"{head}{begin}\n\n{body}\n\n{end}{tail}"


def with_charged(text: str) -> str:
    """The page with the table of what kinds say of themselves that AWS charges for."""
    begin, end = "<!-- charged: written by tools/write_docs.py from the model -->", "<!-- end of charged -->"
    rows = ["| thing | by the hour (or month) | by the GB |", "| --- | --- | --- |"]
    for record in CLASSES.values():
        by_gb = [name for name in record.CHARGED if name.endswith("_gb")]
        standing = [name for name in record.CHARGED if name not in by_gb]
        if record.CHARGED:
            rows.append(f"| {record.words()} | {' '.join(map(_where, standing))} | {' '.join(map(_where, by_gb))} |")
    return f"{text.split(begin)[0]}{begin}\n" + "\n".join(rows) + f"\n{end}{text.split(end)[1]}"


def with_free(text: str) -> str:
    """The page with the table of what costs nothing itself, and by which page of AWS's; kinds of one reason share a row."""
    begin, end = "<!-- free: written by tools/write_docs.py from the model -->", "<!-- end of free -->"
    kinds: dict[str, list[str]] = {}
    for record in CLASSES.values():
        if record.NOT_CHARGED:
            kinds.setdefault(record.NOT_CHARGED, []).append(record.words())
    rows = ["| thing | why |", "| --- | --- |", *(f"| {', '.join(words)} | {why} |" for why, words in kinds.items())]
    return f"{text.split(begin)[0]}{begin}\n" + "\n".join(rows) + f"\n{end}{text.split(end)[1]}"


def _where(name: str) -> str:
    """The regions that a price is known in, with it."""
    price = load_prices().prices.get(name)
    known = [f"{region} {usd:g}" for region, usd in (price.regions if price else {}).items() if isinstance(usd, float)]
    return ", ".join(known) or "not known"


def with_tables(text: str) -> str:
    """The page with its tables, between `<!-- NAME -->` and `<!-- end -->`, made anew."""
    tables = {"kinds": _kinds(), "links": _links(), "boxes": _boxes()}

    def made(match: re.Match[str]) -> str:
        return f"<!-- {match[1]} -->\n" + "\n".join(tables[match[1]]) + "\n<!-- end -->"

    return re.sub(r"<!-- (kinds|links|boxes) -->\n.*?<!-- end -->", made, text, flags=re.DOTALL)


def _kinds() -> Iterator[str]:
    yield "| kind | what it is |"
    yield "|---|---|"
    for record in CLASSES.values():
        yield f"| `{record.KIND}` | {record.MARK or _lowered(summary(record))} |"


def _lowered(sentence: str) -> str:
    """A sentence as a part of another: `An EC2 instance.` is `an EC2 instance`."""
    return sentence[0].lower() + sentence[1:].removesuffix(".")


def _links() -> Iterator[str]:
    yield "| data-link | what it is | light | dark | width | dashes |"
    yield "|---|---|---|---|---|---|"
    for one in link_kinds():
        yield f"| `{one.told or one.name}` | {one.words} | {one.light} | {one.dark} | {one.width:g} | {one.dash or 'none'} |"


def _boxes() -> Iterator[str]:
    yield "| role | light: fill, stroke | dark: fill, stroke | width | dashes |"
    yield "|---|---|---|---|---|"
    for role, paint in LIGHT.items():
        yield f"| {role} | {_paint(paint)} | {_paint(DARK[role])} | {paint.width:g} | {paint.dash or 'none'} |"


def _paint(paint: Paint) -> str:
    return f"{paint.fill}, {paint.stroke}"


if __name__ == "__main__":
    for page, words in pages().items():
        page.write_text(words, encoding="utf-8")
