"""`vpcviz build`: what a configuration lists, made once, checked, and shown on a page of this machine."""

import http.client
import json
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.terraform.plans import plan, resource
from vpcviz.commands import run
from vpcviz.commands.freshness import Output
from vpcviz.commands.watching import State, serving

SPEC = "vpcviz: 1\nregion: eu-west-1\nvpcs:\n  shop: {cidr: 10.0.0.0/16, subnets: {app: {zone: a, cidr: 10.0.1.0/24}}}\n"
CONFIGURATION = """
[[picture]]
source = "network.yaml"
output = ["docs/network.svg", "docs/network.png"]
theme = "auto"

[[picture]]
source = ["network.yaml"]
output = "docs/map.svg"
view = "map"
redact = true

[[report]]
kind = "check"
source = "network.yaml"
output = "docs/check.md"

[[report]]
kind = "docs"
source = "network.yaml"
output = ["docs/pages", "docs/network.html"]
"""
GIT = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main"]


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a spec and a configuration."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "network.yaml").write_text(SPEC)
    (tmp_path / "vpcviz.toml").write_text(CONFIGURATION)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return " ".join(capsys.readouterr().err.split())


def test_all_is_made_and_then_up_to_date(team: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", "--check"]) == 1
    assert not (team / "docs").exists()
    assert run(["build"]) == 0
    made = {str(path.relative_to(team)): path.read_bytes() for path in team.rglob("docs/**/*") if path.is_file()}
    assert set(made) >= {
        f"docs/{name}" for name in ("network.svg", "network.png", "map.svg", "check.md", "network.html", "pages/shop.md")
    }
    assert b"shop" not in made["docs/map.svg"]
    capsys.readouterr()
    assert run(["build", "--check"]) == 0
    assert run(["build"]) == 0
    assert said(capsys).endswith(f"{len(made)} of {len(made)} files were up to date")
    assert {str(path.relative_to(team)): path.read_bytes() for path in team.rglob("docs/**/*") if path.is_file()} == made


def test_each_source_is_read_once(team: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import vpcviz.sources

    read: list[list[str]] = []
    load = vpcviz.sources.load_both
    monkeypatch.setattr(
        vpcviz.sources, "load_both", lambda sources, *given, **named: read.append(sources) or load(sources, *given, **named)
    )
    assert run(["build", "-q"]) == 0
    assert read == [["network.yaml"]]


def test_a_change_of_the_network_is_told_in_words_from_git(team: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", "-q"]) == 0
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run([*GIT, *words], check=True, cwd=team)
    (team / "network.yaml").write_text(SPEC.replace("10.0.1.0/24", "10.0.2.0/24"))
    assert run(["build", "--check"]) == 1
    words = said(capsys)
    assert "docs/network.svg is old: the network has changed" in words
    assert "docs/network.png is old: the network has changed" in words
    assert "CIDR: 10.0.1.0/24 → 10.0.2.0/24" in words


@pytest.mark.parametrize("options", [["--vpc", "shop"], ["--redact"], ["--vpc", "shop", "--redact"]])
def test_changes_of_a_part_and_of_a_redacted_network_are_told_too(
    team: Path, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    """What was drawn is made of the old source as it was then; names stay hidden (and stand-ins follow a thing's place)."""
    draw = ["draw", "network.yaml", "-q", "-o", "part.svg", *options]
    assert run(draw) == 0
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run([*GIT, *words], check=True, cwd=team)
    (team / "network.yaml").write_text(SPEC.replace("10.0.1.0/24", "10.0.2.0/24"))
    assert run([*draw, "--check"]) == 1
    words = said(capsys)
    assert "part.svg is old: the network has changed" in words
    if "--redact" in options:
        assert "+ subnet subnet-" in words
        assert "shop" not in words
    else:
        assert "CIDR: 10.0.1.0/24 → 10.0.2.0/24" in words


def test_options_line_ends_and_other_hands(team: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", "-q"]) == 0
    svg = team / "docs" / "network.svg"
    whole = svg.read_bytes()
    svg.write_bytes(whole.replace(b"\n", b"\r\n"))
    assert run(["build", "--check"]) == 0
    svg.write_bytes(whole.replace(b"10.0.1.0/24", b"10.0.9.0/24"))
    assert run(["build", "--check"]) == 1
    assert "network.svg was changed after it was drawn" in said(capsys)
    svg.write_bytes(whole.replace(b'data-format="', b'data-format="9'))
    assert run(["build", "--check"]) == 1
    assert "only vpcviz has changed (pictures of format 9" in said(capsys)
    svg.write_bytes(b"<svg/>")
    assert run(["build", "--check"]) == 1
    assert "does not tell what it was made of" in said(capsys)
    svg.write_bytes(whole)
    (team / "vpcviz.toml").write_text(CONFIGURATION.replace('"auto"', '"dark"'))
    assert run(["build", "--check"]) == 1
    assert "it was drawn with other options" in said(capsys)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("theme =", "them =", 'unknown key "picture[0].them"'),
        ('"auto"', '"blue"', "expected: one of light, dark, auto"),
        ('source = "network.yaml"\noutput = ["docs', 'output = ["docs', "picture[0].source is missing"),
        ('kind = "check"', 'kind = "chek"', 'did you mean "check"?'),
        ("redact = true", 'redact = "yes"', "expected: true or false"),
        ('"docs/map.svg"', '"docs/map.bmp"', "the ending tells no format"),
        ('"docs/map.svg"', '"docs/network.svg"', "two entries write docs/network.svg"),
        ('source = ["network.yaml"]', 'source = ["nowhere.yaml"]', "there is no such file"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    team: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, message: str
) -> None:
    assert old in CONFIGURATION
    (team / "vpcviz.toml").write_text(CONFIGURATION.replace(old, new, 1))
    assert run(["build"]) == 2
    assert message in said(capsys)
    assert not (team / "docs").exists()


def test_other_commands_accept_the_lists(team: Path) -> None:
    assert run(["check", "network.yaml", "--fail-on", "never"]) == 0


def test_without_a_configuration_it_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["build"]) == 2
    assert "there is no vpcviz.toml" in said(capsys)
    (tmp_path / "vpcviz.toml").write_text("")
    assert run(["build"]) == 2
    assert "lists no [[picture]]" in said(capsys)


def test_strict_ends_with_4_where_not_all_was_read(team: Path) -> None:
    gap = {"service": "ec2", "operation": "DescribeVpcs", "account": "", "region": "eu-west-1", "feeds": ["vpcs"]}
    (team / "network.json").write_text(json.dumps({"vpcviz": 1, "origin": "scan", "gaps": [gap]}))
    (team / "vpcviz.toml").write_text('[[picture]]\nsource = "network.json"\noutput = "x.svg"\n')
    assert run(["build", "--strict", "-q"]) == 4
    assert (team / "x.svg").exists()


# --- the page ---


def asked(address: str, path: str, host: str = "") -> tuple[int, bytes]:
    place = urlsplit(address)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=20)
    connection.putrequest("GET", path, skip_host=True)
    connection.putheader("Host", host or place.netloc)
    connection.endheaders()
    answer = connection.getresponse()
    data = answer.read()
    assert "default-src 'none'" in (answer.getheader("Content-Security-Policy") or "")
    connection.close()
    return answer.status, data


def test_the_page_shows_what_was_built_to_this_machine_only(tmp_path: Path) -> None:
    state = State()
    state.set([Output(tmp_path / "<x>.svg", b"<svg/>", None)], "wrong: <script>")
    with serving(state, 0) as address:
        assert address.startswith("http://127.0.0.1:")
        status, page = asked(address, "/")
        assert status == 200
        assert b'src="/file/0"' in page
        assert b"&lt;x&gt;.svg" in page
        assert b"wrong: &lt;script&gt;" in page
        assert asked(address, "/file/0") == (200, b"<svg/>")
        for path in ("/file/1", "/file/-1", "/file/0x0", "/file/../x", "/vpcviz.toml", "/file/²"):
            assert asked(address, path.encode("ascii", "ignore").decode() if path != "/file/²" else "/file/%C2%B2")[0] == 404
        assert asked(address, "/", host="vpcviz.example")[0] == 403
        assert asked(address, "/version?after=0") == (200, b"1")
        later = threading.Timer(0.2, state.set, (None, ""))
        later.start()
        assert asked(address, "/version?after=1") == (200, b"2")
        assert b"wrong" not in asked(address, "/")[1]


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    from vpcviz.errors import UsageError

    with (
        serving(State(), 0) as address,
        pytest.raises(UsageError, match="cannot be used"),
        serving(State(), urlsplit(address).port or 0),
    ):
        pass


def test_watch_builds_again_at_a_change(team: Path) -> None:
    pytest.importorskip("watchfiles")
    command = [sys.executable, "-m", "vpcviz", "build", "--watch", "--port", "0"]
    with subprocess.Popen(command, cwd=team, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            lines = iter(process.stderr.readline, "")
            address = next(line.split("the page is ")[1].split(" ")[0] for line in lines if "the page is " in line)
            # At once: a change that comes before the watch begins, or while a build goes on, is seen, too.
            (team / "network.yaml").write_text(SPEC.replace("10.0.1.0/24", "10.0.2.0/24"))
            _until(address, lambda: b"10.0.2.0/24" in asked(address, "/file/0")[1])
            assert b"10.0.2.0/24" in (team / "docs" / "network.svg").read_bytes()
            (team / "network.yaml").write_text("vpcz: 1\n")
            _until(address, lambda: b"unknown key" in asked(address, "/")[1])
        finally:
            process.kill()


def _until(address: str, right: Callable[[], bool]) -> None:
    """Wait for builds until the page is right: an editor's one change may be several of the disk's."""
    seen = "1"
    for _ in range(6):
        seen = asked(address, f"/version?after={seen}")[1].decode()
        if right():
            return
    raise AssertionError("the page never showed it")


# --- one picture ---


def test_draw_check_and_info_and_a_picture_as_source(team: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["draw", "network.yaml", "-o", "x.svg", "--embed-source"]) == 0
    assert "what is private of it, too" in said(capsys)
    assert run(["draw", "network.yaml", "-o", "x.svg", "--embed-source", "--check"]) == 0
    assert run(["info", "x.svg", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["source"] is True
    assert run(["draw", "x.svg", "-q", "-o", "y.svg"]) == 0
    assert run(["info", "y.svg", "--format", "json"]) == 0
    again = json.loads(capsys.readouterr().out)
    assert (again["network"], again["source"]) == (told["network"], False)
    (team / "network.yaml").write_text(SPEC.replace("10.0.1.0/24", "10.0.2.0/24"))
    before = (team / "x.svg").read_bytes()
    assert run(["draw", "network.yaml", "-o", "x.svg", "--embed-source", "--check"]) == 1
    assert "CIDR: 10.0.1.0/24 → 10.0.2.0/24" in said(capsys)
    assert (team / "x.svg").read_bytes() == before
    assert run(["draw", "y.svg", "-o", "z.svg"]) == 2
    assert "does not hold the network" in said(capsys)
    assert run(["info", "network.yaml"]) == 2


def test_hostile_names_stay_in_the_embedded_document(team: Path) -> None:
    name = '"</metadata><script>x</script>\\u0001\\u2028\\U0001F600&amp;]]>":'
    (team / "network.yaml").write_text(SPEC.replace("app:", name))
    assert run(["draw", "network.yaml", "-q", "-o", "x.svg", "--embed-source"]) == 0
    from xml.etree import ElementTree

    ElementTree.fromstring((team / "x.svg").read_bytes())
    assert b"<script" not in (team / "x.svg").read_bytes()
    assert run(["diff", "network.yaml", "x.svg", "--exit-code"]) == 0


def test_an_explorer_is_built_with_its_answers(team: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (team / "vpcviz.toml").write_text(
        '[[picture]]\nsource = "network.yaml"\noutput = "network.html"\n'
        'trace = "subnet-shop-app internet 443"\ncost = true\nfindings = true\n'
    )
    assert run(["build"]) == 0
    assert '"traces":[{' in (team / "network.html").read_text()
    assert run(["build", "--check"]) == 0
    (team / "network.yaml").write_text(SPEC.replace("10.0.1", "10.0.2"))
    assert run(["build", "--check"]) == 1
    assert "the network has changed" in said(capsys)
    (team / "vpcviz.toml").write_text('[[picture]]\nsource = "network.yaml"\noutput = "network.html"\ntrace = "app internet"\n')
    assert run(["build"]) == 2
    assert "expected FROM TO PORT" in said(capsys)


def test_an_explorer_is_built_with_what_a_plan_says(team: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def write(tenancy: str) -> None:
        vpc = {"cidr_block": "10.0.0.0/16", "instance_tenancy": tenancy}
        (team / "plan.json").write_text(json.dumps(plan([resource("aws_vpc.net", vpc)], [])))

    write("dedicated")
    entry = '[[picture]]\nsource = "plan.json"\noutput = "{}"\n'
    built = entry.format("plain.html") + entry.format("told.html") + "attributes = true\n"
    (team / "vpcviz.toml").write_text(built)
    assert run(["build"]) == 0
    assert '"instance_tenancy":"dedicated"' not in (team / "plain.html").read_text()
    assert '"instance_tenancy":"dedicated"' in (team / "told.html").read_text()
    assert run(["draw", "plan.json", "-q", "--no-changes", "--attributes", "-o", "drawn.html"]) == 0
    assert (team / "drawn.html").read_bytes() == (team / "told.html").read_bytes()
    assert run(["build", "--check"]) == 0
    write("host")
    assert run(["build", "--check"]) == 1
    said(capsys)
    for wrong, words in (
        (built + "redact = true\n", "--attributes and --redact: what a plan says has no stand-ins"),
        (built.replace("told.html", "told.svg"), "--attributes is for a picture that shows answers: expected -o FILE.html"),
        (built.replace("true", "1"), "expected: true or false"),
        (built.replace("attributes", "attribute"), 'did you mean "attributes"'),
    ):
        (team / "vpcviz.toml").write_text(wrong)
        assert run(["build"]) == 2
        assert words in said(capsys)


def test_pictures_in_parts(team: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entries = "".join(
        f'[[picture]]\nsource = "network.yaml"\noutput = "{output}"\nsplit = "vpc"\n'
        for output in ("atlas.pdf", "atlas.drawio", "parts")
    )
    (team / "vpcviz.toml").write_text(entries)
    assert run(["build"]) == 0
    assert sorted(path.name for path in (team / "parts").iterdir()) == ["index.svg", "shop.svg"]
    assert (team / "atlas.pdf").read_bytes().startswith(b"%PDF")
    assert b'<diagram id="overview"' in (team / "atlas.drawio").read_bytes()
    assert run(["build", "--check"]) == 0
    capsys.readouterr()
    (team / "network.yaml").write_text(SPEC.replace("10.0.1.0/24", "10.0.2.0/24"))
    assert run(["build", "--check"]) == 1
    said = capsys.readouterr().err
    for output in ("atlas.pdf", "atlas.drawio", "parts/shop.svg"):
        assert output in said
    (team / "vpcviz.toml").write_text(entries.replace('"vpc"', '"vpcs"'))
    assert run(["build"]) == 2
    assert "expected: one of vpc, region, account" in capsys.readouterr().err


TEMPLATE = """
Parameters: {Cidr: {Type: String, Default: 10.0.0.0/16}}
Resources: {Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !Ref Cidr}}}
"""


def test_parameters_of_templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    Path("t.yaml").write_text(TEMPLATE)
    Path("network.yaml").write_text(SPEC)
    entry = '[[picture]]\nsource = "{}"\noutput = "{}.svg"\n{}\n'
    own = entry.format("t.yaml", "own", 'parameter = "Cidr=10.8.0.0/16"')
    Path("vpcviz.toml").write_text(entry.format("t.yaml", "all", "") + own + entry.format("network.yaml", "spec", ""))
    assert run(["build", "-q", "--parameter", "Cidr=10.9.0.0/16"]) == 0
    assert "10.9.0.0/16" in Path("all.svg").read_text()
    assert "10.8.0.0/16" in Path("own.svg").read_text()
    assert run(["build", "--check", "--parameter", "Cidr=10.9.0.0/16"]) == 0
    assert run(["build", "--check"]) == 1
    capsys.readouterr()
    assert run(["build", "--parameter", "Cdr=hunter2"]) == 2
    said = capsys.readouterr().err
    assert 'no template has the parameter "Cdr"' in said
    assert "hunter2" not in said
    Path("vpcviz.toml").write_text(entry.format("network.yaml", "spec", 'parameter = ["Cidr=hunter2"]'))
    assert run(["build"]) == 2
    said = capsys.readouterr().err
    assert "only templates have parameters" in said
    assert "hunter2" not in said
