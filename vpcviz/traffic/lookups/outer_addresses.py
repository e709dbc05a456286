"""The addresses that a network's things have outside their VPCs: public IPs, carrier IPs, those of NAT gateways."""

from functools import cached_property

from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.model.addresses import parse_ip
from vpcviz.traffic.packets.state import Address, address


class OuterAddresses:
    """Look-ups of outer addresses over `network`; each is made when first asked for."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.spec = network.origin == "spec"

    @cached_property
    def subnets(self) -> dict[str, r.Subnet]:
        """Subnets by id."""
        return {subnet.id: subnet for subnet in self.network.subnets}

    @cached_property
    def public(self) -> dict[int, tuple[r.NetworkInterface, str]]:
        """(interface, private IP) by public IPv4 address."""
        found: dict[int, tuple[r.NetworkInterface, str]] = {}
        for interface in self.network.network_interfaces:
            if not (interface.public_ip or interface.public_ips):
                continue
            for private, public in {} if self.in_wavelength(interface) else _public_pairs(interface).items():
                ip = parse_ip(public)
                if ip is not None:
                    found.setdefault(ip[1], (interface, private))
        return found

    def may_be_public(self, interface: r.NetworkInterface) -> bool:
        """Whether an interface may have a public IPv4 address: without one written, only AWS's own of a spec's."""
        return bool(interface.public_ip or interface.public_ips) or self.spec

    def in_wavelength(self, interface: r.NetworkInterface) -> bool:
        """Whether an interface is in a Wavelength zone: its outer addresses are carrier IPs, of the carrier's network."""
        subnet = None if interface.zone else self.subnets.get(interface.subnet)
        name = interface.zone or (subnet.zone if subnet is not None else "")
        return "-wl" in name or name in self._wavelength_zones

    @cached_property
    def _wavelength_zones(self) -> frozenset[str]:
        return frozenset(zone.id for zone in self.network.zones if zone.type == "wavelength-zone")

    @cached_property
    def carrier(self) -> dict[int, r.NetworkInterface]:
        """Network interfaces by carrier IP."""
        found: dict[int, r.NetworkInterface] = {}
        for interface in self.network.network_interfaces:
            for private in interface.private_ips:
                ip = self.carrier_address(interface, private)
                if ip is not None:
                    found.setdefault(ip.number, interface)
        return found

    def carrier_address(self, interface: r.NetworkInterface, private: str) -> Address | None:
        """The carrier IP that goes with a private one of an interface; None where it has none."""
        text = interface.carrier_ips.get(private, "")
        if not text and (interface.public_ip or interface.public_ips) and self.in_wavelength(interface):
            text = _public_pairs(interface).get(private, "")
        return address(text) if text else None

    def public_address(self, interface: r.NetworkInterface, private: str) -> Address | None:
        """The public address that goes with a private one of an interface; None where it has none.

        AWS gives instances of a subnet that maps public IPs, and internet-facing load balancers, one that a spec need not write.
        """
        if not self.may_be_public(interface) or self.in_wavelength(interface):
            return None
        text = interface.public_ips.get(private) or (interface.public_ip if interface.private_ips[:1] == (private,) else "")
        if text:  # Of a plan it may be a word for what is known after apply.
            return address(text) or Address(4, -1, text)
        owner = self.network.by_id.get(self.network.owner_of.get(interface.id, ""))
        subnet = self.subnets.get(interface.subnet)
        facing = isinstance(owner, r.LoadBalancer) and owner.scheme == "internet-facing"
        mapped = isinstance(owner, r.Instance) and subnet is not None and subnet.map_public_ip
        given = self.spec and (facing or mapped) and ":" not in private
        return Address(4, -1, f"the public IP of {interface.id}") if given else None

    def told_by_instance(self, interface: r.NetworkInterface) -> bool:
        """Whether only its instance tells of an interface (`foreign`, while the instance is not), without a public IP.

        The instance's answer may have been cut to what somebody wanted: it may have one all the same.
        """
        if interface.public_ip or interface.status or not interface.foreign:
            return False
        owner = self.network.by_id.get(self.network.owner_of.get(interface.id, ""))
        return isinstance(owner, r.Instance) and not owner.foreign

    @cached_property
    def given_public(self) -> dict[str, tuple[r.NetworkInterface, str]]:
        """(interface, private IP) by the text of public addresses that a spec does not write, or a plan does not know, or that what
        only its instance tells of may have."""
        found: dict[str, tuple[r.NetworkInterface, str]] = {}
        for interface in self.network.network_interfaces:
            if interface.private_ips and self.told_by_instance(interface):
                found[f"the public IP of {interface.id}"] = (interface, interface.private_ips[0])
            if not self.spec and (not interface.public_ip or address(interface.public_ip) is not None):
                continue
            for private in interface.private_ips[:1]:
                public = self.public_address(interface, private)
                if public is not None and not public.known:
                    found[public.text] = (interface, private)
        return found

    @cached_property
    def elastic(self) -> dict[str, r.ElasticIp]:
        """Elastic IPs that no interface has, by address."""
        return {one.public_ip: one for one in self.network.elastic_ips if one.public_ip}

    @cached_property
    def tunnel_at(self) -> dict[str, r.VpnConnection]:
        """VPN connections by the outside addresses of their tunnels at AWS's end."""
        return {tunnel.outside_ip: one for one in self.network.vpn_connections for tunnel in one.tunnels if tunnel.outside_ip}

    @cached_property
    def nat_at(self) -> dict[tuple[str, str], r.NatGateway]:
        """NAT gateways by VPC and each private IP, and by "public" and each public IP: none of them takes connections."""
        gateways: dict[tuple[str, str], r.NatGateway] = {}
        for nat in self.network.nat_gateways:
            gateways[nat.vpc, self.nat_address(nat)] = nat
            if nat.public_ip:
                gateways["public", nat.public_ip] = nat
            for one in nat.addresses:
                gateways |= {("public", one.public_ip): nat} if one.public_ip else {}
                gateways |= {(nat.vpc, text): nat for text in (one.private_ip, zonal_address(nat, one.zone)) if text}
            for interface in self.network.interfaces_owned.get(nat.id, ()):
                gateways |= {(nat.vpc, private): nat for private in interface.private_ips}
                gateways |= {("public", public): nat for public in (interface.public_ip, *interface.public_ips.values()) if public}
        return gateways

    def nat_address(self, nat: r.NatGateway) -> str:
        """The private IP of a NAT gateway, "" where it is not known."""
        if nat.private_ip:
            return nat.private_ip
        owned = self.network.interfaces_owned.get(nat.id, ())
        return owned[0].private_ips[0] if owned and owned[0].private_ips else ""


def zonal_address(nat: r.NatGateway, zone: str) -> str:
    """What stands for a regional NAT gateway's private address in a zone, "" where it has none of its own there."""
    return f"{nat.label} in {zone}" if nat.availability == "regional" and zone else ""


def _public_pairs(interface: r.NetworkInterface) -> dict[str, str]:
    """The public IPs of an interface by their private ones."""
    pairs = dict(interface.public_ips)
    if interface.public_ip and interface.private_ips:
        pairs.setdefault(interface.private_ips[0], interface.public_ip)
    return pairs
