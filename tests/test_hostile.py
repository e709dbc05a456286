"""Hostile specs: each is refused at the right line, or drawn with everything escaped; none takes long, much, or ends in a traceback.

The files are in tests/hostile/; the large ones are made here.
"""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.test_hostile_text import ELEMENTS, PROSE, UNSAFE, check_picture
from vpcviz.errors import Problem
from vpcviz.sources import LARGEST
from vpcviz.spec.coercion import LONGEST, LONGEST_PROSE
from vpcviz.spec.collect import MOST_WRITTEN
from vpcviz.spec.explain import format_problem
from vpcviz.spec.positions import DEPTH, MOST_VALUES
from vpcviz.spec.yaml_reader import LARGEST as LARGEST_YAML

FOLDER = ROOT / "tests" / "hostile"
SECONDS, MEGABYTES = 5, 500
HEAD = "vpcviz: 1\nregion: eu-west-1\n"

REFUSED = {
    "alias-undefined.yaml": (3, "an alias (*"),
    "anchor.yaml": (4, "an anchor (&"),
    "at-sign.yaml": (3, "not valid YAML: found character that cannot start any token while scanning for the next token"),
    "bidi-key.yaml": (3, 'unknown key "\u202egnp.exe\u202c" at the top of a document'),
    "blanks.yaml": (1, "the file is empty"),
    "carriage-returns.yaml": (4, 'unknown key "cdir" in a VPC'),
    "comment.json": (1, "not valid JSON: Expecting property name enclosed in double quotes"),
    "comments-only.yaml": (1, "the document is empty"),
    "complex-key.yaml": (3, "a key must be text"),
    "deep-blocks.yaml": (63, "nested deeper than 60 levels"),
    "deep-lists.json": (63, "nested deeper than 60 levels"),
    "duplicate-key-escaped.json": (4, 'the key "title" is written twice'),
    "duplicate-key-quoted.yaml": (6, 'the key "cidr" is written twice'),
    "duplicate-key-snapshot.json": (5, 'the key "name" is written twice'),
    "duplicate-key.json": (4, 'the key "title" is written twice'),
    "duplicate-key.yaml": (4, 'the key "cidr" is written twice'),
    "empty.yaml": (0, "the file is empty"),
    "escape.yaml": (3, "not valid YAML: the character U+001B cannot stand here"),
    "float-overflow.json": (3, "asn must be a whole number, not the number inf"),
    "format-string.yaml": (3, 'unknown key "{0.__class__}%s%n" in a VPC'),
    "future-version.yaml": (1, 'version "99" of the format is not known'),
    "icon-absolute.yaml": (3, '"/etc/passwd" is no name of an icon'),
    "icon-traversal.yaml": (3, '"../../../../etc/passwd" is no name of an icon'),
    "icon-unknown.yaml": (3, 'there is no icon "aws/datbase/rds"'),
    "icon-url.yaml": (3, '"http://169.254.169.254/latest/meta-data/" is no name of an icon'),
    "infinity.json": (3, "not valid JSON: -Infinity is no number"),
    "ipv6-everything.yaml": (3, "0.0.0.0/0: AWS gives no VPC an IPv4 CIDR of this size"),
    "latin-1.yaml": (4, "the file is not UTF-8 text"),
    "list.yaml": (1, "a document must be a mapping, not a list"),
    "lone-surrogate.json": (2, "half of a surrogate pair is no character"),
    "long-key.yaml": (3, 'unknown key "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk…" at the top of a document'),
    "merge-key.yaml": (5, 'unknown key "<<" in a VPC'),
    "missing-version.yaml": (1, 'the key "vpcviz" is missing'),
    "nan.json": (2, "not valid JSON: NaN is no number"),
    "newline-key.yaml": (3, 'unknown key "a\nvpcviz: everything is fine\n" at the top of a document'),
    "nul.json": (2, "not valid JSON: Invalid control character at"),
    "nul.yaml": (3, "not valid YAML: the character U+0000 cannot stand here"),
    "null.json": (1, "the document is empty"),
    "number.json": (1, "a document must be a mapping, not the number 42"),
    "old-mac-lines.yaml": (4, 'unknown key "cdir" in a VPC'),
    "other-line-breaks.yaml": (5, 'unknown key "cdir" in a VPC'),
    "overlong-utf-8.yaml": (3, "the file is not UTF-8 text"),
    "peered-with-itself.yaml": (4, "shop cannot be peered with itself"),
    "prototype.json": (2, 'unknown key "__proto__" at the top of a document'),
    "python-names.yaml": (3, 'unknown key "__class__" at the top of a document'),
    "rich-markup-key.yaml": (3, 'unknown key "[/foo]" at the top of a document'),
    "self-references.yaml": (3, 'unknown key "vpc" in a VPC'),
    "surrogate-utf-8.yaml": (3, "the file is not UTF-8 text"),
    "tab.yaml": (4, "not valid YAML: found character that cannot start any token while scanning for the next token"),
    "tag-binary.yaml": (3, "a tag (tag:yaml.org,2002:binary) is not allowed here"),
    "tag-directive.yaml": (5, "a tag (tag:example.com,2000:x) is not allowed here"),
    "tag-include.yaml": (4, "a tag (!include) is not allowed here"),
    "tag-python-object.yaml": (3, "a tag (tag:yaml.org,2002:python/object/apply:os.system) is not allowed here"),
    "terminal-escape-key.yaml": (3, 'unknown key "\x1b]0;owned\x07\x1b[2J" at the top of a document'),
    "text.yaml": (1, 'a document must be a mapping, not the text "just text"'),
    "trailing-comma.json": (3, "not valid JSON: Expecting property name enclosed in double quotes"),
    "truncated.json": (2, "not valid JSON: Expecting ',' delimiter"),
    "two-documents.yaml": (3, "a second document starts here"),
    "unclosed-brace.yaml": (3, "not valid YAML: did not find expected ',' or '}' while parsing a flow mapping"),
    "unclosed-quote.yaml": (3, "not valid YAML: found unexpected end of stream while scanning a quoted scalar"),
    "utf-16-big-endian.yaml": (1, "the file is not UTF-8 text (it looks like UTF-16 or binary)"),
    "utf-16-little-endian.yaml": (1, "the file is not UTF-8 text (it looks like UTF-16 or binary)"),
    "utf-16-no-mark.yaml": (1, "the file is not UTF-8 text (it looks like UTF-16 or binary)"),
    "utf-32.yaml": (1, "the file is not UTF-8 text (it looks like UTF-16 or binary)"),
    "version-as-list.json": (1, 'version "[1]" of the format is not known'),
    "wrong-shapes.json": (1, "title must be text, not the number 5"),
    "wrong-shapes.yaml": (3, 'vpcs must be a list or a mapping of names, not the text "7"'),
    "yaml-directive.yaml": (1, "not valid YAML: found incompatible YAML document"),
}
"""The first problem of each file that is refused: its line, and how the message begins."""

# Just past our own limits, and no further: more would test libraries that others wrote, and whatever opens the files.

MADE = {
    "alias-bomb.yaml": (HEAD + "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", 3, "an anchor (&a)"),
    "alias-cycle.yaml": (HEAD + "vpcs: &vpcs [*vpcs]\n", 3, "an anchor (&vpcs)"),
    "deep-flow.yaml": (HEAD + "vpcs: " + "[" * DEPTH + "]" * DEPTH + "\n", 3, "nested deeper"),
    "deep-mappings.yaml": (HEAD + "vpcs: " + "{a: " * DEPTH + "x" + "}" * DEPTH + "\n", 3, "nested deeper"),
    "deep-dashes.yaml": (HEAD + "vpcs:\n" + "- " * DEPTH + "x\n", 4, "nested deeper"),
    "deep-objects.json": ('{"vpcviz": 1,\n"vpcs": ' + '{"a":' * DEPTH + "1" + "}" * (DEPTH + 1), 2, "nested deeper"),
    "huge-integer.json": (
        '{"vpcviz": 1,\n"transit_gateways": [{"asn": ' + "9" * 31 + "}]}",
        2,
        "not valid JSON: the number 9999",
    ),
    "huge-integer.yaml": (HEAD + "transit_gateways: {hub: {asn: " + "9" * 31 + "}}\n", 3, 'asn "9999'),
    "long-line.yaml": (
        HEAD + "vpcs: {" + ", ".join(f"v{n}: {{cidr: 10.0.0.0/16}}" for n in range(10000)) + ", bad: {cdir: x}}\n",
        3,
        'unknown key "cdir"',
    ),
    "long-name.yaml": (
        HEAD + "vpcs: {shop: {name: " + "n" * (LONGEST + 1) + "}}\n",
        3,
        f"name is too long: {LONGEST + 1} characters",
    ),
    "long-note.yaml": (HEAD + "vpcs: {shop: {note: " + "n" * (LONGEST_PROSE + 1) + "}}\n", 3, "note is too long"),
    "many-errors.yaml": (
        HEAD + "vpcs:\n" + "".join(f"  v{n}: {{cdir{n}: x, subnetz: x}}\n" for n in range(10000)),
        4,
        "unknown key",
    ),
    "many-bad-references.yaml": (
        HEAD
        + "vpcs: {shop: 10.0.0.0/16}\nsecurity_groups:\n"
        + "".join(f"- {{name: g{n}, vpc: shop}}\n" for n in range(3000))
        + "instances:\n"
        + "".join(f"- {{name: i{n}, security_groups: [h{n}]}}\n" for n in range(3000)),
        3006,
        'there is no security group "h0"',
    ),
    "one-name-for-all.yaml": (
        HEAD
        + "vpcs:\n"
        + "".join(f"- {{id: vpc-{n}, name: x}}\n" for n in range(3000))
        + "subnets:\n"
        + "".join(f"- {{id: s-{n}, name: x, vpc: x}}\n" for n in range(3000)),
        3005,
        '"x" means 3000 things',
    ),
    "overlaps.yaml": (
        HEAD + "vpcs:\n  shop:\n    cidr: 10.0.0.0/16\n    subnets:\n" + "".join(f"      s{n}: 10.0.0.0/24\n" for n in range(3000)),
        8,
        "10.0.0.0/24 overlaps",
    ),
    "too-large-for-yaml.yaml": (HEAD + "# " + "x" * LARGEST_YAML, 0, "the document has more than 16 MB"),
    "too-many-values.yaml": (HEAD + "vpcs: [" + "a, " * MOST_VALUES + "a]\n", 3, "the document has more than 1000000 values"),
    "too-many-values.json": (
        '{"vpcviz": 1, "vpcs": [' + "{}," * MOST_VALUES + "{}]}",
        0,
        "the document has more than 1000000 values",
    ),
    "too-many-resources.json": (
        '{"vpcviz": 1,\n"vpcs": [' + "{}," * MOST_WRITTEN + "{}]}",
        2,
        "the document has more than 60000 resources",
    ),
    "many-of-one-name.yaml": (HEAD + "vpcs: [" + "a, " * 20_000 + "a]\n", 3, 'two resources would be called "vpc-a-eu-west-1"'),
}

SIZES = {"too-large.yaml": LARGEST + 1, "too-large.json": LARGEST + 1, "too-large": 3 * 2**30}
"""Files that only say a size (they are sparse): refused without being read."""

CROWDED = (
    HEAD
    + "vpcs: {shop: {cidr: 10.0.0.0/16, subnets: {a: {zone: a, cidr: 10.0.0.0/16, instances: ["
    + ", ".join(f"{{name: i{n}}}" for n in range(4000))
    + "]}}}}\n"
)

DRAWN = [
    "bidi.yaml",
    "byte-order-mark-inside.yaml",
    "byte-order-mark.yaml",
    "combining.yaml",
    "controls.yaml",
    "css.yaml",
    "deep-in-string.json",
    "graphviz.yaml",
    "invisible.yaml",
    "links.yaml",
    "markup.yaml",
    "names-not-typed.yaml",
    "noncharacters.yaml",
    "nothings.yaml",
    "rich.yaml",
    "scripts.yaml",
    "templates.yaml",
    "xml.yaml",
]


def test_there_are_enough_and_all_are_known() -> None:
    files = {path.name for path in FOLDER.iterdir()}
    assert files == {*REFUSED, *DRAWN}
    assert len(files) >= 40


# --- the command, on all of them ----------------------------------------------------------------------------------------

PROGRAM = """
import contextlib, io, json, resource, signal, sys, time
from vpcviz.commands import run

def peak(begin):
    # The process's own peak memory (kB) since the last beginning; getrusage would tell its parent's, too.
    try:
        if begin:
            open("/proc/self/clear_refs", "w").write("5")
        return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

for file in sys.stdin.read().split("\\n"):
    signal.alarm(SECONDS)
    errors, begun, _ = io.StringIO(), time.process_time(), peak(True)
    with contextlib.redirect_stderr(errors):
        code = run(["draw", file, "-o", sys.argv[1] + "/" + file.rsplit("/", 1)[1] + ".svg"])
    took = time.process_time() - begun
    print(json.dumps([file.rsplit("/", 1)[1], code, errors.getvalue(), took, peak(False)]))
"""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, str, float, int, Path]]:
    """For each file: exit code, stderr, seconds, peak memory meanwhile (kB), and where the picture would be."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, (text, _, _) in MADE.items():
        (folder / name).write_text(text)
    (folder / "crowded.yaml").write_text(CROWDED)
    for name, size in SIZES.items():
        with (folder / name).open("wb") as file:
            file.truncate(size)
    files = [*sorted(FOLDER.iterdir()), *sorted(folder.iterdir())]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.replace("SECONDS", str(SECONDS * 4)), str(folder)],
        input="\n".join(map(str, files)),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return {name: (code, errors, took, memory, folder / f"{name}.svg") for name, code, errors, took, memory in lines}


@pytest.mark.parametrize("name", [*REFUSED, *MADE])
def test_refused_at_the_right_line(name: str, outcomes: dict[str, Any]) -> None:
    line, message = REFUSED[name] if name in REFUSED else MADE[name][1:]
    code, errors, _, _, picture = outcomes[name]
    assert code == 2
    assert not picture.exists()
    place = re.search(rf"/{re.escape(name)}(?::(\d+):\d+)?: (.*)", errors)
    assert place, errors[:500]
    assert int(place.group(1) or 0) == line
    shown = format_problem(Problem(message)).removeprefix("vpcviz: ")
    assert place.group(2).startswith(shown)


@pytest.mark.parametrize("name", [*DRAWN, "crowded.yaml"])
def test_drawn_with_everything_escaped(name: str, outcomes: dict[str, Any]) -> None:
    code, errors, _, _, picture = outcomes[name]
    assert code == 0, errors
    check_picture(picture.read_bytes())


def test_nothing_takes_long_or_much(outcomes: dict[str, Any]) -> None:
    assert {name: took for name, (_, _, took, _, _) in outcomes.items() if took > SECONDS} == {}
    assert {name: memory for name, (*_, memory, _) in outcomes.items() if memory > MEGABYTES * 1024} == {}


@pytest.mark.parametrize("name", SIZES)
def test_a_file_that_is_too_large_is_not_read(name: str, outcomes: dict[str, Any]) -> None:
    code, errors, took, memory, _ = outcomes[name]
    assert (code, took < 1, memory < 200 * 1024) == (2, True, True)
    assert f"{name}: the file has {SIZES[name] // 2**20} MB" in errors


def test_messages_are_safe_in_a_terminal_and_no_tracebacks(outcomes: dict[str, Any]) -> None:
    for name, (_, errors, *_) in outcomes.items():
        assert not UNSAFE.search(errors.replace("\n", "")), name
        assert "Traceback" not in errors, name
        assert max(map(len, errors.splitlines()), default=0) < 700, name


ELEMENTS |= {"line", "polyline", "polygon", "clipPath", "linearGradient", "stop", "marker", "mask", "pattern", "metadata"}
PROSE |= {"domain", "domain_name", "policy", "message", "error", "connection", "zone_id"}
