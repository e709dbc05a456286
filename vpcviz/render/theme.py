"""Colours and strokes of every role, light and dark. AWS's group conventions; the sources are in docs/picture.md."""

from functools import cache
from typing import Literal, NamedTuple

from vpcviz.layout.drawers_known import link_kinds

Theme = Literal["light", "dark", "auto"]


class Paint(NamedTuple):
    """Fill and stroke of a role; `dash` as in stroke-dasharray."""

    fill: str = "none"
    stroke: str = "none"
    width: float = 1
    dash: str = ""


LIGHT = {
    "canvas": Paint("#FFFFFF"),
    "cloud": Paint("none", "#000000", 1.5),
    "account": Paint("none", "#E7157B", 1.5),
    "region": Paint("none", "#00A4A6", 1.5, "2 4"),
    "vpc": Paint("#FFFFFF", "#8C4FFF", 2),
    "vpc-foreign": Paint("#FFFFFF", "#8C4FFF", 1.5, "6 4"),
    "az": Paint("none", "#00A4A6", 1.2, "6 4"),
    "subnet-public": Paint("#F2F6E8", "#7AA116", 1.2),
    "subnet-private": Paint("#E6F6F7", "#00A4A6", 1.2),
    "subnet-isolated": Paint("#F4F5F7", "#7D8998", 1.2),
    "subnet-unknown": Paint("#FFFFFF", "#7D8998", 1.2, "3 3"),
    "on-premises": Paint("none", "#7D8998", 1.5),
    "hub": Paint("#F8F4FF", "#8C4FFF", 1.5),
    "card": Paint("#FFFFFF", "#C9CFD6", 1),
    "tile": Paint("#FFFFFF"),
    "connector": Paint("#FFFFFF", "#8C4FFF", 1),
    "plate": Paint("#FFFFFF", "#8C4FFF", 1),
    "table": Paint("#FFFFFF", "#8C4FFF", 1),
    "row-odd": Paint("#F5F1FE"),
    "row-even": Paint("#FFFFFF", "none"),
    "chip": Paint("#F4F5F7", "#C9CFD6", 1),
    "joint": Paint("#8C4FFF", "#FFFFFF", 1),
    "badge-step": Paint("#B4233A", "#FFFFFF", 1.5),
    "badge-error": Paint("#B4233A"),
    "badge-stop": Paint("#B4233A"),
    "badge-warning": Paint("#F2B01E"),
    "badge-info": Paint("#1F5FBF"),
    "badge-added": Paint("#1A7F37"),
    "badge-removed": Paint("#B4233A"),
    "badge-changed": Paint("#F2B01E"),
    "change-added": Paint("none", "#1A7F37", 2.5),
    "change-removed": Paint("none", "#B4233A", 2.5, "6 4"),
    "change-changed": Paint("none", "#B06A00", 2.5),
}

DARK = {
    **LIGHT,
    "canvas": Paint("#000000"),
    "cloud": Paint("none", "#FFFFFF", 1.5),
    "vpc": Paint("#0B0B0F", "#A97BFF", 2),
    "vpc-foreign": Paint("#0B0B0F", "#A97BFF", 1.5, "6 4"),
    "subnet-public": Paint("#1A2209", "#8FBB1F", 1.2),
    "subnet-private": Paint("#06262A", "#00B8BA", 1.2),
    "subnet-isolated": Paint("#15181C", "#7D8998", 1.2),
    "subnet-unknown": Paint("#0B0B0F", "#7D8998", 1.2, "3 3"),
    "hub": Paint("#150D26", "#A97BFF", 1.5),
    "card": Paint("#16191F", "#4A5462", 1),
    "tile": Paint("#16191F"),
    "connector": Paint("#16191F", "#A97BFF", 1),
    "plate": Paint("#16191F", "#A97BFF", 1),
    "table": Paint("#16191F", "#A97BFF", 1),
    "row-odd": Paint("#211A33"),
    "row-even": Paint("#16191F"),
    "chip": Paint("#1B2028", "#4A5462", 1),
    "joint": Paint("#B48CFF", "#000000", 1),
    "badge-step": Paint("#B4233A", "#000000", 1.5),
    "change-added": Paint("none", "#3FB950", 2.5),
    "change-removed": Paint("none", "#FF5C72", 2.5, "6 4"),
    "change-changed": Paint("none", "#F2B01E", 2.5),
}

TEXTS = {
    "heading": ("#000000", "#FFFFFF"),
    "subheading": ("#3F4A57", "#C6CED8"),
    "small": ("#3F4A57", "#C6CED8"),
    "badge-step": ("#FFFFFF", "#FFFFFF"),
    "badge-error": ("#FFFFFF", "#FFFFFF"),
    "badge-stop": ("#FFFFFF", "#FFFFFF"),
    "badge-warning": ("#000000", "#000000"),
    "badge-info": ("#FFFFFF", "#FFFFFF"),
    "badge-added": ("#FFFFFF", "#FFFFFF"),
    "badge-removed": ("#FFFFFF", "#FFFFFF"),
    "badge-changed": ("#000000", "#000000"),
}
"""Text colours (light, dark) where they are not plain black and white."""

PLAIN = ("#000000", "#FFFFFF")
"""Every other text's colour (light, dark)."""

FADED = 0.28
"""Opacity of what a traced way does not touch."""


def paints(theme: Theme) -> tuple[dict[str, Paint], dict[str, Paint]]:
    """The paints of boxes and of links by role; `auto` is light where nothing can follow the viewer."""
    light, dark = link_paints()
    return (DARK, dark) if theme == "dark" else (LIGHT, light)


@cache
def link_paints() -> tuple[dict[str, Paint], dict[str, Paint]]:
    """The paints of links by kind, light and dark, in the order of the legend."""
    light = {one.name: Paint("none", one.light, one.width, one.dash) for one in link_kinds()}
    return light, {one.name: light[one.name]._replace(stroke=one.dark) for one in link_kinds()}


def text_colour(theme: Theme, role: str) -> str:
    """The colour of a text's role as #RRGGBB."""
    return TEXTS.get(role, PLAIN)[theme == "dark"]
