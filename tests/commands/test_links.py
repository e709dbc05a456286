"""`--link`: things lead to the AWS console or to one's own pages, whatever they are called, and nowhere else."""

import re
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from vpcviz.commands import run

SVG = "{http://www.w3.org/2000/svg}"
SPEC = """
vpcviz: 1
title: Linked
region: {region}
vpcs:
  "{name}":
    id: vpc-0a1b2c3d4e5f60718
    cidr: 10.0.0.0/16
    internet_gateway: {{id: igw-0a1b2c3d4e5f60719}}
    subnets:
      app: {{id: subnet-0a1b2c3d4e5f6071a, zone: a, cidr: 10.0.0.0/24, instances: {{web: {{id: i-0a1b2c3d4e5f6071b, ip: 10.0.0.9}}}}}}
"""


def links(folder: Path, link: str, region: str = "eu-west-1", name: str = "shop") -> tuple[ElementTree.Element, dict[str, str]]:
    """A picture, and the address of each of its things by id."""
    (folder / "spec.yaml").write_text(SPEC.format(region=region, name=name), encoding="utf-8")
    assert run(["draw", str(folder / "spec.yaml"), "--link", link, "-o", str(folder / "out.svg"), "-q"]) == 0
    root = ElementTree.fromstring((folder / "out.svg").read_bytes())
    found = {}
    for group in root.iter(f"{SVG}g"):
        anchor = group.find(f"{SVG}a")
        if anchor is not None:
            found[group.attrib["data-id"]] = anchor.attrib["href"]
    return root, found


@pytest.mark.parametrize(
    ("region", "domain"),
    [
        ("eu-west-1", "console.aws.amazon.com"),
        ("cn-north-1", "console.amazonaws.cn"),
        ("us-gov-west-1", "console.amazonaws-us-gov.com"),
        ("eusc-de-east-1", "console.amazonaws-eusc.eu"),
    ],
)
def test_each_thing_leads_to_its_page_in_the_console(region: str, domain: str, tmp_path: Path) -> None:
    root, found = links(tmp_path, "console", region)
    start = f"https://{region}.{domain}"
    assert found["vpc-0a1b2c3d4e5f60718"] == f"{start}/vpc/home?region={region}#VpcDetails:VpcId=vpc-0a1b2c3d4e5f60718"
    assert found["subnet-0a1b2c3d4e5f6071a"].endswith("#SubnetDetails:subnetId=subnet-0a1b2c3d4e5f6071a")
    assert found["i-0a1b2c3d4e5f6071b"].startswith(f"{start}/ec2/home?region={region}#InstanceDetails:")
    assert found["igw-0a1b2c3d4e5f60719"].startswith(f"{start}/vpc/home?")
    assert found[region].startswith(f"{start}/vpc/home?")
    assert root.attrib["role"] == "graphics-document"
    assert [inner for anchor in root.iter(f"{SVG}a") for inner in anchor.iter(f"{SVG}a") if inner is not anchor] == []


def test_a_partition_without_a_public_console_has_no_links(tmp_path: Path) -> None:
    root, found = links(tmp_path, "console", "us-iso-east-1")
    assert found == {}
    assert root.attrib["role"] == "img"


NASTY = "a b/../?x=1#y&z'<svg onload=alert(1)>"


def test_names_are_escaped_in_an_address(tmp_path: Path) -> None:
    template = "https://wiki.example.com/{kind}/{name}?id={id}&at={region}"
    _, found = links(tmp_path, template, name=NASTY)
    address = found["vpc-0a1b2c3d4e5f60718"]
    middle = re.fullmatch(r"https://wiki\.example\.com/vpc/([A-Za-z0-9%._~-]+)\?id=vpc-0a1b2c3d4e5f60718&at=eu-west-1", address)
    assert middle is not None
    assert unquote(middle[1]) == NASTY


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("javascript:alert('{id}')", "http or https"),
        ("ftp://wiki.example.com/{id}", "http or https"),
        ("//wiki.example.com/{id}", "http or https"),
        ("consol", "http or https"),
        ("https://{name}.example.com/{id}", "host"),
        ("https://wiki.example.com/{id} onload=x", "characters"),
        ("https://wiki.example.com/{nam}", "did you mean {name}?"),
        ("https://wiki.example.com/", "every link would be the same"),
        ("https://[wiki/{id}", "expected"),
    ],
)
def test_other_addresses_are_refused(link: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "spec.yaml").write_text(SPEC.format(region="eu-west-1", name="shop"), encoding="utf-8")
    assert run(["draw", str(tmp_path / "spec.yaml"), "--link", link, "-o", str(tmp_path / "out.svg")]) == 2
    assert words in capsys.readouterr().err
    assert not (tmp_path / "out.svg").exists()


def test_stand_ins_have_no_pages(tmp_path: Path) -> None:
    (tmp_path / "spec.yaml").write_text(SPEC.format(region="eu-west-1", name="shop"), encoding="utf-8")
    assert run(["draw", str(tmp_path / "spec.yaml"), "--link", "console", "--redact", "-o", str(tmp_path / "out.svg")]) == 2


def test_without_the_option_there_are_no_links(tmp_path: Path) -> None:
    (tmp_path / "spec.yaml").write_text(SPEC.format(region="eu-west-1", name="shop"), encoding="utf-8")
    assert run(["draw", str(tmp_path / "spec.yaml"), "-o", str(tmp_path / "out.svg"), "-q"]) == 0
    assert b"<a " not in (tmp_path / "out.svg").read_bytes()
