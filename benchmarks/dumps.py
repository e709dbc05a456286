"""Writes an estate as the AWS CLI prints it: the answers of a scan, with all the members that AWS gives, vpcviz reads them or not.

python benchmarks/dumps.py --vpcs 256 --kind hub --out DIR
"""

import argparse
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import estates

from vpcviz.model import Network
from vpcviz.model import resources as r

Item = dict[str, Any]


def write(network: Network, folder: Path) -> None:
    """A folder for each account and region, a file for each call."""
    files: dict[tuple[str, str, str], list[Item]] = {}
    for key, resource, item in items(network):
        files.setdefault((resource.account, resource.region, key), []).append(item)
    for (account, region, key), found in files.items():
        path = folder / account / region / f"{key}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({key: found}, indent=4), encoding="utf-8")


def items(network: Network) -> Iterator[tuple[str, r.Resource, Item]]:
    """(key of the answer, resource, AWS's item) of the kinds of which an estate has many."""
    for vpc in network.vpcs:
        yield "Vpcs", vpc, _vpc(vpc)
    for subnet in network.subnets:
        yield "Subnets", subnet, _subnet(subnet)
    for interface in network.network_interfaces:
        yield "NetworkInterfaces", interface, _interface(interface)
    for table in network.route_tables:
        yield "RouteTables", table, _table(table)
    for group in network.security_groups:
        yield "SecurityGroups", group, _group(group)


def _tags(resource: r.Resource) -> list[Item]:
    return [{"Key": key, "Value": value} for key, value in {**resource.tags, "Name": resource.label}.items()]


def _vpc(vpc: r.Vpc) -> Item:
    blocks = [
        {"AssociationId": f"vpc-cidr-assoc-{n}", "CidrBlock": cidr, "CidrBlockState": {"State": "associated"}}
        for n, cidr in enumerate(vpc.cidrs)
    ]
    return {
        "OwnerId": vpc.account,
        "InstanceTenancy": "default",
        "CidrBlockAssociationSet": blocks,
        "IsDefault": vpc.is_default,
        "Tags": _tags(vpc),
        "BlockPublicAccessStates": {"InternetGatewayBlockMode": "off"},
        "VpcId": vpc.id,
        "State": "available",
        "CidrBlock": vpc.cidrs[0],
        "DhcpOptionsId": vpc.dhcp_options or "default",
    }


def _subnet(subnet: r.Subnet) -> Item:
    return {
        "AvailabilityZoneId": "euw1-az1",
        "MapCustomerOwnedIpOnLaunch": False,
        "OwnerId": subnet.account,
        "AssignIpv6AddressOnCreation": False,
        "Ipv6CidrBlockAssociationSet": [],
        "Tags": _tags(subnet),
        "SubnetArn": f"arn:aws:ec2:{subnet.region}:{subnet.account}:subnet/{subnet.id}",
        "EnableDns64": False,
        "Ipv6Native": False,
        "PrivateDnsNameOptionsOnLaunch": {"HostnameType": "ip-name", "EnableResourceNameDnsARecord": False},
        "SubnetId": subnet.id,
        "State": "available",
        "VpcId": subnet.vpc,
        "CidrBlock": subnet.cidr,
        "AvailableIpAddressCount": 200,
        "AvailabilityZone": subnet.zone,
        "DefaultForAz": False,
        "MapPublicIpOnLaunch": subnet.map_public_ip,
    }


def _association(public: str) -> Mapping[str, Any]:
    return {"Association": {"IpOwnerId": "amazon", "PublicDnsName": "", "PublicIp": public}} if public else {}


def _addresses(interface: r.NetworkInterface) -> list[dict[str, Any]]:
    return [
        {
            "Primary": position == 0,
            "PrivateDnsName": f"ip-{ip.replace('.', '-')}.{interface.region}.compute.internal",
            "PrivateIpAddress": ip,
            **_association(interface.public_ip if position == 0 else interface.public_ips.get(ip, "")),
        }
        for position, ip in enumerate(interface.private_ips)
    ]


def _interface(interface: r.NetworkInterface) -> Item:
    addresses = _addresses(interface)
    return {
        **_association(interface.public_ip),
        "Attachment": {
            "AttachTime": "2026-01-31T08:15:30+00:00",
            "AttachmentId": f"eni-attach-{interface.id[4:]}",
            "DeleteOnTermination": True,
            "DeviceIndex": 0,
            "NetworkCardIndex": 0,
            "InstanceId": interface.owner if interface.owner.startswith("i-") else "",
            "InstanceOwnerId": interface.account,
            "Status": "attached",
        },
        "AvailabilityZone": interface.zone,
        "Description": interface.description,
        "Groups": [{"GroupId": group, "GroupName": "default"} for group in interface.security_groups],
        "InterfaceType": interface.type,
        "Ipv6Addresses": [{"Ipv6Address": ip, "IsPrimaryIpv6": False} for ip in interface.ipv6s],
        "MacAddress": "02:1a:2b:3c:4d:5e",
        "NetworkInterfaceId": interface.id,
        "OwnerId": interface.account,
        "PrivateDnsName": addresses[0]["PrivateDnsName"] if addresses else "",
        "PrivateIpAddress": interface.private_ips[0] if interface.private_ips else "",
        "PrivateIpAddresses": addresses,
        "RequesterId": "AROAEXAMPLEID",
        "RequesterManaged": False,
        "SourceDestCheck": interface.source_dest_check,
        "Status": "in-use",
        "SubnetId": interface.subnet,
        "TagSet": _tags(interface),
        "VpcId": interface.vpc,
        "DenyAllIgwTraffic": False,
        "AvailabilityZoneId": "euw1-az1",
    }


def _table(table: r.RouteTable) -> Item:
    return {
        "Associations": [
            {
                "Main": False,
                "RouteTableAssociationId": f"rtbassoc-{subnet[7:]}",
                "RouteTableId": table.id,
                "SubnetId": subnet,
                "AssociationState": {"State": "associated"},
            }
            for subnet in table.subnets
        ],
        "PropagatingVgws": [],
        "RouteTableId": table.id,
        "Routes": [
            {
                "DestinationPrefixListId" if route.destination.startswith("pl-") else "DestinationCidrBlock": route.destination,
                _target(route.target): route.target,
                "Origin": "CreateRoute",
                "State": "active",
            }
            for route in table.routes
        ],
        "Tags": _tags(table),
        "VpcId": table.vpc,
        "OwnerId": table.account,
    }


def _target(target: str) -> str:
    words = {
        "nat": "NatGatewayId",
        "tgw": "TransitGatewayId",
        "pcx": "VpcPeeringConnectionId",
        "eigw": "EgressOnlyInternetGatewayId",
    }
    return words.get(target.partition("-")[0], "GatewayId")


def _group(group: r.SecurityGroup) -> Item:
    def permission(rule: r.SecurityGroupRule) -> Item:
        peers: dict[str, list[Item]] = {"IpRanges": [], "UserIdGroupPairs": [], "Ipv6Ranges": [], "PrefixListIds": []}
        if rule.peer.startswith("sg-"):
            peers["UserIdGroupPairs"].append({"GroupId": rule.peer, "UserId": group.account})
        else:
            peers["IpRanges"].append({"CidrIp": rule.peer, "Description": rule.description})
        return {"IpProtocol": rule.protocol, "FromPort": rule.from_port, "ToPort": rule.to_port, **peers}

    return {
        "GroupId": group.id,
        "IpPermissionsEgress": [permission(rule) for rule in group.egress],
        "Tags": _tags(group),
        "VpcId": group.vpc,
        "SecurityGroupArn": f"arn:aws:ec2:{group.region}:{group.account}:security-group/{group.id}",
        "OwnerId": group.account,
        "GroupName": group.label,
        "Description": group.description,
        "IpPermissions": [permission(rule) for rule in group.ingress],
    }


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vpcs", type=int, default=256)
    parser.add_argument("--kind", choices=estates.KINDS, default="hub")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    write(estates.estate(estates.Size(given.vpcs), given.kind), given.out)


if __name__ == "__main__":
    main()
