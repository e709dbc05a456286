"""A team's folder with a spec and a configuration, and what a command says of it."""

import pytest

SPEC = "vpcviz: 1\nregion: eu-west-1\nvpcs:\n  shop: {cidr: 10.0.0.0/16, subnets: {app: {zone: a, cidr: 10.0.1.0/24}}}\n"
CONFIGURATION = """
[[picture]]
source = "network.yaml"
output = ["docs/network.svg", "docs/network.png"]
theme = "auto"

[[picture]]
source = ["network.yaml"]
output = "docs/map.svg"
view = "map"
redact = true

[[report]]
kind = "check"
source = "network.yaml"
output = "docs/check.md"

[[report]]
kind = "docs"
source = "network.yaml"
output = ["docs/pages", "docs/network.html"]
"""


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return " ".join(capsys.readouterr().err.split())
