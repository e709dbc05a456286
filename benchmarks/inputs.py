"""The inputs of the measurements as files, each made once: estates, meshes, stars, dumps, flows."""

import json
from pathlib import Path

import dumps
import estates
import traces
from msgspec import structs

from vpcviz.model import Network


class Files:
    """Estates as files, each made once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._made: dict[str, dict[str, Path]] = {}

    def estate(self, kind: str, vpcs: int) -> dict[str, Path]:
        """An estate's snapshot, specs, DOT, and the dump of the AWS CLI's answers (a folder)."""
        name = f"{kind}-{vpcs}"
        if name not in self._made:
            network = full_mesh(vpcs) if kind == "full mesh" else estates.estate(estates.Size(vpcs), kind)
            made = estates.write(network, self.folder, name)
            dumps.write(network, self.folder / f"{name}-dump")
            self._made[name] = {**made, "dump": self.folder / f"{name}-dump"}
        return self._made[name]

    def text(self, name: str, text: str) -> Path:
        """A file of our own."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path


def full_mesh(vpcs: int) -> Network:
    """VPCs of one region, each peered with each other."""
    network = estates.estate(estates.Size(vpcs, zones=1, subnets=1, enis=1), "hub")
    from vpcviz.model import resources as r

    ids = [vpc.id for vpc in network.vpcs]
    peerings = tuple(
        r.Peering(id=f"pcx-{one:04x}{other:04x}", requester=ids[one], accepter=ids[other], status="active")
        for one in range(vpcs)
        for other in range(one + 1, vpcs)
    )
    home = network.vpcs[0]
    moved = tuple(structs.replace(vpc, region=home.region, account=home.account) for vpc in network.vpcs)
    return structs.replace(network, vpcs=moved, peerings=peerings)


def without_folders(dump: Path, folder: Path) -> Path:
    """The files of a dump in one folder, with names that tell no account and no region."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, path in enumerate(sorted(dump.rglob("*.json"))):
        (folder / f"{number}.json").write_bytes(path.read_bytes())
    return folder


def star(files: Files, vpcs: int) -> Path:
    """A spec of VPCs of one subnet on one transit gateway."""
    lines = ["vpcviz: 1", "region: eu-west-1", 'account: "111122223333"', "vpcs:"]
    for at in range(vpcs):
        lines += [f"  vpc-{at}:", f"    cidr: 10.{at // 256}.{at % 256}.0/24", "    subnets:"]
        lines += [f"      a-{at}: {{zone: a, cidr: 10.{at // 256}.{at % 256}.0/28}}"]
    lines += ["transit_gateways:", "  hub:", "    attachments:"]
    lines += [f"      at-{at}: {{resource: vpc-{at}, subnets: [a-{at}]}}" for at in range(vpcs)]
    names = ", ".join(f"at-{at}" for at in range(vpcs))
    lines += ["    route_tables:", f"      all: {{associations: [{names}], propagations: [{names}]}}"]
    return files.text("star.yaml", "\n".join(lines) + "\n")


def route_tables_dump(files: Files, count: int) -> Path:
    """A dump of route tables, of which nothing tells the region."""
    found = []
    for at in range(count):
        routes = [{"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "State": "active", "Origin": "CreateRouteTable"}]
        routes += [
            {
                "DestinationCidrBlock": f"172.{16 + number // 256}.{number % 256}.0/24",
                "TransitGatewayId": "tgw-0a1b2c3d",
                "State": "active",
                "Origin": "CreateRoute",
            }
            for number in range(50)
        ]
        found.append(
            {"RouteTableId": f"rtb-{at:08x}", "VpcId": f"vpc-{at // 8:08x}", "Routes": routes, "Associations": [], "Tags": []}
        )
    return files.text(f"tables-{count}/route-tables.json", json.dumps({"RouteTables": found}))


def to_all_services(files: Files) -> list[str]:
    """The words of a `trace --to-all-services` in an estate of 256 VPCs."""
    network = estates.estate(estates.Size(256), "mixed")
    sender = next(one.id for one in network.network_interfaces if one.type == "interface" and one.private_ips)
    return ["trace", str(files.estate("mixed", 256)["snapshot"]), "--from", sender, "--to-all-services"]


def asserted_flows(files: Files) -> list[str]:
    """The words of a `trace --assert` of 10,000 flows in an estate of 256 VPCs."""
    network = estates.estate(estates.Size(256), "mixed")
    flows = [
        {"from": flow.source, "to": flow.target, "port": flow.port, "verdict": "delivered"}
        for flow in traces.flows(network, 10_000)
    ]
    return ["trace", str(files.estate("mixed", 256)["snapshot"]), "--assert", str(files.text("flows.json", json.dumps(flows)))]


def without_a_route(snapshot: Path) -> str:
    """A snapshot without the last route of its first table."""
    document = json.loads(snapshot.read_bytes())
    document["route_tables"][0]["routes"] = document["route_tables"][0]["routes"][:-1]
    return json.dumps(document)
