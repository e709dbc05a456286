"""docs/findings.md has the rules as the classes have them, docs/cost.md every price's thing."""

from pathlib import Path

from vpcviz.cost import load_prices
from vpcviz.findings import RULES
from vpcviz.reports.rules import BEGIN, END, renewed

DOCS = Path(__file__).parents[2] / "docs"


def test_the_table_of_the_rules_is_as_the_classes_are() -> None:
    document = (DOCS / "findings.md").read_text("utf-8")
    assert document == renewed(document), "python tools/write_docs.py"


def test_every_rule_has_a_section_that_sarif_can_point_to() -> None:
    section = (DOCS / "findings.md").read_text("utf-8").partition(BEGIN)[2].partition(END)[0]
    for rule in RULES:
        assert f"\n### {rule}\n" in section


def test_the_prices_that_the_documents_quote_are_in_the_file() -> None:
    text = " ".join((DOCS / "cost.md").read_text("utf-8").split())
    prices = load_prices()
    assert f"{prices.usd('interface_endpoint_hour', 'us-east-1')} USD an hour and zone in us-east-1" in text
    assert f"{prices.usd('interface_endpoint_hour', 'eu-west-1')} in eu-west-1" in text
    assert f"{prices.usd('interface_endpoint_hour', 'ap-northeast-1')} in ap-northeast-1" in text
