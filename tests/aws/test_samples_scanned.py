"""The samples' networks built in moto by boto3 calls, scanned, and compared with the spec and with AWS's own answers."""

from collections import Counter
from pathlib import Path
from typing import Any

import boto3
import pytest

from tests.aws.build import Builder
from tests.aws.build_links import HOME_ACCOUNT
from tests.aws.scanning import scanned
from tests.conftest import SAMPLES
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.spec import load_document


def sample(path: Path) -> Network:
    return load_document(path.name, path.read_bytes())


class World:
    """A sample in moto: accounts by assumed roles, regions as the sample has them."""

    def __init__(self, moto: str, spec: Network) -> None:
        self.moto = moto
        self.spec = spec
        self.accounts = sorted({item.account for item in (*spec.vpcs, *spec.transit_gateways) if item.account}) or [HOME_ACCOUNT]
        self.regions = sorted({vpc.region for vpc in spec.vpcs if not vpc.foreign}) or ["eu-west-1"]
        self._sessions: dict[str, Any] = {}
        self._clients: dict[tuple[str, str, str], Any] = {}
        self.ids = Builder(spec, self.client).build()

    def client(self, service: str, region: str, account: str) -> Any:
        if account not in self._sessions:
            self._sessions[account] = self._session(account)
        key = (service, region, account)
        if key not in self._clients:
            self._clients[key] = self._sessions[account].client(service, region_name=region, endpoint_url=self.moto)
        return self._clients[key]

    def _session(self, account: str) -> Any:
        if account == HOME_ACCOUNT:
            return boto3.Session()
        sts = boto3.client("sts", region_name="us-east-1", endpoint_url=self.moto)
        given = sts.assume_role(RoleArn=f"arn:aws:iam::{account}:role/reader", RoleSessionName="build")["Credentials"]
        return boto3.Session(given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"])

    def scan(self) -> Network:
        roles = tuple(f"arn:aws:iam::{account}:role/reader" for account in self.accounts)
        return scanned(self.moto, *self.regions, role_arns=() if self.accounts == [HOME_ACCOUNT] else roles)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_what_is_built_is_scanned(path: Path, moto: str) -> None:
    spec = sample(path)
    world = World(moto, spec)
    found = world.scan()
    _vpcs_and_subnets(spec, world.ids, found)
    _routes(spec, world.ids, found)
    _endpoints(spec, world.ids, found)
    _links(spec, world.ids, found)
    _names(spec, world.ids, found)
    _answers(world, found)


def _vpcs_and_subnets(spec: Network, ids: dict[str, str], found: Network) -> None:
    for vpc in spec.vpcs:
        if vpc.id in ids:
            made = found.get(ids[vpc.id], r.Vpc)
            assert made is not None
            assert (made.name, made.cidrs, made.region, made.foreign) == (vpc.label, vpc.cidrs, vpc.region, False)
            assert (made.dns_support, made.dns_hostnames) == (vpc.dns_support, vpc.dns_hostnames)
            assert made.account == (vpc.account or HOME_ACCOUNT)
    for subnet in spec.subnets:
        if subnet.id in ids:
            made_subnet = found.get(ids[subnet.id], r.Subnet)
            assert made_subnet is not None
            assert (made_subnet.vpc, made_subnet.cidr, made_subnet.zone) == (ids[subnet.vpc], subnet.cidr, subnet.zone)


def _routes(spec: Network, ids: dict[str, str], found: Network) -> None:
    for table in spec.route_tables:
        if table.id not in ids:
            continue
        made = found.get(ids[table.id], r.RouteTable)
        assert made is not None
        assert set(made.subnets) == {ids[subnet] for subnet in table.subnets}
        routes = {(route.destination, route.target) for route in made.routes}
        for route in table.routes:
            target = ids.get(route.target)
            owner = spec.by_id.get(route.target)
            if owner is not None and owner.account != table.account:
                continue  # moto knows no transit gateway of another account, and forgets the target.
            if (
                target
                and route.origin == "static"
                and not route.destination.startswith("pl-")
                and target[:4] not in ("vpce", "eni-")
            ):
                assert (route.destination, target) in routes
    for subnet in spec.subnets:
        if spec.tier(subnet) == "public" and subnet.id in ids:
            scanned_subnet = found.get(ids[subnet.id], r.Subnet)
            assert scanned_subnet is not None
            assert found.tier(scanned_subnet) == "public"


def _endpoints(spec: Network, ids: dict[str, str], found: Network) -> None:
    for endpoint in spec.interface_endpoints:
        made = found.get(ids.get(endpoint.id, ""), r.InterfaceEndpoint)
        if ".vpce." in endpoint.service:
            continue
        assert made is not None
        assert (made.service, made.vpc, made.private_dns) == (endpoint.service, ids[endpoint.vpc], endpoint.private_dns)
        assert set(made.subnets) == {ids[subnet] for subnet in endpoint.subnets}
        assert set(made.security_groups) == {ids[group] for group in endpoint.security_groups}
        # moto's interfaces of endpoints say nothing of the endpoint: they are joined by the endpoint's own list.
        assert len(made.network_interfaces) == len(made.subnets)
        assert {found.owner_of[one] for one in made.network_interfaces} == {made.id}
    for gateway in spec.gateway_endpoints:
        made_gateway = found.get(ids[gateway.id], r.GatewayEndpoint)
        assert made_gateway is not None
        assert (made_gateway.service, made_gateway.vpc) == (gateway.service, ids[gateway.vpc])
        assert set(made_gateway.route_tables) == {ids[table] for table in gateway.route_tables}


def _links(spec: Network, ids: dict[str, str], found: Network) -> None:
    for peering in spec.peerings:
        if peering.id in ids:
            made = found.get(ids[peering.id], r.Peering)
            assert made is not None
            assert (made.requester, made.accepter, made.status) == (ids[peering.requester], ids[peering.accepter], "active")
    for attachment in spec.transit_gateway_attachments:
        if attachment.id in ids:
            made_attachment = found.get(ids[attachment.id], r.TransitGatewayAttachment)
            assert made_attachment is not None
            assert made_attachment.type == attachment.type
            assert {made_attachment.transit_gateway, made_attachment.resource} == {
                ids[attachment.transit_gateway],
                ids[attachment.resource],
            }
            assert set(made_attachment.subnets) == {ids[subnet] for subnet in attachment.subnets}
    for connection in spec.vpn_connections:
        made_connection = found.get(ids[connection.id], r.VpnConnection)
        assert made_connection is not None
        assert (made_connection.customer_gateway, made_connection.gateway) == (
            ids[connection.customer_gateway],
            ids[connection.gateway],
        )


def _names(spec: Network, ids: dict[str, str], found: Network) -> None:
    for zone in spec.hosted_zones:
        if zone.id in ids:
            made = found.get(ids[zone.id], r.HostedZone)
            assert made is not None
            assert (made.name, made.records_known, made.foreign) == (zone.name, True, False)
            assert set(made.vpcs) == {ids[vpc] for vpc in zone.vpcs if vpc in ids}
            assert {record.name for record in made.records} == {record.name for record in zone.records}
    for endpoint in spec.resolver_endpoints:
        made_endpoint = found.get(ids[endpoint.id], r.ResolverEndpoint)
        assert made_endpoint is not None
        assert {(ip.subnet, ip.ip) for ip in made_endpoint.ips} == {(ids[ip.subnet], ip.ip) for ip in endpoint.ips}


def _answers(world: World, found: Network) -> None:
    """The snapshot against what the API itself answers, field by field, for every account and region."""
    for account in world.accounts:
        for region in world.regions:
            ec2 = world.client("ec2", region, account)
            for raw in ec2.describe_network_interfaces()["NetworkInterfaces"]:
                interface = found.get(raw["NetworkInterfaceId"], r.NetworkInterface)
                assert interface is not None
                assert interface.private_ips[0] == raw["PrivateIpAddress"]
                assert set(interface.private_ips) == {one["PrivateIpAddress"] for one in raw["PrivateIpAddresses"]}
                assert (interface.subnet, interface.vpc, interface.zone) == (raw["SubnetId"], raw["VpcId"], raw["AvailabilityZone"])
                assert (interface.type, interface.status, interface.region) == (raw["InterfaceType"], raw["Status"], region)
                assert set(interface.security_groups) == {group["GroupId"] for group in raw["Groups"]}
                assert interface.public_ip == raw.get("Association", {}).get("PublicIp", "")
                attached = raw.get("Attachment", {}).get("InstanceId")
                assert not attached or interface.owner == attached
            for raw in ec2.describe_security_groups()["SecurityGroups"]:
                group = found.get(raw["GroupId"], r.SecurityGroup)
                assert group is not None
                assert (group.name, group.vpc, group.description) == (raw["GroupName"], raw["VpcId"], raw["Description"])
                peers = Counter(
                    peer
                    for permission in raw["IpPermissions"]
                    for peer in (
                        *(one["CidrIp"] for one in permission.get("IpRanges", ())),
                        *(one["CidrIpv6"] for one in permission.get("Ipv6Ranges", ())),
                        *(one["GroupId"] for one in permission.get("UserIdGroupPairs", ())),
                    )
                )
                assert Counter(rule.peer for rule in group.ingress) == peers
            for raw in ec2.describe_network_acls()["NetworkAcls"]:
                acl = found.get(raw["NetworkAclId"], r.NetworkAcl)
                assert acl is not None
                assert (acl.vpc, acl.default, len(acl.entries)) == (raw["VpcId"], raw["IsDefault"], len(raw["Entries"]))
            assert {raw["VpcId"] for raw in ec2.describe_vpcs()["Vpcs"]} <= {vpc.id for vpc in found.vpcs}
            for raw in ec2.describe_nat_gateways()["NatGateways"]:
                nat = found.get(raw["NatGatewayId"], r.NatGateway)
                assert nat is not None
                assert (nat.public_ip, nat.private_ip) == (
                    raw["NatGatewayAddresses"][0]["PublicIp"],
                    raw["NatGatewayAddresses"][0]["PrivateIp"],
                )
