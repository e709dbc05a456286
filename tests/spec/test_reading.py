"""Documents are read literally, as text, and every problem has its place."""

import json

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.networks import networks
from vpcviz.errors import InputError
from vpcviz.model import Network
from vpcviz.spec import dump_json, dump_yaml, load_document
from vpcviz.spec.json_reader import locate_json, read_json
from vpcviz.spec.positions import Lines
from vpcviz.spec.problems import KEY, nearest
from vpcviz.spec.yaml_reader import locate_yaml, read_yaml

LITERAL = """\
vpcviz: 1
account: 012345670123
vpcs:
  no: {cidr: 10.0.0.0/16, region: eu-west-1, tags: {port: 22:22, big: 1e3, date: 2024-01-01, on: yes, nothing: ~}}
"""


def test_yaml_is_literal() -> None:
    (vpc,) = load_document("a.yaml", LITERAL.encode()).vpcs
    assert vpc.name == "no"
    assert vpc.account == "012345670123"
    assert vpc.tags == {"port": "22:22", "big": "1e3", "date": "2024-01-01", "on": "yes", "nothing": "~"}


def messages(text: str, file: str = "a.yaml") -> list[str]:
    with pytest.raises(InputError) as caught:
        load_document(file, text.encode())
    return [
        f"{problem.line}:{problem.column} {problem.message} | {problem.expected} | {problem.hint}"
        for problem in caught.value.problems
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vpcs: [{dns_support: yes}]", "2:22 dns_support must be true or false, not the text \"yes\" | true or false | write true"),
        ("vpcs: [{dns_support: False}]", "2:22 dns_support must be true or false, not the text \"False\" | true or false | write false"),
        ("transit_gateways: [{asn: 65k}]", "2:26 asn must be a whole number, not the text \"65k\" | a whole number | "),
        ("vpcs: [{cidrs: {a: b}}]", "2:16 cidrs must be a list of texts, not a mapping | a list, or one text | "),
        ("vpcs: [{tags: [a]}]", "2:15 tags must be a mapping, not a list | a mapping of text to text | "),
        ("vpcs: [{name: [a]}]", "2:15 name must be text, not a list | text, in quotes where it is JSON | "),
        ("load_balancers: [{type: netwrk}]", '2:25 type cannot be the text "netwrk" | one of application, network, gateway, classic | did you mean "network"?'),
        ("vpcs: [{cdir: 10.0.0.0/16}]", '2:9 unknown key "cdir" in a VPC | a key of a VPC | did you mean "cidr"?'),
        ("vpcs: [{cidr_block: 10.0.0.0/16}]", '2:9 unknown key "cidr_block" in a VPC | a key of a VPC | did you mean "cidr"?'),
        ("vpcs: [{peering: x}]", '2:9 unknown key "peering" in a VPC | a key of a VPC | peering cannot stand in a VPC; write it one level up'),
        ("vcps: []", '2:1 unknown key "vcps" at the top of a document | a collection such as vpcs | did you mean "vpcs"?'),
        ("vpcs: [{cidr: 10.0.0.0/16, cidrs: [10.0.0.0/16]}]", '2:9 "cidr" and "cidrs" are the same | one of them | '),
        ("vpcs: {a: {subnets: {b: {vpc: c}}}}", '2:31 it stands in "a" but names "c" as its vpc | one of both | '),
        ("vpcs: {a: {hosted_zones: []}}", '2:12 unknown key "hosted_zones" in a VPC | a key of a VPC | hosted_zones cannot stand in a VPC; write it one level up'),
        ("route_tables: [{routes: [{destination: 0.0.0.0/0}]}]", '2:26 an entry of routes needs "target" | DESTINATION: TARGET, such as 0.0.0.0/0: internet_gateway | '),
        ("route_tables: [{routes: [{destination: 0.0.0.0/0, tagret: local}]}]", '2:51 unknown key "tagret" in routes | DESTINATION: TARGET, such as 0.0.0.0/0: internet_gateway | did you mean "target"?'),
        ("security_groups: [{ingress: [allow everything]}]", '2:30 "allow everything" cannot be read as an entry of ingress | PROTOCOL PORTS from PEER, such as tcp 443 from 10.0.0.0/16, or all from web | '),
        ("security_groups: [{ingress: [https to 10.0.0.0/8]}]", '2:30 a rule of ingress says "to" | "from PEER" in ingress | '),
        ("route_tables: [{routes: [{}]}]", '2:26 an entry of routes needs "target" | DESTINATION: TARGET, such as 0.0.0.0/0: internet_gateway | '),
        ("peerings: [{between: [a]}]", "2:22 between must name two VPCs | [requester, accepter] | "),
        ("vpcs: [{id: x}, {id: x}]", '2:22 the id "x" is taken twice | each id once in a document | '),
        ("vpcs: [{name: x}, {name: x}]", '2:26 two resources would be called "vpc-x" | a name or id of its own for this VPC | '),
        ("instances: [{subnet: web}]\nvpcs: {v: {subnets: [webb]}}", '2:22 there is no subnet "web" | the id or name of one | did you mean "webb"?'),
        ("network_interfaces: [{owner: i-gone}]", "2:30 there is no instance or load balancer or workload \"i-gone\" | the id or name of one | "),
        ("interface_endpoints: [{service: sqqs}]", "2:33 there is no service \"sqqs\" | a service's code (sqs), an endpoint service's name, or a full name (com.amazonaws.REGION.…) | did you mean \"sqs\"?"),
        ("interface_endpoints: [{name: x}]", "2:23 an endpoint needs a service | service: sqs, an endpoint service's name, or the full name | "),
    ],
)  # fmt: skip
def test_problems_have_place_expectation_and_hint(text: str, expected: str) -> None:
    found = messages(f"vpcviz: 1\n{text}\n")
    assert expected in found


def test_all_problems_at_once_in_the_order_of_lines() -> None:
    found = messages("vpcviz: 1\nvpcs:\n  a: {cdir: x}\n  b: {cidr: y}\n  c: {subnets: {d: {cidr: z, zone: [q]}}}\nvpn: 1\n")
    assert [message.split(" ")[0] for message in found] == ["3:7", "4:13", "5:27", "5:36", "6:1"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vpcs: {a: {x: {::/0: eigw}}}", '2:16 not valid YAML: did not find expected node content while parsing a flow node | text that begins with ":" in quotes'),
        ("title: @home", '2:8 not valid YAML: found character that cannot start any token while scanning for the next token | text that begins with "@" in quotes'),
        ("title: a: b", '2:9 not valid YAML: mapping values are not allowed in this context | text with ": " in it in quotes, and the keys of a mapping in line'),
        ("title: *", '2:8 not valid YAML: did not find expected alphabetic or numeric character while scanning an alias | text that begins with "*" in quotes'),
        ("vpcs:\n- a\n - b: c", "4:5 not valid YAML: mapping values are not allowed in this context | text with "),
        ("vpcs:\n  - a: b\n - c: d", "4:2 not valid YAML: did not find expected key while parsing a block mapping | the keys of a mapping in line"),
        ("vpcs: {a: b", "2:7 not valid YAML: did not find expected ',' or '}' while parsing a flow mapping | a comma between entries, and a brace at the end"),
        ("\ttitle: x", "2:1 not valid YAML: found a tab character that violates indentation while scanning a plain scalar | blanks, not tabs"),
    ],
)  # fmt: skip
def test_common_mistakes_in_yaml(text: str, expected: str) -> None:
    (found,) = messages(f"vpcviz: 1\n{text}\n")
    assert found.startswith(expected)


def test_ambiguous_name() -> None:
    text = "vpcviz: 1\nregion: eu-west-1\nvpcs: {a: {subnets: [x]}, b: {subnets: [x]}, c: {}}\ninstances: [{subnet: x}]\n"
    assert '4:22 "x" means 2 things | an id: subnet-a-x, subnet-b-x | ' in messages(text)


def test_names_are_looked_for_nearby_first() -> None:
    text = (
        "vpcviz: 1\naccounts: {'111122223333': {regions: {eu-west-1: {vpcs: {a: {subnets: [x]}}}, us-east-1: {vpcs: {a: {subnets: [x]}}}}}}\n"
        "instances: [{name: one, vpc: a, region: us-east-1, subnet: x}]\n"
    )
    network = load_document("a.yaml", text.encode())
    subnet = network.by_id[network.instances[0].subnet]
    assert subnet.region == "us-east-1"


def test_two_vpcs_may_have_one_name() -> None:
    text = "vpcviz: 1\nregion: eu-west-1\nvpcs: [{id: vpc-1, name: x, subnets: [a]}, {id: vpc-2, name: x, subnets: [a]}]\n"
    network = load_document("a.yaml", text.encode())
    assert {table.vpc for table in network.route_tables} == {"vpc-1", "vpc-2"}
    assert len(network.by_id) == 6


def test_keys_that_are_ids() -> None:
    network = load_document("a.yaml", b"vpcviz: 1\nvpcs: {vpc-0a1b2c3d: {}, vpc-shop: {}, vpc-0a1b2c3d4e5f60718: {name: prod}}\n")
    assert {(vpc.id, vpc.name) for vpc in network.vpcs} == {
        ("vpc-0a1b2c3d", ""),
        ("vpc-vpc-shop", "vpc-shop"),
        ("vpc-0a1b2c3d4e5f60718", "prod"),
    }


# --- places -------------------------------------------------------------------------------------------------------------

VALUES = st.recursive(
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), max_size=6),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc日 ", min_size=1, max_size=3), inner, max_size=4),
    max_leaves=12,
)


def paths_of(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, item in pairs for found in paths_of(item, (*path, key)))]


@settings(max_examples=60)
@given(VALUES, st.sampled_from([None, 2]))
def test_places_of_json(value: object, indent: int | None) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=False)
    assert read_json("a.json", text) == value
    check_places(text, value, locate_json("a.json", text, paths_of(value)))


@settings(max_examples=60)
@given(VALUES, st.booleans())
def test_places_of_yaml(value: object, flow: bool) -> None:
    text = yaml.safe_dump(value, default_style='"', default_flow_style=flow, allow_unicode=True, width=10000)
    assert read_yaml("a.yaml", text) == value
    check_places(text, value, locate_yaml("a.yaml", text, paths_of(value)))


def check_places(text: str, document: object, places: list[tuple[int, int]]) -> None:
    """Each text begins where it is said to begin."""
    lines = text.split("\n")
    for path, (line, column) in zip(paths_of(document), places, strict=True):
        value = document
        for part in path:
            value = value[part]  # type: ignore[index]
        if isinstance(value, str):
            assert lines[line - 1][column - 1] == '"'


def test_place_of_a_key() -> None:
    text = "a:\n  - {b: c}\n"
    assert locate_yaml(
        "a.yaml", text, [("a", 0, "b"), ("a", 0, "b", KEY), ("a", 0, "x"), ("a", KEY), ("a", 0, "b", KEY, "more")]
    ) == [
        (2, 9),
        (2, 6),
        (2, 5),
        (1, 1),
        (2, 6),
    ]


def test_lines_as_editors_count_them() -> None:
    lines = Lines("a\r\nb\rc\nd\u2028e\x85f")
    assert [lines.place(index) for index in (0, 3, 5, 7, 9)] == [(1, 1), (2, 1), (3, 1), (4, 1), (4, 3)]


@pytest.mark.parametrize(
    ("word", "right", "hint"),
    [
        ("cdir", ["cidr", "zone"], 'did you mean "cidr"?'),
        ("NAT-gateway", ["nat_gateway", "x"], 'did you mean "nat_gateway"?'),
        ("subnetz", ["subnet", "subnets"], 'did you mean "subnets"?'),
        ("subnt", ["subnet", "subnets"], 'did you mean "subnet"?'),
        ("zzz", ["cidr"], ""),
        ("x" * 1000, ["x" * 999], ""),
    ],
)
def test_nearest(word: str, right: list[str], hint: str) -> None:
    assert nearest(word, right) == hint


# --- snapshots ----------------------------------------------------------------------------------------------------------


@settings(max_examples=15)
@given(networks(12))
def test_any_network_round_trips(network: Network) -> None:
    data = dump_json(network)
    assert load_document("a.json", data) == network
    assert load_document("a.yaml", dump_yaml(network)) == network
    assert yaml.safe_load(dump_yaml(network)) == json.loads(data)  # other readers take it for the same
    assert dump_json(load_document("a.yaml", dump_yaml(network))) == data
    slow = json.dumps(dict(reversed(json.loads(data).items()))).encode()
    assert dump_json(load_document("a.json", slow)) == data


def test_a_snapshot_with_problems_says_where() -> None:
    text = '{"vpcviz": 1, "origin": "scan",\n "vpcs": [{"id": "vpc-0a", "cidrs": "10.0.0.0/16", "cidr_s": 1}]}'
    assert messages(text, "a.json") == ['2:52 unknown key "cidr_s" in a VPC | a key of a VPC | did you mean "cidrs"?']


def test_a_snapshot_with_one_id_twice() -> None:
    text = '{"vpcviz": 1, "origin": "scan",\n "vpcs": [{"id": "vpc-0a"}, {"id": "vpc-0a"}]}'
    assert messages(text, "a.json") == ['2:36 the id "vpc-0a" is taken twice | each id once in a document | ']


def test_version_of_the_future() -> None:
    text = '{"vpcviz": 2, "origin": "scan", "vpcs": []}'
    assert messages(text, "a.json") == ['1:12 version "2" of the format is not known | vpcviz: 1 | ']


def test_a_snapshot_s_resource_with_an_empty_id_is_given_one() -> None:
    data = b'{"vpcviz": 1, "origin": "scan", "vpcs": [{"id": "vpc-1", "cidrs": ["10.0.0.0/16"]}], "instances": [{"id": "", "vpc": "vpc-1"}]}'
    found = load_document("snapshot.json", data)
    assert [instance.id for instance in found.instances] != [""]
    assert "" not in found.by_id
