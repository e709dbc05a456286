"""How much a scan gains by calling at the same time, and how much memory it takes.

    python benchmarks/scan_concurrency.py [--vpcs 64] [--delay 0.05] [--region eu-west-1 --region …]

Starts moto's server as a process of its own, builds VPCs with three subnets and some interfaces each, and runs `vpcviz scan`
through a proxy that adds `--delay` seconds to every call. Prints the wall time, the sum of the calls' times as the proxy saw
them, their ratio, and the most memory that the scan took.
"""

import argparse
import os
import resource
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import boto3
from botocore.config import Config

from tests.aws.proxy import Proxy, running

ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_CONFIG_FILE": "/nonexistent",
    "AWS_SHARED_CREDENTIALS_FILE": "/nonexistent",
    "AWS_MAX_ATTEMPTS": "1",  # moto answers what it lacks with 500.
}


@contextmanager
def moto() -> Iterator[str]:
    """The URL of a moto server in a process of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-p", str(port), "-H", "127.0.0.1"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def build(url: str, regions: list[str], vpcs: int) -> None:
    """VPCs with three subnets and two interfaces each, spread over the regions."""
    settings = Config(max_pool_connections=16, retries={"total_max_attempts": 5, "mode": "standard"})
    clients = {region: boto3.client("ec2", region_name=region, endpoint_url=url, config=settings) for region in regions}

    def fill(region: str) -> None:  # One thread for a region: moto's own state takes no more.
        ec2 = clients[region]
        for number in range(regions.index(region), vpcs, len(regions)):
            network = f"10.{number % 256}"
            vpc = ec2.create_vpc(CidrBlock=f"{network}.0.0/16")["Vpc"]["VpcId"]
            for at, zone in enumerate("abc"):
                subnet = ec2.create_subnet(VpcId=vpc, CidrBlock=f"{network}.{at}.0/24", AvailabilityZone=f"{region}{zone}")
                if at < 2:
                    ec2.create_network_interface(SubnetId=subnet["Subnet"]["SubnetId"])

    with ThreadPoolExecutor(len(regions)) as pool:
        list(pool.map(fill, regions))


def main() -> None:
    """Build, scan, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vpcs", type=int, default=64)
    parser.add_argument("--delay", type=float, default=0.05, help="seconds added to each call")
    parser.add_argument("--region", action="append", help="repeatable")
    given = parser.parse_args()
    regions = given.region or ["eu-west-1", "us-east-1", "ap-southeast-2"]
    os.environ.update(ENVIRONMENT)
    with moto() as url, tempfile.TemporaryDirectory() as folder:
        started = time.monotonic()
        build(url, regions, given.vpcs)
        print(f"built {given.vpcs} VPCs in {len(regions)} regions in {time.monotonic() - started:.1f} s")
        output = Path(folder) / "estate.json"
        arguments = [word for region in regions for word in ("--region", region)]
        subprocess.run(
            [sys.executable, "-m", "vpcviz", "scan", *arguments, "--endpoint-url", url, "-q", "-o", str(output)], check=True
        )
        proxy = Proxy(url, delay=given.delay)
        with running(proxy) as slow:
            started = time.monotonic()
            command = [sys.executable, "-m", "vpcviz", "scan", *arguments, "--endpoint-url", slow, "-q", "-o", str(output)]
            subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
            wall = time.monotonic() - started
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        calls = len(proxy.requests)
        print(
            f"scan: {wall:.1f} s for {calls} calls that took {proxy.spent:.1f} s one after another: {wall / proxy.spent:.2f} of it"
        )
        print(f"memory of the largest process: {memory:.0f} MB; snapshot: {output.stat().st_size / 2**20:.1f} MB")


if __name__ == "__main__":
    main()
