"""Elastic IPs as DescribeAddresses tells them: those that nothing has are kept, those of interfaces are told with them."""

import json
from pathlib import Path

from vpcviz.sources import load


def test_elastic_ips_that_nothing_has(tmp_path: Path) -> None:
    answer = {
        "Addresses": [
            {"AllocationId": "eipalloc-1", "PublicIp": "52.1.1.1", "Domain": "vpc", "Tags": [{"Key": "Name", "Value": "spare"}]},
            {
                "AllocationId": "eipalloc-2",
                "PublicIp": "52.1.1.2",
                "Domain": "vpc",
                "AssociationId": "eipassoc-2",
                "NetworkInterfaceId": "eni-1",
            },
            {"AllocationId": "eipalloc-3", "PublicIp": "52.1.1.3", "Domain": "vpc", "ServiceManaged": "igw-firewall"},
        ]
    }
    (tmp_path / "addresses.json").write_text(json.dumps(answer))
    (tmp_path / "vpcs.json").write_text(json.dumps({"Vpcs": []}))
    network = load([str(tmp_path)])
    assert [(one.id, one.name, one.public_ip, one.service_managed) for one in network.elastic_ips] == [
        ("eipalloc-1", "spare", "52.1.1.1", ""),
        ("eipalloc-3", "", "52.1.1.3", "igw-firewall"),
    ]


def test_an_address_of_a_pool_that_was_brought_to_aws_is_told_with_its_interface(tmp_path: Path) -> None:
    """Amazon EC2 API, "Address": PublicIpv4Pool is the pool's id, or amazon."""
    pools = {"52.1.1.1": "ipv4pool-ec2-1", "52.1.1.2": "amazon"}
    addresses = [
        {"AllocationId": f"eipalloc-{at}", "PublicIp": ip, "PublicIpv4Pool": pool, "AssociationId": f"eipassoc-{at}"}
        for at, (ip, pool) in enumerate(pools.items())
    ]
    interfaces = [
        {
            "NetworkInterfaceId": f"eni-{at}",
            "VpcId": "vpc-1",
            "SubnetId": "subnet-1",
            "PrivateIpAddresses": [{"PrivateIpAddress": f"10.0.0.{at}", "Primary": True, "Association": {"PublicIp": ip}}],
        }
        for at, ip in enumerate(pools, 10)
    ]
    (tmp_path / "answers.json").write_text(json.dumps([{"Addresses": addresses}, {"NetworkInterfaces": interfaces}]))
    network = load([str(tmp_path)])
    assert {one.id: one.own_pool_ips for one in network.network_interfaces} == {"eni-10": ("52.1.1.1",), "eni-11": ()}
