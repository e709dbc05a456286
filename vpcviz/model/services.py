"""What is known of AWS services by their endpoint service names: what people call them, and which have gateway endpoints."""

from functools import cache, lru_cache

from vpcviz.model.partitions import partition_of, partitions

GATEWAY_SERVICES = ("s3", "dynamodb")
"""The services with gateway endpoints that most networks use. Source: AWS PrivateLink Guide, "Gateway endpoints"."""

WITH_GATEWAY_ENDPOINTS = (*GATEWAY_SERVICES, "s3express")
"""Service codes that have gateway endpoints; s3express for directory buckets only.

Source: AWS PrivateLink Guide, "Gateway endpoints"; S3 User Guide, "Networking for directory buckets".
"""

_LABELS = {
    "s3": "Amazon S3",
    "s3express": "Amazon S3 Express One Zone",
    "dynamodb": "Amazon DynamoDB",
    "execute-api": "Amazon API Gateway",
    "apigateway": "Amazon API Gateway",
    "sqs": "Amazon SQS",
    "sns": "Amazon SNS",
    "kms": "AWS KMS",
    "logs": "CloudWatch Logs",
    "monitoring": "CloudWatch",
    "ec2": "Amazon EC2 API",
    "ec2messages": "EC2 Messages",
    "ssm": "Systems Manager",
    "ssmmessages": "SSM Messages",
    "secretsmanager": "Secrets Manager",
    "sts": "AWS STS",
    "ecr.api": "Amazon ECR API",
    "ecr.dkr": "Amazon ECR Docker",
    "ecs": "Amazon ECS",
    "ecs-agent": "Amazon ECS agent",
    "ecs-telemetry": "Amazon ECS telemetry",
    "eks": "Amazon EKS",
    "lambda": "AWS Lambda",
    "elasticloadbalancing": "Elastic Load Balancing",
    "kinesis-streams": "Kinesis Data Streams",
    "kinesis-firehose": "Data Firehose",
    "kendra-ranking": "Amazon Kendra Intelligent Ranking",
    "kendra": "Amazon Kendra",
    "events": "Amazon EventBridge",
    "states": "AWS Step Functions",
    "rds": "Amazon RDS API",
    "elasticfilesystem": "Amazon EFS",
    "athena": "Amazon Athena",
    "glue": "AWS Glue",
    "bedrock-runtime": "Amazon Bedrock Runtime",
    "sagemaker.api": "Amazon SageMaker API",
    "sagemaker.runtime": "Amazon SageMaker Runtime",
    "autoscaling": "EC2 Auto Scaling",
    "cloudformation": "AWS CloudFormation",
    "cloudtrail": "AWS CloudTrail",
    "config": "AWS Config",
    "xray": "AWS X-Ray",
}


@cache
def _prefixes() -> tuple[tuple[str, ...], ...]:
    """What endpoint service names begin with: the domain of a partition in reverse order."""
    suffixes = {partition.dns_suffix for partition in partitions()}
    return tuple(sorted({tuple(reversed(suffix.split("."))) for suffix in suffixes}, key=lambda one: (-len(one), one)))


@lru_cache(maxsize=4096)
def _parts(name: str) -> tuple[str, str, str]:
    """(prefix, region, code) of an endpoint service name; the code of an endpoint service is `REGION.vpce-svc-…`."""
    labels = name.split(".")
    for prefix in _prefixes():
        rest = labels[len(prefix) :]
        if tuple(labels[: len(prefix)]) != prefix or len(rest) < 2 or not rest[-1]:
            continue
        if rest[0] == "vpce":
            return ".".join(prefix), rest[1], ".".join(rest[1:])
        return ".".join(prefix), rest[0], ".".join(rest[1:])
    if labels[0] == "aws" and labels[1:2] in (["api"], ["sagemaker"]) and len(labels) > 3:  # aws.sagemaker.eu-west-1.notebook
        return ".".join(labels[:2]), labels[2], ".".join(labels[3:])
    return "", "", ""


def service_code(service_name: str) -> str:
    """The service part of an endpoint service name: `ecr.api` of `com.amazonaws.eu-west-1.ecr.api`; "" for any other text."""
    return _parts(service_name)[2]


def service_region(service_name: str) -> str:
    """The region part of an endpoint service name, "" where it has none."""
    return _parts(service_name)[1]


def service_name(code: str, region: str) -> str:
    """The endpoint service name of a service code: `com.amazonaws.eu-west-1.sqs` for `sqs`, as the region's partition has it."""
    return f"{_prefix(region)}.{region}.{code}"


def endpoint_service_name(identity: str, region: str) -> str:
    """The name by which consumers know an endpoint service (`vpce-svc-…`), as the region's partition has it."""
    return f"{_prefix(region)}.vpce.{region}.{identity}"


def _prefix(region: str) -> str:
    return ".".join(reversed(partition_of(region).dns_suffix.split(".")))


def same_name(name: str) -> str:
    """One name for a service that has two: in China some begin with `com.amazonaws`, others with `cn.com.amazonaws`."""
    prefix, region, code = _parts(name)
    if not prefix or prefix.startswith("aws.") or name.startswith(f"{prefix}.vpce."):
        return name
    return service_name(code, region)


def is_service_name(text: str) -> bool:
    """Whether a text has the form of the name of a service, or of one of AWS's own prefix lists."""
    return bool(service_code(text))


def service_label(service_name: str) -> str:
    """What people call the service (`Amazon S3`); the code where no name is known, the whole text where it has no code."""
    code = service_code(service_name)
    return _LABELS.get(code, code) or service_name


@cache
def services_by_label() -> dict[str, str]:
    """Service codes by what people call them, in lower case, with and without the vendor's name: `amazon s3`, `kms`."""
    found: dict[str, str] = {}
    for code, label in _LABELS.items():
        for text in (label, label.removeprefix("Amazon ").removeprefix("AWS ")):
            found.setdefault(text.lower(), code)
    return found
