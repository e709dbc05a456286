"""What is behind VPN connections and Direct Connect virtual interfaces: the on-premises ranges that they announce."""

from vpcviz.model import resources as r
from vpcviz.model.addresses import Block, blocks_of
from vpcviz.model.life_cycle import LEAVING, is_gone, works
from vpcviz.traffic.lookups.index import Index


def customer_side(index: Index, connection: r.VpnConnection) -> r.OnPremises | None:
    """The on-premises network behind a VPN connection, where it is written."""
    customer = index.network.get(connection.customer_gateway, r.CustomerGateway)
    return index.network.get(customer.on_premises, r.OnPremises) if customer is not None else None


def vpn_ranges(index: Index, connection: r.VpnConnection) -> tuple[Block, ...] | None:
    """The on-premises ranges of a VPN connection: its routes, else its network's; None where neither is known."""
    if connection.static_routes:
        return blocks_of(*connection.static_routes)
    premises = customer_side(index, connection)
    return blocks_of(*premises.cidrs) if premises is not None and premises.cidrs else None


def interface_ranges(index: Index, interface: r.VirtualInterface) -> tuple[Block, ...] | None:
    """The on-premises ranges that a Direct Connect virtual interface announces; None where they are not known."""
    if interface.prefixes:
        return blocks_of(*interface.prefixes)
    premises = index.network.get(interface.on_premises, r.OnPremises)
    return blocks_of(*premises.cidrs) if premises is not None and premises.cidrs else None


def is_down(connection: r.VpnConnection) -> bool:
    """Whether a VPN connection carries nothing: its state, or all tunnels down."""
    states = [tunnel.status.upper() for tunnel in connection.tunnels]
    return not works(connection.state) or (bool(states) and all(state == "DOWN" for state in states))


def carries(interface: r.VirtualInterface) -> bool:
    """Whether a virtual interface carries anything."""
    return interface.state != "down" and not is_gone(interface.state, LEAVING)


def virtual_interfaces_of(index: Index, gateway: str) -> list[r.VirtualInterface]:
    """The virtual interfaces that end at a Direct Connect or virtual private gateway."""
    return [one for one in index.network.virtual_interfaces if one.gateway == gateway and one.type != "public" and carries(one)]


def public_interface(index: Index, premises: r.OnPremises) -> r.VirtualInterface | None:
    """The public virtual interface of an on-premises network, to the public addresses of AWS."""
    alone = len(index.network.on_premises) == 1
    return next(
        (
            one
            for one in index.network.virtual_interfaces
            if one.type == "public" and carries(one) and (one.on_premises == premises.id or (not one.on_premises and alone))
        ),
        None,
    )
