"""Unknown keys lead to the right word, to the place where the thing belongs, or to all keys; what was wanted is never cut."""

import pytest

from vpcviz.errors import InputError
from vpcviz.spec import load_document
from vpcviz.spec.explain import format_problem
from vpcviz.spec.problems import ALL_KEYS

VPC = "vpcviz: 1\nregion: eu-west-1\nvpcs:\n  shop:\n    cidr: 10.0.0.0/16\n"


def said(text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        load_document("x.yaml", text.encode())
    return [format_problem(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("rds", "workloads, with `type: rds-instance`"),
        ("rds_instances", "`type: rds-instance`"),
        ("Databases", "`type: rds-instance`"),
        ("lambda", "`type: lambda-function`"),
        ("lambdas", "`type: lambda-function`"),
        ("elasticache", "`type: elasticache-cluster`"),
        ("asg", "`type: auto-scaling-group`; EC2 instances"),
        ("auto-scaling-groups", "`type: auto-scaling-group`"),
        ("ecs_services", "`type: ecs-task`"),
        ("nlb", '"load_balancers"'),
        ("igw", '"internet_gateway"'),
        ("load_balancer_s", '"load_balancers"'),
        ("s3", "gateway_endpoints and interface_endpoints lead to them"),
    ],
)
@pytest.mark.parametrize("place", ["    ", ""])
def test_where_it_belongs(word: str, hint: str, place: str) -> None:
    (message,) = said(f"{VPC}{place}{word}: {{}}\n")
    assert hint in " ".join(message.split())
    assert ALL_KEYS not in message


def test_in_what_holds_none_the_place_is_told() -> None:
    (message,) = said(VPC + "    network_acls: {tight: {rds: {}}}\n")
    assert "write it under workloads, in a VPC or at the top" in " ".join(message.split())


def test_where_nothing_is_near_every_key_is_named_once() -> None:
    first, second = said(VPC + "    xyzzy: {}\n    plugh: {}\n")
    for key in ("instances", "interface_endpoints", "load_balancers", "vpn_gateways", "region", "account"):
        assert key in first
    assert "…" not in first
    assert "its keys: those that are listed above" in second
    assert max(len(line) for line in first.splitlines()) <= 80


def test_at_the_top_as_well() -> None:
    (message,) = said(VPC + "cloudfront: {}\n")
    for key in ("vpcs", "peerings", "transit_gateways", "on_premises", "region", "title"):
        assert key in message


@pytest.mark.parametrize(("text", "sign"), [("a: &base {x: 1}\n", "&base"), ("a: *base\n", "*base")])
def test_anchors_and_aliases_say_what_to_do(text: str, sign: str) -> None:
    (message,) = said("vpcviz: 1\n" + text)
    words = " ".join(message.split())
    assert f"({sign}) is not allowed here: vpcviz reads YAML without anchors and aliases" in words
    assert "written out" in words


@pytest.mark.parametrize(
    ("written", "near"),
    [("Interfase", "Interface"), ("ServiceNetworks", "ServiceNetwork"), ("interface", "Interface"), ("Holographic", "")],
)
def test_a_word_of_awss_that_is_nearly_right_is_a_slip_and_one_like_none_may_be_new(written: str, near: str) -> None:
    text = f"""
vpcviz: 1
region: eu-west-1
vpcs:
  v:
    cidr: 10.0.0.0/16
    subnets: {{a: {{zone: a, cidr: 10.0.0.0/24}}}}
    interface_endpoints: {{e: {{service: sqs, subnets: [a], type: {written}}}}}
"""
    if not near:
        assert load_document("n.yaml", text.encode()).interface_endpoints[0].type == written
        return
    with pytest.raises(InputError) as refused:
        load_document("n.yaml", text.encode())
    (problem,) = refused.value.problems
    assert problem.hint == f'did you mean "{near}"?'
    assert (problem.line, problem.column) == (8, 65)
