"""From Network to Scene: build the boxes, choose the shape, route the links, paint, and add title, legend and notes."""

from collections import Counter
from collections.abc import Mapping

from vpcviz import scene
from vpcviz.layout import badges
from vpcviz.layout.boxes import Box
from vpcviz.layout.changed import mark_changes
from vpcviz.layout.choosing import choose
from vpcviz.layout.drawers_known import described
from vpcviz.layout.drawing import NO_ROOMS, Drawing, Molds, Room
from vpcviz.layout.insides import Changed
from vpcviz.layout.options import Options
from vpcviz.layout.order import drawing_order
from vpcviz.layout.painting import link_group, paint
from vpcviz.layout.placing import move
from vpcviz.layout.printing import Printing
from vpcviz.layout.settling import MARGIN
from vpcviz.layout.sheet import sheet_of
from vpcviz.layout.traced_way import clear_on, end_of, links_of, mark_way
from vpcviz.layout.view_choice import drawing_of
from vpcviz.model import Network
from vpcviz.model.titles import title_of
from vpcviz.text import clean


def lay_out(network: Network, options: Options | None = None, press: scene.Press | None = None) -> scene.Scene:
    """The Scene of a network: what `options` ask to be shown, every place and link decided. A `press` may write VPCs before that
    is done for all; the Scene has them as printed then."""
    options = options or Options()
    if press is not None and not (options.way or options.findings or options.changes or options.page):
        printing = Printing(press)
        try:
            return _laid_out(network, options, printing)
        except Changed:
            pass  # It is done anew in one process, and printed when it is whole.
        finally:
            printing.end()
    return _laid_out(network, options, None)


def _laid_out(network: Network, options: Options, printing: Printing | None) -> scene.Scene:
    title, subtitle = clean(options.title or title_of(network)), clean(network.description)
    if options.way:
        title, subtitle = clean(f"{title}: {options.way.words}"), clean(options.way.explanation)

    molds: Molds = {}

    def make(rooms: Mapping[str, Room] = NO_ROOMS) -> Drawing:
        drawing = drawing_of(network, options, rooms, molds, printing)
        drawing.title, drawing.subtitle = title, " ".join(filter(None, (subtitle, drawing.view.words)))
        drawing.badges = badges.put(network, drawing.drawn, options.way, options.findings, options.changes)
        if options.way:
            drawing.links += links_of(options.way, drawing)
        return drawing

    drawing, root = choose(make)
    end = end_of(options.way, drawing) if options.way else None
    clear = clear_on(options.way, drawing) if options.way else frozenset()
    picture = _compose(network, drawing, root)
    if options.way:
        mark_way(picture, options.way, clear, end)
    if options.changes:
        mark_changes(picture, options.changes)
    return picture


def _compose(network: Network, drawing: Drawing, root: Box) -> scene.Scene:
    sheet = sheet_of(drawing, root)
    move(root, 0, MARGIN + sheet.down - root.y)
    for link in drawing.links:
        link.points = tuple((x, y + MARGIN + sheet.down) for x, y in link.points)
    links: list[scene.Part] = []
    for inside in drawing.insides:
        layer = inside.layer()
        links += [layer] if layer is not None else map(link_group, drawing_order(inside.links))
    links += map(link_group, drawing_order(drawing.links if drawing.outer is None else drawing.outer))
    drawing.let_go()
    parts = [*sheet.parts]
    paint(root, parts)
    return scene.Scene(sheet.width, sheet.height, drawing.title, _describe(network), [*parts, *links])


def _describe(network: Network) -> str:
    """One sentence for readers who cannot see the picture."""
    counts = Counter(resource.kind for resource in network)
    words = [f"{counts[one.KIND]} {one.words(counts[one.KIND])}" for one in described() if counts[one.KIND]]
    return f"A diagram of an AWS network with {', '.join(words)}." if words else "A diagram of an AWS network."
