"""An Automated Internet Firewall: a network firewall between a VPC and its internet or egress-only internet gateway.

Sources: EC2 API Reference, Subnet, networkFirewallConnectivityType, and NetworkFirewallAssociation; Network Security Manager API
Reference, IgwFirewallConfig (what each type of connectivity does with hosts that have a public IP, and with those that have none).
"""

from vpcviz.model import resources as r
from vpcviz.model.shapes import new_word
from vpcviz.traffic.packets.state import Address, Target, address, stop
from vpcviz.traffic.walking.edits import put
from vpcviz.traffic.walking.walk import Walk

_OUT_ONLY = "the firewall's connectivity outbound-only"


def inspect_out(walk: Walk, gateway: r.Resource, move: Target, public: Address | None) -> bool:
    """Through the firewall of a route to `gateway`, or (where no route tells of it) that of its VPC; `public` is the packet's own
    public IPv4 address. Whether it translated."""
    packet = walk.packet
    firewall = walk.index.network.get(move.firewall, r.NetworkFirewall)
    if firewall is None and isinstance(gateway, r.InternetGateway | r.EgressOnlyInternetGateway):
        firewall = walk.index.firewall_at_gateway.get(move.vpc)
    subnet, state = walk.index.subnets.get(move.subnet), move.firewall_state
    if firewall is None or not _inspects(walk, firewall, gateway, subnet, packet.src, public):
        return False
    _check_set_up(walk, firewall, state or firewall.state)
    word = subnet.firewall_connectivity if subnet is not None else ""
    _inspect(walk, firewall)
    if packet.src.version == 6 or packet.reply or word == "bidirectional" or (word == "flexible" and public is not None):
        return False
    own = _address_of(walk, firewall, subnet)
    walk.add(firewall, "translate", f"source {packet.src.text} becomes {own.text}")
    walk.translations[firewall.id] = (packet.src, own)
    walk.forget_groups("SG_REFERENCES_NOT_PRESERVED", "a firewall that translates")
    packet.src = own
    return True


def inspect_in(walk: Walk, gateway: r.Resource, vpc: str) -> None:
    """What comes from the internet for an address of the VPC meets the firewall, too. Raises End where it is not let in."""
    packet, index = walk.packet, walk.index
    firewall = index.firewall_at_gateway.get(vpc)
    interface = index.interface_with(vpc, packet.dst)
    subnet = index.subnets.get(interface.subnet) if interface is not None else index.subnet_at(vpc, packet.dst)
    public = None
    if interface is not None:
        public = next((one for ip in interface.private_ips if (one := index.public_address(interface, ip)) is not None), None)
    if firewall is None or not _inspects(walk, firewall, gateway, subnet, packet.dst, public):
        return
    word = subnet.firewall_connectivity if subnet is not None else ""
    if not packet.reply and word == "outbound-only":
        raise stop(
            firewall,
            "IGW_FIREWALL_OUTBOUND_ONLY",
            f"{firewall.label} lets no connection from the internet into {subnet.label if subnet else vpc}: it is outbound-only",
            said=f"{_OUT_ONLY} lets no connection in",
            change=f"set the firewall's connectivity of {subnet.id if subnet else vpc} to flexible or bidirectional",
            edits=(put(subnet, "firewall_connectivity", "flexible"),) if subnet is not None else (),
        )
    if not packet.reply and word == "flexible" and public is None:
        text = f"AWS does not say whether an IPv6 address is the public IP by which {firewall.label} lets connections in"
        needs = f"{firewall.label} lets connections to {packet.dst.text} in"
        walk.assume(stop(firewall, "NOT_DOCUMENTED", text, missing="a word of AWS's documentation on it", needs=needs))
    _check_set_up(walk, firewall, firewall.state)
    _inspect(walk, firewall)


def untranslate_at_gateway(walk: Walk, firewall: r.NetworkFirewall, before: Address) -> r.Resource | None:
    """An answer to an address of the firewall comes in by its VPC's internet gateway, and gets the sender's address back."""
    gateway = walk.index.internet_gateway_of.get(firewall.vpc)
    if gateway is not None:
        walk.passed(gateway.id)
        walk.add(gateway, "forward", f"the answer is for an address of {firewall.label}")
    walk.passed(firewall.id)
    walk.add(firewall, "translate", f"the answer's destination becomes {before.text} again")
    return gateway


def _inspects(
    walk: Walk, firewall: r.NetworkFirewall, gateway: r.Resource, subnet: r.Subnet | None, own: Address, public: Address | None
) -> bool:
    """Whether the firewall inspects what a subnet sends and gets; where it is not known, the packet goes on without."""
    word = subnet.firewall_connectivity if subnet is not None else ""
    place = subnet.label if subnet is not None else "what comes from no subnet"
    if word == "exclude":
        walk.note(f"{place} is excluded from {firewall.label}: its traffic passes {gateway.label} without inspection")
        return False
    if word in ("flexible", "outbound-only", "bidirectional"):
        return True
    if subnet is not None and new_word(subnet, "firewall_connectivity"):
        text = f"what {firewall.label} does for {place} is not known to vpcviz"
        needs = f"{firewall.label} lets the traffic of {place} pass"
        raise stop(firewall, "NOT_DOCUMENTED", text, missing="what its connectivity does: it is newer than vpcviz", needs=needs)
    if own.version == 4 and public is None and word:
        return False
    needs = f"{gateway.label} passes the traffic of {place}"
    if word:
        text = f"AWS does not say whether traffic of a zone that {firewall.label} does not support passes {gateway.label}"
        walk.assume(stop(firewall, "NOT_DOCUMENTED", text, missing="a word of AWS's documentation on it", needs=needs))
    else:
        text = f"what {firewall.label} does with the traffic of {place} is not known"
        missing = f"the firewall connectivity of {place}"
        if own.version == 4 and public is None:  # Whether the firewall translates it decides.
            needs = f"{firewall.label} translates what {place} sends"
            raise stop(firewall, "NOT_READ", text, missing=missing, needs=needs)
        walk.assume(stop(firewall, "NOT_READ", text, missing=missing, needs=needs))
    return False


def _check_set_up(walk: Walk, firewall: r.NetworkFirewall, state: str) -> None:
    """A firewall that AWS is setting up or removing "might not inspect traffic yet" (NetworkFirewallAssociation)."""
    if state in ("pending", "disabling"):
        text = f"{firewall.label} is {state}: whether it inspects the traffic, and translates it, is not known"
        needs = f"{firewall.label} already (or still) does what it is set up for"
        walk.assume(stop(firewall, "NOT_DOCUMENTED", text, missing=f"when {firewall.label} is active", needs=needs))


def _inspect(walk: Walk, firewall: r.NetworkFirewall) -> None:
    monitors = firewall.mode == "monitor"
    walk.add(firewall, "inspect", "at the internet gateway" + (": it logs, and blocks nothing (monitor)" if monitors else ""))
    walk.passed(firewall.id)
    walk.note(
        f"the rules of Network Firewall {firewall.label} are not evaluated"
        + ("; in monitor mode it blocks nothing" if monitors else ": its policy was not read")
    )


def _address_of(walk: Walk, firewall: r.NetworkFirewall, subnet: r.Subnet | None) -> Address:
    """The address by which the firewall translates in the sender's zone."""
    zone = subnet.zone if subnet is not None else ""
    ips = [one.public_ip for one in firewall.addresses if one.zone == zone] or [one.public_ip for one in firewall.addresses]
    return (address(ips[0]) if ips else None) or Address(4, -1, f"a public IP of {firewall.label}")
