"""The Network: everything known of an AWS network, immutable, with look-ups by id and the facts that follow from it."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Literal, TypeVar

from vpcviz.model import resources as r
from vpcviz.model.addresses import size_of
from vpcviz.model.collections import CLASSES, COLLECTIONS, Collections
from vpcviz.model.grouping import grouped
from vpcviz.model.services import service_label
from vpcviz.model.unread import ASSOCIATIONS, REFERENCES

Tier = Literal["public", "private", "isolated", "unknown"]
"""What a subnet's routes make of it: `unknown` where its route table was not read."""

INCOMPLETE_PAGES = "IncompletePages"
"""The error of a gap where an answer came, but not all of its pages: what is missing from it may exist."""

RESERVED = 5
"""Addresses of each subnet that AWS keeps."""

R = TypeVar("R", bound=r.Resource)

_TELLING_INTERFACES = tuple(name for name, record in CLASSES.items() if "network_interfaces" in record.__struct_fields__)
_TO_INTERNET = tuple(f"{record.ID_PREFIX}-" for record in CLASSES.values() if record.TO_INTERNET)
"""How ids of gateways to the internet begin."""


class Network(Collections, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, dict=True):
    """An AWS network: one tuple of records for each kind of resource; the field names are the keys of spec and snapshot.

    `origin` tells how strictly it was read: a `spec` is refused where it contradicts AWS, what a `scan` says is taken as it
    is. `complete` is False for a scan that was stopped. `gaps` lists what could not be read.
    """

    gaps: tuple[r.Gap, ...] = ()

    def __iter__(self) -> Iterator[r.Resource]:
        """Every resource, kind by kind in the order of the fields."""
        for field in COLLECTIONS:
            yield from getattr(self, field)

    @cached_property
    def by_id(self) -> Mapping[str, r.Resource]:
        """Every resource by its id."""
        return {resource.id: resource for resource in self}

    def get(self, resource_id: str, expected: type[R]) -> R | None:
        """The resource of that id if it is there and of the class `expected`, else None."""
        found = self.by_id.get(resource_id)
        return found if isinstance(found, expected) else None

    def label(self, resource_id: str) -> str:
        """What people call a resource, the id where it is not in the network."""
        found = self.by_id.get(resource_id)
        return found.label if found is not None else resource_id

    # --- what belongs to what ---

    @cached_property
    def subnets_of(self) -> Mapping[str, tuple[r.Subnet, ...]]:
        """Subnets by VPC id."""
        return grouped(self.subnets, "vpc")

    def by_vpc(self, kind: type[R]) -> Mapping[str, tuple[R, ...]]:
        """The resources of a class by VPC id; made once for each class."""
        known: dict[type[R], Mapping[str, tuple[R, ...]]] = self.__dict__.setdefault("_by_vpc", {})
        if kind not in known:
            known[kind] = grouped(getattr(self, kind.COLLECTION), "vpc")
        return known[kind]

    @cached_property
    def interfaces_of(self) -> Mapping[str, tuple[r.NetworkInterface, ...]]:
        """Network interfaces by subnet id."""
        return grouped(self.network_interfaces, "subnet")

    @cached_property
    def interfaces_owned(self) -> Mapping[str, tuple[r.NetworkInterface, ...]]:
        """Network interfaces by the id of their owner (instance, NAT gateway, endpoint, load balancer, …)."""
        owned: dict[str, dict[str, r.NetworkInterface]] = {}
        for interface in self.network_interfaces:
            if interface.owner in owned:
                owned[interface.owner][interface.id] = interface
            elif interface.owner:
                owned[interface.owner] = {interface.id: interface}
        for collection in _TELLING_INTERFACES:
            for owner in getattr(self, collection):
                self._claim(owned, owner.id, owner.network_interfaces)
        for resolver in self.resolver_endpoints:
            self._claim(owned, resolver.id, tuple(ip.network_interface for ip in resolver.ips))
        for ident, (firewall, _) in self.firewall_endpoints.items():
            if ident in owned and ident not in self.by_id:
                owned.setdefault(firewall.id, {}).update(owned.pop(ident))
        return {owner: tuple(interfaces.values()) for owner, interfaces in owned.items()}

    def _claim(self, owned: dict[str, dict[str, r.NetworkInterface]], owner: str, ids: tuple[str, ...]) -> None:
        for interface_id in ids:
            interface = self.get(interface_id, r.NetworkInterface)
            if interface is not None:
                owned.setdefault(owner, {})[interface.id] = interface

    @cached_property
    def owner_of(self) -> Mapping[str, str]:
        """The id of the owner by network interface id, where the owner is in the network."""
        known = ((owner, interfaces) for owner, interfaces in self.interfaces_owned.items() if owner in self.by_id)
        return {interface.id: owner for owner, interfaces in known for interface in interfaces}

    @cached_property
    def route_tables_of(self) -> Mapping[str, tuple[r.RouteTable, ...]]:
        """Route tables by VPC id."""
        return grouped(self.route_tables, "vpc")

    @cached_property
    def _table_by_subnet(self) -> Mapping[str, r.RouteTable]:
        return {subnet: table for table in self.route_tables for subnet in table.subnets}

    @cached_property
    def main_route_table(self) -> Mapping[str, r.RouteTable]:
        """The main route table by VPC id."""
        return {table.vpc: table for table in self.route_tables if table.main}

    def route_table_of(self, subnet: r.Subnet) -> r.RouteTable | None:
        """The table that routes `subnet`: the one it is associated with, else the VPC's main one; None where neither was read, or
        the association may stand on a page that was not read.

        Source: VPC User Guide, "Subnet route tables".
        """
        own = self._table_by_subnet.get(subnet.id)
        if own is None and not self._cut_short("DescribeRouteTables", subnet):
            own = self.main_route_table.get(subnet.vpc)
        return own

    @cached_property
    def _acl_by_subnet(self) -> Mapping[str, r.NetworkAcl]:
        return {subnet: acl for acl in self.network_acls for subnet in acl.subnets}

    @cached_property
    def _default_acl(self) -> Mapping[str, r.NetworkAcl]:
        return {acl.vpc: acl for acl in self.network_acls if acl.default}

    def network_acl_of(self, subnet: r.Subnet) -> r.NetworkAcl | None:
        """The network ACL of `subnet`: its own, else the VPC's default one; None where neither was read or written, or the
        association may stand on a page that was not read."""
        own = self._acl_by_subnet.get(subnet.id)
        if own is None and not self._cut_short("DescribeNetworkAcls", subnet):
            own = self._default_acl.get(subnet.vpc)
        return own

    @cached_property
    def _incomplete(self) -> Mapping[str, frozenset[tuple[str, str]]]:
        """By call: the accounts and regions in which not all pages of its answer were read."""
        found: dict[str, set[tuple[str, str]]] = {}
        for gap in self.gaps:
            if gap.error == INCOMPLETE_PAGES:
                found.setdefault(gap.operation, set()).add((gap.account, gap.region))
        return {operation: frozenset(places) for operation, places in found.items()}

    def _cut_short(self, operation: str, item: r.Resource) -> bool:
        """Whether what a call tells of the place of `item` may stand on a page that was not read."""
        if not self.gaps:
            return False
        places = self._incomplete.get(operation)
        if places is not None and any((account, item.region) in places for account in (item.account, "")):
            return True
        return any(self._may_concern(gap, item) for gap in self._associations.get(operation, ()))

    @cached_property
    def _associations(self) -> Mapping[str, tuple[r.Gap, ...]]:
        """By call: the gaps of associations of which a plan or template does not tell both ends."""
        found: dict[str, tuple[r.Gap, ...]] = {}
        for gap in self.gaps:
            if gap.error in REFERENCES and gap.message == ASSOCIATIONS.get(gap.operation):
                found[gap.operation] = (*found.get(gap.operation, ()), gap)
        return found

    def _may_concern(self, gap: r.Gap, item: r.Resource) -> bool:
        """Whether an association of which one end is known (the subnet, else the table, network ACL or VPC) may be a subnet's."""
        known = self.by_id.get(gap.resource)
        if known is None:
            elsewhere = (gap.region and item.region and gap.region != item.region) or (
                gap.account and item.account and gap.account != item.account
            )
            return not elsewhere
        if isinstance(known, r.Subnet):
            return known.id == item.id
        vpc = known.id if isinstance(known, r.Vpc) else getattr(known, "vpc", "")
        return vpc in ("", getattr(item, "vpc", ""))

    @cached_property
    def vpcs_of_core(self) -> dict[str, tuple[str, ...]]:
        """The VPCs of each core network by its id: those attached to it, and those whose routes lead to it."""
        cores = {
            core.id: {one.resource for one in core.attachments if self.get(one.resource, r.Vpc) is not None}
            for core in self.core_networks
        }
        for table in self.route_tables:
            for route in table.routes:
                if route.target in cores and table.vpc and route.state == "active":
                    cores[route.target].add(table.vpc)
        return {core: tuple(sorted(vpcs)) for core, vpcs in cores.items()}

    @cached_property
    def attachments_of(self) -> Mapping[str, tuple[r.TransitGatewayAttachment, ...]]:
        """Transit gateway attachments by the id of the attached resource, and by the id of the transit gateway."""
        found: dict[str, list[r.TransitGatewayAttachment]] = {}
        for attachment in self.transit_gateway_attachments:
            found.setdefault(attachment.transit_gateway, []).append(attachment)
            if attachment.resource:
                found.setdefault(attachment.resource, []).append(attachment)
        return {key: tuple(values) for key, values in found.items()}

    def vpcs_with(self, item: r.HostedZone | r.ResolverRule) -> tuple[str, ...]:
        """The ids of the VPCs that a hosted zone or Resolver rule is for: its own, and those that Route 53 Profiles bring it to."""
        return tuple(dict.fromkeys((*item.vpcs, *self._brought_to.get(item.id, ()))))

    @cached_property
    def _brought_to(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for profile in self.route53_profiles:
            for one in (*profile.hosted_zones, *profile.resolver_rules, *profile.interface_endpoints):
                found.setdefault(one, []).extend(profile.vpcs)
        return {key: tuple(vpcs) for key, vpcs in found.items()}

    # --- what follows from the routes ---

    def free_addresses(self, subnet: r.Subnet) -> int | None:
        """How many IPv4 addresses of a subnet are free: as AWS counts them; of a spec reckoned, None where it is not known.

        An interface whose addresses are not known has one; AWS keeps five of each subnet's. Source: VPC User Guide, "Subnet CIDR
        blocks".
        """
        if subnet.available_ips is not None or self.origin == "scan" or not subnet.cidr:
            return subnet.available_ips
        interfaces = self.interfaces_of.get(subnet.id, ())
        prefixes = [prefix for interface in interfaces for prefix in interface.prefixes if ":" not in prefix]
        used = sum(max(1, len(interface.private_ips)) for interface in interfaces) + sum(size_of(prefix) for prefix in prefixes)
        return size_of(subnet.cidr) - RESERVED - used

    def tier(self, subnet: r.Subnet) -> Tier:
        """What its routes make of a subnet, never its name.

        public: its table has a live route to an internet or carrier gateway; private: one to anything else outside the VPC (NAT,
        transit gateway, egress-only gateway, peering, …); isolated: local routes and gateway endpoints only.
        Source: VPC User Guide, "Subnet types".
        """
        table = self.route_table_of(subnet)
        return "unknown" if table is None else self._tier_of_table[table.id]

    @cached_property
    def _tier_of_table(self) -> Mapping[str, Tier]:
        return {table.id: self._table_tier(table) for table in self.route_tables}

    def leads_to_internet(self, target: str) -> bool:
        """Whether a route's target is a gateway to the internet, read or not."""
        known = self.by_id.get(target)
        return known.TO_INTERNET if known is not None else target.startswith(_TO_INTERNET)

    def _table_tier(self, table: r.RouteTable) -> Tier:
        tier: Tier = "isolated"
        for route in table.routes:
            if route.target == "local" or route.state == "blackhole":
                continue
            if self.leads_to_internet(route.target):
                return "public"
            listed = route.destination.startswith("pl-") and route.target.startswith("vpce-")
            if not listed and self.get(route.target, r.GatewayEndpoint) is None:
                tier = "private"
        return tier

    @cached_property
    def all_services(self) -> Mapping[str, r.Service]:
        """The AWS services that the network mentions, by service name: those listed and those that endpoints name.

        Endpoint services of other accounts (`…vpce-svc-…`) are not among them.
        """
        found = {service.id: service for service in self.services}
        named = [(gateway.service, gateway.region) for gateway in self.gateway_endpoints]
        named += [(interface.service, interface.service_region or interface.region) for interface in self.interface_endpoints]
        for name, region in named:
            if name and ".vpce." not in name and name not in found:
                found[name] = r.Service(id=name, name=service_label(name), region=region)
        return found

    @cached_property
    def firewall_endpoints(self) -> Mapping[str, tuple[r.NetworkFirewall, str]]:
        """The firewall and the subnet (its id) of each Network Firewall endpoint, by the endpoint's id."""
        every = ((firewall, subnet, one) for firewall in self.network_firewalls for subnet, one in firewall.endpoints.items())
        return {endpoint: (firewall, subnet) for firewall, subnet, endpoint in every}

    @cached_property
    def endpoint_service_by_name(self) -> Mapping[str, r.EndpointService]:
        """Endpoint services by the name that their consumers use."""
        return {service.service: service for service in self.endpoint_services if service.service}
