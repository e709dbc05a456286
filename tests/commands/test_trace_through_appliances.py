"""The picture of a way through what inspects: a firewall's own interface, an appliance and back to its endpoint."""

from pathlib import Path

from msgspec import structs

from tests.pictures.geometry import defects
from tests.pictures.reading import Picture
from vpcviz.commands import run
from vpcviz.model import Network
from vpcviz.model import resources as r

FIREWALL = """
vpcviz: 1
region: us-west-2
vpcs:
  shop:
    cidr: 10.9.0.0/16
    internet_gateway: {name: igw}
    subnets:
      fw-a: {zone: a, cidr: 10.9.0.0/28}
      fw-b: {zone: b, cidr: 10.9.0.16/28}
      web-a: {zone: a, cidr: 10.9.1.0/24, instances: {web: {ip: 10.9.1.10, public_ip: 52.10.1.1}}}
      web-b: {zone: b, cidr: 10.9.2.0/24}
    network_firewalls: {guard: {subnets: [fw-a, fw-b], endpoints: {fw-a: vpce-0fa, fw-b: vpce-0fb}}}
    route_tables:
      edge: {gateways: [igw], routes: {10.9.1.0/24: vpce-0fa, 10.9.2.0/24: vpce-0fb}}
      fw: {subnets: [fw-a, fw-b], routes: {0.0.0.0/0: igw}}
      web-a: {subnets: web-a, routes: {0.0.0.0/0: vpce-0fa}}
      web-b: {subnets: web-b, routes: {0.0.0.0/0: network_firewall}}
"""

BALANCER = """
vpcviz: 1
region: us-west-2
vpcs:
  security:
    cidr: 10.50.0.0/16
    subnets: {app: {zone: a, cidr: 10.50.1.0/24, instances: {appliance: 10.50.1.10}}}
    load_balancers: {gwlb: {type: gateway, subnets: app, listeners: [geneve 6081 -> appliances]}}
    target_groups: {appliances: {protocol: GENEVE, port: 6081, targets: appliance}}
  shop:
    cidr: 10.9.0.0/16
    internet_gateway: {name: igw}
    subnets:
      ends: {zone: a, cidr: 10.9.0.0/28}
      web: {zone: a, cidr: 10.9.1.0/24, instances: {web: {ip: 10.9.1.10, public_ip: 52.10.1.1}}}
    gateway_load_balancer_endpoints: {inspect: {service: inspection, subnets: ends}}
    route_tables:
      edge: {gateways: [igw], routes: {10.9.1.0/24: inspect}}
      ends: {subnets: ends, routes: {0.0.0.0/0: igw}}
      web: {subnets: web, routes: {0.0.0.0/0: inspect}}
endpoint_services: {inspection: {type: GatewayLoadBalancer, load_balancers: gwlb}}
"""


def drawn(folder: Path, text: str, command: str, *arguments: str) -> list[tuple[str, str, str]]:
    spec, picture = folder / "spec.yaml", folder / "way.svg"
    spec.write_text(text, encoding="utf-8")
    run([command, str(spec), *arguments, "-o", str(picture)])
    assert defects(picture.read_bytes()) == []
    return sorted((wire.kind, wire.start, wire.end) for wire in Picture(picture.read_bytes()).wires)


def test_routes_lead_to_the_firewalls_interface(tmp_path: Path) -> None:
    """By an endpoint's id, and by the firewall's own: then to the one in the zone of the table's subnets."""
    ends = {start: end for kind, start, end in drawn(tmp_path, FIREWALL, "draw") if kind == "route"}
    a, b = "eni-firewall-shop-guard-a", "eni-firewall-shop-guard-b"
    assert ends == {
        "rtb-shop-edge|10.9.1.0/24": a,
        "rtb-shop-edge|10.9.2.0/24": b,
        "rtb-shop-fw|0.0.0.0/0": "igw-shop-igw",
        "rtb-shop-web-a|0.0.0.0/0": a,
        "rtb-shop-web-b|0.0.0.0/0": b,
    }


def test_a_row_names_the_firewall_and_the_subnet_of_an_endpoint(tmp_path: Path) -> None:
    drawn(tmp_path, FIREWALL, "draw")
    assert (tmp_path / "way.svg").read_text(encoding="utf-8").count(">guard in fw-a<") == 2


def test_a_way_passes_the_firewalls_interface(tmp_path: Path) -> None:
    way = [pair for pair in drawn(tmp_path, FIREWALL, "trace", "--from", "internet", "--to", "i-shop-web") if pair[0] == "trace"]
    assert [(start, end) for _, start, end in way] == [
        ("eni-firewall-shop-guard-a", "i-shop-web"),
        ("igw-shop-igw", "eni-firewall-shop-guard-a"),
        ("internet", "igw-shop-igw"),
    ]


def test_a_way_passes_the_appliance_and_comes_back_to_the_endpoint(tmp_path: Path) -> None:
    way = {
        (start, end)
        for kind, start, end in drawn(tmp_path, BALANCER, "trace", "--from", "internet", "--to", "i-shop-web")
        if kind == "trace"
    }
    endpoint, appliance = "vpce-shop-inspect", "i-security-appliance"
    balancer = next(end for start, end in way if start == endpoint and end not in ("i-shop-web", appliance))
    assert way >= {(endpoint, balancer), (balancer, appliance), (appliance, endpoint), (endpoint, "i-shop-web")}


def test_a_way_comes_back_to_the_endpoint_whichever_appliance_it_passes(tmp_path: Path) -> None:
    several = BALANCER.replace("{appliance: 10.50.1.10}", "{appliance: 10.50.1.10, other: 10.50.1.11}").replace(
        "targets: appliance", "targets: [appliance, other]"
    )
    found = drawn(tmp_path, several, "trace", "--from", "internet", "--to", "i-shop-web")
    way = [(start, end) for kind, start, end in found if kind == "trace"]
    assert ("vpce-shop-inspect", "i-shop-web") in way
    assert not any("subnet-shop-ends" in pair for pair in way)


def test_an_interface_of_a_firewalls_endpoint_is_the_firewalls() -> None:
    """AWS tells the endpoint that an interface works for, and in another answer whose that is."""
    firewall = r.NetworkFirewall(id="firewall-guard", vpc="vpc-a", subnets=("subnet-a",), endpoints={"subnet-a": "vpce-0fa"})
    interface = r.NetworkInterface(id="eni-a", vpc="vpc-a", subnet="subnet-a", owner="vpce-0fa")
    network = Network(network_firewalls=(firewall,), network_interfaces=(interface,))
    assert network.owner_of == {"eni-a": "firewall-guard"}
    endpoint = r.GatewayLoadBalancerEndpoint(id="vpce-0fa", vpc="vpc-a", subnets=("subnet-a",))
    assert structs.replace(network, gateway_load_balancer_endpoints=(endpoint,)).owner_of == {"eni-a": "vpce-0fa"}
