"""`vpcviz build --watch`: its page, and a build after each change."""

import http.client
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.commands.team import SPEC
from vpcviz.commands.freshness import Output
from vpcviz.commands.watching import State, serving


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
