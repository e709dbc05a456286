"""Tables: what a reader takes for one row is one row."""

from vpcviz import scene
from vpcviz.layout import tables
from vpcviz.layout.painting import paint
from vpcviz.layout.widgets import Row, table
from vpcviz.model import resources as r


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


def test_the_closing_entries_of_a_network_acl_are_as_aws_shows_them() -> None:
    """VPC User Guide, "Network ACL basics": the rule that nobody can change is an asterisk, 32768 for IPv6, too."""
    entries = tuple(
        r.NetworkAclEntry(number=number, action="deny", cidr=cidr) for number, cidr in ((32767, "0.0.0.0/0"), (32768, "::/0"))
    )
    made = tables.network_acl(r.NetworkAcl(id="acl-1", vpc="vpc-1", entries=(*entries, r.NetworkAclEntry(number=100))))
    parts: list[scene.Part] = []
    paint(made, parts)
    texts = [part.text for group in scene.groups(parts) for part in group.parts if isinstance(part, scene.Text)]
    assert [text for text in texts if text.startswith("in ")] == ["in 100 allow", "in * deny", "in * deny"]
