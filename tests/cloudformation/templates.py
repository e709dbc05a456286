"""Small templates, written here, and what is made of them."""

import json
from typing import Any

from vpcviz.cloudformation.assembling import GivenTemplate
from vpcviz.cloudformation.loading import load
from vpcviz.cloudformation.templates import read_template
from vpcviz.model import Network

VPC = """
  Vpc:
    Type: AWS::EC2::VPC
    Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}
"""


def network(text: str | dict[str, Any], notes: list[str] | None = None, **parameters: str) -> Network:
    """The network of one template: YAML, or a document as JSON."""
    data = text if isinstance(text, str) else json.dumps(text)
    file = "x.yaml" if isinstance(text, str) else "x.json"
    given = {name.replace("__", "::"): value for name, value in parameters.items()}
    return load([GivenTemplate(read_template(file, data.encode()))], given, file, notes)


def networks(notes: list[str] | None = None, **texts: str) -> Network:
    """The network of several templates, by their names."""
    stacks = [GivenTemplate(read_template(f"{name}.yaml", text.encode()), label=name) for name, text in texts.items()]
    return load(stacks, {}, "x", notes)


def value(expression: str, rest: str = "", **parameters: str) -> str:
    """What an expression comes to, as the name of a VPC."""
    text = f"Resources:\n  V:\n    Type: AWS::EC2::VPC\n    Properties:\n      CidrBlock: 10.0.0.0/16\n      Tags: [{{Key: Name, Value: {expression}}}]\n"
    (vpc,) = network(text + rest, **parameters).vpcs
    return vpc.name
