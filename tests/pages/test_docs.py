"""`vpcviz docs`: pages that say what there is, the same bytes each time, and nothing hostile in any of them."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from vpcviz.commands import docs, run
from vpcviz.model.narrowing import narrow
from vpcviz.model.selection import Selection
from vpcviz.pages.tables import TABLES
from vpcviz.spec import load_document

ROOT = Path(__file__).resolve().parents[2]
HUB = ROOT / "samples" / "hub-and-spoke.yaml"

SHOP = """
vpcviz: 1
region: eu-west-1
vpcs:
  shop:
    cidr: 10.0.0.0/16
    subnets:
      app: {zone: a, cidr: 10.0.1.0/28, instances: {web-1: 10.0.1.4}}
    route_tables:
      main: {subnets: [app]}
    gateway_endpoints: {s3: {service: s3, route_tables: [main]}}
"""


def made(source: Path, folder: Path, *options: str) -> dict[str, bytes]:
    assert run(["docs", str(source), "-o", str(folder), "-q", *options]) == 0
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_an_index_and_a_page_for_each_vpc_with_their_pictures(tmp_path: Path) -> None:
    files = made(HUB, tmp_path / "a", "--findings", "--cost")
    network = load_document(HUB.name, HUB.read_bytes())
    assert {name for name in files if name.endswith(".md")} == {"index.md", *(f"{vpc.name}.md" for vpc in network.vpcs)}
    index = files["index.md"].decode()
    for words in ("## VPCs", "## Findings: ", "## Standing cost: ", "## Transit gateway attachments", "## Hosted zones"):
        assert words in index
    orders = files["orders.md"].decode()
    for words in ("10.2.1.60", "## Subnets", "## Routes", "## Security groups"):
        assert words in orders
    for name, data in files.items():
        if name.endswith(".md"):
            for target in re.findall(r"\]\(([^)]+)\)", data.decode()):
                assert target in files or target.startswith("https://"), f"{name} leads to {target}"


def test_the_same_network_gives_the_same_bytes(tmp_path: Path) -> None:
    assert made(HUB, tmp_path / "a") == made(HUB, tmp_path / "b")


@pytest.mark.parametrize("processes", ["1", "2", "3"])
def test_processes_share_the_pages(processes: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = made(HUB, tmp_path / "a")
    monkeypatch.setattr(docs, "WORTH", 2)
    monkeypatch.setenv("VPCVIZ_WORKERS", processes)
    assert made(HUB, tmp_path / "b") == whole


def test_every_private_address_stands_on_a_page(tmp_path: Path) -> None:
    files = made(HUB, tmp_path / "a")
    words = b" ".join(data for name, data in files.items() if name.endswith(".md")).decode()
    network = load_document(HUB.name, HUB.read_bytes())
    assert [ip for eni in network.network_interfaces for ip in eni.private_ips if ip not in words] == []


def test_the_inventory_has_a_row_for_each_resource(tmp_path: Path) -> None:
    assert run(["docs", str(HUB), "-o", str(tmp_path / "x.csv"), "-q"]) == 0
    rows = list(csv.DictReader(io.StringIO((tmp_path / "x.csv").read_text())))
    network = load_document(HUB.name, HUB.read_bytes())
    assert [row["id"] for row in rows] == [item.id for item in network if not item.foreign]


def test_free_addresses_of_a_spec_are_reckoned_and_say_so() -> None:
    table = TABLES["subnets"](load_document("shop.yaml", SHOP.encode()), "")
    assert table.rows[0][-1] == "10 (reckoned)", "16 addresses, 5 of AWS, 1 of the instance"


def test_endpoints_tell_what_they_cost(tmp_path: Path) -> None:
    """By vpcviz's prices, by one's own, and "not known" where a region has none; an endpoint that is gone costs nothing."""
    spec = SHOP.replace(
        "    gateway_endpoints",
        "    interface_endpoints:\n      sqs: {service: sqs, subnets: [app]}\n      old: {service: kms, state: deleted}\n    gateway_endpoints",
    )

    def told(text: str, prices: str = "") -> dict[str, str]:
        return {row[0]: row[-1] for row in TABLES["endpoints"](load_document("shop.yaml", text.encode()), "", prices).rows}

    assert told(spec) == {"s3": "free", "sqs": "8.03 USD a month, 0.01 USD/GB", "old": ""}
    assert told(spec.replace("eu-west-1", "sa-west-1"))["sqs"] == "month not known, 0.01 USD/GB"
    own = tmp_path / "prices.json"
    price = {"title": "Interface endpoint", "unit": "hour", "regions": {"sa-west-1": 1}}
    own.write_text(json.dumps({"format": 1, "as_of": "2026-01-01", "prices": {"interface_endpoint_hour": price}}))
    assert told(spec.replace("eu-west-1", "sa-west-1"), str(own))["sqs"].startswith("730.00 USD a month")


def test_hostile_names_are_text_in_each_format(tmp_path: Path) -> None:
    spec = tmp_path / "x.yaml"
    spec.write_text(SHOP.replace("web-1:", '"=1+1|<script>x</script>](javascript:y)":').replace("shop:", '"<img src=x>":'))
    files = made(spec, tmp_path / "a", "--findings")
    for name, data in files.items():
        if name.endswith(".md"):
            assert b"<script" not in data
            assert b"<img" not in data
            assert not re.search(rb"(?<!\\)\]\(javascript", data)
    rows = list(csv.reader(io.StringIO(files["inventory.csv"].decode())))
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "@")]
    assert run(["docs", str(spec), "-o", str(tmp_path / "x.html"), "-q"]) == 0
    page = (tmp_path / "x.html").read_text()
    assert "<script" not in page
    assert "<img src=x" not in page
    assert page.count("<table>") == page.count("</table>") > 3


@pytest.mark.parametrize(
    ("output", "message"), [("", "nothing to write to"), ("file", "is no folder"), ("none/x.html", "no folder")]
)
def test_outputs_that_cannot_be_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], output: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("mine")
    assert run(["docs", str(HUB), *(["-o", output] if output else [])]) == 2
    assert message in capsys.readouterr().err
    assert (tmp_path / "file").read_text() == "mine"


def test_redacted_pages_tell_no_name(tmp_path: Path) -> None:
    files = made(HUB, tmp_path / "a", "--redact", "--findings", "--cost")
    whole = b" ".join(files.values()).decode() + " ".join(files)
    for word in ("orders-db", "444455556666", "spokes"):
        assert word not in whole


def test_one_page_is_printed_without_pictures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same words as in the folder; nothing is drawn, so that one of a thousand takes no longer than one of ten."""
    spec = str(ROOT / "samples" / "shared-services.yaml")
    assert run(["docs", spec, "-o", str(tmp_path / "pages")]) == 0
    for name in ("index", "orders", "orders.md"):
        capsys.readouterr()
        assert run(["docs", spec, "--only", name]) == 0
        whole = (tmp_path / "pages" / f"{name.removesuffix('.md')}.md").read_text()
        assert "![" in whole
        assert capsys.readouterr().out.split() == [word for line in whole.splitlines() if line[:2] != "![" for word in line.split()]
    for words, said in ((["--only", "ordres"], 'did you mean "orders"?'), (["--only", "x"], "expected index, analytics")):
        assert run(["docs", spec, *words]) == 2
        assert said in capsys.readouterr().err
    assert run(["docs", spec, "--only", "index", "-o", str(tmp_path / "page.html")]) == 2


def test_a_network_whose_tables_were_made_is_narrowed_as_any() -> None:
    """What a network keeps for tables of VPCs is not taken for what it keeps for narrowing."""
    shop = SHOP.replace("  shop:", "  other: 10.1.0.0/16\n  shop:")
    fresh, told = load_document("shop.yaml", shop.encode()), load_document("shop.yaml", shop.encode())
    TABLES["subnets"](told, "vpc-shop")
    assert narrow(told, Selection(vpcs=("shop",))) == narrow(fresh, Selection(vpcs=("shop",)))
