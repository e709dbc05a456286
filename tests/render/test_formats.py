"""Formats make themselves known, one module each: names, endings and messages follow from them."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.mentions import users_are_told, words_of_tests
from vpcviz.commands import run
from vpcviz.commands.command_line import application
from vpcviz.render import formats as registry
from vpcviz.render.formats import DEFAULT, Format, by_ending, formats, register

SAMPLE = str(ROOT / "samples" / "private-api.yaml")
INVENTED = '''"""Words: an invented format, of this test only."""

from vpcviz.render.formats import Format, register
from vpcviz.scene import Text, groups


def render(network, options, scene, look):
    texts = [part.text for group in groups(scene.parts) for part in group.parts if isinstance(part, Text)]
    return (f"{look.theme} " + " ".join(texts)).encode()


FORMAT = register(Format("words", ("words", "wrd"), render))
'''


@pytest.fixture
def invented(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A format more, as one file in the package's folder would be; the commands' own options are made before."""
    application()
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "words.py").write_text(INVENTED, encoding="utf-8")
    monkeypatch.setattr(registry, "__path__", [*registry.__path__, str(tmp_path / "more")])
    formats.cache_clear()
    yield
    registry._KNOWN.pop("words", None)
    sys.modules.pop(f"{registry.__name__}.words", None)
    formats.cache_clear()


def test_one_module_is_all_that_a_format_needs(invented: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["draw", SAMPLE, "-o", str(tmp_path / "out.wrd"), "--theme", "dark", "-q"]) == 0
    assert (tmp_path / "out.wrd").read_text().startswith("dark ")
    assert "Private API" in (tmp_path / "out.wrd").read_text()
    assert run(["draw", SAMPLE, "-o", str(tmp_path / "out.unknown"), "-q"]) == 2
    assert ".words" in capsys.readouterr().err


@pytest.mark.parametrize("name", sorted(formats()))
def test_each_format_has_its_parts(name: str) -> None:
    made = formats()[name]
    assert made.endings
    assert made.endings[0] == made.name
    assert all(by_ending(f"a.{ending.upper()}") is made for ending in made.endings)
    assert bool(made.summary) == made.map_only
    module = sys.modules[made.render.__module__]
    assert module.__name__.rpartition(".")[2] == made.name
    assert (module.__doc__ or "").upper().replace(".", "").startswith(made.name.upper())
    pages = [(ROOT / "docs" / page).read_text(encoding="utf-8") for page in ("picture.md", "views.md")]
    assert any(re.search(rf"\b{name}\b", page.lower()) for page in pages), f"docs/picture.md says nothing of {name}"
    assert users_are_told(name, *made.endings), f"CHANGELOG.md says nothing of {name}"
    others = words_of_tests("render").replace(Path(__file__).read_text(encoding="utf-8"), "")
    assert re.search(rf"\b({'|'.join((name, *made.endings))})\b", others), f"no test of {name} in tests/render"


def test_the_default_comes_first_and_maps_last() -> None:
    names = list(formats())
    assert names[0] == DEFAULT
    assert [made.map_only for made in formats().values()] == sorted(made.map_only for made in formats().values())


def test_names_and_endings_are_given_once() -> None:
    for made in (Format("svg", ("other",), formats()["svg"].render), Format("other", ("gv",), formats()["svg"].render)):
        with pytest.raises(ValueError, match="two formats"):
            register(made)
