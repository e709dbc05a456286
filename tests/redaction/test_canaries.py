"""No output of any command tells a word of the owner's: a canary in every text of the model, over every command and format."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
import typer
from msgspec import structs

from tests.redaction.canaries import CANARY, everything, harsh, mild, texts, with_canaries
from vpcviz.commands import COMMANDS, run
from vpcviz.commands.command_line import application
from vpcviz.model import CLASSES, COLLECTIONS, RECORDS, Network
from vpcviz.model.shapes import Field, fields_of
from vpcviz.pages.reports import PARTS
from vpcviz.pages.tables import TABLES
from vpcviz.redaction import redacted
from vpcviz.render.formats import formats
from vpcviz.spec import dump_json, load_document

KINDS: dict[str, Callable[[Field, str], str]] = {"mild": mild, "harsh": harsh}

WITHOUT_NETWORK = {"schema", "iam-policy", "dump-commands", "version"}
"""Commands that read no network."""

SERVES = {"mcp"}
"""Commands that answer other programs: tests/integrations/test_mcp.py holds each of their tools against the canaries."""

SOURCE, LESS = "SOURCE", "LESS"
OPTIONS: dict[str, list[list[str]]] = {
    "draw": [
        [SOURCE, "-o", "drawn.svg", "--findings", "--all"],
        [SOURCE, "-o", "drawn.png", "--page", "a5-portrait", "--show", "free-ips,peerings,zone-ids"],
        [SOURCE, "-o", "drawn.dot"],
        [SOURCE, "--split", "vpc", "-o", "atlas.pdf"],
        [SOURCE, "--split", "vpc", "-o", "atlas.drawio"],
        [SOURCE, "-o", "drawn.drawio"],
        [SOURCE, "-o", "drawn.html", "--findings", "--cost", "--trace", "FROM", "internet", "443"],
    ],
    "validate": [[SOURCE]],
    "scan": [[SOURCE, "-o", "scanned.json"], [SOURCE]],
    "trace": [
        [SOURCE, "--from", "FROM", "--to", "internet"],
        [SOURCE, "--from", "internet", "--to", "FROM", "-o", "way.svg", "-o", "way.html", "--page", "16:9"],
        [SOURCE, "--from", "FROM", "--to-all-services"],
        [SOURCE, "--from", "FROM", "--to", "NAME"],
    ],
    "reach": [[SOURCE, "--from", "FROM"], [SOURCE, "--from", "internet"]],
    "find": [[SOURCE, "--for", "0"], [SOURCE, "--for", "10.0.0.0/8"]],
    "check": [[SOURCE]],
    "docs": [
        [SOURCE, "-o", "pages"],
        [SOURCE, "--findings", "--cost", "-o", "all.html"],
        [SOURCE, "-o", "inventory.csv"],
        [SOURCE, "--only", "index"],
    ],
    "inject": [["PAGE"], ["PAGE", "--parameter", "A=canary"]],
    "diff": [
        [SOURCE, LESS],
        [LESS, SOURCE, "-o", "differs.svg", "-o", "differs.html", "--page", "a3"],
        [LESS, SOURCE, "--flows", "all", "--most-flows", "60", "--source-dir", "."],
        [SOURCE, LESS, "--flows", "all", "--most-flows", "60", "--fail-on-change", "cut-off"],
    ],
    "cost": [[SOURCE]],
    "build": [["--config", "BUILD"], ["--config", "BUILD", "--parameter", "A=canary"]],
    "info": [["PICTURE"]],
    "gaps": [[SOURCE]],
}
"""How each command is run on a redacted snapshot; each option with choices is tried with each of them besides, and each format of
pictures. A command that is new is to be added here."""

REDACTING = {"draw", "scan", "diff", "docs", "inject"}
"""Commands that redact themselves: they are run on the canaries with --redact, too."""


@pytest.fixture(scope="module", params=KINDS)
def network(request: pytest.FixtureRequest) -> Network:
    return with_canaries(everything(), KINDS[request.param])


def test_the_canary_stands_in_every_text() -> None:
    """What the model can hold, the networks hold: no collection and no text without."""
    assert dump_json(with_canaries(everything(), mild)).decode().count(CANARY) > 300
    network = with_canaries(everything(), harsh)
    bare = [text for item in (*network, *network.gaps) for text in texts(item) if text and CANARY not in text]
    choices = {
        choice
        for record in (*CLASSES.values(), *RECORDS.values())
        for field in fields_of(record).values()
        for choice in field.choices
    }
    assert set(bare) - choices == set()


def test_redacted_networks_have_none(network: Network) -> None:
    hidden = redacted(network)
    assert [
        text for item in (*hidden, *hidden.gaps, hidden.title, hidden.description) for text in texts(item) if CANARY in text
    ] == []


def test_every_text_says_what_it_means() -> None:
    """A field without a meaning is emptied: nobody can tell what of it may be told."""
    bare = [
        f"{name}.{field.name}"
        for name, record in {**CLASSES, **RECORDS}.items()
        for field in fields_of(record).values()
        if field.shape in ("text", "texts", "text map", "texts map") and len(field.meanings) < 2
    ]
    assert bare == []


def test_redacted_networks_are_read_again_and_keep_their_shape(network: Network) -> None:
    hidden = redacted(network)
    assert load_document("hidden.json", dump_json(hidden)) == hidden
    assert {name: len(getattr(hidden, name)) for name in COLLECTIONS} == {name: len(getattr(network, name)) for name in COLLECTIONS}
    assert len(hidden.by_id) == len(network.by_id)


def test_every_command_is_covered() -> None:
    assert set(COMMANDS) - WITHOUT_NETWORK - SERVES == set(OPTIONS), "say in OPTIONS how the command is run on a redacted snapshot"
    takes = {name for name in COMMANDS if any("--redact" in parameter.opts for parameter in _parameters(name))}
    assert takes == REDACTING | SERVES


def _parameters(command: str) -> list[typer.core.TyperOption]:
    commands = typer.main.get_command(application())
    return [parameter for parameter in commands.commands[command].params if parameter.param_type_name == "option"]  # type: ignore[attr-defined]


def _choices(command: str) -> list[list[str]]:
    """Each choice of each option of a command; of `draw` each format, by its ending."""
    every = [["-o", f"all.{made.endings[0]}"] for made in formats().values()] if command == "draw" else []
    return every + [
        [parameter.opts[0], choice]
        for parameter in _parameters(command)
        for choice in getattr(parameter.type, "choices", ())
        if parameter.opts[0] != "--format" or command != "draw"  # the endings say it
    ]


@pytest.mark.parametrize("command", OPTIONS)
def test_no_output_of_a_command_has_one(
    command: str, network: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    hidden = redacted(network)
    words = {
        SOURCE: "hidden.json",
        LESS: "less.json",
        "FROM": hidden.instances[0].id,
        "NAME": hidden.hosted_zones[0].name,
        "PAGE": "hidden.md",
        "BUILD": "hidden.toml",
        "PICTURE": "hidden.svg",
    }
    Path("hidden.json").write_bytes(dump_json(hidden))
    Path("told.json").write_bytes(dump_json(network))
    for name, one in (("less.json", hidden), ("told-less.json", network)):
        Path(name).write_bytes(dump_json(structs.replace(one, vpcs=one.vpcs[1:], instances=())))
    told = {"hidden.json": "told.json", "less.json": "told-less.json", "hidden.md": "page.md"}
    for page, source in (("hidden.md", "hidden.json"), ("page.md", "told.json")):
        wanted = [*(f"table {name} {source}" for name in TABLES), *(f"report {name} {source}" for name in PARTS)]
        Path(page).write_text("".join(f"<!-- BEGIN VPCVIZ {words} -->\n<!-- END VPCVIZ -->\n" for words in wanted))
    entries = [
        '[[picture]]\nsource = "hidden.json"\noutput = ["built.svg", "built.png", "built.html"]\nfindings = true\ncost = true\nembed-source = true\n'
    ]
    entries += [f'[[report]]\nkind = "{kind}"\nsource = "hidden.json"\noutput = "built-{kind}.md"\n' for kind in PARTS]
    entries += ['[[picture]]\nsource = "told.json"\noutput = "drawn.svg"\nredact = true\nfindings = true\nembed-source = true\n']
    entries += ['[[report]]\nkind = "docs"\nsource = "told.json"\noutput = "built"\nredact = true\nfindings = true\ncost = true\n']
    Path("hidden.toml").write_text("\n".join(entries))
    if command == "info":
        assert run(["draw", "hidden.json", "-q", "-o", "hidden.svg", "--embed-source"]) == 0
    for number, options in enumerate(OPTIONS[command]):
        # Every choice once; every format for each way to run the command.
        for further in ([], *(choice for choice in _choices(command) if number == 0 or choice[0] == "--format")):
            if "--split" in further:
                further = [*further, "-o", "split"]
                options = [SOURCE]
            given = [command, *(words.get(word, word) for word in options), *further]
            _run_without_canary(given, capfdbinary)
            if command in REDACTING:
                _run_without_canary([*(told.get(word, word) for word in given), "--redact"], capfdbinary)


def _run_without_canary(arguments: list[str], capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    code = run(arguments)
    said = capfdbinary.readouterr()
    assert code in (0, 1, 2), (arguments, said.err)
    canary = CANARY.encode()
    for stream in (said.out, said.err):
        assert canary not in stream.lower(), (arguments, [line for line in stream.splitlines() if canary in line.lower()][:3])
    for path in Path().rglob("*"):
        assert CANARY not in str(path).lower(), arguments
        if path.is_file() and not path.name.startswith("told"):
            assert canary not in _told(path).lower(), (arguments, path)


def _told(path: Path) -> bytes:
    """What a file tells: its bytes, and of a PDF its texts and bookmarks, which are packed in it."""
    data = path.read_bytes()
    if path.suffix != ".pdf":
        return data
    document = pypdfium2.PdfDocument(data)
    texts = [page.get_textpage().get_text_range() for page in document]
    texts += [mark.get_title() for mark in document.get_toc()]
    return data + "\n".join([*texts, *document.get_metadata_dict().values()]).encode()
