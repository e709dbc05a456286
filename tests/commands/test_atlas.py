"""`draw --split -o atlas.pdf`: the overview and a page for each part, with links both ways, numbers, bookmarks; the same bytes."""

import ctypes
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2
import pytest

from tests.conftest import ROOT
from vpcviz.commands import run
from vpcviz.commands.pictures import in_order
from vpcviz.model.narrowing import narrow
from vpcviz.model.selection import Selection
from vpcviz.render.origin import FORMAT, origin_of, read_origin
from vpcviz.sources import load

SAMPLE = ROOT / "samples" / "hub-and-spoke.yaml"


def atlas(tmp_path: Path, *options: str, source: Path = SAMPLE) -> bytes:
    file = tmp_path / "atlas.pdf"
    assert run(["draw", str(source), "--split", "vpc", "-q", "-o", str(file), *options]) == 0
    return file.read_bytes()


def links(page: pypdfium2.PdfPage) -> list[int]:
    """The numbers of the pages (from 0) that the links of a page lead to."""
    raw, found = pypdfium2.raw, []
    at, link = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page.raw, ctypes.byref(at), ctypes.byref(link)):
        target = raw.FPDFLink_GetDest(page.pdf.raw, link)
        if target:
            found.append(raw.FPDFDest_GetDestPageIndex(page.pdf.raw, target))
    return found


def texts(page: pypdfium2.PdfPage) -> str:
    return str(page.get_textpage().get_text_bounded())


def test_a_page_for_each_vpc_after_the_overview(tmp_path: Path) -> None:
    network = load([str(SAMPLE)])
    document = pypdfium2.PdfDocument(atlas(tmp_path))
    count = len(network.vpcs) + 1
    assert len(document) == count
    assert links(document[0]).count(0) == 0
    assert sorted(set(links(document[0]))) == list(range(1, count))
    for number in range(1, count):
        assert links(document[number])[-1] == 0
        assert "Overview" in texts(document[number])
        assert "private subnet" in texts(document[number])  # the legend
    assert all(f"{number} / {count}" in texts(document[number - 1]) for number in range(1, count + 1))


def test_a_page_leads_to_those_of_what_it_is_joined_to(tmp_path: Path) -> None:
    network = load([str(SAMPLE)])
    document = pypdfium2.PdfDocument(atlas(tmp_path))
    pages = {mark.get_title(): mark.get_dest().get_index() for mark in document.get_toc()}
    own = narrow(network, Selection(vpcs=("lake",)))
    others = {vpc.label for vpc in own.vpcs if vpc.foreign}
    assert others
    assert {pages[label] for label in others} <= set(links(document[pages["lake"]]))


def test_bookmarks_are_accounts_regions_and_vpcs(tmp_path: Path) -> None:
    marks = [(mark.level, mark.get_title()) for mark in pypdfium2.PdfDocument(atlas(tmp_path)).get_toc()]
    assert marks[:4] == [(0, "Overview"), (0, "Data (777788889999)"), (1, "eu-west-1"), (2, "lake")]


def test_pages_of_a_size_and_what_cannot_be_read_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = pypdfium2.PdfDocument(atlas(tmp_path, "--page", "a5-portrait"))
    assert {tuple(round(side) for side in document.get_page_size(at)) for at in range(len(document))} == {(420, 595)}
    said = capsys.readouterr().err
    assert said.startswith("vpcviz: Overview: on A5 portrait (148 x 210 mm) the smallest text is ")
    assert "so it is on lake, analytics-us, egress and 6 more pages" in said


def test_the_same_bytes_and_by_region_and_account(tmp_path: Path) -> None:
    assert atlas(tmp_path) == atlas(tmp_path)
    assert len(pypdfium2.PdfDocument(atlas(tmp_path, "--split", "region"))) == 3
    assert len(pypdfium2.PdfDocument(atlas(tmp_path, "--split", "account"))) == 4


def test_to_stdout(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["draw", str(SAMPLE), "--split", "account", "--format", "pdf", "-o", "-"]) == 0
    captured = capfdbinary.readouterr()
    assert captured.out.startswith(b"%PDF")
    assert b"drew the overview and 3 pages, one for each account, into -" in captured.err


def test_a_folder_stays_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    assert run(["draw", str(SAMPLE), "--split", "account", "--format", "pdf", "-q", "-o", str(tmp_path / "a.pdf")]) == 0
    assert len(list((tmp_path / "a.pdf").glob("*.pdf"))) == 3


@pytest.mark.parametrize(
    ("spec", "split", "says"),
    [("vpcviz: 1\n", "vpc", "no VPC"), ("vpcviz: 1\nvpcs: {a: {cidr: 10.0.0.0/16}}\n", "account", "no VPC has an account")],
)
def test_nothing_to_split_is_said(spec: str, split: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.yaml").write_text(spec)
    assert run(["draw", str(tmp_path / "x.yaml"), "--split", split, "-o", str(tmp_path / "x.pdf")]) == 2
    assert says in capsys.readouterr().err
    assert not (tmp_path / "x.pdf").exists()


def test_icons_with_gradients_and_images_are_on_every_page(tmp_path: Path) -> None:
    gradient = '<linearGradient id="a"><stop stop-color="#ff0000"/><stop offset="1" stop-color="#ff0000"/></linearGradient>'
    (tmp_path / "instance.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><defs>{gradient}</defs>'
        '<rect width="9" height="9" fill="url(#a)"/></svg>'
    )
    document = pypdfium2.PdfDocument(atlas(tmp_path, "--icons", str(tmp_path)))
    pages = {mark.get_title(): mark.get_dest().get_index() for mark in document.get_toc()}
    for name in ("lake", "web", "orders"):
        colours = document[pages[name]].render().to_pil().convert("RGB").getcolors(1 << 24)
        assert colours is not None
        assert sum(count for count, (red, green, blue) in colours if red > 240 and max(green, blue) < 15) > 100, name


def test_pages_of_a_drawio_file_lead_to_one_another(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "atlas.drawio"
    assert run(["draw", str(SAMPLE), "--split", "vpc", "-o", str(file)]) == 0
    assert "drew the overview and 9 pages, one for each VPC" in capsys.readouterr().err
    first = file.read_bytes()
    assert run(["draw", str(SAMPLE), "--split", "vpc", "-q", "-o", str(file)]) == 0
    assert file.read_bytes() == first
    pages = ElementTree.fromstring(first).findall("diagram")
    ids = [page.get("id", "") for page in pages]
    network = load([str(SAMPLE)])
    assert ids[0] == "overview"
    assert set(ids[1:]) == {vpc.id for vpc in network.vpcs}
    leads = {page.get("id", ""): [one.get("link", "") for one in page.iter("object") if one.get("link")] for page in pages}
    assert {link.removeprefix("data:page/id,") for link in leads["overview"]} == set(ids[1:])
    for vpc in ids[1:]:
        assert "data:page/id,overview" in leads[vpc]
        assert f"data:page/id,{vpc}" not in leads[vpc]
        assert {link.removeprefix("data:page/id,") for link in leads[vpc]} <= set(ids)
    for page in pages:
        found = [cell.get("id") or "" for cell in page.iter() if cell.get("id") and cell.tag in ("mxCell", "object")]
        assert len(found) == len(set(found))


@pytest.mark.parametrize("output", ["atlas.pdf", "atlas.drawio", "parts"])
def test_what_is_split_is_checked(output: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = [str(ROOT / "samples" / "shared-services.yaml"), "--split", "vpc", "-o", str(tmp_path / output)]
    assert run(["draw", *wanted, "--check"]) == 1
    assert "is not there" in capsys.readouterr().err
    assert run(["draw", *wanted, "-q"]) == 0
    assert run(["draw", *wanted, "--check"]) == 0
    for other in (["--theme", "dark"], ["--title", "Another"], ["--detail", "full"]):
        assert run(["draw", *wanted, "--check", *other]) == 1
        assert "is old: it was drawn with other options" in capsys.readouterr().err
    if output != "parts":
        assert run(["draw", *wanted, "--check", "--split", "region"]) == 1
        assert "is old: it was drawn with other options" in capsys.readouterr().err


@pytest.mark.parametrize("options", [[], ["--vpc", "orders"], ["--redact"]])
@pytest.mark.parametrize("output", ["atlas.pdf", "atlas.drawio", "parts"])
def test_what_is_old_of_what_is_split_is_told(
    output: str, options: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The reason and, from git, what changed; of a folder only the pictures that show it are old."""
    monkeypatch.chdir(tmp_path)
    spec = (ROOT / "samples" / "shared-services.yaml").read_text()
    Path("network.yaml").write_text(spec)
    wanted = ["draw", "network.yaml", "--split", "vpc", "-q", "-o", output, *options]
    assert run(wanted) == 0
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@example.com", *words], check=True)
    Path("network.yaml").write_text(spec.replace("10.11.1.21", "10.11.1.22"))
    capsys.readouterr()
    assert run([*wanted, "--check"]) == 1
    said = capsys.readouterr().err
    assert "is old: the network has changed" in said
    if "--redact" not in options:
        assert "10.11.1.21 → 10.11.1.22" in said
        old = {line.partition(" is old")[0].rpartition("/")[2] for line in said.splitlines() if " is old" in line}
        assert old == ({"index.svg", "orders.svg"} if output == "parts" else {f"vpcviz: {output}"})


@pytest.mark.parametrize("file", ["one.pdf", "one.drawio", "atlas.pdf", "atlas.drawio"])
def test_documents_tell_what_they_were_made_of(file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / file
    split = ["--split", "vpc"] if "atlas" in file else []
    assert run(["draw", str(SAMPLE), "-q", "-o", str(path), "-o", str(tmp_path / "a.svg")] if not split else
               ["draw", str(SAMPLE), "-q", "-o", str(path), *split]) == 0  # fmt: skip
    origin = read_origin(path.read_bytes())
    assert origin is not None
    assert origin.network == origin_of(in_order(load([str(SAMPLE)])), {}).network
    if not split:
        assert origin == read_origin((tmp_path / "a.svg").read_bytes())
    assert run(["info", str(path)]) == 0
    assert origin.options in capsys.readouterr().out


def test_a_title_tells_no_origin(tmp_path: Path) -> None:
    """What looks like an origin in a name is none: the real one is read, or none at all."""
    false = "/Vpcviz (format=7 network=" + "0" * 32 + " options=" + "0" * 32 + ")"
    for name in ("a.pdf", "a.drawio"):
        assert run(["draw", str(SAMPLE), "-q", "--title", false, "-o", str(tmp_path / name)]) == 0
        origin = read_origin((tmp_path / name).read_bytes())
        assert origin is not None
        assert origin.format == FORMAT
