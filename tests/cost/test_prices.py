"""The price file: AWS's known prices, unknown ones, tiers, and files of users, good and bad."""

import json
from pathlib import Path

import pytest

from vpcviz.cost import load_prices
from vpcviz.cost.reckonings import reckonings
from vpcviz.errors import InputError
from vpcviz.model import CLASSES
from vpcviz.model.resources import Resource


@pytest.mark.parametrize(
    ("name", "region", "usd"),
    [
        ("interface_endpoint_hour", "us-east-1", 0.01),
        ("interface_endpoint_gb", "us-east-1", 0.01),
        ("interface_endpoint_hour", "eu-west-1", 0.011),
        ("interface_endpoint_gb", "eu-west-1", 0.01),
        ("gateway_endpoint_hour", "eu-west-1", 0),
        ("gateway_endpoint_gb", "sa-east-1", 0),
        ("nat_gateway_hour", "us-east-1", 0.045),
        ("nat_gateway_gb", "eu-west-1", 0.048),
        ("transit_gateway_attachment_hour", "eu-west-1", 0.05),
        ("transit_gateway_gb", "us-east-1", 0.02),
        ("public_ipv4_hour", "ap-south-1", 0.005),
        ("resolver_endpoint_interface_hour", "eu-west-1", 0.125),
        ("vpn_connection_hour", "ap-northeast-1", 0.048),
        ("inter_zone_gb", "eu-west-1", 0.01),
    ],
)
def test_known_prices(name: str, region: str, usd: float) -> None:
    assert load_prices().usd(name, region) == usd


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("nat_gateway_hour", "sa-east-1"),
        ("public_ipv4_hour", "cn-north-1"),
        ("gateway_endpoint_hour", "us-gov-west-1"),
        ("interface_endpoint_hour", ""),
        ("direct_connect_port_hour", "us-east-1"),
        ("no_such_price_hour", "us-east-1"),
    ],
)
def test_what_is_not_known_is_none(name: str, region: str) -> None:
    assert load_prices().usd(name, region) is None
    assert load_prices().for_gb(name, region, 5) is None


def test_transfer_between_regions_depends_on_both() -> None:
    prices = load_prices()
    assert prices.usd("inter_region_gb", "us-east-1", "us-east-2") == 0.01
    assert prices.usd("inter_region_gb", "us-east-1", "eu-west-1") == 0.02


def test_tiers_add_up() -> None:
    prices = load_prices()
    petabyte = 1024 * 1024
    assert prices.for_gb("interface_endpoint_gb", "us-east-1", 100) == pytest.approx(1)
    assert prices.for_gb("interface_endpoint_gb", "us-east-1", 2 * petabyte) == pytest.approx(petabyte * 0.016)
    assert prices.for_gb("interface_endpoint_gb", "us-east-1", 6 * petabyte) == pytest.approx(petabyte * (0.01 + 4 * 0.006 + 0.004))
    assert prices.for_gb("internet_out_gb", "us-east-1", 20480) == pytest.approx(10240 * 0.09 + 10240 * 0.085)


def test_every_price_names_a_source_and_the_file_its_date() -> None:
    prices = load_prices()
    assert len(prices.as_of) == len("2026-01-31")
    for name, price in prices.prices.items():
        assert price.source in prices.sources, name


def written(folder: Path, text: str) -> str:
    file = folder / "prices.json"
    file.write_text(text)
    return str(file)


OWN = {"nat_gateway_gb": {"title": "ours", "unit": "GB", "regions": {"eu-west-1": 0.03, "sa-east-1": 0.09}}}


def test_a_users_file_takes_the_place_of_ours(tmp_path: Path) -> None:
    prices = load_prices(written(tmp_path, json.dumps({"format": 1, "as_of": "2027-01-01", "prices": OWN})))
    assert prices.usd("nat_gateway_gb", "eu-west-1") == 0.03
    assert prices.usd("nat_gateway_gb", "us-east-1") is None
    assert prices.usd("interface_endpoint_hour", "eu-west-1") is None


def test_a_users_file_may_lie_over_ours(tmp_path: Path) -> None:
    prices = load_prices(written(tmp_path, json.dumps({"format": 1, "as_of": "2027-01-01", "extends": "vpcviz", "prices": OWN})))
    assert prices.as_of == "2027-01-01"
    assert prices.usd("nat_gateway_gb", "eu-west-1") == 0.03
    assert prices.usd("nat_gateway_gb", "us-east-1") == 0.045
    assert prices.usd("interface_endpoint_hour", "eu-west-1") == 0.011


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no price file"),
        ("[1]", "no price file"),
        ('{"format": 2, "as_of": "x"}', "format"),
        ('{"format": 1}', "as_of"),
        ('{"format": 1, "as_of": "x", "currency": "EUR"}', "currency"),
        (
            '{"format": 1, "as_of": "x", "prices": {"nat_gateway_gb": {"title": "t", "unit": "GB", "regions": {"a": -1}}}}',
            "0 or more",
        ),
        (
            '{"format": 1, "as_of": "x", "prices": {"nat_gateway_gb": {"title": "t", "unit": "GB", "regions": {"a": "1"}}}}',
            "regions",
        ),
        (
            '{"format": 1, "as_of": "x", "prices": {"nat_gateway_gb": {"title": "t", "unit": "GB", "regions": {"a": []}}}}',
            "0 or more",
        ),
        (
            '{"format": 1, "as_of": "x", "prices": {"nat_gateway_gb": {"title": "t", "unit": "hour", "regions": {}}}}',
            "unit is hour",
        ),
        ('{"format": 1, "as_of": "x", "prices": {"nat_gatway_gb": {"title": "t", "unit": "GB", "regions": {}}}}', "nat_gatway_gb"),
        (
            '{"format": 1, "as_of": "x", "prices": {"nat_gateway_gb": {"title": "t", "unit": "GB", "regions":'
            ' {"a": [{"usd": 1}, {"usd": 2}]}}}}',
            "tiers are not in order",
        ),
    ],
)
def test_a_bad_file_is_refused_with_the_key(tmp_path: Path, text: str, says: str) -> None:
    file = written(tmp_path, text)
    with pytest.raises(InputError) as refused:
        load_prices(file)
    assert says in str(refused.value)
    assert refused.value.problems[0].file == file


def test_a_misspelt_price_gets_the_nearest_right_name(tmp_path: Path) -> None:
    text = '{"format": 1, "as_of": "x", "prices": {"nat_gatway_gb": {"title": "t", "unit": "GB", "regions": {}}}}'
    with pytest.raises(InputError) as refused:
        load_prices(written(tmp_path, text))
    assert refused.value.problems[0].hint == 'did you mean "nat_gateway_gb"?'


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        load_prices(str(tmp_path / "none.json"))


def test_what_kinds_are_charged_for_has_a_unit_and_may_stand_in_a_file_of_ones_own(tmp_path: Path) -> None:
    names = {name for record in CLASSES.values() for name in record.CHARGED}
    assert names
    assert all(name.endswith(("_hour", "_gb", "_month")) for name in names)
    units = {"hour": "hour", "gb": "GB", "month": "month"}
    prices = {name: {"title": name, "unit": units[name.rpartition("_")[2]], "regions": {"*": 1}} for name in names}
    file = tmp_path / "prices.json"
    file.write_text(json.dumps({"format": 1, "as_of": "2026-11-28", "extends": "vpcviz", "prices": prices}))
    own = load_prices(str(file))
    assert all(own.usd(name, "eu-west-1") == 1 or name.startswith("lattice_service") for name in names)


@pytest.mark.parametrize("record", CLASSES.values(), ids=CLASSES)
def test_every_kind_says_what_aws_charges_for_it(record: type[Resource]) -> None:
    said = record.CHARGED or record.NOT_CHARGED or record in reckonings()
    assert said, "CHARGED, NOT_CHARGED with the reason, or a function of vpcviz/cost/kinds"
    assert not (record.NOT_CHARGED and (record.CHARGED or record in reckonings()))
