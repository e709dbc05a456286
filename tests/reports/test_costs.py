"""Reports of costs: sums, what is unknown, the comparison, and hostile names."""

import json
import re

from msgspec import structs

from tests.findings.cases.case import network_of
from tests.findings.cases.endpoints import NAT, endpoint
from tests.reports.test_findings import HOSTILE
from vpcviz.cost import Comparison, Cost, compare, load_prices, price_network, total
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.reports.costs import cost_json, cost_markdown, cost_text, money, price

PRICES = load_prices()


def costed(network: Network, gb: float = 1000) -> tuple[Network, Cost, tuple[Comparison, ...], float]:
    return network, total(price_network(network, PRICES, gb), PRICES.as_of), compare(network, PRICES, gb), gb


def test_the_text_has_sums_rows_and_the_comparison() -> None:
    text = cost_text(*costed(network_of(NAT), 500), wide=True)
    assert text.startswith("Standing cost: 38.69 USD a month (0.053 USD an hour)")
    assert re.search(r"38\.69 +0\.053 +0\.048 +24\.00 +nat-gateway +nat-1 +NAT gateway: 0\.048; Public IPv4 address: 0\.005", text)
    assert "USD for 500 GB" in text
    assert "Amazon S3 from data, 500 GB a month, 1 zone" in text
    assert re.search(r"gateway endpoint +0\.00 +0\.00 +0\.00 +-", text)
    assert re.search(r"interface endpoint +13\.03 +0\.011 +0\.01 +-", text)
    assert re.search(r"NAT gateway +59\.04 +0\.048 +0\.048 +nat-1", text)
    assert "Cheapest, if each were there for this traffic alone: gateway endpoint." in text
    assert PRICES.as_of in text


def test_unknown_prices_are_said_to_be_unknown() -> None:
    network = network_of(endpoint())
    moved = structs.replace(
        network, interface_endpoints=tuple(structs.replace(one, region="sa-east-1") for one in network.interface_endpoints)
    )
    text = cost_text(*costed(moved), wide=True)
    assert text.startswith("Standing cost: not known\n")
    assert "The price file has no prices for sa-east-1: docs/cost.md lists" in cost_text(
        *costed(moved), wide=True, priced=PRICES.regions
    )
    assert json.loads(cost_json(*costed(moved), priced=PRICES.regions))["regions_without_prices"] == ["sa-east-1"]
    assert re.search(r"unknown +unknown +0\.01 +10\.00 +interface-endpoint", text)
    assert "Not in the price file, so not in the sums: Interface endpoint, each zone in sa-east-1." in text
    document = json.loads(cost_json(*costed(moved)))
    assert document["complete"] is False
    assert document["standing"]["unknown"] == ["Interface endpoint, each zone in sa-east-1"]
    assert [charge["usd_total"] for charge in document["standing"]["charges"]] == [None, 0.01]


def test_what_was_not_read_is_said() -> None:
    gap = r.Gap(service="ec2", operation="DescribeNatGateways", feeds=("nat_gateways",))
    network = structs.replace(network_of(endpoint()), gaps=(gap,))
    assert "Not all was read, and what was not read is not in the sums: 1 kind of resources was not" in cost_text(
        *costed(network), wide=True
    )
    assert cost_text(*costed(network)).startswith("Standing cost: at least ")
    assert cost_text(*costed(structs.replace(network, gaps=(), complete=False))).startswith("Standing cost: at least ")
    document = json.loads(cost_json(*costed(network)))
    assert document["not_read"] == ["ec2:DescribeNatGateways"]
    assert document["complete"] is False


def test_the_json_is_for_programs() -> None:
    document = json.loads(cost_json(*costed(network_of(endpoint()))))
    assert document["currency"] == "USD"
    assert document["standing"]["usd_per_month"] == 16.06
    assert document["comparisons"][0]["options"][0]["way"] == "interface endpoint"
    assert document["complete"] is True


def test_a_network_without_charges_says_so() -> None:
    text = cost_text(*costed(network_of("vpcs: {app: {cidr: 10.0.0.0/16}}")), wide=True)
    assert "Nothing in this network is charged for" in text


def test_hostile_names_stay_in_their_cells() -> None:
    network = network_of(NAT)
    named = structs.replace(
        network,
        title=HOSTILE,
        vpcs=tuple(structs.replace(one, name=HOSTILE) for one in network.vpcs),
        nat_gateways=tuple(structs.replace(one, name=HOSTILE) for one in network.nat_gateways),
    )
    text = cost_markdown(*costed(named))
    for line in text.splitlines():
        if line.startswith("|"):
            assert len(re.findall(r"(?<!\\)\|", line)) in (6, 9), line
    for output in (text, cost_text(*costed(named))):
        assert "\x1b" not in output
        assert "\u202e" not in output
    assert "<script" not in text


def test_amounts() -> None:
    assert [money(value) for value in (None, 0, 7.3, 1234.5)] == ["unknown", "0.00", "7.30", "1,234.50"]
    assert [price(value) for value in (None, 0, 0.01, 0.0035, 0.048, 1)] == ["unknown", "0.00", "0.01", "0.0035", "0.048", "1.00"]
