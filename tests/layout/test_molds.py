"""A VPC that is copied from how it was made before is the VPC as it would be made."""

from pathlib import Path

import pytest

from vpcviz.layout import Options
from vpcviz.layout.boxes import Box
from vpcviz.layout.drawing import Drawing, Molds
from vpcviz.layout.view_choice import drawing_of
from vpcviz.sources import load

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.yaml"))


def _told(box: Box) -> object:
    rows = [[_told(child) for child in row] for row in box.rows]
    docks = [_told(dock) for dock in (*box.docks_top, *box.docks_bottom)]
    slots = [(slot.id, slot.offset, slot.height) for slot in box.slots]
    return box.kind, box.id, box.width, box.height, box.above, box.below, box.marks, rows, docks, slots


def _vpcs(drawing: Drawing) -> dict[str, object]:
    return {vpc.id: _told(drawing.drawn[vpc.id]) for vpc in drawing.network.vpcs}


@pytest.mark.parametrize("sample", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_copies_are_like_what_is_made(sample: Path) -> None:
    network = load([str(sample)])
    first = drawing_of(network, Options())
    rooms = {vpc: known[-1] for vpc, known in first.rooms_known.items()}
    molds: Molds = {}
    made = drawing_of(network, Options(), rooms, molds)
    copied = drawing_of(network, Options(), rooms, molds)
    assert set(molds) == set(rooms.items())
    assert _vpcs(copied) == _vpcs(made)
    assert list(copied.drawn) == list(made.drawn)
    assert [(link.id, link.source.id, link.target.id) for link in copied.links] == [
        (link.id, link.source.id, link.target.id) for link in made.links
    ]
    shared = {id(box) for box in made.drawn.values()} & {id(box) for box in copied.drawn.values()}
    assert not shared
