"""What public DNS answers, as far as it can be told offline: endpoints' own names, load balancers, AWS services, instances."""

import re
from collections.abc import Mapping

from vpcviz.model import resources as r
from vpcviz.model.addresses import blocks_of
from vpcviz.model.domain_names import covers, normal
from vpcviz.model.partitions import dns_suffixes
from vpcviz.model.services import same_name, service_label
from vpcviz.traffic.balancing.targets import idle_zones
from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.names.lattice_names import lattice_answer
from vpcviz.traffic.names.service_names import is_dual_stack, is_global_bucket, nearest_service
from vpcviz.traffic.packets.flows import Hop
from vpcviz.traffic.packets.state import Address, address, stop, stop_at

_INSTANCE = re.compile(r"(?:ip|ec2)-(\d+)-(\d+)-(\d+)-(\d+)\.")


def named_member(endpoint: r.InterfaceEndpoint, name: str) -> str:
    """Which of the things that an endpoint leads to has a name; "" where none has, or it leads to one thing alone."""
    return next((one.resource for one in endpoint.associations if name in map(normal, (one.dns_name, one.private_dns_name))), "")


class PublicDns:
    """The names of a network's things in public DNS."""

    def __init__(self, index: Index) -> None:
        self.index = index

    def answer(self, name: str, vpc: r.Vpc | None) -> tuple[tuple[Address, ...], Hop]:
        """(addresses, the step) for a name asked from `vpc` (None: from elsewhere). Raises End where it is not known."""
        for look in (self._endpoint, self._owner, self._instance, self._service):
            found = look(name, vpc)
            if found is not None:
                return found
        of_lattice = lattice_answer(self.index, name)
        if of_lattice is not None:
            return of_lattice
        text, missing = f"only public DNS can say what {name} is", f"the public address of {name}"
        if is_global_bucket(name):
            text = f"{name} leads to the bucket's own region, which the name does not tell"
            missing = f"the region of the bucket: ask for {name.removesuffix('.amazonaws.com')}.REGION.amazonaws.com"
        raise stop_at("internet", "internet", "NAME_NOT_KNOWN", text, missing=missing)

    def endpoint_addresses(self, endpoint: r.InterfaceEndpoint, zone: str = "", name: str = "") -> tuple[Address, ...]:
        """The private IPs of an endpoint's interfaces, then their IPv6 addresses, of one zone if it is given. They are marked with
        what has the `name`, where the endpoint leads to several things. Source: PrivateLink Guide, "DNS record IP type"."""
        member = named_member(endpoint, name)
        interfaces = self.index.network.interfaces_owned.get(endpoint.id, ())
        chosen = [one for one in interfaces if not zone or one.zone == zone] or list(interfaces)
        ordered = sorted(chosen, key=lambda one: (one.zone, one.id))
        texts = [] if endpoint.dns_record_type == "ipv6" else [ip for one in ordered for ip in one.private_ips[:1]]
        texts += [] if endpoint.dns_record_type == "ipv4" else [ip for one in ordered for ip in one.ipv6s[:1]]
        found = tuple(ip for ip in (address(text, member) for text in texts) if ip is not None)
        if not found:
            raise stop_at(
                endpoint.id,
                endpoint.kind,
                "NOT_READ",
                f"the interfaces of {endpoint.label} are not known",
                said="its interfaces are not known",
                missing=f"the network interfaces of {endpoint.id}",
            )
        return found

    def _endpoints_by_name(self) -> dict[str, tuple[r.InterfaceEndpoint, str]]:
        found: dict[str, tuple[r.InterfaceEndpoint, str]] = {}
        for endpoint in self.index.network.interface_endpoints:
            zones = {one.zone for one in self.index.network.interfaces_owned.get(endpoint.id, ()) if one.zone}
            for text in endpoint.dns_names:
                head = normal(text).removeprefix("*.").partition(".")[0]
                found[normal(text)] = (endpoint, next((zone for zone in zones if head.endswith(f"-{zone}")), ""))
            found |= {normal(one.dns_name): (endpoint, "") for one in endpoint.associations if one.dns_name}
        return found

    def _endpoint(self, name: str, vpc: r.Vpc | None) -> tuple[tuple[Address, ...], Hop] | None:
        names = self.index.cached("endpoint-names", self._endpoints_by_name)
        entry = names.get(name)
        if entry is None and ".vpce." in name:
            entry = next(
                (value for pattern, value in sorted(names.items()) if covers(pattern, name) or name.endswith(f".{pattern}")), None
            )
        if entry is None:
            return None
        endpoint, zone = entry
        found = self.endpoint_addresses(endpoint, zone, name)
        what = f"zonal name of {zone}" if zone else "regional name"
        return found, Hop(
            endpoint.id, endpoint.kind, "answer", f"{name} is the endpoint's own {what}: {', '.join(one.text for one in found)}"
        )

    def _owners_by_name(self) -> dict[str, r.LoadBalancer | r.Workload]:
        """What has a name of AWS's in public DNS, by that."""
        network = self.index.network
        owners: list[r.LoadBalancer | r.Workload] = [*network.load_balancers, *network.workloads]
        return {normal(one.dns_name): one for one in owners if one.dns_name}

    def _owner(self, name: str, vpc: r.Vpc | None) -> tuple[tuple[Address, ...], Hop] | None:
        owner = self.index.cached("owner-names", self._owners_by_name).get(name.removeprefix("dualstack."))
        if owner is None:
            return None
        interfaces = sorted(self.index.network.interfaces_owned.get(owner.id, ()), key=lambda one: (one.zone, one.id))
        outside = isinstance(owner, r.LoadBalancer) and owner.scheme == "internet-facing"
        outside = outside or (
            isinstance(owner, r.Workload) and (vpc is None or vpc.id != owner.vpc) and any(one.public_ip for one in interfaces)
        )
        idle = idle_zones(self.index, owner) if isinstance(owner, r.LoadBalancer) else frozenset()
        primary = [(one, text) for one in interfaces for text in one.private_ips[:1] if one.zone not in idle]
        addresses = [self.index.public_address(one, text) if outside else address(text) for one, text in primary]
        addresses += [address(text) for one in interfaces for text in one.ipv6s[:1] if one.zone not in idle]
        found = tuple(ip for ip in addresses if ip is not None)
        if not found:
            raise stop_at(
                owner.id,
                owner.kind,
                "ADDRESS_NOT_KNOWN",
                f"the addresses of {owner.label} are not known",
                said="its addresses are not known",
                missing=f"the {'public ' if outside else ''}addresses of {owner.id}",
            )
        without = f" (without {', '.join(sorted(idle))}, where it has nothing to send to)" if idle else ""
        return found, Hop(owner.id, owner.kind, "answer", f"{name} is {', '.join(one.text for one in found)}{without}")

    def _instance(self, name: str, vpc: r.Vpc | None) -> tuple[tuple[Address, ...], Hop] | None:
        """EC2's own names: the private ones, and public ones, which VPCs resolve to private addresses.

        Source: VPC User Guide, "DNS attributes for your VPC"; VPC Peering Guide, "Enable DNS resolution".
        """
        written = _written(name)
        if written is None:
            return None
        if name.startswith("ip-") and vpc is None and name.endswith(".internal"):
            text = f"{name} is a private name: only resolvers of VPCs know it"
            raise stop_at("internet", "internet", "NAME_NOT_FOUND", text, change="use a public name or address")
        if name.startswith("ip-"):
            return (written,), Hop(
                vpc.id if vpc else "internet", "vpc" if vpc else "internet", "answer", f"{name} is {written.text} by its own form"
            )
        owned = self.index.public.get(written.number)
        if owned is not None and vpc is not None and self._sees_private(vpc, owned[0].vpc, name):
            private = address(owned[1])
            if private is not None:
                return (private,), Hop(vpc.id, "vpc", "answer", f"inside the VPC {name} is the private IP {private.text}")
        return (written,), Hop("internet", "internet", "answer", f"{name} is {written.text} by its own form")

    def peer_of(self, vpc: r.Vpc, name: str) -> tuple[r.Peering, r.Vpc] | None:
        """(the peering connection, the other VPC) where a name is EC2's public one of a host in a peer of `vpc`, else None."""
        written = _written(name)
        owned = self.index.public.get(written.number) if written is not None and not name.startswith("ip-") else None
        other = self.index.vpcs.get(owned[0].vpc) if owned is not None else None
        peering = self.index.peerings.get(frozenset((vpc.id, other.id))) if other is not None and other is not vpc else None
        return (peering, other) if peering is not None and other is not None else None

    def _sees_private(self, vpc: r.Vpc, other: str, name: str) -> bool:
        """Whether a VPC's resolver gives private addresses for public names of hosts in `other`. Raises End where it is not known.

        In another VPC by peering, where both VPCs have both DNS attributes on and the other side allows it.
        """
        if vpc.id == other:
            return self._all_on(vpc, name, {f"enableDnsHostnames of {vpc.id}": vpc.dns_hostnames})
        peering = self.index.peerings.get(frozenset((vpc.id, other)))
        if peering is None:
            return False
        asked = peering.requester == other
        settings = {
            f"AllowDnsResolutionFromRemoteVpc of {other} on {peering.id}": (
                peering.requester_dns_resolution if asked else peering.accepter_dns_resolution
            )
        }
        for one in (vpc, self.index.vpcs.get(other)):
            if one is not None:
                settings[f"enableDnsHostnames of {one.id}"] = one.dns_hostnames
                settings[f"enableDnsSupport of {one.id}"] = one.dns_support
        return self._all_on(vpc, name, settings)

    def _all_on(self, vpc: r.Vpc, name: str, settings: Mapping[str, bool | None]) -> bool:
        if not all(value is not False for value in settings.values()):
            return False
        unread = [what for what, value in settings.items() if value is None]
        if unread:
            text = f"whether {name} is a private or a public IP in {vpc.label} hangs on what was not read"
            needs = f"{' and '.join(unread)} {'are' if len(unread) > 1 else 'is'} on, and the private IP is reached"
            raise stop(vpc, "NOT_READ", text, missing=" and ".join(unread), needs=needs)
        return True

    def _service(self, name: str, vpc: r.Vpc | None) -> tuple[tuple[Address, ...], Hop] | None:
        region = vpc.region if vpc is not None else ""
        known: dict[tuple[str, str], tuple[tuple[Address, ...], Hop] | None] = self.index.cached("public-services", dict)
        if (name, region) not in known:
            known[name, region] = self._of_service(name, region)
        return known[name, region]

    def _of_service(self, name: str, region: str) -> tuple[tuple[Address, ...], Hop] | None:
        service = next(
            (same_name(one.id) for one in self.index.network.services if any(covers(normal(text), name) for text in one.dns_names)),
            "",
        )
        service = service or nearest_service(name, region)
        if not service:
            return None
        found = service_address(self.index, service, name)
        both = (found, Address(6, -1, f"an IPv6 address of {name}", service)) if is_dual_stack(name) else (found,)
        known = f"is {found.text}, in the ranges of" if found.known else "has public addresses (not known here) of"
        return both, Hop(service, "service", "answer", f"public DNS: {name} {known} {service}, {service_label(service)}")


def _written(name: str) -> Address | None:
    """The address that EC2's own names are made of, None for other names."""
    match = _INSTANCE.match(name)
    if match is None or not name.endswith((".compute.internal", ".ec2.internal", *(f".{one}" for one in dns_suffixes()))):
        return None
    return address(".".join(match.groups()))


def service_address(index: Index, service: str, name: str = "") -> Address:
    """A public address of an AWS service: one of its prefix list where that is known, else one of which only the owner is known."""
    for block in blocks_of(*index.service_entries.get(service, ())):
        if block.version == 4:
            number = block.first + (1 if block.last > block.first else 0)
            text = ".".join(str(number >> shift & 255) for shift in (24, 16, 8, 0))
            return Address(4, number, text, service)
    return Address(4, -1, f"a public address of {name or service}", service)
