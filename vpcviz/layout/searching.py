"""The arrangement of few VPCs: some plans are drawn with their links, and the best is changed while that makes it better."""

from collections.abc import Iterator, Mapping
from itertools import pairwise, zip_longest
from math import hypot, inf, log
from typing import NamedTuple

from vpcviz.layout.arranging import Arranger, Rows
from vpcviz.layout.boxes import GRID, Box
from vpcviz.layout.channels import FEW_PASSING
from vpcviz.layout.drawing import Drawing, Maker, Room
from vpcviz.layout.floorplan import Leaf, Node, Plan, Split
from vpcviz.layout.measuring import measure
from vpcviz.layout.planning import Planner, Whole, learned, rooms_of
from vpcviz.layout.settling import HEADING, MARGIN, rerouted, route
from vpcviz.layout.sheet import Sheet, sheet_of
from vpcviz.scene.paper import SHAPE

PLANNED = 8
"""So many plans are drawn."""

MOST_TIERED = 2
"""So many plans are drawn with what many are joined to below these."""

EFFORT, MOST_CHANGES = 1600, 40
"""So many boxes and links may get places anew in all changes together, and so many changes are tried: tenths of a second."""

SHEET = 1000
"""The height of a page (px) that pictures are fitted to: the better they fit, the larger their text."""

ENOUGH = 900
"""A sheet no higher (px) than this reads well on a page: then its room counts alone."""

NARROWEST, WIDEST, BEYOND_WEIGHT = 1.0, 2.4, 2.0
"""A sheet is between so many times as wide as high, were its page 1.6 times; what a shape beyond that counts (as a logarithm)."""

PASSED = 0.4
"""What it counts as a try to see that an arrangement is too large before its links have their ways."""

SURE, SURE_OF_PLANS = 0.8, 0.4
"""Links cost at least so much of the least that they did in the arrangements before; those of another plan."""

LEAST_TRIES = 3
"""Where no more changes than these could be tried, none is."""

LEAST_GAIN = 0.004
"""A change that gains less is none."""

NO_WORSE = 0.01
"""Links that are planned anew by where all stands may cost so much more: it differs in nothing that an eye sees."""

SLACK = 0.06
"""Plans that promise to be worse by more than this than what was found are not drawn."""

WIRE_WEIGHT, CROSSING_WEIGHT, ROOM_WEIGHT = 0.08, 0.008, 0.8
"""What a diagonal of links, a crossing, and the sheet's room (as a logarithm) count beside the size of the text (as one)."""

TEXT_ON_PAGE = 2.0
"""What the size of text on a page that was asked for counts (as a logarithm): more than room and links, however large it is."""

PATIENCE = 4
"""For a page that was asked for so many times as many boxes and links may get places anew."""

SHORT, LONG, LONG_WEIGHT = 1.0, 3.0, 0.06
"""Between so many diagonals of links one of them counts so much more: an eye sees it best there."""

FEW_CROSSINGS, FIRST_WEIGHT = 16, 0.012
"""The first so many crossings count so much more each."""


class Drawn(NamedTuple):
    """A plan with its drawing, its boxes in their places, and what speaks against it."""

    cost: float
    whole: Whole
    drawing: Drawing
    root: Box


class Search:
    """Draws arrangements, but for those that are too large already before their links have their ways."""

    def __init__(self, make: Maker) -> None:
        self.make = make
        self.seen: list[Whole] = []
        self.best: Drawn | None = None
        self.spare: dict[tuple[tuple[str, Room], ...], Drawing] = {}
        """Drawings without ways of links, by the arrangements of their VPCs: they may be arranged anew."""
        self.links = inf
        """The least that links cost in what was drawn."""

    def draws(self, whole: Whole, sure: float = SURE) -> Drawn | None:
        """The arrangement; None where it cannot be better than the best, which it becomes otherwise if it is."""
        self.seen.append(whole)
        inside = tuple(sorted(whole.rooms.items()))
        drawing = self.spare.pop(inside, None) or self.make(whole.rooms)
        root = Arranger(drawing).planned(whole.rows)
        measure(root)
        least = _room(root.width + 2 * MARGIN, root.height + 2 * MARGIN, drawing)
        if self.best is not None and least + sure * self.links > self.best.cost:
            self.spare[inside] = drawing
            return None
        root = route(root, drawing)
        drawn = Drawn(cost_of(sheet_of(drawing, root), drawing), whole, drawing, root)
        self.links = min(self.links, drawn.cost - least)
        return drawn

    def takes(self, drawn: Drawn | None, gain: float = 1e-9) -> bool:
        """Whether an arrangement is better than the best by so much: then it is the best."""
        if drawn is None or (self.best is not None and drawn.cost >= self.best.cost - gain):
            return False
        self.best = drawn
        return True


def searched(make: Maker, first: Drawing) -> tuple[Drawing, Box]:
    """The best of the arrangements that are drawn."""
    effort = EFFORT * (1 if first.options.page is None else PATIENCE)
    tries: float = min(MOST_CHANGES, effort // (len(first.drawn) + 4 * len(first.links) + 1))
    search = Search(make)
    best = _best_planned(search, first, min(PLANNED, max(2, round(tries))))
    if tries > LEAST_TRIES:
        _change(search, first, tries)
        assert search.best is not None
        best = search.best
    return _again(search, best)


def _change(search: Search, first: Drawing, tries: float) -> None:
    """Change the best arrangement while that makes it better: one change after another, each of the best so far."""
    number = failed = 0
    while tries > 0 and search.best is not None:
        changes = list(_changes(search.best.whole, first))
        if failed >= len(changes):
            return
        whole = changes[number % len(changes)]
        number, failed = number + 1, failed + 1
        if whole in search.seen:
            continue
        tried = search.draws(whole)
        tries -= PASSED if tried is None else 1
        if search.takes(tried, LEAST_GAIN):
            failed = 0


def _again(search: Search, best: Drawn) -> tuple[Drawing, Box]:
    """The best arrangement with its links planned anew by where its boxes stand now, unless that is worse."""
    root = rerouted(best.root, best.drawing)
    if cost_of(sheet_of(best.drawing, root), best.drawing) <= best.cost + NO_WORSE:
        return best.drawing, root
    search.best = None
    found = search.draws(best.whole)
    assert found is not None
    return found.drawing, found.root


def _best_planned(search: Search, first: Drawing, most: int) -> Drawn:
    """The best of some plans: each is made with what links took in those before it."""
    planner = Planner(first)
    growth: dict[str, tuple[int, int]] = {}
    around = (2 * MARGIN, max((box.height + 2 * GRID for box in first.outside), default=HEADING) + 2 * MARGIN)
    for _ in range(most):
        found = sorted((_planned_cost(plan, around, first), number, plan) for number, plan in enumerate(planner.plans(growth)))
        known = ((cost, rooms_of(planner, plan)) for cost, _, plan in found)
        cost, whole = next(((cost, one) for cost, one in known if one not in search.seen), (0.0, None))
        if whole is None or (search.best is not None and cost > search.best.cost + SLACK):
            break
        drawn = search.draws(whole, SURE_OF_PLANS)
        if drawn is None:
            continue
        arranger = Arranger(drawn.drawing)
        growth |= learned(arranger, whole, first.shapes, growth)
        sheet = sheet_of(drawn.drawing, drawn.root)
        around = (round(sheet.width) - arranger.cloud.box.width, round(sheet.height) - arranger.cloud.box.height)
        search.takes(drawn)
    for _, plan in sorted((_planned_cost(plan, around, first), plan) for plan in planner.tiered(growth))[:MOST_TIERED]:
        whole = rooms_of(planner, plan)
        if whole not in search.seen:
            search.takes(search.draws(whole))
    assert search.best is not None
    return search.best


def _changes(whole: Whole, first: Drawing) -> Iterator[Whole]:
    """The plan with the inside of one VPC arranged in another way, and with some parts the other way round, in turns."""
    sides = [
        (
            at,
            whole.rooms[vpc][1] < 0,
            vpc,
            (columns, number),
            (columns, ~number) if (columns, number) in first.turnable.get(vpc, ()) else None,
        )
        for vpc, rooms in first.rooms_known.items()
        for at, (columns, number) in enumerate(rooms)
    ]
    sides.sort(key=lambda one: one[0])
    inside = (_in_room(whole, vpc, left if turned and left else right) for _, turned, vpc, right, left in sides)
    mirrored = (
        _in_room(whole, vpc, (columns, ~number))
        for vpc, (columns, number) in whole.rooms.items()
        if (columns, max(number, ~number)) in first.turnable.get(vpc, ())
    )
    turned = (whole._replace(rows=rows) for rows in _turned(whole.rows))
    yield from (one for some in zip_longest(turned, mirrored, inside) for one in some if one is not None)
    yield from (_in_room(whole, vpc, right if turned else left) for _, turned, vpc, right, left in sides if left)


def _in_room(whole: Whole, vpc: str, room: Room) -> Whole:
    """The plan with a VPC arranged so."""
    return whole._replace(rooms={**whole.rooms, vpc: room})


def _turned(rows: Rows) -> Iterator[Rows]:
    if rows.after is not None:  # what was below the hub above it
        yield Rows(rows.after, rows.before)
    for side in ("before", "after"):
        node = getattr(rows, side)
        if node is not None:
            yield from (rows._replace(**{side: turned}) for turned in _turned_nodes(node))


def _turned_nodes(node: Node) -> Iterator[Node]:
    """The node with the order of its parts, or that of one part's, the other way round; or with what is side by side below one
    another, and so on."""
    if isinstance(node, Leaf):
        if isinstance(node.choice, Rows):
            yield from (node._replace(choice=rows) for rows in _turned(node.choice))
        return
    yield Split(not node.level, node.parts)
    yield Split(node.level, node.parts[::-1])
    for at, part in enumerate(node.parts):
        yield from (Split(node.level, (*node.parts[:at], turned, *node.parts[at + 1 :])) for turned in _turned_nodes(part))


def _planned_cost(plan: Plan, around: tuple[int, int], drawing: Drawing) -> float:
    """What speaks against a plan before links have their ways."""
    width, height = plan.width + around[0], plan.height + around[1]
    return _room(width, height, drawing) + WIRE_WEIGHT * plan.length / hypot(width, height)


def cost_of(sheet: Sheet, drawing: Drawing) -> float:
    """What speaks against an arrangement: how much smaller the sheet gets when it is fitted to a page, long links, crossings."""
    level: dict[float, list[tuple[float, float]]] = {}
    upright: dict[float, list[tuple[float, float]]] = {}
    for link in drawing.links:
        for (x1, y1), (x2, y2) in pairwise(link.points):
            if y1 == y2:
                level.setdefault(y1, []).append((x1, x2) if x1 < x2 else (x2, x1))
            else:
                upright.setdefault(x1, []).append((y1, y2) if y1 < y2 else (y2, y1))
    flat, tall = _united(level), _united(upright)
    length = sum(high - low for _, low, high in (*flat, *tall))
    crossings = 0
    for y, left, right in flat:
        crossings += sum(1 for x, top, bottom in tall if left + 4 < x < right - 4 and top + 4 < y < bottom - 4)
    wire = length / hypot(sheet.width, sheet.height)
    links = WIRE_WEIGHT * wire + CROSSING_WEIGHT * crossings
    if len(drawing.network.vpcs) <= FEW_PASSING:  # of more, a sheet that reads is worth a crossing
        links += LONG_WEIGHT * (min(max(wire, SHORT), LONG) - SHORT) + FIRST_WEIGHT * min(crossings, FEW_CROSSINGS)
    return _room(sheet.width, sheet.height, drawing) + links


def _united(runs: Mapping[float, list[tuple[float, float]]]) -> list[tuple[float, float, float]]:
    """Straight runs by their line (px), those that lie on one another as one: (line, from, to)."""
    found = []
    for at, spans in runs.items():
        spans.sort()
        start, end = spans[0]
        for low, high in spans[1:]:
            if low > end:
                found.append((at, start, end))
                start, end = low, high
            end = max(end, high)
        found.append((at, start, end))
    return found


def _room(width: float, height: float, drawing: Drawing) -> float:
    """How much smaller a sheet gets when it is fitted to a page, and how much room it takes (as logarithms)."""
    shape = drawing.options.shape
    found = width / height * SHAPE / shape
    beyond = max(1.0, NARROWEST / found, found / WIDEST)
    fitted = max(width / shape, height, ENOUGH if drawing.options.page is None else 0) / SHEET
    return (
        log(fitted) * (1 if drawing.options.page is None else TEXT_ON_PAGE)
        + BEYOND_WEIGHT * log(beyond)
        + ROOM_WEIGHT / 2 * log(width * height / (shape * SHEET * SHEET))
    )
