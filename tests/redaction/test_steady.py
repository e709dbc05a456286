"""Stand-ins do not change when another thing joins, tell nothing of the name, and keep the picture's shape."""

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from tests.conftest import SAMPLES
from tests.everything import FILES
from vpcviz.layout import Options, lay_out
from vpcviz.model import COLLECTIONS, Network
from vpcviz.model import resources as r
from vpcviz.redaction import redacted, stand_ins
from vpcviz.redaction.tokens import bits
from vpcviz.scene import groups
from vpcviz.spec import dump_json, load_document


def read(path: Path) -> Network:
    return load_document(path.name, path.read_bytes())


def newcomer(item: r.Resource, number: int, others: Sequence[r.Resource]) -> r.Resource:
    """A thing like another, with an id, a name and addresses of its own."""
    found = (f"{'0' * (number % 2)}aa-{one}" for one in range(number, number + 1000))
    taken = {bits(one.id) for one in others}  # Things alike in all else are told apart by these bits of their ids only.
    ident = next(one for one in found if bits(one) not in taken)
    own: dict[str, Any] = {"id": ident, "name": f"aa {number}"}
    if isinstance(item, r.NetworkInterface):
        own |= {"private_ips": ("10.255.255.9",), "owner": ""}
    own |= {word: () for word in ("network_interfaces", "ips") if hasattr(item, word)}
    if isinstance(item, r.Subnet):
        own |= {"cidr": "10.255.255.0/24"}
    if getattr(item, "private_ip", ""):
        own |= {"private_ip": "10.255.255.10"}
    return structs.replace(item, **own)


@pytest.mark.parametrize("path", [*SAMPLES, *FILES], ids=lambda path: path.stem)
def test_nothing_changes_when_another_thing_joins(path: Path) -> None:
    network = read(path)
    before = stand_ins(network)
    changed = []
    for collection in COLLECTIONS:
        for number, item in enumerate(getattr(network, collection)):
            if collection not in ("accounts", "zones", "services"):
                more = structs.replace(
                    network, **{collection: (newcomer(item, number, getattr(network, collection)), *getattr(network, collection))}
                )
                after = stand_ins(more)
                changed += [(item.id, other) for other, made in before.items() if after[other] != made]
    assert changed == []


def test_a_whole_vpc_that_joins_changes_nothing() -> None:
    spec = """vpcviz: 1
region: eu-west-1
account: "444455556666"
vpcs:
  shop:
    cidr: 10.1.0.0/16
    subnets:
      web: {zone: a, cidr: 10.1.0.0/24, instances: {web: 10.1.0.9}}
      data: {zone: b, cidr: 10.1.1.0/24}
    security_groups: {web: {}, data: {}, jobs: {}}
hosted_zones:
  acme.internal: {vpcs: shop}
  corp.internal: {vpcs: shop}
"""
    joined = spec.replace("web: {}", "admin: {}, web: {}").replace("  acme", "  aaa.internal: {vpcs: shop}\n  acme")
    joined = joined.replace("      data:", "      apps: {zone: a, cidr: 10.1.2.0/24, instances: {apps: {}}}\n      data:")
    joined = joined.replace(
        "  shop:", '  aaa: {cidr: 10.0.0.0/16, account: "000000000001", security_groups: {web: {}}}\n  shop:', 1
    )
    one, more = (stand_ins(load_document("a.yaml", text.encode())) for text in (spec, joined))
    assert {name: more[name] for name in one} == one


def test_a_stand_in_is_no_hash_of_the_name() -> None:
    """Two networks that differ in names only have stand-ins that agree in all but eight bits of those: most are the same."""
    networks = [
        Network(
            origin="scan",
            vpcs=(r.Vpc(id="vpc-a", cidrs=("10.0.0.0/16",)),),
            subnets=(r.Subnet(id=name, name=name, vpc="vpc-a", cidr="10.0.0.0/24"),),
        )
        for name in ("payroll", "billing")
    ]
    first, second = (redacted(network).subnets[0] for network in networks)
    assert first == second
    text = dump_json(redacted(networks[0])).decode()
    assert sha256(b"payroll").hexdigest()[:6] not in text


def test_each_kind_has_stand_ins_of_its_own() -> None:
    spec = """vpcviz: 1
region: eu-west-1
vpcs:
  web:
    cidr: 10.0.0.0/16
    subnets: {web: {zone: a, cidr: 10.0.0.0/24, instances: {web: {ip: 10.0.0.9, security_groups: web}}}}
    route_tables: {web: {subnets: web}}
    security_groups: {web: {}}
"""
    hidden = redacted(load_document("a.yaml", spec.encode()))
    named = {item.kind: item.name for item in hidden if item.name}
    assert {kind: name.rpartition("-")[0] for kind, name in named.items()} == {kind: kind for kind in named}
    assert len(named) == 5
    assert len(set(named.values())) == 5


@pytest.mark.parametrize("path", [*SAMPLES, *FILES], ids=lambda path: path.stem)
def test_the_picture_keeps_its_shape(path: Path) -> None:
    network = structs.replace(read(path), origin="scan")
    hidden = load_document("hidden.json", dump_json(redacted(network)))

    def counts(one: Network) -> tuple[Counter[str], Counter[str]]:
        scene = lay_out(one, Options(detail="full"))
        made = list(groups(scene.parts))
        links = Counter(dict(group.marks).get("link", "") for group in made if group.kind == "link")
        return Counter(group.kind for group in made), links

    assert counts(hidden) == counts(network)


NAMES = {
    "vpc-payroll-abc123.eu-west-1.es.amazonaws.com": ".eu-west-1.es.amazonaws.com",
    "payroll.cabc123xyz.eu-west-1.rds.amazonaws.com": ".eu-west-1.rds.amazonaws.com",
    "payroll.s3.eu-west-1.amazonaws.com": ".s3.eu-west-1.amazonaws.com",
    "payroll.s3.amazonaws.com": ".s3.amazonaws.com",
    "payroll-prod.eba-abc.eu-west-1.elasticbeanstalk.com": ".eu-west-1.elasticbeanstalk.com",
    "payroll123.execute-api.eu-west-1.amazonaws.com": ".execute-api.eu-west-1.amazonaws.com",
    "payroll123.lambda-url.eu-west-1.on.aws": ".lambda-url.eu-west-1.on.aws",
    "payroll-1.eu-west-1.elb.amazonaws.com": ".eu-west-1.elb.amazonaws.com",
    "db.payroll.internal": ".example",
    "ip-10-0-0-9.eu-west-1.compute.internal": "ip-10-0-0-9.eu-west-1.compute.internal",
    "sqs.eu-west-1.amazonaws.com": "sqs.eu-west-1.amazonaws.com",
    "payroll.cn-north-1.rds.amazonaws.com.cn": ".cn-north-1.rds.amazonaws.com.cn",
}


@pytest.mark.parametrize("name", NAMES)
def test_of_a_dns_name_aws_s_own_words_stay(name: str) -> None:
    workload = r.Workload(id="w-1", type="opensearch-domain", dns_name=name)
    made = redacted(Network(origin="scan", workloads=(workload,))).workloads[0].dns_name
    assert made.endswith(NAMES[name])
    assert not any(word in made for word in ("payroll", "abc", "eba"))
    assert made.count(".") == name.count(".")
