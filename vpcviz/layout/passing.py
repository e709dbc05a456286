"""How a link passes the rows of a box: through their gaps, or by a margin."""

from collections.abc import Sequence

from vpcviz.layout.boxes import Box
from vpcviz.layout.channels import GRID, Channel
from vpcviz.layout.lines import Line, Link, centre_of

BEND = 40
"""How much longer (px) a way may be for the sake of one bend less."""

TITLE_SHIFT = 10
"""So much of a zone's `first_width` (px) is not its title."""

FEW_ROWS = 4
"""So many rows are passed through their gaps; more are passed by the margin, as a bus."""


def across(link: Link, common: Box, row_a: int, row_b: int) -> list[Line]:
    """From one horizontal channel of `common` to another, past the rows between them."""
    lines = [Line(channel=common.space.horizontal[row_a])]
    if row_a == row_b:
        return lines
    low, high = sorted((row_a, row_b))
    trunk, trunk_cost = _trunk(link, common)
    if common.kind != "vpc" and high - low <= FEW_ROWS:
        steps, cost = _through_gaps(link, common, row_a, row_b)
        if cost < trunk_cost:
            for at, (row, channel) in enumerate(steps):
                lines.append(Line(channel=channel, lane="gap-even" if row % 2 == 0 else "gap-odd"))
                if at < len(steps) - 1:
                    lines.append(Line(channel=common.space.horizontal[row + 1 if row_a < row_b else row]))
            lines.append(Line(channel=common.space.horizontal[row_b]))
            return lines
    lines.append(Line(channel=trunk, lane="gap-even"))
    lines.append(Line(channel=common.space.horizontal[row_b]))
    return lines


def _through_gaps(link: Link, common: Box, row_a: int, row_b: int) -> tuple[list[tuple[int, Channel]], float]:
    """The gap of each row to cross, nearest first, and the length of the way in px, bends counted as length."""
    at, there = centre_of(link.source), centre_of(link.target)
    rows = range(row_a, row_b) if row_a < row_b else range(row_a - 1, row_b - 1, -1)
    steps: list[tuple[int, Channel]] = []
    cost = 0.0
    for row in rows:
        options = [(abs(gap.start - at) + abs(gap.start - there), column, gap) for column, gap in enumerate(common.space.gaps[row])]
        sides = (
            [(len(options), common.space.right)] if common.steady else [(-1, common.space.left), (len(options), common.space.right)]
        )
        if row in common.free_rows:
            before, after = common.outer_gaps(row)
            sides += [(-2, before), (len(options) + 1, after)]
        for column, side in sides:
            options.append((abs(side.start - at) + abs(side.start - there), column, side))
        channel = min(options, key=lambda option: (option[0], option[1]))[2]
        cost += abs(channel.start - at) + 2 * BEND
        at = channel.start
        steps.append((row, channel))
    return steps, cost + abs(there - at)


def out_by_gaps(container: Box, at: Box, other: Box, way: str, edge: Channel) -> list[Line]:
    """Out of an account or region to its top or bottom, past the rows beyond `at`, through the gaps between things there; none
    where a row has no gap, or the way by the `edge` is shorter."""
    rows = range(at.row - 1, -1, -1) if way == "top" else range(at.row + 1, len(container.rows))
    if not container.open or container.steady or not 0 < len(rows) <= FEW_ROWS:
        return []
    here, there = centre_of(at), centre_of(other)
    lines: list[Line] = []
    x, cost = here, 0.0
    for row in rows:
        gaps = [*container.space.gaps[row], *(container.outer_gaps(row) if row in container.free_rows else ())]
        if not gaps:
            return []
        channel = min(gaps, key=lambda gap: abs(gap.start - x) + abs(gap.start - there))
        lines.append(Line(channel=channel, lane="gap-even" if row % 2 == 0 else "gap-odd"))
        if row != rows[-1]:
            lines.append(Line(channel=container.space.horizontal[row if way == "top" else row + 1]))
        cost += abs(channel.start - x) + 2 * BEND
        x = channel.start
    if way == "top" and container.head and not clear_of_title(container, x, x + GRID):
        return []
    by_edge = abs(edge.start - here) + abs(edge.start - there) + 2 * BEND
    return lines if cost + abs(x - there) < by_edge else []


def _trunk(link: Link, common: Box) -> tuple[Channel, float]:
    """The margin of `common` by which a link passes all rows, and the length of that way in px, bends counted as length."""
    here, there = centre_of(link.source), centre_of(link.target)
    left = abs(here - common.x) + abs(there - common.x) + 2 * BEND
    right = abs(common.x + common.width - here) + abs(common.x + common.width - there) + 2 * BEND
    if common.steady:
        return common.space.right, right
    if link.bundle:  # all of a bundle take the same trunk, chosen by its hub
        near_left = there - common.x < common.x + common.width - there
        return (common.space.left, left) if near_left else (common.space.right, right)
    return (common.space.left, left) if left < right else (common.space.right, right)


def meets(row: Sequence[Box], low: float, high: float) -> bool:
    """Whether a box of the row stands between two x."""
    return any(child.x < high and low < child.x + child.width for child in row)


def clear_of_title(box: Box, low: float, high: float) -> bool:
    """Whether a vertical line between two x meets neither the box's title nor what is docked on its upper edge."""
    if low < box.x + box.title_width + 12 or high > box.x + box.width - box.pad:
        return False
    return all(high < dock.x - 4 or low > dock.x + dock.width + 4 for dock in box.docks_top)


def on_centred_title(box: Box, at: float) -> bool:
    """Whether a vertical line at x runs through the title of a zone, which is in the middle of its upper edge."""
    return not box.title_width and abs(at - centre_of(box)) < (box.first_width - TITLE_SHIFT) / 2


def standing(box: Box, row: int) -> Sequence[Box]:
    """What stands in a row of a box, or on its lower border where that is below all its rows."""
    return box.rows[row] if row < len(box.rows) else box.docks_bottom
