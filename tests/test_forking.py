"""Children: what two processes read of one another, and what is left where the system has no room for one."""

import os

import pytest

from vpcviz.forking import Linked, end, forked, linked


def files() -> set[str]:
    return set(os.listdir("/proc/self/fd"))


def test_two_processes_have_a_pipe_each_way() -> None:
    def work(side: Linked) -> None:
        assert side.process == 0
        os.write(side.writing, os.read(side.reading, 9).upper())

    side = linked(work)
    assert side is not None
    os.write(side.writing, b"word")
    assert os.read(side.reading, 9) == b"WORD"
    assert os.read(side.reading, 9) == b"", "nobody else holds the child's end"
    assert os.waitstatus_to_exitcode(os.waitpid(side.process, 0)[1]) == 0
    os.close(side.reading)
    os.close(side.writing)


@pytest.mark.parametrize("call", ["pipe", "fork"])
def test_where_there_is_no_room_nothing_stays_open(call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError(11, "no room")

    monkeypatch.setattr(os, call, refuse)
    before = files()
    assert linked(lambda side: None) is None
    assert files() == before


def test_a_child_is_ended_once() -> None:
    process = forked(lambda: os.read(os.pipe()[0], 1))
    assert process is not None
    end(process)
    end(process)
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
