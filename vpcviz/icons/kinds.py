"""Which icon stands for which kind of thing (`data-kind`), and for which AWS service."""

from functools import cache

from vpcviz.icons.finding import own_folder
from vpcviz.model import CLASSES
from vpcviz.model.services import service_code
from vpcviz.model.workload_types import WORKLOAD_TYPES

DEFAULT = "resource"
"""The icon of a kind that has none of its own."""

DEFAULT_SERVICE = "service"
"""The icon of an AWS service that has none of its own."""

OTHERS = {
    "route": "route-table",
    "partner-service": "partner",
    "dns": "hosted-zone",
    "dns-name": "hosted-zone",
    "client": "user",
    "data-center": "on-premises",
}
"""Icons of what is drawn and is no kind of the model; a kind's own is what its class says (`ICON`), or has the kind's name."""


@cache
def own_names() -> frozenset[str]:
    """The names of our own icons: the files of the folder `icons/`."""
    return frozenset(path.stem for path in own_folder().glob("*.svg"))


@cache
def _icons() -> dict[str, str]:
    found = {record.KIND: record.ICON or record.KIND for record in CLASSES.values()}
    return {**OTHERS, **{kind: told.icon for kind, told in WORKLOAD_TYPES.items()}, **found}


SERVICES = {
    "s3": "bucket",
    "s3-global.accesspoint": "bucket",
    "s3express": "bucket",
    "s3-outposts": "bucket",
    "dynamodb": "table",
    "dynamodb-streams": "table",
    "execute-api": "api",
    "apigateway": "api",
    "sqs": "queue",
    "sns": "topic",
    "kms": "key",
    "kms-fips": "key",
    "secretsmanager": "secret",
    "ssm": "systems-manager",
    "ssmmessages": "systems-manager",
    "ec2messages": "systems-manager",
    "ssm-incidents": "systems-manager",
    "ssm-contacts": "systems-manager",
    "sts": "token",
    "logs": "logs",
    "monitoring": "monitoring",
    "synthetics": "monitoring",
    "evidently": "monitoring",
    "xray": "aws/devtools/x-ray",
    "events": "events",
    "schemas": "events",
    "pipes": "events",
    "scheduler": "events",
    "states": "workflow",
    "sync-states": "workflow",
    "kinesis-streams": "stream",
    "kinesis-firehose": "stream",
    "kafka": "stream",
    "ec2": "instance",
    "ebs": "aws/storage/elastic-block-store-ebs",
    "autoscaling": "aws/compute/ec2-auto-scaling",
    "application-autoscaling": "aws/compute/application-auto-scaling",
    "elasticloadbalancing": "load-balancer",
    "lambda": "lambda",
    "ecr.api": "registry",
    "ecr.dkr": "registry",
    "ecs": "container",
    "ecs-agent": "container",
    "ecs-telemetry": "container",
    "eks": "kubernetes",
    "eks-auth": "kubernetes",
    "rds": "database",
    "rds-data": "database",
    "redshift": "warehouse",
    "redshift-data": "warehouse",
    "redshift-serverless": "warehouse",
    "elasticache": "cache",
    "memory-db": "cache",
    "elasticfilesystem": "file-system",
    "fsx": "file-system",
    "aoss": "search",
    "es": "search",
    "kendra": "aws/ml/kendra",
    "kendra-ranking": "aws/ml/kendra",
    "bedrock": "ai",
    "bedrock-runtime": "ai",
    "bedrock-agent": "ai",
    "bedrock-agent-runtime": "ai",
    "bedrock-mantle": "ai",
    "sagemaker.api": "aws/ml/sagemaker",
    "sagemaker.runtime": "aws/ml/sagemaker",
    "sagemaker.featurestore-runtime": "aws/ml/sagemaker",
    "notebook": "aws/ml/sagemaker",
    "studio": "aws/ml/sagemaker",
    "comprehend": "aws/ml/comprehend",
    "rekognition": "aws/ml/rekognition",
    "textract": "aws/ml/textract",
    "transcribe": "aws/ml/transcribe",
    "translate": "aws/ml/translate",
    "polly": "aws/ml/polly",
    "personalize": "aws/ml/personalize",
    "athena": "aws/analytics/athena",
    "glue": "aws/analytics/glue",
    "lakeformation": "aws/analytics/lake-formation",
    "elasticmapreduce": "aws/analytics/emr",
    "emr-containers": "aws/analytics/emr",
    "emr-serverless": "aws/analytics/emr",
    "quicksight": "aws/analytics/quicksight",
    "cloudformation": "aws/management/cloudformation",
    "cloudtrail": "aws/management/cloudtrail",
    "config": "aws/management/config",
    "servicecatalog": "aws/management/service-catalog",
    "organizations": "aws/management/organizations",
    "grafana": "aws/management/amazon-managed-grafana",
    "aps": "aws/management/amazon-managed-prometheus",
    "aps-workspaces": "aws/management/amazon-managed-prometheus",
    "codebuild": "aws/devtools/codebuild",
    "codecommit": "aws/devtools/codecommit",
    "git-codecommit": "aws/devtools/codecommit",
    "codedeploy": "aws/devtools/codedeploy",
    "codepipeline": "aws/devtools/codepipeline",
    "codeartifact.api": "aws/devtools/codeartifact",
    "codeartifact.repositories": "aws/devtools/codeartifact",
    "guardduty": "aws/security/guardduty",
    "guardduty-data": "aws/security/guardduty",
    "securityhub": "aws/security/security-hub",
    "inspector2": "aws/security/inspector",
    "macie2": "aws/security/macie",
    "acm-pca": "aws/security/certificate-manager",
    "cognito-idp": "aws/security/cognito",
    "ram": "resource-share",
    "iam": "aws/security/identity-and-access-management-iam",
    "backup": "aws/storage/backup",
    "datasync": "aws/migration/datasync",
    "transfer": "aws/migration/transfer-for-sftp",
    "transfer.server": "aws/migration/transfer-for-sftp",
    "storagegateway": "aws/storage/storage-gateway",
    "appsync-api": "aws/integration/appsync",
    "batch": "aws/compute/batch",
    "apprunner": "aws/compute/app-runner",
    "elasticbeanstalk": "aws/compute/elastic-beanstalk",
    "route53resolver": "resolver-endpoint",
    "network-firewall": "firewall",
    "vpc-lattice": "endpoint-service",
    "email-smtp": "aws/engagement/simple-email-service-ses",
    "access-analyzer": "aws/security/identity-and-access-management-iam-access-analyzer",
}
"""Icon by service code (`sqs`, `ecr.api`)."""


def icon_for(kind: str, variant: str = "") -> str:
    """The name of the icon for a `data-kind`; `variant` tells more where it matters: the tier of a subnet, the type of a load
    balancer (`application`, `network`, `gateway`, `classic`), the name or code of a service."""
    if kind == "service":
        return icon_for_service(variant)
    if variant and f"{kind}-{variant}" in own_names():
        return f"{kind}-{variant}"
    name = _icons().get(kind)  # a kind that is not known may be any text
    if name is None:
        return kind if kind in own_names() else DEFAULT
    return name if name in own_names() or "/" in name else DEFAULT


def icon_for_service(service: str) -> str:
    """The name of the icon for an AWS service, by endpoint service name (`com.amazonaws.eu-west-1.sqs`) or code (`sqs`)."""
    code = service_code(service) or service
    return SERVICES.get(code) or SERVICES.get(code.removesuffix("-fips")) or SERVICES.get(code.partition(".")[0]) or DEFAULT_SERVICE
