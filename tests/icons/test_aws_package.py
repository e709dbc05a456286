"""AWS's own icon package as it is laid out, with drawings of ours in it: `--icons` takes it as it is."""

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from vpcviz.commands import run
from vpcviz.icons import IconSet
from vpcviz.icons.aws_package import NAMED, package_icons
from vpcviz.icons.kinds import own_names

SERVICE = """<?xml version="1.0" encoding="UTF-8"?>
<svg width="64px" height="64px" viewBox="0 0 64 64" version="1.1" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">
    <title>Icon-Architecture/48/{stem}</title>
    <g id="Icon-Architecture/48/{stem}" stroke="none" stroke-width="1" fill="none" fill-rule="evenodd">
        <g id="Icon-Architecture-BG/48/Ours" fill="{colour}"><rect id="Rectangle" x="0" y="0" width="64" height="64"></rect></g>
        <circle id="A round thing" cx="32" cy="32" r="14" fill="#FFFFFF"></circle>
    </g>
</svg>
"""

FILES = {
    "Architecture-Service-Icons_07312025/Arch_Database/48/Arch_Amazon-RDS_48.svg": "#112233",
    "Architecture-Service-Icons_07312025/Arch_Database/64/Arch_Amazon-RDS_64.svg": "#000001",
    "Architecture-Service-Icons_02072025/Arch_Database/48/Arch_Amazon-RDS_48.svg": "#000002",
    "Architecture-Service-Icons_07312025/Arch_Management-Governance/48/Arch_AWS-Systems-Manager_48.svg": "#223344",
    "Resource-Icons_07312025/Res_Networking-Content-Delivery/Res_Amazon-VPC_NAT-Gateway_48.svg": "#334455",
    "Resource-Icons_07312025/Res_Networking-Content-Delivery/Res_Elastic-Load-Balancing_Network-Load-Balancer_48.svg": "#445566",
    "Resource-Icons_07312025/Res_General-Icons/Res_48_Light/Res_Internet_48_Light.svg": "#556677",
    "Resource-Icons_07312025/Res_General-Icons/Res_48_Dark/Res_Internet_48_Dark.svg": "#000003",
    "Architecture-Group-Icons_07312025/Virtual-private-cloud-VPC_32.svg": "#667788",
    "Architecture-Group-Icons_07312025/Virtual-private-cloud-VPC_32_Dark.svg": "#000004",
    "Architecture-Group-Icons_07312025/Public-subnet_32.svg": "#778899",
}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    for name, colour in FILES.items():
        path = tmp_path / "set" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(SERVICE.format(stem=path.stem, colour=colour))
    (tmp_path / "set" / "Category-Icons_07312025").mkdir()
    return tmp_path / "set"


@pytest.mark.parametrize(
    ("name", "colour"),
    [
        ("database", "#112233"),
        ("systems-manager", "#223344"),
        ("aws/management/systems-manager", "#223344"),
        ("nat-gateway", "#334455"),
        ("load-balancer-network", "#445566"),
        ("internet", "#556677"),
        ("vpc", "#667788"),
        ("subnet-public", "#778899"),
    ],
)
def test_icons_are_found_by_what_they_show(package: Path, name: str, colour: str) -> None:
    icon = IconSet(package).find(name)
    assert colour in icon.content
    assert icon.view_box == "0 0 64 64"
    assert "/48/" not in icon.content


def test_what_the_package_lacks_is_ours(package: Path) -> None:
    assert IconSet(package).find("prefix-list") == IconSet().find("prefix-list")


def test_an_icon_of_ones_own_goes_before_the_package(package: Path) -> None:
    (package / "nat-gateway.svg").write_text(SERVICE.format(stem="x", colour="#abcdef"))
    assert "#abcdef" in IconSet(package).find("nat-gateway").content


def test_another_folder_is_no_package(tmp_path: Path) -> None:
    (tmp_path / "Arch_Amazon-RDS_48.svg").write_text(SERVICE.format(stem="x", colour="#000000"))
    assert package_icons(tmp_path) == {}


def test_the_table_names_icons_of_ours() -> None:
    assert set(NAMED) <= own_names()


@pytest.mark.parametrize("ending", ["svg", "png", "pdf"])
def test_a_picture_with_the_package(package: Path, tmp_path: Path, ending: str) -> None:
    picture = tmp_path / f"x.{ending}"
    sample = str(ROOT / "samples" / "web-shop.yaml")
    assert run(["draw", sample, "--detail", "presentation", "--icons", str(package), "-o", str(picture), "-q"]) == 0
    if ending == "svg":
        drawn = picture.read_text()
        assert {"#112233", "#334455", "#556677", "#667788", "#778899"} <= set(re.findall("#[0-9a-f]{6}", drawn))
