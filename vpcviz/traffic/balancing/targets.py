"""The targets of a load balancer's listener: addresses and ports, which of them a node may send to, whose address they see.

Sources: ELBv2 API Reference, "TargetDescription", "TargetHealth", "TargetGroupAttribute", "LoadBalancerAttribute"; Network Load
Balancers, "Edit target group attributes", "Client IP preservation"; Elastic Load Balancing, "Cross-zone load balancing".
"""

from collections.abc import Iterable
from typing import NamedTuple

from vpcviz.model import resources as r
from vpcviz.traffic.lookups.gaps import gap_text
from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.packets.state import Address, End, address, stop
from vpcviz.traffic.walking.edits import put

_LEAVING = ("draining", "unhealthy.draining")
"""States of targets that get no new connections; `unused` ones get none either."""
_ALWAYS_KEPT = ("UDP", "TCP_UDP")
"""Protocols of target groups whose client IP preservation cannot be turned off."""


class Goal(NamedTuple):
    """A target that a listener may send to. `group` is None for targets of a Classic Load Balancer, `address` where not known.

    `zone` is the target's own, "" for one that nodes of every zone send to, or whose zone is not known.
    """

    target: r.Target
    group: r.TargetGroup | None
    address: Address | None
    port: int
    zone: str

    def called(self, index: Index) -> str:
        """What people call the target, with its port where that is its own."""
        return index.label(self.target.id) + (f" port {self.target.port}" if self.target.port is not None else "")


def goals(index: Index, balancer: r.LoadBalancer, groups: Iterable[str], port: int, what: str = "the packet") -> list[Goal]:
    """The targets of target groups, and of the load balancer itself (classic). Raises End where a group was not read."""
    found = [_goal(index, balancer, r.Target(id=target), None, port) for target in balancer.targets]
    for group_id in groups:
        group = index.network.get(group_id, r.TargetGroup)
        if group is None:
            missing = gap_text(index, "target_groups", of=balancer) or f"target group {group_id}"
            text = f"target group {group_id} was not read"
            needs = f"target group {group_id} has a target that takes {what}"
            raise stop(balancer, "NOT_READ", text, said=f"{group_id} was not read", missing=missing, needs=needs)
        found += [_goal(index, balancer, target, group, port) for target in group.targets]
    return found


def _goal(index: Index, balancer: r.LoadBalancer, target: r.Target, group: r.TargetGroup | None, port: int) -> Goal:
    own = target.port or (group.port if group is not None else None) or port
    ip = address(target.id)
    if ip is not None:
        vpc = (group.vpc if group is not None else "") or balancer.vpc
        interface = index.interface_with(vpc, ip)
        subnet = index.subnet_at(vpc, ip)
        zone = interface.zone if interface is not None else subnet.zone if subnet is not None else target.zone
    else:
        interface = next(iter(index.network.interfaces_owned.get(target.id, ())), None)
        ip = address(interface.private_ips[0]) if interface is not None and interface.private_ips else None
        zone = interface.zone if interface is not None else target.zone
        if isinstance(index.network.by_id.get(target.id), r.LoadBalancer):
            zone = ""  # An Application Load Balancer has nodes in several zones itself.
    return Goal(target, group, ip, own, "" if "all" in (zone, target.zone) else zone)


def nearest_address(index: Index, goal: Goal, zone: str) -> Address | None:
    """The address that a node of a zone sends to: of a load balancer as target the one in the zone, else the goal's."""
    if isinstance(index.network.by_id.get(goal.target.id), r.LoadBalancer):
        owned = index.network.interfaces_owned.get(goal.target.id, ())
        near = next((one for one in owned if one.zone == zone and one.private_ips), None)
        return address(near.private_ips[0]) if near is not None else goal.address
    return goal.address


# --- which of them --------------------------------------------------------------------------------------------------------


def usable(index: Index, balancer: r.LoadBalancer, found: list[Goal], said: str) -> tuple[list[Goal], str]:
    """The targets that get new connections, and a note where only unhealthy ones are left. Raises End where there is none."""
    serving = [goal for goal in found if goal.target.health not in (*_LEAVING, "unused")]
    if not serving:
        states = ", ".join(f"{goal.called(index)} is {goal.target.health}" for goal in found[:4])
        text = f"{said} of {balancer.label} has no target that takes connections: {states}"
        raise stop(balancer, "ELBV2_LISTENER_HAS_NO_TG", text, change=f"register a target with {balancer.id}")
    zones = {subnet.zone for one in balancer.subnets if (subnet := index.subnets.get(one)) is not None}
    enabled = [goal for goal in serving if not zones or not goal.zone or goal.zone in zones]
    if not enabled:
        where = ", ".join(sorted({goal.zone for goal in serving}))
        text = f"all targets of {said} are in {where}, which is not enabled for {balancer.label}"
        raise stop(balancer, "ELB_INSTALLED_AZ_RESTRICTION", text, change=f"add a subnet of {where} to {balancer.id}")
    healthy = [goal for goal in enabled if goal.target.health != "unhealthy"]
    if healthy:
        return healthy, ""
    return enabled, f"AWS calls all targets of {said} of {balancer.label} unhealthy: it then sends to all of them"


def crosses(index: Index, balancer: r.LoadBalancer, group: r.TargetGroup | None) -> bool | None:
    """Whether nodes send to targets of a group in other zones, None where that was not read.

    The target group's own attribute goes before the load balancer's, which is always on for Application Load Balancers and off
    by default for Network and Gateway ones. For a Classic one the default depends on how it was made.
    """
    if group is not None and group.cross_zone is not None:
        return group.cross_zone
    if group is not None and not (group.attributes_known or index.spec):
        return None
    if balancer.cross_zone is not None:
        return balancer.cross_zone
    if balancer.type == "application":
        return True
    return False if index.spec and balancer.type in ("network", "gateway") else None


def by_reach(index: Index, balancer: r.LoadBalancer, found: list[Goal], zone: str) -> tuple[list[Goal], list[Goal]]:
    """(targets that a node of a zone sends to, those of its own zone first; those of which that is not known)."""
    near = [goal for goal in found if not zone or not goal.zone or goal.zone == zone]
    far = [(crosses(index, balancer, goal.group), goal) for goal in found if goal not in near]
    return [*near, *(goal for crossing, goal in far if crossing)], [goal for crossing, goal in far if crossing is None]


def no_target_here(balancer: r.LoadBalancer, found: list[Goal], zone: str) -> End:
    """The end at a node without a target of its own zone, which may not send to others; a target group's attribute goes first."""
    text = f"{balancer.label} has no target in {zone}, and cross-zone load balancing is off"
    own = next((goal.group for goal in found if goal.group is not None and goal.group.cross_zone is False), None)
    at: r.Resource = balancer if own is None else own
    change = f"turn cross-zone load balancing of {at.id} on"
    return stop(balancer, "ELBV2_NO_TARGETS_IN_AZ", text, change=change, edits=(put(at, "cross_zone", True),))


def unread_crossing(balancer: r.LoadBalancer, goal: Goal, zone: str) -> End:
    """The end where only a target of another zone would answer, and whether the node may send there was not read."""
    at: r.Resource = balancer
    if goal.group is not None and not goal.group.attributes_known and balancer.cross_zone is not None:
        at = goal.group
    text = f"{balancer.label} has no target in {zone}, and whether it sends to other zones was not read"
    return stop(
        at,
        "NOT_READ",
        text,
        said=f"whether nodes in {zone} send to other zones was not read",
        missing=f"load_balancing.cross_zone.enabled of {at.id}",
        needs=f"cross-zone load balancing of {at.label} is on",
    )


def idle_zones(index: Index, balancer: r.LoadBalancer) -> frozenset[str]:
    """Zones in which a target group that stays in its zone has no healthy target: the nodes there are not in the load balancer's
    DNS name, unless that holds of all zones.

    Sources: Network Load Balancers, "Target groups", "Target group health" (DNS failover); AWS re:Post Knowledge Center, "Why does
    my load balancer show only one IP address in DNS?" (each group must have a healthy target there; also of Application ones).
    """
    if balancer.type not in ("network", "application") or not balancer.listeners:
        return frozenset()
    ids = [group for listener in balancer.listeners for group in listener.target_groups]
    ids += [group for rule in balancer.rules for group in rule.target_groups]
    groups = [index.network.get(one, r.TargetGroup) for one in dict.fromkeys(ids)]
    zones = {one.zone for one in index.network.interfaces_owned.get(balancer.id, ()) if one.zone}
    idle: set[str] = set()
    for group in groups:
        crossing = crosses(index, balancer, group)
        if group is None or not group.targets or crossing is None:
            return frozenset()
        if not crossing:
            found = goals(index, balancer, [group.id], 0)
            served = {goal.zone for goal in found if goal.target.health not in (*_LEAVING, "unused", "unhealthy")}
            idle |= set() if "" in served else zones - served
    return frozenset() if idle >= zones else frozenset(idle)


# --- whose address they see -------------------------------------------------------------------------------------------------


def keeps_client(index: Index, balancer: r.LoadBalancer, goal: Goal, client: Address | None) -> bool | None:
    """Whether a target sees the client's own address, None where that was not read.

    Only Network Load Balancers keep it, not for clients of PrivateLink (`client` None), nor between IPv4 and IPv6. By default
    they do, but for targets by IP with TCP or TLS.
    """
    group = goal.group
    if balancer.type != "network" or group is None or client is None or goal.address is None:
        return False
    if client.version != goal.address.version:
        return False
    if group.protocol.upper() in _ALWAYS_KEPT:
        return True
    if group.preserve_client_ip is not None:
        return group.preserve_client_ip
    if not (group.attributes_known or index.spec):
        return None
    return not (group.target_type == "ip" and group.protocol.upper() in ("TCP", "TLS"))


def calls_itself(index: Index, balancer: r.LoadBalancer, goal: Goal) -> End:
    """The end of a packet of a target that its load balancer sends back to it from its own address.

    Sources: Network Load Balancers, "Troubleshoot"; "Client IP preservation" (it cannot be turned off for UDP and TCP_UDP).
    """
    text = f"{goal.called(index)} calls itself through {balancer.label}, which keeps its IP: source and destination are the same"
    group = goal.group
    if group is None or group.protocol.upper() in _ALWAYS_KEPT:
        change = (
            "no single change helps: client IP preservation is always on for UDP; register a further target, or call it directly"
        )
        return stop(balancer, "TARGET_CALLS_ITSELF", text, change=change)
    change, edits = f"turn client IP preservation of {group.id} off", (put(group, "preserve_client_ip", False),)
    return stop(balancer, "TARGET_CALLS_ITSELF", text, change=change, edits=edits)


def unread_preservation(balancer: r.LoadBalancer, goal: Goal, *, kept: bool) -> End:
    """The end where it was not read whether targets see the client's address, and only one of both gets through (`kept`: that)."""
    at: r.Resource = goal.group or balancer
    return stop(
        at,
        "NOT_READ",
        f"whether targets of {at.label} see the client's own IP was not read, and it decides the way",
        said="its client IP preservation was not read",
        missing=f"preserve_client_ip.enabled of {at.id}",
        needs=f"client IP preservation of {at.label} is {'on' if kept else 'off'}",
    )
