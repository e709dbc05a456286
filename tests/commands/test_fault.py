"""A fault of vpcviz itself: one line that says so, exit code 70, and the traceback only for who asks."""

import pytest

import vpcviz.sources
from vpcviz.commands import run


@pytest.fixture
def broken(monkeypatch):
    def load(*_, **__):
        raise ZeroDivisionError("a \x1b[31mcoloured message")

    monkeypatch.setattr(vpcviz.sources, "load_both", load)


def test_a_fault_is_said_in_a_line(broken, monkeypatch, capsys, tmp_path):
    monkeypatch.delenv("VPCVIZ_TRACEBACK", raising=False)
    assert run(["cost", str(tmp_path / "x.yaml")]) == 70
    said = capsys.readouterr().err
    assert "ZeroDivisionError" in said
    assert "\x1b" not in said
    assert "Traceback" not in said


def test_the_traceback_is_there_for_who_asks(broken, monkeypatch, tmp_path):
    monkeypatch.setenv("VPCVIZ_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        run(["cost", str(tmp_path / "x.yaml")])
