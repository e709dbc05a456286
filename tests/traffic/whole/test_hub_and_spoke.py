"""The ninth sample, traced end to end: inspection, central egress and endpoints, two regions, VPN and Direct Connect, IPv6."""

from tests.conftest import ROOT
from vpcviz.spec import load_document
from vpcviz.traffic.answers.expectations import check, read_expectations
from vpcviz.traffic.tracing.tracer import Tracer

SAMPLE = ROOT / "samples" / "hub-and-spoke.yaml"

EXPECTED = b"""\
- {from: web-1, to: orders-1, verdict: delivered, via: [inspect-a, tgw-0a1a2a3a4a5a6a7a8]}
- {from: web-2, to: orders-1, verdict: delivered, via: inspect-b, not_via: inspect-a}
- {from: spark-1, to: orders-1, verdict: blocked, reason: ENI_SG_RULES_MISMATCH}
- {from: orders-1, to: orders-db, port: 5432, verdict: delivered, not_via: hub-eu}
- {from: web-1, to: orders-db, port: 5432, verdict: blocked}
- {from: web-1, to: sqs.eu-west-1.amazonaws.com, verdict: delivered, via: SQS, stays_on_aws_network: true}
- {from: query-1, to: sqs.eu-west-1.amazonaws.com, verdict: delivered, via: nat-gateway, stays_on_aws_network: false}
- {from: query-1, to: s3.us-east-1.amazonaws.com, verdict: delivered, via: gateway-endpoint, stays_on_aws_network: true}
- {from: query-1, to: s3.eu-west-1.amazonaws.com, verdict: delivered, via: nat-gateway, stays_on_aws_network: false}
- {from: query-1, to: on-premises, verdict: delivered, via: dxvif-fg3a1b2c}
- {from: web-us-1, to: internet, ipv6: true, verdict: delivered, via: egress-only-gateway}
- {from: web-us-1, to: web-1, verdict: delivered, via: [hub-us, hub-eu]}
- {from: internet, to: web-1, ipv6: true, verdict: not-delivered}
- {from: on-premises, to: sqs.eu-west-1.amazonaws.com, verdict: delivered, via: [dxvif-fg3a1b2c, SQS], not_via: vpn-connection}
- {from: on-premises, to: web-us-1, verdict: blocked, reason: ENI_SG_RULES_MISMATCH}
- {from: web-us-2, to: query-1, verdict: blocked}
- {from: web-2, to: internet, verdict: delivered, via: nat-01010203040506074}
"""


def test_hub_and_spoke():
    network = load_document(str(SAMPLE), SAMPLE.read_bytes())
    outcomes = check(Tracer(network), read_expectations("expected.yaml", EXPECTED), "expected.yaml")
    assert [(one.expectation.line, one.failures) for one in outcomes if one.failures] == []
