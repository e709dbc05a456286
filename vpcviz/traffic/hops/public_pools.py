"""Route tables of public IPv4 pools: what comes in from the internet for addresses of the pool is routed by them.

AWS names the association (EC2 API Reference, "RouteTableAssociation", publicIpv4Pool), and does not describe which of the table's
routes count, nor which filters: so the way of such a packet is not known.
"""

from vpcviz.model.addresses import parse_block
from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.packets.state import Address, End, stop, within


def pool_table(index: Index, address: Address) -> End | None:
    """The end of what is known of a packet from the internet for an address that the table of a public pool routes, or None."""
    if not address.known:
        return None
    for table in index.public_pool_tables:
        for route in table.routes:
            block = parse_block(route.destination)
            if route.target == "local" or block is None or not block.length or not within(address, block):
                continue
            pools = ", ".join(table.public_pools)
            return stop(
                table,
                "NOT_DOCUMENTED",
                f"{address.text} is routed by {table.label}, the route table of public pool {pools}, and AWS does not describe how",
                said=f"{route.destination} leads to {route.target} for what comes in to public pool {pools}",
                missing="a word of AWS's documentation on route tables of public IPv4 pools",
                needs=f"{table.label} gives {address.text} on to {route.target}, which takes the packet",
            )
    return None
