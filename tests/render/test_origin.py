"""The hash of a network tells networks apart, and stays what it was where a release brings what a network does not have."""

import msgspec

from tests.everything import everything
from vpcviz.model import COLLECTIONS, Network
from vpcviz.model.resources import Route, RouteTable
from vpcviz.render import origin as origin_module
from vpcviz.render.origin import origin_of


class _Thing(msgspec.Struct, frozen=True):
    id: str
    name: str = ""


class _Newer(msgspec.Struct, frozen=True):
    id: str
    colour: str = ""
    name: str = ""
    joined: tuple[str, ...] = ()


class _Network(msgspec.Struct, frozen=True):
    things: tuple[_Thing | _Newer, ...] = ()


class _NewerNetwork(msgspec.Struct, frozen=True):
    places: tuple[_Thing, ...] = ()
    things: tuple[_Newer | _Thing, ...] = ()


def _hash(network: msgspec.Struct) -> str:
    return origin_of(network, {}).network


def test_what_a_release_brings_changes_no_hash_of_networks_without_it() -> None:
    before = _hash(_Network((_Thing("a", "front"), _Thing("b"))))
    assert _hash(_NewerNetwork(things=(_Newer("a", name="front"), _Newer("b")))) == before
    assert _hash(_NewerNetwork(things=(_Newer("a", "red", "front"), _Newer("b")))) != before
    assert _hash(_NewerNetwork((_Thing("c"),), (_Newer("a", name="front"), _Newer("b")))) != before


def test_a_value_in_another_field_is_another_network() -> None:
    assert _hash(_Network((_Newer("a", colour="x"),))) != _hash(_Network((_Newer("a", name="x"),)))


class _Open(msgspec.Struct, frozen=True):
    parts: tuple[str, ...] | None = None
    ports: tuple[int, ...] = (443,)


def test_an_empty_list_is_not_a_default_that_is_none() -> None:
    assert len({_hash(one) for one in (_Open(), _Open(()), _Open((), ()), _Open(ports=()))}) == 4


def test_the_models_records_are_hashed_as_their_values_are() -> None:
    """What msgspec writes of records by itself is what `_values` tells of them, however a value came to equal its default."""
    network = everything()
    told = {name: [origin_module._values(one) for one in getattr(network, name)] for name in COLLECTIONS if getattr(network, name)}
    others = {name: value for name, value in origin_module._values(network).items() if name not in told}
    assert origin_of(network, {}).network == origin_module._hash({**told, **others})


def test_a_value_that_equals_its_default_is_left_out_however_it_came_about() -> None:
    made = "".join(["ac", "tive"])
    tables = [
        RouteTable(id="rtb-1", vpc="vpc-1", routes=(Route(destination="10.0.0.0/8", target="local", **state),))
        for state in ({}, {"state": made}, {"state": "blackhole"})
    ]
    plain, same, other = (_hash(Network(route_tables=(table,))) for table in tables)
    assert plain == same != other
