"""How a flow from the internet ends that is for what the internet does not know: private addresses, hosts without a public one."""

from vpcviz.model import resources as r
from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.packets.flows import Edit
from vpcviz.traffic.packets.state import Address, End, Host, stop
from vpcviz.traffic.walking.edits import public_ip

_CODE = "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS"


def no_public_ip(target: r.Resource | None, host: Host) -> End:
    """The end where no address of a target is public; `host` is its first."""
    at = _at(host)
    text = f"{target.label if target is not None else host.address.text} has no public IP: the internet cannot send to it"
    return stop(at, _CODE, text, change=_way_in(target, at), edits=_address_in(target, host))


def private_target(index: Index, asked: Address, host: Host) -> End:
    """The end where the internet is to send to a private address itself, which it does not know, whatever goes with it."""
    at = _at(host)
    public = index.public_address(host.interface, asked.text) if host.interface is not None else None
    text = f"{asked.text} is a private address: it does not exist on the internet"
    if public is not None:
        return stop(at, _CODE, text, change=f"send to {public.text}, which goes with it")
    return stop(at, _CODE, text, change=_way_in(None, at), edits=_address_in(None, host))


def _at(host: Host) -> r.Resource:
    return host.interface if host.interface is not None else host.subnet


def _address_in(target: r.Resource | None, host: Host) -> tuple[Edit, ...]:
    """The public IP that lets the internet in, where an interface can have one."""
    if host.interface is None or isinstance(target, r.LoadBalancer | r.InterfaceEndpoint | r.Workload):
        return ()
    return public_ip(host.interface, host.address.text) if host.address.text in host.interface.private_ips else ()


def _way_in(target: r.Resource | None, at: r.Resource) -> str:
    """What lets the internet in to what has no public IP."""
    if isinstance(target, r.LoadBalancer):
        return f"make an internet-facing load balancer: the scheme of {target.id} cannot be changed"
    if isinstance(target, r.InterfaceEndpoint):
        return "reach the service by its public name: an interface endpoint has private addresses only"
    if isinstance(target, r.Workload | r.Subnet | r.Vpc):
        return f"put an internet-facing load balancer before {target.id}"
    return f"give {at.id} an Elastic IP, or put a load balancer before it"
