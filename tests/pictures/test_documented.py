"""docs/picture.md lists every mark that a picture may carry, and the samples' pictures are those that vpcviz draws today."""

import re
from pathlib import Path

import pytest

from tests.conftest import DETAILS, ROOT, SAMPLES
from tests.networks import FEATURES, Plan, build
from tests.pictures.reading import Picture
from tests.test_project import tool
from vpcviz.layout import Options, lay_out
from vpcviz.layout.link_kinds import data_link
from vpcviz.layout.view_names import view_names
from vpcviz.model import Network
from vpcviz.render.svg import render_svg
from vpcviz.render.theme import link_paints
from vpcviz.sources import load
from vpcviz.spec.vocabulary import CLASSES

PAGE = (ROOT / "docs" / "picture.md").read_text(encoding="utf-8")
KINDS = set(
    re.findall(r"^\| `([a-z0-9-]+)` \|", PAGE.partition("### Kinds of things")[2].partition("### Kinds of links")[0], re.MULTILINE)
)
LINKS = set(re.findall(r"^\| `([a-z0-9-]+)` \|", PAGE.partition("### Kinds of links")[2], re.MULTILINE))
ATTRIBUTES = {f"data-{name}" for name in "kind id dock link from to bundle more in frame wire faded service paint".split()}


def everything() -> list[Network]:
    rich = [build(Plan(3, 2, 2, 3, frozenset(FEATURES) - {"hostile"}, seed)) for seed in (1, 2)]
    return [*(load([str(sample)]) for sample in SAMPLES), *rich]


def test_every_mark_is_documented() -> None:
    for network in everything():
        workloads = {workload.kind for workload in network.workloads}
        for detail, view in [*((detail, "network") for detail in DETAILS), *(("full", view) for view in view_names()[1:])]:
            svg = render_svg(lay_out(network, Options(detail=detail, view=view)))  # type: ignore[arg-type]
            picture = Picture(svg)
            assert {thing.kind for thing in picture.things} - workloads - KINDS == set()
            assert {wire.kind for wire in picture.wires} - LINKS == set()
            assert set(re.findall(r"\bdata-[a-z]+(?==)", svg.decode())) - ATTRIBUTES == set()


def test_every_kind_of_the_model_is_documented_from_its_class_and_nowhere_else() -> None:
    by_hand, _, rest = PAGE.partition("### Kinds of things")[2].partition("<!-- kinds -->")
    made = rest.partition("<!-- end -->")[0]
    kinds = [record.KIND for record in CLASSES.values()]
    assert [kind for kind in kinds if made.count(f"\n| `{kind}` | ") != 1] == [], "run: python tools/write_docs.py"
    assert [kind for kind in kinds if f"\n| `{kind}` | " in by_hand] == []


def test_nothing_is_documented_that_is_not_there() -> None:
    assert {data_link(name) for name in link_paints()[0]} == LINKS
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "vpcviz" / "layout").rglob("*.py"))
    own = set(re.findall(r'"([a-z0-9-]+)"', source)) | {record.KIND for record in CLASSES.values()}
    assert KINDS - own == set()


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_the_samples_pictures_are_up_to_date(sample: Path) -> None:
    stale = [
        path.name for path, data in tool("draw_samples").pictures(sample).items() if not path.exists() or path.read_bytes() != data
    ]
    assert stale == [], "run: python tools/draw_samples.py"
