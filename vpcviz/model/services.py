"""What is known of AWS services by their endpoint service names: what people call them, and which have gateway endpoints."""

GATEWAY_SERVICES = ("s3", "dynamodb")
"""The services that have gateway endpoints. Source: AWS PrivateLink Guide, "Gateway endpoints"."""

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


def service_code(service_name: str) -> str:
    """The service part of an endpoint service name: `ecr.api` of `com.amazonaws.eu-west-1.ecr.api`; "" for any other text."""
    parts = service_name.split(".")
    if len(parts) >= 4 and parts[-1] and "amazonaws" in parts[:3]:
        at = parts.index("amazonaws")
        return ".".join(parts[at + 2 :])
    if service_name.startswith(("aws.api.", "aws.sagemaker.")):
        return ".".join(parts[3:]) or parts[-1]
    return ""


def service_region(service_name: str) -> str:
    """The region part of an endpoint service name, "" where it has none."""
    parts = service_name.split(".")
    if "amazonaws" in parts[:3] and len(parts) > parts.index("amazonaws") + 1:
        at = parts.index("amazonaws") + 1
        return parts[at + 1] if parts[at] == "vpce" and len(parts) > at + 1 else parts[at]
    return ""


def service_label(service_name: str) -> str:
    """What people call the service (`Amazon S3`); the code where no name is known, the whole text where it has no code."""
    code = service_code(service_name)
    return _LABELS.get(code, code) or service_name
