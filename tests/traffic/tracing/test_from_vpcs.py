"""A VPC as the source of a flow: each of its subnets is asked, and the verdict holds for all of them or hangs on the subnet."""

from pathlib import Path

import pytest

from tests.traffic.helpers import OPEN, network, trace
from vpcviz.commands import run
from vpcviz.errors import UsageError

SHOP = f"""
vpcs:
  shop:
    cidr: 10.0.0.0/16
    {OPEN}
    internet_gateway: igw
    subnets:
      public: {{zone: a, cidr: 10.0.0.0/24, route_table: out, nat_gateway: nat}}
      app-a: {{zone: a, cidr: 10.0.1.0/24, route_table: app}}
      app-b: {{zone: b, cidr: 10.0.2.0/24, route_table: app}}
      db: {{zone: a, cidr: 10.0.3.0/24, route_table: closed, instances: [db-1]}}
    route_tables:
      out: {{routes: {{0.0.0.0/0: igw}}}}
      app: {{routes: {{0.0.0.0/0: nat}}}}
      closed: {{}}
  empty: {{cidr: 10.1.0.0/16}}
"""


def test_where_only_some_subnets_deliver_the_verdict_hangs_on_the_subnet() -> None:
    answer = trace(SHOP, "shop", "internet")
    assert (answer.verdict, answer.reason) == ("unknown", "DEPENDS_ON_SUBNET")
    assert answer.explanation == (
        "it hangs on the subnet of shop: from app-a and app-b delivered; from db no route (NO_ROUTE_TO_DESTINATION); "
        "from public blocked (IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS)"
    )
    assert [(one.id, one.needs) for one in answer.conditions] == [("vpc-shop", "it comes from app-a or app-b")]
    assert answer.missing == ("the subnet of shop that it comes from",)
    assert answer.forward == ()


def test_where_all_subnets_fare_alike_it_is_the_way_of_the_first() -> None:
    answer = trace(SHOP, "shop", "db-1")
    assert answer.delivered
    assert answer.forward[0].id == "subnet-shop-app-a"
    assert answer.notes[0] == "from every subnet of shop; the way is that from app-a"
    assert answer.flow.source == "shop"


def test_where_all_are_stopped_the_verdict_is_that_of_the_first_with_the_others_reasons() -> None:
    answer = trace(SHOP.replace("app: {routes: {0.0.0.0/0: nat}}", "app: {}"), "shop", "internet")
    assert (answer.verdict, answer.reason) == ("no-route", "NO_ROUTE_TO_DESTINATION")
    assert answer.notes[0].startswith("from public: ")


def test_nothing_comes_from_a_vpc_without_subnets() -> None:
    with pytest.raises(UsageError, match="of which no subnet is known"):
        trace(SHOP, "empty", "internet")


def test_the_command_says_it_and_draws_it(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    path = tmp_path / "shop.yaml"
    path.write_text(f"vpcviz: 1\nregion: eu-west-1\n{SHOP}")
    for target, code in (("internet", 1), ("db-1", 0)):
        assert run(["trace", str(path), "--from", "shop", "--to", target, "-o", str(tmp_path / "way.svg")]) == code
    assert run(["reach", str(path), "--from", "shop", "--wide"]) == 0
    assert b"DEPENDS_ON_SUBNET" in capfdbinary.readouterr().out
    assert network(SHOP).subnets
