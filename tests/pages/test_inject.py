"""`vpcviz inject`: marked parts are filled, all else stays byte for byte; wrong markers are refused and nothing is written."""

from pathlib import Path

import pytest

from vpcviz.commands import run

SPEC = (
    "vpcviz: 1\ntitle: Shop\nregion: eu-west-1\nvpcs:\n  shop: {cidr: 10.0.0.0/16, subnets: {app: {zone: a, cidr: 10.0.1.0/24}}}\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a spec; commands run from elsewhere."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    (tmp_path / "network.yaml").write_text(SPEC)
    (tmp_path / "network.svg").write_text("<svg/>")
    return tmp_path


def injected(folder: Path, text: bytes, code: int = 0) -> bytes:
    file = folder / "page.md"
    file.write_bytes(text)
    assert run(["inject", "-q", str(file)]) == code
    return file.read_bytes()


def test_a_table_stands_between_its_markers_and_all_else_stays(folder: Path) -> None:
    before = (
        b"# T\r\n\r\nx  \r\n<!-- BEGIN VPCVIZ table subnets network.yaml -->\r\nold\r\n<!-- END VPCVIZ -->\r\n\x0btail\x0c no end"
    )
    after = injected(folder, before)
    head, _, rest = after.partition(b"-->\r\n")
    assert head + b"-->\r\n" == before[: len(head) + 5]
    assert rest.endswith(b"<!-- END VPCVIZ -->\r\n\x0btail\x0c no end")
    assert b"| app | subnet-shop-app | 10.0.1.0/24 |" in rest
    assert b"old" not in rest
    assert rest.count(b"\n") == rest.count(b"\r\n")
    assert injected(folder, after) == after


def test_pictures_and_reports(folder: Path) -> None:
    text = b"<!-- BEGIN VPCVIZ picture network.svg source=network.yaml -->\n<!-- END VPCVIZ -->\n"
    text += b"<!-- BEGIN VPCVIZ report check network.yaml -->\n<!-- END VPCVIZ -->\n"
    after = injected(folder, text).decode()
    assert "\n\n![Shop](network.svg)\n\n" in after
    assert "rules passed" in after
    assert "# " not in after.replace("## ", "").replace("### ", "")


def test_check_writes_nothing_and_says_which_file_is_old(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = folder / "page.md"
    file.write_text("<!-- BEGIN VPCVIZ table vpcs network.yaml -->\n<!-- END VPCVIZ -->\n")
    before = file.read_bytes()
    assert run(["inject", "--check", str(file)]) == 1
    assert "is not up to date" in capsys.readouterr().err
    assert file.read_bytes() == before
    assert run(["inject", str(file)]) == 0
    assert run(["inject", "--check", str(file)]) == 0
    (folder / "network.yaml").write_text(SPEC.replace("shop:", "store:"))
    assert run(["inject", "--check", str(file)]) == 1


@pytest.mark.parametrize("fence", ["```", "````", "~~~"])
def test_markers_in_code_fences_are_text(folder: Path, fence: str) -> None:
    text = f"{fence}md\n<!-- BEGIN VPCVIZ table vpcs nowhere.yaml -->\n{fence}\n".encode()
    assert injected(folder, text) == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<!-- BEGIN VPCVIZ table vpcs network.yaml -->\nprecious\n", "page.md:1:1: this marker has no end"),
        ("<!-- END VPCVIZ -->\n", "this marker ends what has no beginning"),
        (
            "<!-- BEGIN VPCVIZ table vpcs network.yaml -->\n<!-- BEGIN VPCVIZ table vpcs network.yaml -->\n<!-- END VPCVIZ -->\n",
            "has no end before the next one begins",
        ),
        ("<!-- BEGIN VPCVIZ -->\n<!-- END VPCVIZ -->\n", "does not say what is wanted"),
        ("<!-- BEGIN VPCVIZ tabel vpcs network.yaml -->\n<!-- END VPCVIZ -->\n", "there is no tabel to insert"),
        ("<!-- BEGIN VPCVIZ table subnetz network.yaml -->\n<!-- END VPCVIZ -->\n", "there is no table subnetz"),
        ("<!-- BEGIN VPCVIZ table vpcs nowhere.yaml -->\n<!-- END VPCVIZ -->\n", "there is no such file"),
        ("<!-- BEGIN VPCVIZ table subnets network.yaml vpc=x -->\n<!-- END VPCVIZ -->\n", "there is no VPC x"),
        ("<!-- BEGIN VPCVIZ table vpcs network.yaml colour=red -->\n<!-- END VPCVIZ -->\n", "there is no option colour"),
        ("<!-- BEGIN VPCVIZ picture nowhere.svg -->\n<!-- END VPCVIZ -->\n", "there is no picture nowhere.svg"),
        ("<!-- BEGIN VPCVIZ report chek network.yaml -->\n<!-- END VPCVIZ -->\n", "there is no report chek"),
        ('<!-- BEGIN VPCVIZ table "vpcs -->\n<!-- END VPCVIZ -->\n', "words cannot be read"),
    ],
)
def test_wrong_markers_are_refused_and_no_file_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str], text: str, message: str
) -> None:
    good = folder / "good.md"
    good.write_text("<!-- BEGIN VPCVIZ table vpcs network.yaml -->\n<!-- END VPCVIZ -->\n")
    bad = folder / "page.md"
    bad.write_text(text)
    assert run(["inject", str(good), str(bad)]) == 2
    assert message in " ".join(capsys.readouterr().err.split())
    assert bad.read_text() == text
    assert "|" not in good.read_text()


def test_hostile_names_end_no_part(folder: Path) -> None:
    (folder / "network.yaml").write_text(SPEC.replace("app:", '"<!-- END VPCVIZ -->":'))
    after = injected(folder, b"<!-- BEGIN VPCVIZ table subnets network.yaml -->\n<!-- END VPCVIZ -->\n")
    assert after.count(b"<!-- END VPCVIZ -->") == 1


def test_parameters_of_templates(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "t.yaml").write_text(
        "Parameters: {Cidr: {Type: String}}\nResources: {Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !Ref Cidr}}}\n"
    )
    file = folder / "page.md"
    parts = "".join(f"<!-- BEGIN VPCVIZ table vpcs {one} -->\n<!-- END VPCVIZ -->\n" for one in ("network.yaml", "t.yaml"))
    file.write_text(parts)
    assert run(["inject", str(file), "--parameter", "Cdr=hunter2"]) == 2
    assert "hunter2" not in capsys.readouterr().err
    assert file.read_text() == parts
    assert run(["inject", str(file), "--parameter", "Cidr=10.9.0.0/16"]) == 0
    assert "10.9.0.0/16" in file.read_text()
