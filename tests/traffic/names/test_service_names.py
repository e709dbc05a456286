"""Names of AWS services in every partition, S3 Express, words for services; EC2's own names over peering."""

import pytest

from tests.traffic.helpers import ids, network, trace
from vpcviz.errors import UsageError
from vpcviz.model.services import endpoint_service_name, is_service_name, same_name, service_code, service_name, service_region
from vpcviz.traffic.names.service_names import nearest_service, service_called, service_of


@pytest.mark.parametrize(
    ("name", "service"),
    [
        ("sqs.eu-west-1.amazonaws.com", "com.amazonaws.eu-west-1.sqs"),
        ("sqs.eu-west-1.api.aws", "com.amazonaws.eu-west-1.sqs"),
        ("sqs.us-gov-west-1.amazonaws.com", "com.amazonaws.us-gov-west-1.sqs"),
        ("sqs.cn-north-1.amazonaws.com.cn", "cn.com.amazonaws.cn-north-1.sqs"),
        ("cn-north-1.queue.amazonaws.com.cn", "cn.com.amazonaws.cn-north-1.sqs"),
        ("lambda.cn-northwest-1.api.amazonwebservices.com.cn", "cn.com.amazonaws.cn-northwest-1.lambda"),
        ("bucket.s3.cn-north-1.amazonaws.com.cn", "cn.com.amazonaws.cn-north-1.s3"),
        ("s3.dualstack.cn-north-1.amazonaws.com.cn", "cn.com.amazonaws.cn-north-1.s3"),
        ("sqs.eusc-de-east-1.amazonaws.eu", "eu.amazonaws.eusc-de-east-1.sqs"),
        ("kms.eusc-de-east-1.api.amazonwebservices.eu", "eu.amazonaws.eusc-de-east-1.kms"),
        ("sqs.us-iso-east-1.c2s.ic.gov", "gov.ic.c2s.us-iso-east-1.sqs"),
        ("sqs.cn-north-1.amazonaws.com", ""),  # Another partition's domain.
        ("sqs.eusc-de-east-1.amazonaws.com", ""),
        ("s3express-control.eu-west-1.amazonaws.com", "com.amazonaws.eu-west-1.s3express"),
        ("b--euw1-az1--x-s3.s3express-euw1-az1.eu-west-1.amazonaws.com", "com.amazonaws.eu-west-1.s3express"),
        ("b--euw1-az1--x-s3.s3express-euw1-az1.dualstack.eu-west-1.amazonaws.com", "com.amazonaws.eu-west-1.s3express"),
        ("s3-eu-west-1.amazonaws.com", "com.amazonaws.eu-west-1.s3"),
        ("nothing.eu-west-1.amazonaws.com", ""),
        ("sqs.eu-wst-1.amazonaws.com", ""),
    ],
)
def test_public_names_of_every_partition(name: str, service: str):
    """AWS General Reference, "Service endpoints"; Amazon Web Services in China, "Endpoints"; botocore's partitions.json."""
    assert service_of(name) == service


def test_service_names_of_every_partition():
    for region in ("eu-west-1", "cn-north-1", "us-gov-west-1", "eusc-de-east-1", "us-isob-east-1"):
        name = service_name("ecr.api", region)
        assert (service_code(name), service_region(name)) == ("ecr.api", region)
    assert endpoint_service_name("vpce-svc-1", "cn-north-1") == "cn.com.amazonaws.vpce.cn-north-1.vpce-svc-1"
    assert service_region(endpoint_service_name("vpce-svc-1", "eusc-de-east-1")) == "eusc-de-east-1"
    assert same_name("com.amazonaws.cn-north-1.s3") == "cn.com.amazonaws.cn-north-1.s3"
    assert not any(map(is_service_name, ("sqs.cn-north-1.amazonaws.com.cn", "amazonaws.com", "my.amazonaws.list.x", "aws")))
    assert is_service_name("com.amazonaws.global.cloudfront.origin-facing")


def test_global_sts_is_answered_in_the_senders_region():
    assert nearest_service("sts.amazonaws.com", "eu-west-1") == "com.amazonaws.eu-west-1.sts"
    assert nearest_service("sts.amazonaws.com", "af-south-1") == "com.amazonaws.us-east-1.sts"


PARTITION = """
region: %s
vpcs:
  a:
    cidr: 10.0.0.0/16
    dns_hostnames: true
    subnets: {s: {zone: a, cidr: 10.0.1.0/24, instances: {w: 10.0.1.10}}}
    route_tables: {m: {main: true}}
    gateway_endpoints: {s: {service: s3, route_tables: m}, x: {service: s3express, route_tables: m}}
    interface_endpoints: {q: {service: sqs, subnets: [s], private_dns: true}}
"""


@pytest.mark.parametrize(
    ("region", "domain"),
    [
        ("eu-west-1", "amazonaws.com"),
        ("cn-north-1", "amazonaws.com.cn"),
        ("eusc-de-east-1", "amazonaws.eu"),
        ("us-gov-east-1", "amazonaws.com"),
    ],
)
def test_endpoints_answer_the_names_of_their_partition(region: str, domain: str):
    net = network(PARTITION % region)
    queue = trace(net, "w", f"sqs.{region}.{domain}")
    assert (queue.verdict, queue.dns[-1].id) == ("delivered", "vpce-a-q")
    assert "gw" in ids(trace(net, "w", f"bucket.s3.{region}.{domain}"))[-2]
    assert trace(net, "w", f"s3express-control.{region}.{domain}").verdict == "delivered"
    assert any(name.endswith(f".vpce.{domain}") for name in net.interface_endpoints[0].dns_names)


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("S3", "s3"),
        ("SQS", "sqs"),
        ("Amazon SQS", "sqs"),
        ("kms", "kms"),
        ("AWS KMS", "kms"),
        ("secrets manager", "secretsmanager"),
        ("API Gateway", "execute-api"),
        ("S3 Express One Zone", "s3express"),
        ("nonsense", ""),
    ],
)
def test_words_for_services(word: str, code: str):
    assert service_called(word) == code


def test_services_by_any_case_and_the_nearest():
    net = network(PARTITION % "eu-west-1")
    assert trace(net, "w", "SqS").verdict == "delivered"
    assert trace(net, "w", "Amazon SQS").verdict == "delivered"
    with pytest.raises(UsageError, match='did you mean "sqs"'):
        trace(net, "w", "sqss")
    with pytest.raises(UsageError, match='did you mean "secretsmanager"'):
        trace(net, "w", "secretmanager")


# --- peering ----------------------------------------------------------------------------------------------------------------


PEERED = """
    vpcs:
      a: {cidr: 10.0.0.0/16, dns_hostnames: %(a)s, dns_support: %(sa)s, internet_gateway: true, subnets: {pub: {zone: a, cidr: 10.0.9.0/24, instances: {here: {ip: 10.0.9.10, public_ip: 203.0.113.77}}}}, route_tables: {m: {main: true, routes: {0.0.0.0/0: internet_gateway, 10.1.0.0/16: peering}}}}
      b: {cidr: 10.1.0.0/16, dns_hostnames: %(b)s, dns_support: %(sb)s, internet_gateway: true, subnets: {pub: {zone: a, cidr: 10.1.1.0/24, instances: {there: {ip: 10.1.1.10, public_ip: 203.0.113.88}}}}, route_tables: {m: {main: true, routes: {0.0.0.0/0: internet_gateway, 10.0.0.0/16: peering}}}}
    peerings: [{name: ab, requester: a, accepter: b, accepter_dns_resolution: %(accepter)s, requester_dns_resolution: %(requester)s}]
"""


@pytest.mark.parametrize(
    ("changes", "address"),
    [
        ({}, "10.1.1.10"),
        ({"a": "false"}, "203.0.113.88"),
        ({"b": "false"}, "203.0.113.88"),
        ({"sb": "false", "b": "false"}, "203.0.113.88"),
        ({"accepter": "false", "requester": "true"}, "203.0.113.88"),
    ],
)
def test_public_names_over_peering(changes: dict[str, str], address: str):
    """VPC Peering Guide, "Enable DNS resolution": both VPCs have both attributes on, and the answering side allows it."""
    values = {"a": "true", "b": "true", "sa": "true", "sb": "true", "accepter": "true", "requester": "false", **changes}
    answer = trace(network(PEERED % values), "here", "ec2-203-0-113-88.eu-west-1.compute.amazonaws.com")
    assert answer.address == address
