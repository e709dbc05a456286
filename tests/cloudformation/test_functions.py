"""What the intrinsic functions come to: known values, and named unknowns where a template does not tell."""

import pytest

from tests.cloudformation.templates import network, value

PARAMETERS = """
Parameters:
  Env: {Type: String, Default: prod}
  Open: {Type: String}
  Zones: {Type: CommaDelimitedList, Default: "a, b,c"}
  Image: {Type: "AWS::SSM::Parameter::Value<String>", Default: /net/image}
  Secret: {Type: String, NoEcho: true, Default: hunter2}
Mappings:
  Sizes: {prod: {net: 10.1, list: [x, y]}, test: {net: 10.2}}
Conditions:
  IsProd: !Equals [!Ref Env, prod]
  IsTest: !Not [!Condition IsProd]
  Both: !And [!Condition IsProd, !Not [!Condition IsTest]]
  One: !Or [!Condition IsTest, !Condition IsProd]
  Unknown: !Equals [!Ref Open, x]
  Decided: !Or [!Condition Unknown, !Condition IsProd]
"""


@pytest.mark.parametrize(
    ("expression", "wanted"),
    [
        ("!Ref Env", "prod"),
        ("!Ref Open", "${Open}"),
        ("!Ref Image", "${Image}"),
        ("!Ref Secret", "${Secret}"),
        ("!Ref AWS::Region", "${AWS::Region}"),
        ('!Sub "${Env}-net"', "prod-net"),
        ('!Sub "${Open}-net"', "${Open}-net"),
        ('!Sub "${!Env}-net"', "${Env}-net"),
        ('!Sub ["${x}-${Env}", {x: !Ref AWS::Region}]', "${AWS::Region}-prod"),
        ('!Join ["-", [a, !Ref Env]]', "a-prod"),
        ('!Join [",", !Ref Zones]', "a,b,c"),
        ("!Select [1, !Ref Zones]", "b"),
        ("!Select [7, !Ref Zones]", "${Fn::Select}"),
        ('!Select [1, !Split [".", a.b.c]]', "b"),
        ('!Select [0, !GetAZs ""]', "zone 1"),
        ("!Select [1, !GetAZs {Ref: AWS::Region}]", "zone 2"),
        ("!FindInMap [Sizes, !Ref Env, net]", "10.1"),
        ("!Select [1, !FindInMap [Sizes, prod, list]]", "y"),
        ("!FindInMap [Sizes, !Ref Open, net]", "${Fn::FindInMap}"),
        ("!FindInMap [Sizes, none, net, {DefaultValue: 10.9}]", "10.9"),
        ("!If [IsProd, yes, no]", "yes"),
        ("!If [IsTest, a, b]", "b"),
        ("!If [Both, a, b]", "a"),
        ("!If [One, a, b]", "a"),
        ("!If [Decided, a, b]", "a"),
        ("!If [Unknown, a, b]", "${if Unknown}"),
        ("!If [Unknown, a, a]", "a"),
        ("!Select [2, !Cidr [10.0.0.0/16, 6, 8]]", "10.0.2.0/24"),
        ("!Select [0, !Cidr [!GetAtt V.CidrBlock, 2, 12]]", "10.0.0.0/20"),
        ('!Select [1, !Cidr ["2001:db8::/56", 4, 64]]', "2001:db8:0:1::/64"),
        ("!Select [0, !Cidr [10.0.0.0/16, 999999999, 8]]", "${Fn::Cidr[0]}"),
        ("!GetAtt V.CidrBlock", "10.0.0.0/16"),
        ("!GetAtt V.Nothing", "${V.Nothing}"),
        ("!ToJsonString {a: !Ref Env}", '{"a":"prod"}'),
        ("!Length [1, 2]", "2"),
        ("!ImportValue other-vpc", "${import other-vpc}"),
        ('"{{resolve:ssm:/net/name}}"', "${ssm:/net/name}"),
        ('"{{resolve:secretsmanager:db/password:SecretString}}"', "${secret}"),
        ("!Base64 hunter2", "${Fn::Base64}"),
    ],
)
def test_an_expression(expression: str, wanted: str) -> None:
    assert value(expression, PARAMETERS) == wanted


def test_parameters_are_given() -> None:
    assert value("!Ref Open", PARAMETERS, Open="here") == "here"
    assert value('!Sub "${AWS::Region} ${AWS::Partition}"', PARAMETERS, AWS__Region="cn-north-1") == "cn-north-1 aws-cn"
    assert value("!Select [0, !Ref Zones]", PARAMETERS, Zones="z") == "z"


def test_what_grows_without_end_is_cut() -> None:
    inner = '"x"'
    for _ in range(9):
        inner = f'!Sub ["{"${a}" * 30}", {{a: {inner}}}]'
    assert value(inner) == "${too long}"


def test_circles_end() -> None:
    circle = "Conditions: {A: !Condition B, B: !Not [!Condition A]}\n"
    assert value("!If [A, a, b]", circle) == "${if A}"
    own = "  W:\n    Type: AWS::EC2::VPC\n    Properties: {CidrBlock: !GetAtt W.CidrBlock}\n"
    assert {vpc.name for vpc in network(f"Resources:\n  V: {{Type: AWS::EC2::VPC}}\n{own}").vpcs} == {""}


def test_json_and_yaml_are_the_same() -> None:
    properties = {"CidrBlock": {"Fn::Join": ["", ["10.0.0.0", "/16"]]}, "EnableDnsSupport": True}
    one = network({"Resources": {"V": {"Type": "AWS::EC2::VPC", "Properties": properties}}})
    other = network(
        'Resources: {V: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !Join ["", [10.0.0.0, /16]], EnableDnsSupport: true}}}'
    )
    assert one.vpcs == other.vpcs
