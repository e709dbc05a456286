"""`vpcviz build --watch`: builds again at each change, and serves a page on this machine that shows the pictures and reloads."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from vpcviz.commands.saying import say
from vpcviz.errors import InputError, UsageError, VpcvizError

if TYPE_CHECKING:
    from vpcviz.commands.freshness import Output

Stamps = Mapping[Path, tuple[tuple[str, int, int], ...]]
"""By what is read, a file or a folder: its files, with the times of their last changes (ns) and their sizes (bytes)."""

HOST = "127.0.0.1"
TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".html": "text/html; charset=utf-8", ".json": "application/json"}
PLAIN = "text/plain; charset=utf-8"
PATIENCE = 20.0
"""Seconds after which a waiting page is told that nothing has changed."""

PAUSE = 1000
"""Milliseconds after which files are looked at even where nothing was reported: a change may come before the watch begins."""

POLICY = "default-src 'none'; img-src 'self'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'"
STYLE = "body{font:15px system-ui,sans-serif;margin:1rem}img{max-width:100%;background:#fff}pre{white-space:pre-wrap}"
SCRIPT = """\
const seen = document.documentElement.dataset.version;
async function wait() {
  for (;;) {
    try {
      const answer = await fetch("/version?after=" + seen, {cache: "no-store"});
      if (answer.ok && (await answer.text()) !== seen) { location.reload(); return; }
    } catch { await new Promise(done => setTimeout(done, 1000)); }
  }
}
wait();
"""


class State:
    """What the page shows: the outputs as they were built last, what went wrong, and a number that grows with each build."""

    def __init__(self) -> None:
        self.outputs: list[Output] = []
        self.failure = ""
        self.version = 0
        self._changed = threading.Condition()

    def set(self, outputs: list[Output] | None, failure: str) -> None:
        """Show these outputs (None: those that were there) from now on."""
        with self._changed:
            self.outputs = self.outputs if outputs is None else outputs
            self.failure = failure
            self.version += 1
            self._changed.notify_all()

    def wait(self, after: str) -> int:
        """The number of the build, as soon as it is another than `after`, or patience is at its end."""
        with self._changed:
            self._changed.wait_for(lambda: str(self.version) != after, PATIENCE)
            return self.version


def watch_and_serve(
    file: Path, given: Path | None, port: int, parameters: Mapping[str, str], *, open_page: bool, quiet: bool
) -> None:
    """Build, serve, and build again at each change of the configuration or a source, until Ctrl-C.

    Raises UsageError where the watcher is not installed or the port is taken.
    """
    try:
        from watchfiles import watch
    except ImportError:
        raise UsageError("--watch needs the package watchfiles: pip install 'vpcviz[watch]'") from None
    state = State()
    stamps = _rebuild(file, given, state, parameters, quiet=quiet)
    with serving(state, port) as address:
        say(f"watching; the page is {address} (Ctrl-C ends it)")
        if open_page:
            import webbrowser

            webbrowser.open(address)
        while True:
            folders = sorted({str(path if path.is_dir() else path.parent) for path in stamps if path.exists()})
            for _ in watch(*folders, raise_interrupt=True, yield_on_timeout=True, rust_timeout=PAUSE):
                if _stamps(stamps) != stamps:
                    break
            stamps = _rebuild(file, given, state, parameters, quiet=quiet)


def _stamps(paths: Iterable[Path]) -> Stamps:
    """When each file, or each file of a folder, was last written, and how large it is."""
    return {path: tuple(_stamp(each) for each in (sorted(path.rglob("*")) if path.is_dir() else (path,))) for path in paths}


def _stamp(path: Path) -> tuple[str, int, int]:
    try:
        status = path.stat()
    except OSError:
        return str(path), 0, 0
    return str(path), status.st_mtime_ns, status.st_size


def _rebuild(file: Path, given: Path | None, state: State, parameters: Mapping[str, str], *, quiet: bool) -> Stamps:
    """Build once; what is wrong is said and shown, and does not end the watch.

    The stamps of what is read come back, as they were before it was read: what changes meanwhile is seen as a change.
    """
    from vpcviz.commands.building import Builder
    from vpcviz.commands.configuration import read_configuration
    from vpcviz.commands.freshness import write_stale

    stamps = dict(_stamps([file]))
    try:
        configuration = read_configuration(given)
        entries = [entry.source for entry in configuration.pictures] + [entry.source for entry in configuration.reports]
        stamps |= _stamps(Path(source) for words in entries for source in words)
        outputs = Builder(configuration, parameters).outputs()
        write_stale(outputs, quiet=quiet)
        state.set(outputs, "")
    except VpcvizError as error:
        words = _words(error)
        say(words)
        state.set(None, words)
    return stamps


def _words(error: VpcvizError) -> str:
    from vpcviz.spec.explain import format_problem

    return "\n".join(map(format_problem, error.problems)) if isinstance(error, InputError) else str(error)


@contextmanager
def serving(state: State, port: int) -> Iterator[str]:
    """Serve the page on this machine only, and give its address. Raises UsageError where the port is taken."""

    class Handler(_Handler):
        shown = state

    try:
        server = ThreadingHTTPServer((HOST, port), Handler)
    except OSError as error:
        raise UsageError(f"port {port} cannot be used: {error.strerror or error}; give another with --port, or 0 for any") from None
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    """Answers GET for the page, its script and style, and the files that were built; nothing else of the disk."""

    shown: State
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer one request; a page of another name that leads here (DNS rebinding) gets nothing."""
        port = self.connection.getsockname()[1]
        if self.headers.get("Host", "") not in (f"{HOST}:{port}", f"localhost:{port}"):
            self._send(403, PLAIN, b"this page is for this machine only\n")
            return
        asked = urlsplit(self.path)
        if asked.path == "/":
            self._send(200, "text/html; charset=utf-8", page(self.shown).encode())
        elif asked.path == "/version":
            self._send(200, PLAIN, str(self.shown.wait(asked.query.removeprefix("after="))).encode())
        elif asked.path == "/reload.js":
            self._send(200, "text/javascript", SCRIPT.encode())
        elif asked.path == "/style.css":
            self._send(200, "text/css", STYLE.encode())
        else:
            self._send_file(asked.path)

    def _send_file(self, path: str) -> None:
        number = path.removeprefix("/file/")
        outputs = self.shown.outputs
        if not path.startswith("/file/") or not number.isascii() or not number.isdigit() or int(number) >= len(outputs):
            self._send(404, PLAIN, b"there is no such page\n")
            return
        output = outputs[int(number)]
        self._send(200, TYPES.get(output.path.suffix.lower(), PLAIN), output.data)

    def _send(self, status: int, content_type: str, data: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that http.server gives
        """Requests are nobody's news."""


def page(state: State) -> str:
    """The page: what went wrong, then each picture, and links to all else."""
    failure = f"<pre>{escape(state.failure)}</pre>" if state.failure else ""
    parts = []
    for number, output in enumerate(state.outputs):
        name = escape(str(output.path.name))
        link = f'<a href="/file/{number}">{name}</a>'
        shown = f'<p><img src="/file/{number}" alt="{name}"></p>' if output.path.suffix.lower() in (".svg", ".png") else ""
        parts.append(f"<h2>{link}</h2>{shown}")
    return (
        f'<!doctype html><html lang="en" data-version="{state.version}"><meta charset="utf-8"><title>vpcviz build</title>'
        f'<link rel="stylesheet" href="/style.css"><script src="/reload.js" defer></script>{failure}{"".join(parts)}</html>\n'
    )
