"""All drawers: those that the modules of `vpcviz.layout.drawers` enter, and the ordinary one for every other kind."""

from functools import cache
from importlib import import_module

from vpcviz.layout import drawers as package
from vpcviz.layout.drawer import REGISTRY, Drawer, Stand, register
from vpcviz.layout.drawers.ordinary import ordinary_drawer
from vpcviz.layout.link_kinds import LinkKind, links_entered
from vpcviz.model.records import RESOURCE_CLASSES, Resource
from vpcviz.modules import modules_in


@cache
def drawers() -> tuple[Drawer, ...]:
    """All drawers, by stand and rank; a kind that no module draws is drawn as ordinary things are."""
    for name in modules_in(package.__path__):
        import_module(f"{package.__name__}.{name}")
    known = {drawer.record for drawer in REGISTRY}
    for record in RESOURCE_CLASSES.values():
        if record not in known:
            register(ordinary_drawer(record))
    stands = list(Stand)
    return tuple(sorted(REGISTRY, key=lambda one: (stands.index(one.stand), one.rank, one.record.__name__)))


@cache
def drawers_at(stand: Stand) -> tuple[Drawer, ...]:
    """The drawers of what stands there, in order."""
    return tuple(one for one in drawers() if one.stand is stand)


def link_kinds() -> list[LinkKind]:
    """All kinds of links, in the order of the legend."""
    drawers()
    return links_entered()


@cache
def counted_in_vpcs() -> tuple[type[Resource], ...]:
    """The kinds that are counted in their VPC's own box where they are not drawn, in order."""
    return tuple(one.record for one in sorted(drawers(), key=lambda one: one.counted) if one.counted)


@cache
def described() -> tuple[type[Resource], ...]:
    """What tells most of a network in one sentence, in order."""
    return tuple(one.record for one in sorted(drawers(), key=lambda one: one.described) if one.described)


@cache
def first_on_map() -> tuple[str, ...]:
    """The kinds (`data-kind`) that a card of the map counts first, in order."""
    return tuple(one.record.KIND for one in sorted(drawers(), key=lambda one: one.on_map) if one.on_map)
