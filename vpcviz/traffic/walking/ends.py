"""Ends that a walk may meet at any next hop: what does not work, what was not read."""

from collections.abc import Sequence

from vpcviz.model import resources as r
from vpcviz.model.life_cycle import is_changing
from vpcviz.model.new_words import word_of
from vpcviz.traffic.lookups.gaps import gap_text
from vpcviz.traffic.lookups.new_words import not_documented
from vpcviz.traffic.packets.state import End, stop, stop_at
from vpcviz.traffic.walking.edits import put, working
from vpcviz.traffic.walking.walk import Walk


def broken(resource: r.Resource, state: str, code: str = "BAD_STATE", what: str = "") -> End:
    """The end of a packet at something that does not work, or of whose state nobody says whether it does: one that vpcviz does not
    know, or one in which it is changed. `what` it is that has the state, where that is not the thing itself.

    Source: Transit Gateway Guide, "VPC attachments in Amazon VPC Transit Gateways", "VPC attachment lifecycle" (of modifying and
    rolling back it does not say that traffic stops).
    """
    words = word_of(resource)
    if words:
        return not_documented(resource, words)
    if is_changing(state):
        return stop(
            resource,
            "NOT_DOCUMENTED",
            f"{what or resource.label} is {state}, and AWS does not say whether traffic passes it meanwhile",
            said=f"its state is {state}: AWS does not say whether traffic passes meanwhile",
            missing=f"whether {what or resource.id} works now",
            needs=f"{what or resource.label} gives the packet on while it is {state}, and the answer back",
        )
    text = f"{what or resource.label} is {state}"
    return stop(
        resource,
        code,
        text,
        said=f"its state is {state}",
        change=f"bring {what or resource.id} into a working state",
        edits=working(resource),
    )


def behind_appliance(walk: Walk) -> End | None:
    """The end of what is known of a packet to a private address that an appliance has taken and no gateway since: None for others.

    A router in an instance may have a tunnel to where its routes lead. Source: VPC User Guide, "Middlebox appliances".
    """
    last = walk.index.network.get(walk.devices[-1], r.NetworkInterface) if walk.devices else None
    if last is None or walk.packet.reply:
        return None
    return unread(
        last.id,
        last.kind,
        f"where {last.label} sends {walk.packet.dst.text}",
        f"what is behind the appliance {last.label}",
        f"{last.label} has a tunnel to {walk.packet.dst.text}",
    )


def past_lists(walk: Walk, at: tuple[r.Resource, str], name: str, says: str, lists: Sequence[str], *, none: bool) -> None:
    """Past a table's references to prefix lists that were not read: if they do not hold the address, its other routes decide.

    `at` is where it ends and the code of that, `name` what the table is called, `says` how it names the lists. Raises End where
    none of its other routes holds the address.
    """
    resource, code = at
    text, either = walk.packet.dst.text, " or ".join(lists)
    end = stop(
        resource,
        code,
        f"{says}, whose entries are not known",
        said=f"the entries of {lists[0]} are not known",
        missing=f"the entries of {lists[0]}",
        needs=f"{either} holds {text}, and {name} leads it on",
    )
    if none:
        raise end
    walk.either(end, ((f"{text} is not in {either}", True), ("", end)))


def unread(target: str, kind: str, missing: str = "", what: str = "", needs: str = "") -> End:
    """The end of what is known: the way leads to something that was not read, `what` of the thing `target`.

    `needs` is what it would have to do; by default it gives the packet on to where it is going.
    """
    return stop_at(
        target,
        kind,
        "UNKNOWN_DESTINATION",
        f"the way leads to {what or target}, which was not read",
        said=f"{what or 'it'} was not read",
        missing=missing or target,
        needs=needs or f"{what or target} gives the packet on to its destination, and the answer back",
    )


def attached_elsewhere(gateway: r.Resource, attached: str, vpc: str) -> End:
    """The end of a packet of a VPC at a gateway that is attached to another one."""
    return stop(
        gateway,
        "BAD_STATE_ATTACHMENT",
        f"{gateway.label} is attached to {attached}, not to {vpc}",
        said=f"it is attached to {attached}",
        change=f"attach {gateway.id} to {vpc}",
        edits=(put(gateway, "vpc", vpc),),
    )


def unread_table(walk: Walk, at: r.Resource) -> End:
    """The end of what is known at something whose VPC route table was not read."""
    return stop(
        at,
        "NOT_READ",
        f"the route table of {'subnet ' if isinstance(at, r.Subnet) else ''}{at.label} was not read",
        said="its route table was not read",
        missing=gap_text(walk.index, "route_tables", of=at) or f"the route table of {at.id}",
        needs=f"the route table of {at.label} has a route for {walk.packet.dst.text} that leads on",
    )
