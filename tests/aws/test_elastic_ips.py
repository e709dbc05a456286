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
