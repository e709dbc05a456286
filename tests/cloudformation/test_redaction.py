"""Redacted outputs of templates: no logical id, name or parameter is in them."""

from pathlib import Path

import pytest

from tests.cloudformation.test_loading import SHOP
from vpcviz.commands import run

CANARY = "Wombat"
LOGICAL = (
    "Vpc",
    "Public",
    "App",
    "Gateway",
    "PublicTable",
    "PublicRoute",
    "Address",
    "Nat",
    "AppTable",
    "AppRoute",
    "WebGroup",
    "Web",
    "Worker",
)


def _marked(text: str) -> str:
    """The template with a canary in every logical id, name and parameter."""
    import re

    text = text.replace("shop", f"{CANARY}-shop").replace("name: web", f"name: {CANARY}").replace("Admin", f"{CANARY}Admin")
    for name in LOGICAL:
        text = re.sub(rf"(?<=^  ){name}(?=:)|(?<=!Ref ){name}\b|(?<=!GetAtt ){name}\b", f"{CANARY}{name}", text, flags=re.MULTILINE)
    text = text.replace("{Key: Name, Value: web}", f"{{Key: {CANARY}, Value: {CANARY}}}")
    extra = f"""
  {CANARY}Far:
    Type: AWS::EC2::Subnet
    Properties: {{VpcId: !Ref {CANARY}Unknown, CidrBlock: 10.99.1.0/24}}
  {CANARY}Balancer:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: {{Subnets: [!Ref {CANARY}Public, !Ref {CANARY}App]}}
  {CANARY}Endpoint:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref {CANARY}Vpc
      VpcEndpointType: Interface
      ServiceName: com.amazonaws.eu-west-1.sqs
      SubnetIds: [!Ref {CANARY}App]
"""
    return text.replace("\nResources:", f"\n  {CANARY}Unknown: {{Type: String}}\nResources:") + extra


@pytest.mark.parametrize("ending", ["svg", "json", "md", "drawio", "mmd", "csv"])
def test_redacted_outputs(ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "t.yaml"
    file.write_text(_marked(SHOP))
    if ending == "json":
        run(["check", str(file), "--format", "json", "--redact"])
    elif ending in ("md", "csv"):
        assert run(
            ["docs", str(file), "-o", str(tmp_path / f"docs.{ending}" if ending == "csv" else tmp_path / "docs"), "--redact"]
        ) in (0, 2)
    else:
        assert run(["draw", str(file), "-o", str(tmp_path / f"x.{ending}"), "--redact"]) == 0
    said = capsys.readouterr()
    texts = [said.out, said.err.replace(str(file), "")]
    texts += [path.read_text() for path in tmp_path.rglob("*") if path.is_file() and path != file and path.suffix != ".png"]
    for canary in (CANARY, CANARY.lower()):
        assert [text[max(0, text.find(canary) - 80) : text.find(canary) + 40] for text in texts if canary in text] == []
