"""ARNs are formed as AWS forms them, and told only of what AWS has named."""

import re

import pytest

from vpcviz.model import CLASSES
from vpcviz.model import resources as r
from vpcviz.model.arns import arn_of

OWN = {"region": "eu-west-1", "account": "123456789012"}


@pytest.mark.parametrize("record", [record for record in CLASSES.values() if record.ARN], ids=lambda record: record.KIND)
def test_a_form_has_what_an_arn_has(record: type[r.Resource]) -> None:
    assert re.fullmatch(r"[a-z0-9-]+:(\{region\})?:(\{account\})?:[a-z0-9-]+/\{id\}", record.ARN)


@pytest.mark.parametrize(
    ("resource", "arn"),
    [
        (r.Vpc(id="vpc-0012ba63130317910", **OWN), "arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-0012ba63130317910"),
        (r.NatGateway(id="nat-0a1b2c3d", **OWN), "arn:aws:ec2:eu-west-1:123456789012:natgateway/nat-0a1b2c3d"),
        (r.Peering(id="pcx-0a1b2c3d4e5f60718", **OWN), "arn:aws:ec2:eu-west-1:123456789012:vpc-peering-connection/pcx-0a1b2c3d4e5f60718"),
        (r.Vpc(id="vpc-0012ba63130317910", region="cn-north-1", account="123456789012"),
         "arn:aws-cn:ec2:cn-north-1:123456789012:vpc/vpc-0012ba63130317910"),
        (r.HostedZone(id="Z0123456789ABC", account="123456789012"), "arn:aws:route53:::hostedzone/Z0123456789ABC"),
        (r.DirectConnectGateway(id="0a1b2c3d-0000-1111-2222-0a1b2c3d4e5f", account="123456789012"),
         "arn:aws:directconnect::123456789012:dx-gateway/0a1b2c3d-0000-1111-2222-0a1b2c3d4e5f"),
        (r.LoadBalancer(id="arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/front/1", **OWN),
         "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/front/1"),
        (r.Vpc(id="vpc-shop", **OWN), ""),
        (r.Vpc(id="module.net.aws_vpc.main", **OWN), ""),
        (r.Vpc(id="vpc-0012ba63130317910", region="eu-west-1"), ""),
        (r.Vpc(id="vpc-0012ba63130317910", account="123456789012"), ""),
        (r.Service(id="com.amazonaws.eu-west-1.s3"), ""),
    ],
)  # fmt: skip
def test_of_what_all_is_known(resource: r.Resource, arn: str) -> None:
    assert arn_of(resource) == arn
