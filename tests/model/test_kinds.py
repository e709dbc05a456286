"""A kind of resource is declared once: no kind misses a part."""

import re
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

    def test_says_how_its_ids_begin(self, record: type[r.Resource]) -> None:
        assert vars(record).get("ID_PREFIX"), "ID_PREFIX: as AWS's ids of the kind begin; else the kind"

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
        known = {*record.KNOWN, *(name for names in record.KNOWN.values() for name in names)}
        assert {*record.SHORT_KEYS.values(), *record.TOLD_BY, *record.INHERITED, *known} <= own
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
