"""What AWS makes with every VPC and nobody uses: it takes the room of a count, so that what somebody made stands out."""

from vpcviz.model import Network
from vpcviz.model import resources as r


def is_unused(network: Network, item: r.RouteTable | r.SecurityGroup) -> bool:
    """Whether it came with its VPC, and neither serves anything nor says anything of its own."""
    if isinstance(item, r.RouteTable):
        local = all(route.target == "local" for route in item.routes)
        serves = item.gateways or any(network.route_table_of(s) is item for s in network.subnets_of.get(item.vpc, ()))
        return item.main and local and not serves
    return item.comes_with_vpc and item.id not in _used_groups(network) and all(_is_usual(rule, item) for rule in item.ingress)


def _is_usual(rule: r.SecurityGroupRule, group: r.SecurityGroup) -> bool:
    """Whether a rule is one that AWS writes into a default group: all traffic from the group itself."""
    return rule.peer == group.id and rule.protocol == "-1"


def _used_groups(network: Network) -> set[str]:
    """The groups that anything has, or that another group's rule names."""
    used = {group for item in network for group in getattr(item, "security_groups", ())}
    return used | {
        rule.peer for group in network.security_groups for rule in (*group.ingress, *group.egress) if rule.peer != group.id
    }
