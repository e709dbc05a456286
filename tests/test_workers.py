"""Work that is spread over processes: the same results in the same order, the same errors, and nobody left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from vpcviz.errors import UsageError
from vpcviz.workers import MOST, SETTING, in_parts, processes

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes fork on Linux only")

HEAD = """
import os, sys, time
sys.path.insert(0, {root!r})
from vpcviz.errors import InputError, Problem
from vpcviz.workers import beside, in_parts, in_turns
first = os.getpid()
"""


def _run(code: str, workers: int | str = 2) -> subprocess.CompletedProcess[str]:
    """Run code in a process that has one thread (pytest's may have more)."""
    environment = {**os.environ, SETTING: str(workers)}
    words = [sys.executable, "-c", HEAD.format(root=str(ROOT)) + code]
    return subprocess.run(words, env=environment, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 700])
def test_results_come_in_the_order_of_the_things(count):
    """However many processes work, and however few things there are."""
    code = f"print(list(in_parts(lambda part: (n * n for n in part), range({count}), worth=0)))"
    wanted = f"{[n * n for n in range(count)]}\n"
    assert [_run(code, workers).stdout for workers in (1, 2, 3)] == [wanted] * 3


def test_several_processes_work():
    """The first part is done here, each other one elsewhere."""
    code = "print(*(len(set(list(in_parts(lambda part: [os.getpid() for _ in part], range(9), worth=w)))) for w in (9, 10)))"
    assert _run(code, 3).stdout == "3 1\n"
    assert _run(code, 1).stdout == "1 1\n"


def test_an_error_is_that_of_one_process():
    """The first in the order of the things, with all that it holds, whatever other parts met before."""
    code = """
def work(part):
    for n in part:
        if n in (700, 900):
            raise InputError(Problem(f"number {n}", "numbers", n))
        yield n
seen = 0
try:
    for n in in_parts(work, range(1000), worth=0):
        seen += 1
except InputError as error:
    print(seen, os.getpid() == first, error.problems[0].message, error.problems[0].line)
"""
    assert {_run(code, workers).stdout for workers in (1, 2, 3)} == {"700 True number 700 700\n"}


def test_an_ended_process_is_told():
    """Results that are missing are never left out without a word."""
    code = """
def work(part):
    if os.getpid() != first:
        os.kill(os.getpid(), 9)
    return part
list(in_parts(work, range(10), worth=0))
"""
    told = _run(code).stderr.splitlines()[-1]
    assert "one of vpcviz's processes was ended from outside (signal 9, perhaps for want of memory)" in told
    assert f"{SETTING}=1 does all in one process" in told


def test_who_ignores_how_children_end_gets_the_results():
    """A parent may have SIGCHLD ignored, and its children inherit that: nothing tells then how a child ended."""
    code = """
import signal
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
print(list(in_parts(lambda part: part, range(5), worth=0)))
"""
    assert _run(code).stdout == "[0, 1, 2, 3, 4]\n"


def test_beside_a_thread_nothing_forks():
    """A child would have what other threads hold, and not the threads."""
    code = """
import threading
done = threading.Event()
threading.Thread(target=done.wait).start()
print(len(set(in_parts(lambda part: [os.getpid() for _ in part], range(9), worth=0))))
done.set()
"""
    assert _run(code).stdout == "1\n"


@pytest.mark.parametrize("ended", [signal.SIGINT, signal.SIGTERM])
def test_who_is_stopped_leaves_no_process(ended):
    """Only the first process is told, and says so; the other one, which would go on for a minute, ends with it."""
    code = """
import signal
def stop(*_):
    raise SystemExit(9)
signal.signal(signal.SIGTERM, stop)
def work(part):
    os.write(1, b"%d\\n" % os.getpid())
    time.sleep(60)
    return part
list(in_parts(work, range(2), worth=0))
"""
    words = [sys.executable, "-c", HEAD.format(root=str(ROOT)) + code]
    with subprocess.Popen(
        words, env={**os.environ, SETTING: "2"}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        numbers = {int(run.stdout.readline()) for _ in range(2)}
        run.send_signal(ended)
        run.communicate(timeout=30)
    assert run.returncode != 0
    assert len(numbers) == 2
    for number in numbers:
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)


@pytest.mark.parametrize("count", [0, 1, 2, 254, 255, 256, 1000])
def test_each_thing_is_taken_once(count):
    """By whichever process is free; this one does first what it has to."""
    code = f"""
began, begin = os.pipe()
def work(part):
    for n in part:
        os.write(begin, b"1")
        yield n, os.getpid() == first
def wait():  # Until another process has taken something.
    if {count} and os.environ["VPCVIZ_WORKERS"] != "1":
        os.read(began, 1)
done = list(in_turns(work, range({count}), wait))
print(sorted(n for n, _ in done) == list(range({count})), sum(here for _, here in done) < max(1, {count}))
"""
    assert _run(code, 2).stdout == _run(code, 3).stdout == "True True\n"
    assert _run(code, 1).stdout == f"True {count == 0}\n"


def test_what_a_process_took_that_met_an_error_is_missing():
    """Without a word; an error of this process is raised, and the others end."""
    code = """
began, begin = os.pipe()
def work(part):
    for n in part:
        if os.getpid() != first:
            os.write(begin, b"1")
            raise ValueError("never told")
        yield n
print(len(list(in_turns(work, range(255), lambda: os.read(began, 1)))))
def stop():
    raise InputError(Problem("stop"))
try:
    list(in_turns(lambda part: [time.sleep(60)], range(9), stop))
except InputError as error:
    print(error.problems[0].message)
"""
    run = _run(code)
    assert (run.stdout, run.stderr) == ("254\nstop\n", "")


@pytest.mark.parametrize("answer", [True, False])
def test_a_question_is_answered_beside(answer):
    """By another process where there is one, and by this one where that met an error or nothing tells how it ended."""
    code = f"""
import signal
def question():
    asked.append(os.getpid() == first)
    if fails and os.getpid() != first:
        raise ValueError("never told")
    return {answer}
for fails, handler in ((False, signal.SIG_DFL), (True, signal.SIG_DFL), (False, signal.SIG_IGN)):
    signal.signal(signal.SIGCHLD, handler)
    asked = []
    with beside(question) as answer:
        print(list(asked), answer(), asked)
"""
    here = f"[] {answer} [True]\n"
    assert _run(code, 2).stdout == f"[] {answer} []\n" + 2 * here
    assert _run(code, 1).stdout == 3 * here
    assert _run(code, 2).stderr.count("never told") == 0


def test_a_question_that_nobody_waits_for_leaves_no_process():
    code = """
def question():
    time.sleep(60)
with beside(question):
    pass
try:
    os.waitpid(-1, 0)
except ChildProcessError:
    print("none")
"""
    assert _run(code).stdout == "none\n"


def test_an_output_that_was_begun_is_written_once():
    """A child has a copy of what waits to be written, and throws it away."""
    assert _run("print('once'); list(in_parts(lambda part: part, range(4), worth=0))").stdout == "once\n"


@pytest.mark.parametrize("text", ["0", "-1", "two", "1.5", "²"])
def test_a_setting_that_is_no_number_is_refused(text, monkeypatch):
    """With what was expected, also where the work is small."""
    monkeypatch.setenv(SETTING, text)
    with pytest.raises(UsageError, match="expected how many processes may work at most, 1 or more"):
        processes()


def test_without_the_setting_there_are_as_many_as_processors():
    """At most a few: each needs memory."""
    code = "from vpcviz.workers import processes; os.sched_getaffinity = lambda _: range({}); print(processes())"
    assert [_run(code.format(count), "").stdout for count in (1, 2, 64)] == ["1\n", "2\n", f"{MOST}\n"]


def test_what_is_not_asked_for_to_its_end_ends_all_the_same():
    """Whoever stops asking leaves no process."""
    code = """
made = in_parts(lambda part: (time.sleep(0 if os.getpid() == first else 60) or n for n in part), range(4), worth=0)
next(made)
made.close()
try:
    os.waitpid(-1, os.WNOHANG)
except ChildProcessError:
    print("none")
"""
    started = time.monotonic()
    assert _run(code).stdout == "none\n"
    assert time.monotonic() - started < 50
    assert list(in_parts(list, range(3), worth=9)) == [0, 1, 2]
