"""A proxy between boto3 and moto that makes faults: throttling, dropped connections, delays, dead regions, chosen errors."""

import random
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

_CREDENTIAL = re.compile(r"Credential=([^/]+)/\d+/([^/]+)/([^/]+)/aws4_request")


class Request(NamedTuple):
    """What a request asks for; `operation` is "" for REST services. `key` is the id of who signed it, `role` an ARN to assume."""

    region: str
    service: str
    operation: str
    path: str
    key: str = ""
    role: str = ""


class Reply(NamedTuple):
    """An answer that the proxy makes itself; status 0 drops the connection, -1 never answers."""

    status: int
    body: bytes = b""
    kind: str = "text/xml"


def error_reply(request: Request, code: str, status: int = 400, message: str = "made by the test's proxy") -> Reply:
    """An error in the protocol of the service."""
    if request.service == "ec2":
        body = f"<Response><Errors><Error><Code>{code}</Code><Message>{message}</Message></Error></Errors><RequestID>1</RequestID></Response>"
        return Reply(status, body.encode())
    if request.operation and request.service in ("sts", "rds", "elasticloadbalancing", "elasticache", "redshift", "iam", "route53"):
        body = f"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error></ErrorResponse>"
        return Reply(status, body.encode())
    if request.service in ("route53", "cloudfront"):  # REST with XML
        body = f"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error></ErrorResponse>"
        return Reply(status, body.encode())
    return Reply(status, f'{{"__type": "{code}", "message": "{message}"}}'.encode(), "application/x-amz-json-1.1")


class Proxy:
    """`fault` decides for each request: None passes it on. `delay` seconds are added to every one that is passed on."""

    def __init__(self, target: str, fault: Callable[[Request], Reply | None] | None = None, delay: float = 0.0) -> None:
        self.target = urlsplit(target)
        self.fault = fault
        self.delay = delay
        self.requests: list[Request] = []
        self.spent = 0.0
        self._lock = threading.Lock()

    def note(self, request: Request) -> None:
        """Remember a request."""
        with self._lock:
            self.requests.append(request)

    def spend(self, seconds: float) -> None:
        """Add the time that a call took."""
        with self._lock:
            self.spent += seconds


def random_faults(seed: int, throttled: float, dropped: float) -> Callable[[Request], Reply | None]:
    """A fault for a share of requests; the same seed gives the same sequence."""
    source, lock = random.Random(seed), threading.Lock()

    def fault(request: Request) -> Reply | None:
        with lock:
            chance = source.random()
        if chance < throttled:
            code = "RequestLimitExceeded" if request.service == "ec2" else "ThrottlingException"
            return error_reply(request, code, 503 if request.service == "ec2" else 400)
        return Reply(0) if chance < throttled + dropped else None

    return fault


def _handler(proxy: Proxy) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            pass

        def _any(self) -> None:
            started = time.monotonic()
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            request = self._request(body)
            proxy.note(request)
            reply = proxy.fault(request) if proxy.fault else None
            if reply is None:
                time.sleep(proxy.delay)
                reply = self._pass_on(body)
            if reply.status == -1:
                time.sleep(120)
            if reply.status <= 0:
                self.close_connection = True
                self.connection.close()
                return
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.kind)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)
            proxy.spend(time.monotonic() - started)

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _any  # noqa: N815

        def _request(self, body: bytes) -> Request:
            found = _CREDENTIAL.search(self.headers.get("Authorization", ""))
            key, region, service = found.groups() if found else ("", "", "")
            operation = self.headers.get("X-Amz-Target", "").rpartition(".")[2]
            form = parse_qs(body.decode()) if not operation and b"Action=" in body else {}
            operation, role = operation or form.get("Action", [""])[0], form.get("RoleArn", [""])[0]
            return Request(region, service, operation, self.path, key, role)

        def _pass_on(self, body: bytes) -> Reply:
            connection = HTTPConnection(proxy.target.hostname or "", proxy.target.port or 80, timeout=60)
            try:
                connection.request(self.command, self.path, body, dict(self.headers))
                answer = connection.getresponse()
                return Reply(answer.status, answer.read(), answer.getheader("Content-Type") or "text/xml")
            except OSError:
                return Reply(0)
            finally:
                connection.close()

    return Handler


class _Server(ThreadingHTTPServer):
    """Sixteen threads of boto3 connect at once: of more than the listener holds (5 by default), Linux resets some (SYN cookies)."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128


@contextmanager
def running(proxy: Proxy) -> Iterator[str]:
    """The proxy's URL while it runs."""
    server = _Server(("127.0.0.1", 0), _handler(proxy))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
