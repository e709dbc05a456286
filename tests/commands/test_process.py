"""The command as a process: signals, pipes, what it imports, and that nothing around it changes a byte."""

import os
import random
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT, SAMPLES, vpcviz
from vpcviz.commands import COMMANDS, run

HEAVY = [
    "boto3",
    "botocore",
    "yaml",
    "rich",
    "uharfbuzz",
    "resvg_py",
    "PIL",
    "graphviz",
    "graphviz_pure",
    "diagrams",
    "pydantic",
    "hypothesis",
    "asyncio",
    "vpcviz.model",
    "vpcviz.layout",
    "vpcviz.render.svg",
    "vpcviz.spec",
    "vpcviz.aws.fetch",
    "vpcviz.aws.convert",
    "vpcviz.aws.calls",
    "vpcviz.traffic",
]


def test_help_imports_nothing_heavy() -> None:
    script = (
        f"import sys; from vpcviz.commands import run; run(['--help']); sys.exit(' '.join(sorted(set({HEAVY}) & set(sys.modules))))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=30)
    assert done.stderr.strip() == ""
    assert "draw" in done.stdout


def test_drawing_a_snapshot_imports_only_what_it_needs(tmp_path: Path) -> None:
    picture, snapshot = tmp_path / "picture.svg", tmp_path / "snapshot.json"
    snapshot.write_text(
        '{"vpcviz": 1, "origin": "scan", "vpcs": [{"id": "vpc-1", "region": "eu-west-1", "cidrs": ["10.0.0.0/16"]}]}'
    )
    needed = {"msgspec", "uharfbuzz", "vpcviz.model", "vpcviz.layout", "vpcviz.render.svg", "vpcviz.spec"}
    needless = [*(name for name in HEAVY if name not in needed), "vpcviz.commands.scan", "difflib"]
    script = (
        f"import sys; from vpcviz.commands import run; code = run(['draw', '-q', {str(snapshot)!r}, '-o', {str(picture)!r}]); "
        f"sys.exit(' '.join(sorted(set({needless}) & set(sys.modules))) or code)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=30)
    assert (done.stderr.strip(), done.returncode) == ("", 0)
    assert b"vpc-1" in picture.read_bytes()


@pytest.mark.parametrize(
    ("words", "others"),
    [
        (["validate"], ("inspect", "typing_extensions", "pkgutil", "dataclasses")),
        (["draw", "-o", "{folder}/picture.mmd"], ("inspect", "typing_extensions", "pkgutil", "dataclasses")),
        (["draw", "-o", "{folder}/picture.svg"], ("typing_extensions", "pkgutil", "dataclasses")),  # uharfbuzz takes inspect along
    ],
    ids=["validate", "map", "picture"],
)
def test_a_command_starts_without_what_only_helps_others(words: list[str], others: tuple[str, ...], tmp_path: Path) -> None:
    """`inspect` (which `dataclasses` take along) and `typing_extensions` take as long to load as a sample to read; msgspec and pkgutil
    would load them."""
    sample = Path(__file__).parents[2] / "samples" / "private-dns.yaml"
    script = (
        "import os, sys\n"
        "def said(code):\n"
        f"    print([name for name in {others!r} if name in sys.modules], code)\n"
        "    sys.stdout.flush()\n"
        "os._exit = said\n"
        "from vpcviz.cli import main\n"
        f"main({[*(word.format(folder=tmp_path) for word in words), str(sample)]!r})\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=30)
    assert done.stdout.splitlines()[-1] == "[] 0"


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    out = capsys.readouterr().out
    assert [name for name in COMMANDS if f"\n  {name} " not in out] == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shell_completion(shell: str) -> None:
    done = vpcviz(env={**os.environ, "_VPCVIZ_COMPLETE": f"source_{shell}"})
    assert b"vpcviz" in done.stdout
    words = {
        "COMP_WORDS": "vpcviz dr",
        "COMP_CWORD": "1",
        "_TYPER_COMPLETE_ARGS": "vpcviz dr",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    done = vpcviz(env={**os.environ, **words, "_VPCVIZ_COMPLETE": f"complete_{shell}"})
    assert b"draw" in done.stdout


@pytest.mark.parametrize(("number", "code", "words"), [(signal.SIGINT, 130, b"interrupted"), (signal.SIGTERM, 143, b"terminated")])
def test_a_signal_ends_it_with_one_line_and_no_file(number: signal.Signals, code: int, words: bytes, tmp_path: Path) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "vpcviz", "draw", "-", "-o", str(tmp_path / "x.svg")]
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # What runs in the background may be deaf to it.
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=heard)
    assert process.stderr is not None
    for line in process.stderr:  # It reads stdin once the sources are imported: only then is there something to interrupt.
        if line.rstrip().endswith(b"vpcviz.sources"):
            break
    process.send_signal(number)
    rest = [line for line in process.stderr.read().splitlines() if not line.startswith(b"import time:")]
    assert process.wait(timeout=20) == code
    assert rest == [b"vpcviz: " + words]
    assert list(tmp_path.iterdir()) == []


def test_a_closed_pipe_is_no_error_of_ours() -> None:
    command = [sys.executable, "-m", "vpcviz", "draw", str(ROOT / "samples" / "hub-and-spoke.yaml"), "-q", "-o", "-"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(timeout=20) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is full")
@pytest.mark.parametrize("arguments", [["version"], ["draw", str(SAMPLES[0]), "-q", "-o", "-"]], ids=["print", "bytes"])
def test_a_full_disk_is_said(arguments: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "vpcviz", *arguments], stdout=full, stderr=subprocess.PIPE, check=False, timeout=30
        )
    assert done.returncode == 2
    assert done.stderr == b"vpcviz: the output cannot be written: No space left on device\n"


@pytest.mark.skipif(os.name != "posix", reason="a POSIX shell closes streams")
@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("version >&-", 2, b"vpcviz: the output cannot be written: Bad file descriptor\n"),
        ("draw SPEC -q -o - >&-", 2, b"vpcviz: the output cannot be written: Bad file descriptor\n"),
        ("draw SPEC -q -o x.svg <&- >&- 2>&-", 0, b""),
        ("draw nowhere.yaml -o x.svg 2>&-", 2, b""),
        ("draw - -o x.svg <&-", 2, b"<stdin>:1:1: the file is empty"),
    ],
)
def test_closed_streams(command: str, code: int, said: bytes, tmp_path: Path) -> None:
    words = f"{sys.executable} -m vpcviz {command.replace('SPEC', str(SAMPLES[0]))}"
    done = subprocess.run(["sh", "-c", words], cwd=tmp_path, capture_output=True, check=False, timeout=30)
    assert done.returncode == code
    assert done.stdout == b""
    assert done.stderr.startswith(said) if said else done.stderr == b""
    if (tmp_path / "x.svg").exists():
        assert (tmp_path / "x.svg").read_bytes().endswith(b"</svg>\n")


@pytest.mark.parametrize("name", ["[/foo]", "[link=https://example.com]x", "\x1b[31mred", "%s{0}"])
def test_hostile_words_on_the_command_line_come_back_as_text(name: str) -> None:
    for arguments in (["draw", name, "-o", "x.svg"], ["draw", f"--{name}"], [name]):
        done = vpcviz(*arguments)
        assert done.returncode == 2
        assert b"Traceback" not in done.stderr
        assert b"\x1b" not in done.stderr


def test_colour_is_never_forced_on_anyone() -> None:
    done = vpcviz("draw", "nofile.yaml", "-o", "x.svg", env={**os.environ, "NO_COLOR": "1"})
    assert b"\x1b" not in done.stderr
    assert b"\x1b" not in vpcviz("--help").stdout


DRAW_ALL = """
import sys
from pathlib import Path
from vpcviz.commands import run
for spec in sorted(Path(sys.argv[1]).glob("*.yaml")):
    out = Path(sys.argv[2]) / spec.stem
    code = run(["draw", str(spec), "-q", "-o", f"{out}.svg", "-o", f"{out}.png"])
    assert code == 0, (spec, code)
"""


def shuffled(spec: Path, seed: int) -> str:
    """The spec with every list and every mapping in another order."""
    root = yaml.compose(spec.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    order = random.Random(seed)

    def visit(node: yaml.Node) -> None:
        if isinstance(node, yaml.MappingNode):
            for _, value in node.value:
                visit(value)
        elif isinstance(node, yaml.SequenceNode):
            for item in node.value:
                visit(item)
        if isinstance(node, yaml.CollectionNode):
            order.shuffle(node.value)

    visit(root)
    return yaml.serialize(root, allow_unicode=True, width=10_000)


def draw_all(specs: Path, out: Path, **environment: str) -> dict[str, bytes]:
    out.mkdir(parents=True)
    home = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "PYTHON"))}
    command = [sys.executable, "-c", DRAW_ALL, str(specs), str(out)]
    done = subprocess.run(command, env={**home, **environment}, cwd=out, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    return {path.name: path.read_bytes() for path in sorted(out.iterdir())}


def test_nothing_around_it_changes_a_byte(tmp_path: Path) -> None:
    first = draw_all(ROOT / "samples", tmp_path / "first", PYTHONHASHSEED="1", LC_ALL="C", TZ="UTC")
    assert len(first) == 2 * len(SAMPLES)
    specs = tmp_path / "specs"
    specs.mkdir()
    for sample in SAMPLES:
        text = shuffled(sample, seed=7)
        assert text != sample.read_text(encoding="utf-8")
        (specs / sample.name).write_text(text, encoding="utf-8")
    second = draw_all(
        specs, tmp_path / "elsewhere" / "second", PYTHONHASHSEED="4242", LC_ALL="tr_TR.UTF-8", LANG="ar", TZ="Asia/Tokyo"
    )
    assert [name for name in first if first[name] != second.get(name)] == []


@pytest.mark.parametrize(
    ("words", "collects"),
    [
        (["draw", "a.yaml", "-o", "a.svg"], False),
        (["draw", "a.yaml", "--split", "vpc", "-o", "a"], True),
        (["draw", "a.yaml", "--split=vpc", "-o", "a"], True),
        (["docs", "a.yaml"], True),
        (["mcp"], True),
    ],
)
def test_garbage_is_looked_for_only_where_it_adds_up(words: list[str], collects: bool) -> None:
    """A process that makes one thing looks for none."""
    script = f"import gc, vpcviz.cli, vpcviz.commands as c; c.run = lambda _: print(gc.isenabled()) or 0; vpcviz.cli.main({words})"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=30)
    assert done.stdout == f"{collects}\n", done.stderr
