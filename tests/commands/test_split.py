"""`draw --split`: a folder with one picture for each part, and an index whose boxes link to them; nothing half-written."""

import re
from pathlib import Path

import pytest

from vpcviz.commands import run
from vpcviz.commands.split import file_names
from vpcviz.commands.split_parts import parts_of
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.spec import dump_json


def estate(names: tuple[str, ...] = ("orders", "billing")) -> Network:
    """VPCs in two regions and accounts, the first two peered."""
    homes = (("111122223333", "eu-west-1"), ("444455556666", "us-east-1"))
    vpcs = tuple(
        r.Vpc(id=f"vpc-{index}", name=name, account=homes[index % 2][0], region=homes[index % 2][1])
        for index, name in enumerate(names)
    )
    return Network(
        origin="scan",
        title="Estate",
        accounts=(r.Account(id="111122223333", name="Network"),),
        vpcs=vpcs,
        subnets=tuple(r.Subnet(id=f"subnet-{vpc.id}", vpc=vpc.id, zone=f"{vpc.region}a", region=vpc.region) for vpc in vpcs),
        peerings=(r.Peering(id="pcx-1", requester="vpc-0", accepter="vpc-1", region="eu-west-1"),),
    )


@pytest.fixture
def source(tmp_path: Path) -> str:
    path = tmp_path / "estate.json"
    path.write_bytes(dump_json(estate()))
    return str(path)


@pytest.mark.parametrize(
    ("by", "files"),
    [
        ("vpc", {"orders.svg": "vpc-0", "billing.svg": "vpc-1"}),
        ("region", {"eu-west-1.svg": "eu-west-1", "us-east-1.svg": "us-east-1"}),
        ("account", {"Network.svg": "111122223333", "444455556666.svg": "444455556666"}),
    ],
)
def test_each_part_has_a_picture_and_the_index_links_to_it(by: str, files: dict[str, str], source: str, tmp_path: Path) -> None:
    folder = tmp_path / "made" / "pictures"
    assert run(["draw", source, "--split", by, "-o", str(folder), "-q"]) == 0
    assert {path.name for path in folder.iterdir()} == {"index.svg", *files}
    index = (folder / "index.svg").read_text()
    found = re.findall(rf'<g data-kind="{by}" data-id="([^"]+)"[^>]*>.*?<a href="([^"]+)"', index, re.DOTALL)
    linked = {href: ident for ident, href in found}
    assert linked == files
    for name in files:
        picture = (folder / name).read_text()
        assert "Filtered: only" in picture
        assert picture.count('<g data-kind="subnet"') == 1


def test_the_far_side_of_a_link_is_a_stub(source: str, tmp_path: Path) -> None:
    assert run(["draw", source, "--split", "vpc", "-o", str(tmp_path / "out"), "-q"]) == 0
    picture = (tmp_path / "out" / "orders.svg").read_text()
    assert 'data-id="vpc-1"' in picture
    assert "not shown: left out by the filter" in picture


def test_png_pictures_have_an_svg_index(source: str, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    assert run(["draw", source, "--split", "region", "--format", "png", "-o", str(folder), "-q"]) == 0
    assert {path.name for path in folder.iterdir()} == {"index.svg", "eu-west-1.png", "us-east-1.png"}
    assert (folder / "eu-west-1.png").read_bytes()[:4] == b"\x89PNG"


def test_names_are_safe_and_different_on_every_system() -> None:
    hostile = (
        "../../etc/passwd",
        "Orders",
        "ORDERS",
        "con",
        "nul.txt",
        "",
        "a/b\\c:d",
        "index",
        "…",
        "é" * 300,
        ".hidden",
        "orders ",
    )
    parts = parts_of(estate(hostile), "vpc")
    names = file_names(parts, "svg")
    assert len(names) == len(hostile)
    assert len({name.casefold() for name in names.values()} | {"index.svg"}) == len(hostile) + 1
    for name in names.values():
        assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,120}\.svg", name)
        assert not re.fullmatch(r"(?i)(con|nul)(\..*)?", name)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-o", "a", "-o", "b"], "one -o FOLDER"),
        (["-o", "-"], "one -o FOLDER"),
        (["-o", "out", "--format", "dot"], "expected --format svg or --format "),
    ],
)
def test_what_cannot_be_split_is_refused(arguments: list[str], words: str, source: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["draw", source, "--split", "vpc", *arguments]) == 2
    assert words in capsys.readouterr().err


def test_a_file_in_the_place_of_the_folder_is_left_alone(source: str, tmp_path: Path) -> None:
    target = tmp_path / "taken"
    target.write_text("mine")
    assert run(["draw", source, "--split", "vpc", "-o", str(target)]) == 2
    assert target.read_text() == "mine"


def test_nothing_is_left_where_a_file_cannot_be_written(source: str, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    (folder / "orders.svg").mkdir(parents=True)
    assert run(["draw", source, "--split", "vpc", "-o", str(folder)]) == 2
    assert [path.name for path in folder.iterdir()] == ["orders.svg"]


@pytest.mark.parametrize(
    ("name", "words"), [("x.svg", "SVG has no pages"), ("x.PNG", "with --format png"), ("x.gv", "DOT has no pages")]
)
def test_a_file_s_name_is_refused_before_anything_is_read(
    name: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["draw", "gone.yaml", "--split", "vpc", "-o", str(tmp_path / name)]) == 2
    assert words in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
