"""Where things stand beside one another: rows as a plan has them, gaps that have room, what joins neighbours between them."""

from collections.abc import Mapping, Sequence

from vpcviz.layout.boxes import GRID, Box
from vpcviz.layout.containers import Container
from vpcviz.layout.floorplan import Leaf, Node
from vpcviz.layout.measuring import measure

NEAR, APART = 18, 36
"""What is between boxes at least (px), without any link: where VPCs are few, and where they are many."""

LEAST_BESIDE = 110
"""What joins two boxes stands between them where these are so high (px)."""

WIDENED = 1.18
"""It may make what it stands under so much wider."""

SHELF = 60
"""How high a row of connectors is (px)."""


def names_beside(container: Container) -> list[Box]:
    """The names that stand on one another beside a container's hubs, where these leave their row half empty."""
    if container.beside is not None:
        return container.beside
    for hub in container.hubs:
        hub.adopt()
        measure(hub)
    room = max((hub.height for hub in container.hubs), default=0)
    found = container.beside = []
    for box in sorted(container.below, key=lambda box: (box.kind, box.id)):
        if box.anywhere and sum(one.height + NEAR for one in (*found, box)) - NEAR <= room:
            found.append(box)
    return found


def hub_row(container: Container) -> list[Box]:
    """A container's hubs, with names beside them."""
    names = names_beside(container)
    if not names:
        return list(container.hubs)
    return [*container.hubs, Box("stack", "", visible=False, elastic=True, pad=0, row_gap=NEAR, rows=[[box] for box in names])]


def joined(holder: Box, a: Box, b: Box, connector: Box) -> bool:
    """Put what joins two things near both: below the lower of two neighbours, or between them; False where neither has room."""
    if below_lower(holder, a, b, connector) or _beside(a, b, connector):
        return True
    return beside_hub(holder, a, b, connector) or between(holder, a, b, connector)


def _beside(a: Box, b: Box, connector: Box) -> bool:
    """Put a peering between two VPCs that stand side by side, if nothing else stands there."""
    if a.parent is None or a.parent is not b.parent or a.row != b.row or a.kind != "vpc" or b.kind != "vpc":
        return False
    row = a.parent.rows[a.row]
    first, second = sorted((row.index(a), row.index(b)))
    if second - first != 1 or min(a.height, b.height) < LEAST_BESIDE:
        return False
    row.insert(second, connector)
    connector.anchor_y = 60
    return True


def beside_hub(holder: Box, a: Box, b: Box, connector: Box) -> bool:
    """Put what joins two hubs beside one of them, on the way to the other, where its row leaves room for it: the row of their
    regions gets no wider."""
    (one, first), (two, second) = ((cell_in(end, holder), end) for end in (a, b))
    if one is None or two is None or one is two or one.row != two.row or abs(one.column - two.column) != 1:
        return False
    for cell, hub, other, end in ((one, first, two, second), (two, second, one, first)):
        region = hub.parent
        if hub.kind != "transit-gateway" or region is None or region is not cell:
            continue
        row, to_right = region.rows[hub.row], other.column > cell.column
        room = max(sum(box.width + NEAR for box in each) for each in region.rows)
        fits = sum(box.width + NEAR for box in (*row, connector)) <= room and connector.height <= hub.height
        if fits and row[-1 if to_right else 0] is hub and is_outermost(end, holder, 0 if to_right else -1):
            row.insert(len(row) if to_right else 0, connector)
            connector.between = True
            region.space.sealed = False
            region.adopt()
            measure(region)
            return True
    return False


def between(holder: Box, a: Box, b: Box, connector: Box) -> bool:
    """Put what joins two things between the containers that they are in, where these are neighbours and nothing is in the way."""
    (one, first), (two, second) = ((cell_in(end, holder), end) for end in (a, b))
    if one is None or two is None or one is two or one.row != two.row or min(one.height, two.height) < LEAST_BESIDE:
        return False
    row = holder.rows[one.row]
    left, right = row.index(one), row.index(two)
    if left > right:
        left, right, first, second = right, left, second, first
    if right - left != 1 or not (is_outermost(first, holder, -1) and is_outermost(second, holder, 0)):
        return False
    row.insert(right, connector)
    connector.between = True
    return True


def below_lower(holder: Box, a: Box, b: Box, connector: Box) -> bool:
    """Put what joins two neighbours below the lower of them, where that leaves room beside the other: the row gets no wider."""
    (one, first), (two, second) = ((cell_in(end, holder), end) for end in (a, b))
    if one is None or two is None or one is two or one.row != two.row:
        return False
    if one.height > two.height:
        one, first, two, second = two, second, one, first
    row = holder.rows[one.row]
    here, there = row.index(one), row.index(two)
    tall = one.above + one.height + one.below
    if tall + 2 * NEAR + connector.height > two.height or abs(here - there) != 1 or connector.width > one.width * WIDENED:
        return False
    if not (is_lowest(first, one) and is_outermost(second, holder, 0 if here < there else -1)):
        return False
    inside = list(one.rows) if one.kind == "stack" else [[one]]
    names = _names_below(one) if one.kind == "stack" else 0
    inside.insert(len(inside) - names, [connector])
    stack = Box("stack", "", visible=False, pad=0, row_gap=NEAR, column_gap=NEAR, rows=inside)
    stack.parent, stack.row, stack.column = holder, one.row, one.column  # before it adopts what stands there
    stack.adopt()
    measure(stack)
    row[here] = stack
    connector.between = True
    return True


def _names_below(stack: Box) -> int:
    """How many rows of names, to which no link leads, are the last in a stack."""
    count = 0
    for row in reversed(stack.rows):
        if not all(box.anywhere for box in row):
            break
        count += 1
    return count


def is_lowest(box: Box, cell: Box) -> bool:
    """Whether nothing but names stands below a box in all that hold it, up to a cell."""
    at = box
    while at is not cell and at.parent is not None:
        last = len(at.parent.rows) - 1 - (_names_below(cell) if at.parent is cell and cell.kind == "stack" else 0)
        if at.row != last or len(at.parent.rows[at.row]) > 1:
            return False
        at = at.parent
    return True


def cell_in(box: Box, holder: Box) -> Box | None:
    """What holds a box directly in a holder; None for what is docked there, or not in it."""
    at: Box | None = box
    while at is not None and at.parent is not holder:
        at = at.parent
    return None if at is None or at.dock or box.dock else at


def is_outermost(box: Box, holder: Box, end: int) -> bool:
    """Whether nothing stands beside a box on one side (0 left, -1 right) in all that hold it, up to a holder."""
    at = box
    while at.parent is not None and at.parent is not holder:
        if at.parent.rows[at.row][end] is not at:
            return False
        at = at.parent
    return True


def rows_of(node: Node, things: Sequence[Box]) -> list[list[Box]]:
    """The rows that a plan makes of things."""
    if isinstance(node, Leaf):
        return [[things[node.number]]]
    if node.level:
        return [[cell(part, things) for part in node.parts]]
    return [row for part in node.parts for row in rows_of(part, things)]


def cell(node: Node, things: Sequence[Box]) -> Box:
    """A plan of things as one cell of a row: the thing, or a stack of rows."""
    if isinstance(node, Leaf):
        return things[node.number]
    return Box("stack", "", visible=False, pad=0, row_gap=NEAR, column_gap=NEAR, rows=rows_of(node, things))


def spare_shelves(count: int) -> list[list[Box]]:
    """Empty rows beside so many that hold something, so that one more of these moves nothing: at least one row in all."""
    wanted = 1
    while wanted < count:
        wanted += (wanted + 1) // 2
    return [[Box("free", "", GRID, SHELF, visible=False)] for _ in range(wanted - count)]


def row_in(box: Box, holder: Box) -> int:
    """In which row of a holder a box is."""
    at = box
    while at.parent is not None and at.parent is not holder:
        at = at.parent
    return at.row


def only_leads_to(box: Box, others: Sequence[Box], partners: Mapping[int, Sequence[Box]]) -> bool:
    """Whether a thing has links, by `partners` (by box: what it is linked to), and all lead to these others."""
    found = partners.get(id(box), ())
    return bool(found) and all(any(one is other for other in others) for one in found)
