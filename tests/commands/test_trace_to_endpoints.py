"""The picture of a way to an interface endpoint: through the endpoint to its service, whatever stands for it."""

import re
from pathlib import Path

import pytest

from tests.pictures.geometry import defects
from tests.pictures.reading import Picture
from vpcviz.commands import run

SPEC = """
vpcviz: 1
region: eu-west-1
vpcs:
  shop:
    cidr: 10.9.0.0/16
    dns_support: true
    dns_hostnames: true
    subnets: {app: {zone: a, cidr: 10.9.1.0/24, instances: {web: 10.9.1.10}}}
    interface_endpoints:
      sqs: {service: sqs, subnets: app, private_dns: true}
"""

MANY = SPEC + "".join(
    f"      {code}: {{service: {code}, subnets: app, private_dns: true}}\n" for code in ("kms", "ssm", "logs", "sns")
)


def traced(folder: Path, text: str, detail: str) -> tuple[str, list[tuple[str, str]]]:
    """The picture, and from where to where its way runs."""
    spec, picture = folder / "spec.yaml", folder / "way.svg"
    spec.write_text(text, encoding="utf-8")
    run(["trace", str(spec), "--from", "web", "--to", "sqs.eu-west-1.amazonaws.com", "--detail", detail, "-o", str(picture)])
    svg = picture.read_bytes()
    assert defects(svg) == []
    return svg.decode(), sorted((wire.start, wire.end) for wire in Picture(svg).wires if wire.kind == "trace")


SERVICE = "com.amazonaws.eu-west-1.sqs"


@pytest.mark.parametrize("text", [SPEC, MANY])
def test_the_way_passes_the_interface_and_its_endpoint(tmp_path: Path, text: str) -> None:
    _, way = traced(tmp_path, text, "full")
    assert way == [("eni-vpce-shop-sqs", "vpce-shop-sqs"), ("i-shop-web", "eni-vpce-shop-sqs"), ("vpce-shop-sqs", SERVICE)]


def test_where_interfaces_are_one_card_it_stays_clear(tmp_path: Path) -> None:
    svg, way = traced(
        tmp_path,
        MANY.replace("web: 10.9.1.10", ", ".join(f"web{n}: 10.9.1.{n}" for n in range(20, 26)) + ", web: 10.9.1.10"),
        "standard",
    )
    card = "subnet-shop-app/interface-endpoint"
    assert (card, "vpce-shop-sqs") in way
    tag = re.search(rf'<g data-kind="eni" data-id="{card}"[^>]*>', svg)
    assert tag is not None
    assert "data-faded" not in tag[0]


@pytest.mark.parametrize(("text", "stands"), [(SPEC, "vpce-shop-sqs"), (MANY, "vpc-shop/interface-endpoints")])
def test_on_a_slide_it_leads_to_the_endpoint_not_to_a_count(tmp_path: Path, text: str, stands: str) -> None:
    _, way = traced(tmp_path, text, "presentation")
    assert ("i-shop-web", stands) in way
    assert all(start and end for start, end in way)


def test_a_dimmed_endpoint_has_a_backing_on_the_border(tmp_path: Path) -> None:
    svg, _ = traced(tmp_path, MANY, "full")
    faded = re.findall(r'(.*)\n<g data-kind="interface-endpoint" [^>]*data-faded', svg)
    assert len(faded) == 4
    assert all("<rect" in before for before in faded)
