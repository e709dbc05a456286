"""A badge: a small mark with a sign and a number that stands in a thing's own head."""

from typing import NamedTuple

from vpcviz import scene
from vpcviz.layout.style import text_width

FINDING, STEP, STOP, CHANGE = "finding", "trace-step", "trace-stop", "change-sign"

SIGNS = {"error": "×", "warning": "!", "info": "i"}
"""The sign of each severity, from the gravest to the mildest: colour alone does not tell."""

CHANGES = {"added": "+", "removed": "×", "changed": "~"}
"""The sign of what is new, gone or changed."""

HEIGHT, GAP = 15, 3
"""A badge's height, and the room between two (px)."""


class Badge(NamedTuple):
    """What a badge says: `kind` is its data-kind, `role` its colours, `marks` its further data- attributes."""

    kind: str
    role: str
    words: str
    tooltip: str = ""
    marks: tuple[tuple[str, str], ...] = ()

    @property
    def width(self) -> float:
        """Its width (px)."""
        return max(18.0, round(text_width(self.words, self.role) + 10, 1))


def sample(badge: Badge, x: float, middle: float) -> list[scene.Part]:
    """The parts of one badge, as the legend shows it too: its left end is `x`, the middle of its height `middle`."""
    measured = text_width(badge.words, badge.role)
    radius = 3 if badge.role in ("badge-error", "badge-stop", "badge-removed") else HEIGHT / 2
    x = round(x, 1)
    return [
        scene.Rectangle(x, middle - HEIGHT / 2, badge.width, HEIGHT, badge.role, False, radius),
        scene.Text(round(x + (badge.width - measured) / 2, 1), middle + 4, badge.words, badge.role, measured),
    ]
