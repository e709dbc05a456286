"""Sources make themselves known, one module each, and are asked in order whether they recognise what was given."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT, SAMPLES
from tests.mentions import users_are_told, words_of_tests
from vpcviz.commands import run
from vpcviz.errors import InputError
from vpcviz.sources import load, readers, source
from vpcviz.sources.recognising import recognised, sources
from vpcviz.sources.source import Given, Source, register

INVENTED = '''"""A list of VPCs, one a line: an invented source, of this test only."""

from vpcviz.spec import load_document
from vpcviz.sources.source import Source, register


def recognises(given):
    return given.data.startswith(b"vpc list\\n") or given.is_folder and given.word.endswith(".vpcs")


def read(given, reading):
    text = "vpcviz: 1\\nregion: eu-west-1\\nvpcs:\\n"
    for one in given:
        reading.notes.append(f"{one.name} was read")
        text += "".join(f"  {line}: {{cidr: 10.0.0.0/16}}\\n" for line in one.data.decode().splitlines()[1:])
    return load_document("list", text.encode())


LIST = register(Source("a list of VPCs", 15, recognises, read, together=True))
'''


@pytest.fixture
def invented(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A source more, as one file in the package's folder would be."""
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "vpc_list.py").write_text(INVENTED, encoding="utf-8")
    monkeypatch.setattr(readers, "__path__", [*readers.__path__, str(tmp_path / "more")])
    sources.cache_clear()
    yield
    source.KNOWN.pop("a list of VPCs", None)
    sys.modules.pop(f"{readers.__name__}.vpc_list", None)
    sources.cache_clear()


def test_they_are_asked_in_order() -> None:
    assert [one.name for one in sources()][-2:] == ["a dump", "a document"]
    assert sources()[0].name == "a picture"
    ranks = [one.rank for one in sources()]
    assert ranks == sorted(set(ranks))


@pytest.mark.parametrize(("name", "data", "known"), [
    ("a.svg", b"<svg/>", "a picture"),
    ("a.png", b"", "a picture"),
    ("a", b"<svg/>", "a picture"),
    ("a.json", b'{"Vpcs": []}', "a dump"),
    ("-", b"[{}]", "a dump"),
    ("a.yaml", b"Vpcs: []", "a document"),
    ("a.json", b'{"vpcviz": 1}', "a document"),
    ("a", b"whatever", "a document"),
])  # fmt: skip
def test_what_is_recognised(name: str, data: bytes, known: str) -> None:
    assert recognised(Given(name, data)).name == known


def test_a_new_source_is_one_module(invented: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_text(f"vpc list\nvpc-{name}\n")
    notes: list[str] = []
    network = load([str(tmp_path / "a"), str(tmp_path / "b")], notes)
    assert sorted(vpc.name or vpc.id for vpc in network.vpcs) == ["vpc-a", "vpc-b"]
    assert notes == [f"{tmp_path / name} was read" for name in ("a", "b")]
    assert run(["validate", str(tmp_path / "a")]) == 0
    capsys.readouterr()


def test_sources_are_not_mixed(invented: None, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("vpc list\nvpc-a\n")
    (tmp_path / "vpcs.json").write_text('{"Vpcs": []}')
    with pytest.raises(InputError, match="a list of VPCs is read alone"):
        load([str(tmp_path / "a"), str(tmp_path / "vpcs.json")])
    with pytest.raises(InputError, match="a document is read alone"):
        load([str(tmp_path / "vpcs.json"), str(SAMPLES[0])])


@pytest.mark.parametrize("made", sources(), ids=lambda made: made.name)
def test_each_source_has_its_parts(made: Source) -> None:
    module, noun = made.read.__module__.rpartition(".")[2], made.name.partition(" ")[2]
    registry = Path(__file__).read_text(encoding="utf-8")
    assert re.search(rf"\b{module}\b|{re.escape(noun)}", words_of_tests("sources").replace(registry, "")), (
        f"no test of {made.name} in tests/sources"
    )
    pages = " ".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md") if path.name != "README.md").lower()
    assert module.replace("_", " ") in pages or noun.lower() in pages, f"no page of docs tells of {made.name}"
    assert users_are_told(noun), f"CHANGELOG.md says nothing of {made.name}"
    assert len(sys.modules[made.read.__module__].__doc__ or "") > 20


def test_two_of_one_rank_are_refused() -> None:
    with pytest.raises(ValueError, match="two sources"):
        register(Source("another", sources()[0].rank, lambda given: False, sources()[0].read))
