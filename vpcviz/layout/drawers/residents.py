"""What lives in a subnet without a network interface that was read: instances, NAT gateways, endpoints, workloads."""

from collections.abc import Iterable, Sequence
from functools import partial

from vpcviz.icons import icon_for
from vpcviz.layout.belonging import owners_words
from vpcviz.layout.boxes import Box
from vpcviz.layout.drawer import Drawer, LinkMaker, Stand, register
from vpcviz.layout.drawers.borders import to_provider
from vpcviz.layout.drawing import Drawing
from vpcviz.layout.sharing import remarks
from vpcviz.layout.tooltips import tooltip
from vpcviz.layout.widgets import Item, card, note_items
from vpcviz.model import resources as r


def _resident(drawing: Drawing, owner: r.Resource, *, names_owner: bool = False) -> Box:
    items = []
    private, public = getattr(owner, "private_ip", ""), getattr(owner, "public_ip", "")
    if private:
        items.append(Item(private))
    if public:
        items.append(Item(f"public {public}", "small"))
    if not items:
        items.append(Item("IP not known", "small"))
    if names_owner:
        items += [Item(words, "small") for words in owners_words(drawing.network, owner)]
    items += remarks(drawing.network, getattr(owner, "vpc", ""), (owner,))
    items += note_items(owner.note)
    box = card(owner.kind, owner.id, owner.icon or icon_for(owner.kind), owner.label, items, tooltip=tooltip(owner))
    return drawing.keep(box)


def _in_one_subnet(drawing: Drawing, record: type[r.Resource]) -> Iterable[r.Resource]:
    """Those whose network interfaces were not read, and that are in one subnet."""
    owned = drawing.network.interfaces_owned
    return [item for item in getattr(drawing.network, record.COLLECTION) if item.id not in owned and subnet_of(item)]


def subnet_of(item: r.Resource) -> str:
    """The one subnet that a resource is in; "" where it is in none, or in several."""
    if isinstance(item, r.GatewayLoadBalancerEndpoint):  # AWS makes them in one subnet
        return item.subnets[0] if item.subnets else ""
    several: Sequence[str] = getattr(item, "subnets", ())
    return getattr(item, "subnet", "") or (several[0] if len(several) == 1 else "")


def living_in_subnets(
    record: type[r.Resource],
    rank: int,
    links: LinkMaker | None = None,
    *,
    counted: int = 0,
    on_map: int = 0,
    names_owner: bool = False,
) -> Drawer:
    """The drawer of a kind whose resources live in one subnet each; of those that no wire leads to, the card `names_owner`."""
    find = lambda on, _: _in_one_subnet(on, record)  # noqa: E731
    return Drawer(
        record,
        Stand.SUBNET,
        rank,
        partial(_resident, names_owner=names_owner),
        find=find,
        links=links,
        counted=counted,
        on_map=on_map,
    )


register(living_in_subnets(r.Instance, 10, counted=5, on_map=3))
register(living_in_subnets(r.NatGateway, 20, counted=6, on_map=5))
register(living_in_subnets(r.InstanceConnectEndpoint, 30))
register(living_in_subnets(r.GatewayLoadBalancerEndpoint, 40, to_provider))
register(living_in_subnets(r.Workload, 50))
