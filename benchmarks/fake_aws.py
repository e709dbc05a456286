"""A stand-in for AWS that is quick: an organization whose calls each take a while, with AWS's request limits for every account.

    python benchmarks/fake_aws.py --accounts 40 --delay 0.05          prints its URL, serves until it is ended
    python benchmarks/fake_aws.py --estate hub --vpcs 256             the accounts of an estate, with what it has many of

Without an estate, every account has a VPC with three subnets and a few interfaces in every region; what else is asked for there
is none of. Requests above a limit are refused as AWS refuses them, and counted: `GET /counts` tells how many were answered and how
many refused.

Sources of the limits: Amazon EC2 Developer Guide, "Request throttling for the Amazon EC2 API"; Elastic Load Balancing User Guide,
"Request throttling for the Elastic Load Balancing API"; Route 53 Developer Guide, "Throttling for Amazon Route 53 API requests";
IAM User Guide, "IAM and AWS STS quotas". Services whose limits AWS does not tell have 20 tokens, and 10 more every second.
"""

import argparse
import asyncio
import json
import re
import time
from collections.abc import Callable
from urllib.parse import parse_qs

MANAGEMENT = 100000000000
"""The id of the management account; the members follow it."""

_CREDENTIAL = re.compile(r"Credential=([^/]+)/\d+/([^/]+)/([^/]+)/aws4_request")
_ROOTS = {
    "/2013-04-01/hostedzone": "<Zones><HostedZones/><IsTruncated>false</IsTruncated><MaxItems>100</MaxItems></Zones>",
    "/2013-04-01/hostedzonesbyvpc": "<Zones><HostedZoneSummaries/><MaxItems>100</MaxItems></Zones>",
}


Form = dict[str, list[str]]
Told = Callable[[str, str, str, Form], str]


class Bucket:
    """A token bucket: so many at most, so many more every second."""

    def __init__(self, most: float, refill: float) -> None:
        self.most, self.refill = most, refill
        self.tokens, self.at = most, time.monotonic()

    def take(self) -> bool:
        """Whether there is a token."""
        now = time.monotonic()
        self.tokens, self.at = min(self.most, self.tokens + (now - self.at) * self.refill), now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True


class Aws:
    """Answers requests: each after `delay` seconds, or at once where its account is over a limit. `told` gives what is inside
    of an answer of EC2's: of an account, a region, an action, and the request's form."""

    def __init__(self, accounts: int, delay: float, scale: float, told: "Told | None" = None) -> None:
        self.accounts, self.delay, self.scale = accounts, delay, scale
        self.told = told or _network
        self.buckets: dict[tuple[str, ...], Bucket] = {}
        self.answered = self.refused = 0

    def admits(self, account: str, region: str, service: str, action: str) -> bool:
        """Whether a request is within its account's limits."""
        if service == "ec2":
            key, most, refill = (account, region, service, action), 100, 20
        elif service == "elasticloadbalancing":
            key, most, refill = (account, region, service), 40, 10
        elif service == "route53":
            key, most, refill = (account, service), 50, 10
        elif service == "sts":
            key, most, refill = (account, region, service), 600, 600
        else:
            key, most, refill = (account, region, service), 20, 10
        if key not in self.buckets:
            self.buckets[key] = Bucket(max(1, most * self.scale), refill * self.scale)
        return self.buckets[key].take()

    async def connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection until the client leaves."""
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                length = re.search(r"content-length: *(\d+)", head, re.IGNORECASE)
                body = await reader.readexactly(int(length[1])) if length else b""
                status, kind, answer = await self.answer(head, body)
                lines = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(answer)}\r\n\r\n"
                writer.write(lines.encode() + answer)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def answer(self, head: str, body: bytes) -> tuple[int, str, bytes]:
        """Status, content type and body of an answer."""
        path = head.split(" ", 2)[1].split("?")[0]
        if path == "/counts":
            return 200, "application/json", json.dumps({"answered": self.answered, "refused": self.refused}).encode()
        signed = _CREDENTIAL.search(head)
        key, region, service = signed.groups() if signed else ("", "", "")
        account = key[-12:] if key[-12:].isdigit() else str(MANAGEMENT)
        target = re.search(r"x-amz-target: *\S*\.(\w+)", head, re.IGNORECASE)
        form = parse_qs(body.decode()) if not target and body[:1] not in (b"{", b"<", b"") else {}
        action = target[1] if target else form.get("Action", [path])[0]
        if not self.admits(account, region, service, action):
            self.refused += 1
            return _refusal(service, bool(target), bool(form))
        await asyncio.sleep(self.delay)
        self.answered += 1
        if form:
            return 200, "text/xml", self.xml(service, action, account, region, form).encode()
        if service in ("route53", "cloudfront"):
            return (
                200,
                "text/xml",
                _ROOTS.get(path.rstrip("/"), "<DistributionList><Quantity>0</Quantity></DistributionList>").encode(),
            )
        if action == "ListAccounts":
            return 200, "application/x-amz-json-1.1", json.dumps({"Accounts": self.members()}).encode()
        return 200, "application/x-amz-json-1.1", b"{}"

    def members(self) -> list[dict[str, str]]:
        """The organization's accounts."""
        ids = [str(MANAGEMENT + at) for at in range(self.accounts)]
        arn = f"arn:aws:organizations::{MANAGEMENT}:account/o-abcdefghij"
        return [{"Id": one, "Arn": f"{arn}/{one}", "Name": "member", "Status": "ACTIVE", "State": "ACTIVE"} for one in ids]

    def xml(self, service: str, action: str, account: str, region: str, form: dict[str, list[str]]) -> str:
        """The answer to a request of the query protocols."""
        if action == "AssumeRole":
            owner = form["RoleArn"][0].split(":")[4]
            found = f"<AccessKeyId>ASIA{owner}</AccessKeyId><SecretAccessKey>none</SecretAccessKey>"
            found += "<SessionToken>none</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>"
            return _result(action, f"<Credentials>{found}</Credentials>")
        if action == "GetCallerIdentity":
            return _result(action, f"<Account>{account}</Account><Arn>arn:aws:iam::{account}:root</Arn><UserId>x</UserId>")
        if service == "ec2":
            return f"<{action}Response>{self.told(action, account, region, form)}<requestId>1</requestId></{action}Response>"
        return _result(action, "")


def _result(action: str, text: str) -> str:
    return f"<{action}Response><{action}Result>{text}</{action}Result></{action}Response>"


def _network(action: str, account: str, region: str, form: dict[str, list[str]]) -> str:
    """The things of an account's VPC in a region."""
    place = f"{int(account) % 1000:04x}{sum(region.encode()) % 65536:04x}"
    vpc, second = f"vpc-{place}", int(account) % 1000 % 256
    if action == "DescribeAvailabilityZones":
        items = "".join(f"<item><zoneName>{region}{zone}</zoneName><zoneId>x{zone}</zoneId></item>" for zone in "abc")
        return f"<availabilityZoneInfo>{items}</availabilityZoneInfo>"
    if action == "DescribeRegions":
        return f"<regionInfo><item><regionName>{region}</regionName></item></regionInfo>"
    if action == "DescribeVpcs":
        item = f"<vpcId>{vpc}</vpcId><cidrBlock>10.{second}.0.0/16</cidrBlock><ownerId>{account}</ownerId>"
        return f"<vpcSet><item>{item}</item></vpcSet>"
    if action == "DescribeVpcAttribute":
        name = form["Attribute"][0]
        return f"<vpcId>{vpc}</vpcId><{name}><value>true</value></{name}>"
    if action == "DescribeSubnets":
        items = "".join(
            f"<item><subnetId>subnet-{place}{at}</subnetId><vpcId>{vpc}</vpcId><cidrBlock>10.{second}.{at}.0/24</cidrBlock>"
            f"<availabilityZone>{region}{'abc'[at]}</availabilityZone><ownerId>{account}</ownerId></item>"
            for at in range(3)
        )
        return f"<subnetSet>{items}</subnetSet>"
    if action == "DescribeNetworkInterfaces":
        items = "".join(
            f"<item><networkInterfaceId>eni-{place}{at}</networkInterfaceId><subnetId>subnet-{place}{at % 3}</subnetId>"
            f"<vpcId>{vpc}</vpcId>"
            f"<availabilityZone>{region}{'abc'[at % 3]}</availabilityZone><ownerId>{account}</ownerId><status>in-use</status>"
            f"<privateIpAddress>10.{second}.{at % 3}.{at + 10}</privateIpAddress><interfaceType>interface</interfaceType></item>"
            for at in range(9)
        )
        return f"<networkInterfaceSet>{items}</networkInterfaceSet>"
    return ""


def _refusal(service: str, target: bool, form: bool) -> tuple[int, str, bytes]:
    """How a service refuses what is over its limit."""
    if service == "ec2":
        code = "<Errors><Error><Code>RequestLimitExceeded</Code><Message>over</Message></Error></Errors><RequestID>1</RequestID>"
        return 503, "text/xml", f"<Response>{code}</Response>".encode()
    if form or service in ("route53", "cloudfront"):
        code = "<ErrorResponse><Error><Type>Sender</Type><Code>Throttling</Code><Message>over</Message></Error></ErrorResponse>"
        return 400, "text/xml", code.encode()
    status = 400 if target else 429
    return status, "application/x-amz-json-1.1", b'{"__type": "ThrottlingException", "message": "over"}'


async def serve(aws: Aws) -> None:
    """Serve on a free port of this machine, and print its URL."""
    server = await asyncio.start_server(aws.connection, "127.0.0.1", 0)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    async with server:
        await server.serve_forever()


def main() -> None:
    """Serve until the process is ended."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--accounts", type=int, default=40)
    parser.add_argument("--delay", type=float, default=0.05, help="seconds that each call takes")
    parser.add_argument("--limits", type=float, default=1.0, help="times AWS's limits: below 1 for stricter ones")
    parser.add_argument("--estate", help="the kind of an estate, whose accounts there are then")
    parser.add_argument("--vpcs", type=int, default=64, help="of the estate")
    given = parser.parse_args()
    told: Told | None = None
    if given.estate:
        from fake_estate import EstateAnswers  # Loads what makes estates.

        told = EstateAnswers(given.vpcs, given.estate, _network).told
    asyncio.run(serve(Aws(given.accounts, given.delay, given.limits, told)))


if __name__ == "__main__":
    main()
