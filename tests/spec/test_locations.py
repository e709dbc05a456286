"""Where resources are written: block and flow style, lists, what was filled in, JSON, and texts that are no documents."""

from vpcviz.spec.locations import locations, mentions

SPEC = b"""vpcviz: 1
region: eu-west-1
vpcs:
  shop:
    cidr: 10.0.0.0/16
    internet_gateway: {}
    subnets:
      out: {zone: a, cidr: 10.0.0.0/24, nat_gateway: {public_ip: 52.30.4.10}}
      app: {zone: a, cidr: 10.0.1.0/24, instances: {one: 10.0.1.4, two: 10.0.1.5}}
    gateway_endpoints: [{name: s3, service: s3}, {name: db, service: dynamodb}]
"""
LIST = b"""{"vpcviz": 1, "origin": "scan",
 "vpcs": [
  {"id": "vpc-1", "cidrs": ["10.0.0.0/16"]},
  {"id": "vpc-2", "cidrs": ["10.1.0.0/16"]}
 ]}
"""


def test_a_resource_stands_at_its_name_in_flow_style_too() -> None:
    found = locations("shop.yaml", SPEC)
    assert found["vpc-shop"] == (4, 3)
    assert found["subnet-shop-app"] == (9, 7)
    assert (found["i-shop-one"], found["i-shop-two"]) == ((9, 53), (9, 68))
    assert found["igw-shop"] == (6, 5)
    assert found["nat-shop-out"] == (8, 41)


def test_an_entry_of_a_list_stands_at_its_beginning() -> None:
    found = locations("shop.yaml", SPEC)
    assert [place for resource, place in found.items() if resource.startswith("vpce-")] == [(10, 25), (10, 50)]
    assert locations("scan.json", LIST) == {"vpc-1": (3, 3), "vpc-2": (4, 3)}


def test_what_was_filled_in_stands_where_what_made_it_does() -> None:
    found = locations("shop.yaml", SPEC)
    assert found["eni-i-shop-two"] == found["i-shop-two"]
    assert found["eni-nat-shop-out"] == found["nat-shop-out"]


def test_what_is_no_document_has_no_locations_but_may_name_ids() -> None:
    answer = b'{"Vpcs": [\n  {"VpcId": "vpc-1"}]}'
    assert locations("answer.json", answer) == {}
    assert locations("bad.yaml", b"a: [") == {}
    assert mentions(answer, ["vpc-1", "vpc-2", ""]) == {"vpc-1": (2, 14)}
