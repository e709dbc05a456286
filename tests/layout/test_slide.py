"""`--detail presentation`: frames as ever, workloads as tiles, no table; what is folded is counted where it belongs."""

from collections import Counter

import pytest
from msgspec import structs

from tests.conftest import SAMPLES
from tests.pictures.coverage import missing
from tests.pictures.reading import Picture, Thing
from vpcviz.layout import Options, lay_out
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.render.svg import render_svg
from vpcviz.sources import load
from vpcviz.spec import load_document

SPEC = """vpcviz: 1
region: eu-west-1
vpcs:
  shop:
    cidr: 10.0.0.0/16
    internet_gateway: {}
    subnets:
      a:
        zone: a
        cidr: 10.0.1.0/24
        instances: {web-1: 10.0.1.5, web-2: 10.0.1.6, web-3: 10.0.1.7, web-4: 10.0.1.8}
        nat_gateway: {public_ip: 52.30.4.10}
      b: {zone: b, cidr: 10.0.2.0/24, instances: {web-5: 10.0.2.5}}
    load_balancers: {front: {subnets: [a, b]}}
    route_tables: {app: {subnets: [a, b], routes: {0.0.0.0/0: internet_gateway}}}
    interface_endpoints:
      kms: {service: kms, subnets: [a]}
      sqs: {service: sqs, subnets: [a]}
      ssm: {service: ssm, subnets: [a]}
      logs: {service: logs, subnets: [a]}
"""


def slide(network: Network, **options: object) -> bytes:
    return render_svg(lay_out(network, Options(detail="presentation", **options)))  # type: ignore[arg-type]


def read(text: str = SPEC) -> tuple[Network, Picture]:
    network = load_document("x.yaml", text.encode())
    return network, Picture(slide(network))


def counted(things: list[Thing]) -> Counter[str]:
    found: Counter[str] = Counter()
    for thing in things:
        found[thing.kind] += int(thing.marks.get("more", 0))
    return found


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_nothing_of_a_sample_is_lost(sample) -> None:
    network = load([str(sample)])
    svg = slide(network)
    assert missing(svg, network) == []
    kinds = Counter(thing.kind for thing in Picture(svg).things if "more" not in thing.marks)
    assert kinds["vpc"] == len(network.vpcs)
    assert kinds["subnet"] == len(network.subnets)
    assert kinds["az"] == len({(subnet.vpc, subnet.zone) for subnet in network.subnets})
    assert kinds["route-table"] == kinds["route"] == kinds["security-group"] == kinds["eni"] == 0


def test_what_is_folded_is_counted() -> None:
    network, picture = read()
    found = counted(picture.things)
    assert found["eni"] == len(network.network_interfaces)
    assert found["route-table"] == len(network.route_tables)
    assert found["route"] == sum(route.target != "local" for table in network.route_tables for route in table.routes)
    assert found["interface-endpoint"] == 4
    assert found["instance"] == 4  # in the subnet that has so many
    words = [word.text for word in picture.words]
    assert "4 × EC2 instance" in words or "4 × instance" in words
    assert "4 interface endpoints" in words


def test_an_owner_in_several_subnets_is_one_thing_and_a_count() -> None:
    _, picture = read()
    balancers = [thing for thing in picture.things if thing.kind == "load-balancer"]
    assert len(balancers) == 1
    assert [word.text for word in picture.words].count("front") == 2


def test_what_has_no_name_is_called_what_it_is() -> None:
    network, _ = read()
    nat = r.NatGateway(id="nat-0123456789abcdef0", vpc=network.vpcs[0].id, subnet=network.subnets[0].id)
    words = [word.text for word in Picture(slide(structs.replace(network, nat_gateways=(nat,)))).words]
    assert "NAT gateway" in words
    assert nat.id not in words


def test_free_addresses_are_shown_where_they_are_asked_for() -> None:
    network, _ = read()
    assert b"IPs free (reckoned)" in slide(network, show=("free-ips",))
