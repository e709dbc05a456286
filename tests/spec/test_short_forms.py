"""Short forms of records: what a class says of its own can be written so."""

import re

import pytest

from vpcviz.model.records import RECORD_CLASSES
from vpcviz.spec import load_document
from vpcviz.spec.lines import TEXTS, VALUES

SHORT = sorted(name for name, record in RECORD_CLASSES.items() if record.FORM and not record.FORM.startswith("a mapping"))


@pytest.mark.parametrize("name", SHORT)
def test_the_form_that_is_told_can_be_read(name: str) -> None:
    record = RECORD_CLASSES[name]
    fields = {*record.__struct_fields__}
    assert {*filter(None, (record.TEXT, *record.PAIR))} <= fields
    assert bool(record.PAIR[0]) is bool(re.search(r"(?:^|, or )[A-Z][A-Z-]*: ", record.FORM)), "PAIR"
    if not record.PAIR[0] or ", or the " in record.FORM:
        assert record.TEXT or record in TEXTS


def test_what_takes_them_apart_is_of_none_that_a_field_is_enough_for() -> None:
    assert [record for record in TEXTS if record.TEXT] == []
    assert [record for record in VALUES if not record.PAIR[0]] == []


def test_a_vpc_s_private_dns_of_resources() -> None:
    network = load_document(
        "a.yaml", b"vpcviz: 1\nvpcs: {shop: {cidr: 10.0.0.0/16}}\nservice_networks: {n: {private_dns: {shop: ALL_DOMAINS}}}\n"
    )
    (told,) = network.service_networks[0].private_dns
    assert (told.vpc, told.preference) == ("vpc-shop", "ALL_DOMAINS")
