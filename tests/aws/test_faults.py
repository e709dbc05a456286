"""Faults between boto3 and moto: throttling, dropped connections, dead regions, interruptions, credentials that end."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.aws.proxy import Proxy, Reply, Request, error_reply, random_faults, running
from tests.aws.scanning import UNKNOWN_TO_MOTO, read, scanned
from vpcviz.aws.convert import convert
from vpcviz.spec import dump_json

Client = Callable[..., Any]


@pytest.fixture
def estate(client: Client, moto: str) -> str:
    """Five VPCs with a subnet and a hosted zone each; moto's URL."""
    ec2, route53 = client("ec2"), client("route53")
    for number in range(5):
        vpc = ec2.create_vpc(CidrBlock=f"10.{number}.0.0/16")["Vpc"]["VpcId"]
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.{number}.1.0/24")
        route53.create_hosted_zone(
            Name=f"zone{number}.internal",
            CallerReference=str(number),
            VPC={"VPCRegion": "eu-west-1", "VPCId": vpc},
            HostedZoneConfig={"PrivateZone": True, "Comment": ""},
        )
    return moto


def command(*arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    """A `vpcviz` process that goes on by itself."""
    return subprocess.Popen(
        [sys.executable, "-m", "vpcviz", *arguments],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def finished(process: subprocess.Popen[bytes], timeout: float = 60) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of a process that has ended."""
    stdout, stderr = process.communicate(timeout=timeout)
    return process.returncode, stdout.decode(), stderr.decode()


def test_nothing_is_missing_when_a_third_is_throttled_and_a_tenth_dropped(estate: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = dump_json(scanned(estate))
    monkeypatch.delenv("AWS_MAX_ATTEMPTS")
    # Backoff is botocore's own; only its waiting is shortened.
    monkeypatch.setattr("botocore.retries.standard.ExponentialBackoff.delay_amount", lambda self, context: 0.01)
    faults = random_faults(5, throttled=0.3, dropped=0.1)
    with running(Proxy(estate, faults)) as url:
        reading = read(url)
    assert {missing.call.split(".")[1] for missing in reading.missing} <= UNKNOWN_TO_MOTO
    assert dump_json(convert(reading)) == whole


def test_a_dead_region_does_not_hold_the_others(estate: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The dead one answers nothing: connections open and stay silent. (As a process, unpatched: 21 s.)"""
    monkeypatch.setattr("vpcviz.aws.fetch_session.READ_TIMEOUT", 6)
    monkeypatch.setattr("vpcviz.aws.fetch_one.QUIET", 6.0)
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "10")
    with running(Proxy(estate, lambda request: Reply(-1) if request.region == "eu-west-3" else None)) as url:
        started = time.monotonic()
        network = convert(read(url, "eu-west-3", "eu-west-1"))
        seconds = time.monotonic() - started
    assert {subnet.region for subnet in network.subnets} == {"eu-west-1"}
    assert any(subnet.cidr == "10.4.1.0/24" for subnet in network.subnets)
    assert {gap.error for gap in network.gaps if gap.region == "eu-west-3"} <= {"EndpointSilent", "ReadTimeoutError"}
    assert seconds < 40


def test_a_region_that_refuses_connections_is_given_up(estate: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Dropped at once, for longer than the limit: the calls that wait are not tried."""
    monkeypatch.setattr("vpcviz.aws.fetch_one.QUIET", 1.0)
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "10")
    proxy = Proxy(estate, lambda request: Reply(0) if request.region == "eu-west-3" else None)
    with running(proxy) as url:
        started = time.monotonic()
        reading = read(url, "eu-west-3", "eu-west-1")
        seconds = time.monotonic() - started
    assert seconds < 30
    lost = {missing.region for missing in reading.missing if missing.call == "ec2.DescribeVpcs"}
    assert lost == {"eu-west-3"}
    tried = {request.operation for request in proxy.requests if request.region == "eu-west-3" and request.service == "ec2"}
    assert tried == {"DescribeAvailabilityZones"}


@pytest.mark.parametrize(
    ("code", "remedy"),
    [("ExpiredToken", "renew them"), ("InvalidClientTokenId", "does not accept"), ("SignatureDoesNotMatch", "does not accept")],
)
def test_bad_credentials_write_nothing(moto: str, tmp_path: Path, code: str, remedy: str) -> None:
    output = tmp_path / "estate.json"
    with running(Proxy(moto, lambda request: error_reply(request, code, 403, "CANARY"))) as url:
        done = finished(command("scan", "--region", "eu-west-1", "--endpoint-url", url, "-o", str(output)))
    assert done[0] == 3
    assert remedy in done[2]
    assert "CANARY" not in done[2]
    assert len(done[2].splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "environment", "words"),
    [
        (["--region", "eu-west-1"], {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}, ["no AWS credentials", "--profile"]),
        (["--region", "eu-west-1", "--profile", "prud"], {}, ["no profile 'prud'"]),
        ([], {}, ["no region", "--region"]),
        (["--region", "eu-wset-1"], {}, ["eu-wset-1", "no region of AWS", 'did you mean "eu-west-1"']),
        (["--region", "eu-west-9"], {}, ["no AWS region 'eu-west-9'", "did you mean eu-west-"]),
        (["--region", "eu-west-1", "--endpoint-url", "http://127.0.0.1:9"], {}, ["does not answer", "--endpoint-url"]),
        (["--region", "eu-west-1", "--endpoint-url", "nonsense"], {}, ["--endpoint-url"]),
        (["--region", "eu-west-1"], {"AWS_MAX_ATTEMPTS": "many"}, ["AWS_MAX_ATTEMPTS"]),
    ],
)
def test_what_keeps_a_scan_from_beginning_is_one_line(
    tmp_path: Path, arguments: list[str], environment: dict[str, str], words: list[str]
) -> None:
    code, stdout, stderr = finished(command("scan", *arguments, "-o", str(tmp_path / "x.json"), **environment))
    assert (code, stdout) == (2 if "eu-wset-1" in arguments else 3, "")
    assert len(stderr.splitlines()) == 1, stderr
    for word in words:
        assert word in stderr
    assert list(tmp_path.iterdir()) == []


def test_a_token_that_expires_on_the_way_leaves_an_incomplete_snapshot(estate: str, tmp_path: Path) -> None:
    seen: list[Request] = []

    def fault(request: Request) -> Reply | None:
        seen.append(request)
        return error_reply(request, "ExpiredToken", 403) if len(seen) > 30 else None

    output = tmp_path / "estate.json"
    with running(Proxy(estate, fault)) as url:
        code, _, stderr = finished(command("scan", "--region", "eu-west-1", "--endpoint-url", url, "-o", str(output)))
    assert code == 3
    assert "expired during the scan" in stderr
    assert b'"complete": false' in output.read_bytes()


def test_strict_makes_a_gap_an_error(estate: str, tmp_path: Path) -> None:
    output = tmp_path / "estate.json"
    code, _, stderr = finished(command("scan", "--region", "eu-west-1", "--endpoint-url", estate, "--strict", "-o", str(output)))
    assert code == 4
    assert "--strict" in stderr
    assert b'"gaps"' in output.read_bytes()
    drawn = finished(command("draw", str(output), "--strict", "-o", str(tmp_path / "x.svg")))
    assert drawn[0] == 4


@pytest.mark.parametrize(("number", "code", "word"), [(signal.SIGINT, 130, "interrupted"), (signal.SIGTERM, 143, "terminated")])
def test_an_interrupted_scan_leaves_nothing(estate: str, tmp_path: Path, number: int, code: int, word: str) -> None:
    proxy = Proxy(estate, lambda request: Reply(-1) if request.operation == "DescribeSubnets" else None)
    with running(proxy) as url:
        process = command("scan", "--region", "eu-west-1", "--endpoint-url", url, "-q", "-o", str(tmp_path / "x.json"))
        deadline = time.monotonic() + 30
        while not any(request.operation == "DescribeSubnets" for request in proxy.requests) and time.monotonic() < deadline:
            time.sleep(0.05)
        started = time.monotonic()
        process.send_signal(number)
        found = finished(process)
    assert (found[0], found[1]) == (code, "")
    assert found[2].splitlines() == [f"vpcviz: {word}"]
    assert time.monotonic() - started < 10, "nothing is waited for"
    assert list(tmp_path.iterdir()) == []


def test_the_user_s_retry_settings_count(moto: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "2")
    proxy = Proxy(
        moto, lambda request: error_reply(request, "RequestLimitExceeded", 503) if request.operation == "DescribeVpcs" else None
    )
    with running(proxy) as url:
        reading = read(url)
    assert [missing.error for missing in reading.missing if missing.call == "ec2.DescribeVpcs"] == ["RequestLimitExceeded"]
    assert sum(1 for request in proxy.requests if request.operation == "DescribeVpcs") == 2


def test_without_settings_it_is_the_standard_mode_with_ten_attempts(monkeypatch: pytest.MonkeyPatch) -> None:
    from vpcviz.aws.access import Access
    from vpcviz.aws.fetch_session import client_config, open_session

    monkeypatch.delenv("AWS_MAX_ATTEMPTS")
    assert client_config(open_session(Access()), 16).retries == {"mode": "standard", "total_max_attempts": 10}


def test_the_profile_s_retry_settings_count_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from vpcviz.aws.access import Access
    from vpcviz.aws.fetch_session import client_config, open_session

    config = tmp_path / "config"
    config.write_text("[profile slow]\nretry_mode = adaptive\nmax_attempts = 4\naws_access_key_id = x\naws_secret_access_key = y\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(config))
    monkeypatch.delenv("AWS_MAX_ATTEMPTS")
    assert client_config(open_session(Access(profile="slow")), 16).retries == {"mode": "adaptive", "total_max_attempts": 4}
