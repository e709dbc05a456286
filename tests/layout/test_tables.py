"""Tables: what a reader takes for one row is one row."""

from vpcviz import scene
from vpcviz.layout.painting import paint
from vpcviz.layout.widgets import Row, table


def bands(rows: list[Row]) -> list[str]:
    """The band of each line of a table, from above."""
    parts: list[scene.Part] = []
    paint(table("route-table", "rtb-1", "route-table", "main", "Route table", rows), parts)
    return [
        part.role
        for group in scene.groups(parts)
        for part in group.parts
        if isinstance(part, scene.Rectangle) and part.role.startswith("row-")
    ]


def test_lines_of_one_entry_have_one_band() -> None:
    rows = [Row("0.0.0.0/0", "igw"), Row("associated", "a, b,"), Row("", "c", follows=True), Row("propagated from", "a")]
    assert bands(rows) == ["row-odd", "row-even", "row-even", "row-odd"]
