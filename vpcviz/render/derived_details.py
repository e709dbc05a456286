"""What of a thing is told by other records than its own: which table routes a subnet, whose an interface is."""

from collections.abc import Iterator
from typing import Any

from vpcviz.model import Network


def details_of(network: Network) -> Iterator[tuple[str, dict[str, Any]]]:
    """The facts of each thing that has any, by its id: a subnet's tier, free addresses, route table and network ACL; the owner of
    a network interface; the interfaces of what owns some."""
    for subnet in network.subnets:
        table, acl = network.route_table_of(subnet), network.network_acl_of(subnet)
        facts: dict[str, Any] = {"tier": network.tier(subnet), "free_addresses": network.free_addresses(subnet)}
        facts |= {"route_table": table.id if table else None, "network_acl": acl.id if acl else None}
        found = {name: value for name, value in facts.items() if value is not None}
        if found:
            yield subnet.id, found
    for interface, owner in network.owner_of.items():
        yield interface, {"owner": owner}
    for owner, interfaces in network.interfaces_owned.items():
        if owner in network.by_id:
            yield owner, {"interfaces": [one.id for one in interfaces]}
