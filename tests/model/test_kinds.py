"""A kind of resource is declared once: no kind misses a part, and a class that is only in the model works from end to end."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.mentions import users_are_told
from tools.model_stub import model_stubs
from vpcviz.aws.calls import CALLS
from vpcviz.icons import find, icon_for
from vpcviz.icons.kinds import DEFAULT
from vpcviz.model import CLASSES, COLLECTIONS, RECORDS
from vpcviz.model import resources as r
from vpcviz.model.meanings import Doc
from vpcviz.model.shapes import fields_of
from vpcviz.spec.descriptions import summary

SPEC = (ROOT / "docs" / "spec.md").read_text(encoding="utf-8")
PICTURE = (ROOT / "docs" / "picture.md").read_text(encoding="utf-8")

WITHOUT_ICON = {"target-group", "route-table"}
"""Kinds that are drawn as tables, without an icon, or not at all."""

FED = {collection for call in CALLS for collection in call.feeds}
"""The collections that calls of AWS feed."""

WITHOUT_CALL = {"on_premises"}
"""Kinds that AWS does not tell of: what is written by hand only."""


@pytest.mark.parametrize("record", CLASSES.values(), ids=CLASSES)
class TestEveryKind:
    """What each kind of resource must have, by name."""

    def test_has_a_kind_and_a_collection(self, record: type[r.Resource]) -> None:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", record.KIND)
        assert re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", record.COLLECTION)

    def test_has_words_for_one_and_for_many(self, record: type[r.Resource]) -> None:
        one, many = record.words(), record.words(2)
        assert one
        assert many != one
        assert one[0] in "AVCDEGRNO" or one[0].islower() or one[:2].isupper(), f"{one}: as in the middle of a sentence"

    def test_has_an_icon(self, record: type[r.Resource]) -> None:
        if record.KIND not in WITHOUT_ICON:
            assert icon_for(record.KIND) != DEFAULT, f"icons/{record.KIND}.svg, or ICON"
            find(icon_for(record.KIND))

    def test_is_told_by_a_call(self, record: type[r.Resource]) -> None:
        assert (record.COLLECTION in FED) is (record.COLLECTION not in WITHOUT_CALL), "a module of vpcviz/aws/services"

    def test_says_what_it_is(self, record: type[r.Resource]) -> None:
        assert record.__doc__
        assert re.match(r"[A-Z].{3,}\.\Z", summary(record), re.DOTALL)

    def test_describes_every_field_and_says_what_its_texts_mean(self, record: type[r.Resource]) -> None:
        assert lacking(record) == []

    def test_is_documented(self, record: type[r.Resource]) -> None:
        assert f"\n### {record.COLLECTION}\n" in SPEC, "python tools/write_docs.py"
        assert f"\n| `{record.KIND}` | " in PICTURE, "python tools/write_docs.py"

    def test_users_are_told(self, record: type[r.Resource]) -> None:
        assert users_are_told(record.words(), record.words(2), record.COLLECTION), f"CHANGELOG.md says nothing of {record.words(2)}"

    def test_names_fields_that_are_there(self, record: type[r.Resource]) -> None:
        own = set(fields_of(record))
        extra = set(record.EXTRA_KEYS) | set(record.SHORT_KEYS) | {"cidr", "ip"}
        assert {*record.SHORT_KEYS.values(), *record.TOLD_BY, *record.INHERITED} <= own
        assert record.TEXT_FIELD in {"", *own, *extra}
        assert set(record.NESTED_WORDS.values()) <= set(COLLECTIONS)
        assert {target for field in fields_of(record).values() for target in field.targets} <= set(COLLECTIONS)


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)
def test_every_record_describes_its_fields(record: type[r.Record]) -> None:
    assert record.__doc__
    assert lacking(record) == []
    assert f"\n### {record.__name__}\n" in SPEC


def lacking(record: type[r.Resource] | type[r.Record]) -> list[str]:
    """The fields without a sentence, or, of texts, without a meaning."""
    texts = ("text", "texts", "text map", "texts map")
    return [
        name
        for name, field in fields_of(record).items()
        if not field.description
        or (field.shape in texts and all(isinstance(meaning, Doc) for meaning in field.meanings))
        or (field.shape in ("text map", "texts map") and field.keys is None and name != "tags")
    ]


def test_no_two_kinds_share_a_word() -> None:
    kinds = [record.KIND for record in CLASSES.values()]
    assert len(set(kinds)) == len(kinds)
    words = [record.words() for record in CLASSES.values()]
    assert len(set(words)) == len(words)


@pytest.mark.parametrize("stub", model_stubs(), ids=lambda stub: stub.name)
def test_the_stub_is_up_to_date(stub: Path) -> None:
    assert stub.read_text(encoding="utf-8") == model_stubs()[stub], "run: python tools/write_docs.py"


def test_every_record_is_found_under_its_name() -> None:
    for record in (*CLASSES.values(), *RECORDS.values()):
        assert getattr(r, record.__name__) is record


def test_no_file_of_kinds_is_long() -> None:
    for path in (ROOT / "vpcviz" / "model").rglob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 300, path.name


BALLOON = '''"""An invented kind."""

from typing import Annotated

from vpcviz.model.fields import State, SubnetIds, VpcId
from vpcviz.model.meanings import Cidr, Doc
from vpcviz.model.records import Resource


class WeatherBalloon(Resource, frozen=True):
    """A weather balloon over a VPC."""

    KIND = "weather-balloon"
    COLLECTION = "weather_balloons"
    ID_PREFIX = "wb"

    vpc: VpcId = ""
    subnets: SubnetIds = ()
    height: Annotated[int | None, Doc("How high it is, in metres.")] = None
    cidrs: Annotated[tuple[str, ...], Cidr(4), Doc("What it sees.")] = ()
    state: State = ""
'''

DOCUMENT = """vpcviz: 1
region: eu-west-1
vpcs:
  shop:
    cidr: 10.0.0.0/16
    subnets: {a: {zone: a, cidr: 10.0.0.0/24}}
    weather_balloons:
      payroll: {subnets: [a], height: 30, cidrs: [10.0.0.0/8], state: available}
"""

RUNNER = '''"""Runs vpcviz with the modules of one more folder among its kinds."""

import sys
from importlib.machinery import PathFinder


class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        spec = PathFinder.find_spec(name, path, target) if name == "vpcviz.model.kinds" else None
        if spec is not None:
            spec.submodule_search_locations.append("kinds")
        return spec


sys.meta_path.insert(0, Finder)
from vpcviz.commands import run

for line in sys.stdin:
    code = run(line.split())
    if code not in (0, 1):
        sys.exit(f"{code}: {line}")
'''

LINES = """validate spec.yaml
scan spec.yaml -o snapshot.json
validate snapshot.json
scan snapshot.json --redact -o redacted.json
validate redacted.json
draw redacted.json -o network.svg
draw spec.yaml --view map -o map.svg
draw spec.yaml --view routes -o routes.svg
draw spec.yaml --detail full -o full.png
draw spec.yaml -o network.dot
diff spec.yaml redacted.json
check spec.yaml
cost spec.yaml
trace spec.yaml --from 10.0.0.9 --to internet
reach spec.yaml --from 10.0.0.9
docs spec.yaml -o all.html
schema
"""


def test_a_class_in_the_model_is_enough_for_every_command(tmp_path: Path) -> None:
    """It is read, written, redacted, drawn as a thing like any other or counted, and described: nothing ends in KeyError."""
    (tmp_path / "kinds").mkdir()
    (tmp_path / "kinds" / "balloons.py").write_text(BALLOON)
    (tmp_path / "spec.yaml").write_text(DOCUMENT)
    (tmp_path / "runner.py").write_text(RUNNER)
    done = subprocess.run(
        [sys.executable, "runner.py"],
        cwd=tmp_path,
        input=LINES,
        capture_output=True,
        text=True,
        timeout=120,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "1 weather balloon" in done.stdout
    assert '"payroll"' in (tmp_path / "snapshot.json").read_text()
    hidden = (tmp_path / "redacted.json").read_text()
    assert '"height": 30' in hidden
    assert "payroll" not in hidden
    assert 'data-kind="weather-balloon"' in (tmp_path / "network.svg").read_text()
