"""The configuration file: where it is found, what it may say, and what is wrong with it, by key."""

from pathlib import Path

import pytest

from vpcviz.commands.configuration import Configuration, read_configuration
from vpcviz.errors import InputError

GOOD = """
fail-on = "warning"
prices = "ours.json"

[[ignore]]
rule = "vpn-tunnel-down"
resource = "vpn-*"
reason = "backup line"
"""


def at(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text(text)
    return file


def test_vpcviz_toml_here_or_above(tmp_path: Path) -> None:
    at(tmp_path, "vpcviz.toml", GOOD)
    (tmp_path / "a" / "b").mkdir(parents=True)
    for folder in (tmp_path, tmp_path / "a" / "b"):
        read = read_configuration(start=folder)
        assert (read.fail_on, read.prices) == ("warning", str(tmp_path / "ours.json"))
        assert [(one.rule, one.resource, one.reason) for one in read.ignores] == [("vpn-tunnel-down", "vpn-*", "backup line")]


def test_pyproject_toml_with_our_table(tmp_path: Path) -> None:
    text = GOOD.replace("[[ignore]]", "[[tool.vpcviz.ignore]]")
    at(tmp_path, "pyproject.toml", f"[project]\nname = 'x'\n[tool.vpcviz]\n{text}")
    assert read_configuration(start=tmp_path).fail_on == "warning"
    at(tmp_path / "sub", "pyproject.toml", "[tool.other]\nfail-on = 'x'\n")
    assert read_configuration(start=tmp_path / "sub").fail_on == "warning"


def test_the_nearest_file_wins_and_ours_before_pyproject(tmp_path: Path) -> None:
    at(tmp_path, "vpcviz.toml", 'fail-on = "error"')
    at(tmp_path / "sub", "pyproject.toml", '[tool.vpcviz]\nfail-on = "info"')
    assert read_configuration(start=tmp_path / "sub").fail_on == "info"
    at(tmp_path / "sub", "vpcviz.toml", 'fail-on = "warning"')
    assert read_configuration(start=tmp_path / "sub").fail_on == "warning"


def test_no_file_is_no_configuration(tmp_path: Path) -> None:
    assert read_configuration(at(tmp_path, "other.toml", "")) == Configuration(file=str(tmp_path / "other.toml"))


@pytest.mark.parametrize(
    ("text", "says", "hint"),
    [
        ('fail_on = "error"', 'unknown key "fail_on"', 'did you mean "fail-on"?'),
        ('fail-on = "warnin"', 'fail-on: there is no "warnin"', 'did you mean "warning"?'),
        ("fail-on = 3", "fail-on must be a text", ""),
        ("ignore = 3", "ignore must be a list of tables", ""),
        ('[ignore]\nrule = "x"', "ignore must be a list of tables", ""),
        (
            '[[ignore]]\nrule = "vpn-tunel-down"\nreason = "x"',
            'ignore[0].rule: there is no "vpn-tunel-down"',
            'did you mean "vpn-tunnel-down"?',
        ),
        ('[[ignore]]\nreason = "x"', "ignore[0].rule: it is missing", ""),
        ('[[ignore]]\nrule = "vpn-tunnel-down"', "ignore[0].reason is missing", ""),
        ('[[ignore]]\nrule = "vpn-tunnel-down"\nreason = " "', "ignore[0].reason is missing", ""),
        ('[[ignore]]\nrule = "vpn-tunnel-down"\nreson = "x"', 'unknown key "ignore[0].reson"', 'did you mean "reason"?'),
        ("fail-on = ", "this is no TOML", ""),
    ],
)
def test_what_is_wrong_is_said_by_file_and_key(tmp_path: Path, text: str, says: str, hint: str) -> None:
    file = at(tmp_path, "vpcviz.toml", text)
    with pytest.raises(InputError) as refused:
        read_configuration(start=tmp_path)
    problem = refused.value.problems[0]
    assert problem.message.startswith(says)
    assert problem.hint == hint
    assert problem.file == str(file)


def test_all_problems_come_at_once(tmp_path: Path) -> None:
    at(tmp_path, "vpcviz.toml", 'fail-on = "x"\nbogus = 1\n[[ignore]]\nrule = "y"\nreason = "z"')
    with pytest.raises(InputError) as refused:
        read_configuration(start=tmp_path)
    assert len(refused.value.problems) == 3


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_configuration(tmp_path / "none.toml")


def test_the_place_is_told(tmp_path: Path) -> None:
    text = 'fail-on = "x"\n\n[[ignore]]\nrule = "vpn-tunnel-down"\nreason = "a"\n[[ignore]]\n  rule = "y"\nreason = "z"\n[[ignore]]\nrule = "z"'
    at(tmp_path, "vpcviz.toml", text)
    with pytest.raises(InputError) as refused:
        read_configuration(start=tmp_path)
    places = [(problem.message.split(":")[0], problem.line, problem.column) for problem in refused.value.problems]
    assert places == [("fail-on", 1, 1), ("ignore[1].rule", 7, 3), ("ignore[2].rule", 10, 1)]
    at(tmp_path, "vpcviz.toml", '[[ignore]]\nrule = "vpn-tunnel-down"\n[other]\nreason = "not here"')
    with pytest.raises(InputError) as refused:
        read_configuration(start=tmp_path)
    missing = next(problem for problem in refused.value.problems if "reason is missing" in problem.message)
    assert (missing.line, missing.excerpt) == (1, "[[ignore]]")


def test_what_is_no_toml_has_its_place(tmp_path: Path) -> None:
    at(tmp_path, "vpcviz.toml", 'fail-on = "error"\nprices =\n\n')
    with pytest.raises(InputError) as refused:
        read_configuration(start=tmp_path)
    problem = refused.value.problems[0]
    assert (problem.line, problem.column, problem.excerpt) == (2, 9, "prices =")


def test_pyproject_has_places_too(tmp_path: Path) -> None:
    at(tmp_path, "pyproject.toml", "[project]\nname = 'x'\n[tool.vpcviz]\nfail-on = 'none'")
    with pytest.raises(InputError) as refused:
        read_configuration(start=tmp_path)
    assert (refused.value.problems[0].line, refused.value.problems[0].excerpt) == (4, "fail-on = 'none'")
