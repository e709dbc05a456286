"""Which icon stands for which kind of thing (`data-kind`), and for which AWS service."""

from vpcviz.model.services import service_code

DEFAULT = "resource"
"""The icon of a kind that has none of its own."""

DEFAULT_SERVICE = "service"
"""The icon of an AWS service that has none of its own."""

KINDS = {
    "subnet": "subnet-private",
    "vpn-connection": "vpn-connection",
    "direct-connect-association": "direct-connect-gateway",
    "virtual-interface": "direct-connect-gateway",
    "client-vpn-endpoint": "client-vpn",
    "transit-gateway-route-table": "route-table",
    "route": "route-table",
    "resolver-rule": "resolver-endpoint",
    "route53-profile": "resolver-endpoint",
    "network-firewall": "firewall",
    "target-group": "load-balancer",
    "lambda-function": "lambda",
    "rds-instance": "database",
    "rds-cluster": "database",
    "rds-proxy": "database",
    "docdb-cluster": "database",
    "neptune-cluster": "database",
    "dax-cluster": "cache",
    "memorydb-cluster": "cache",
    "elasticache-cluster": "cache",
    "elasticache-serverless": "cache",
    "opensearch-domain": "search",
    "redshift-cluster": "warehouse",
    "redshift-workgroup": "warehouse",
    "ecs-task": "container",
    "ecs-service": "container",
    "eks-cluster": "kubernetes",
    "eks-nodegroup": "kubernetes",
    "efs-mount-target": "file-system",
    "fsx-file-system": "file-system",
    "msk-cluster": "stream",
    "mq-broker": "queue",
    "emr-cluster": "warehouse",
    "sagemaker-notebook": "ai",
    "glue-connection": "workflow",
    "codebuild-project": "workflow",
    "api-gateway-vpc-link": "api",
    "directory": "directory",
    "workspace": "user",
    "workspaces": "user",
    "carrier-gateway": "internet-gateway",
    "partner-service": "partner",
    "dhcp-options": "dhcp",
    "dns": "hosted-zone",
    "dns-name": "hosted-zone",
    "client": "user",
    "data-center": "on-premises",
}
"""Kinds whose icon has another name. Every other kind's icon has the kind's own name, or is `DEFAULT`."""

OWN = frozenset(
    """
    account ai api az bucket cache client-vpn cloud container customer-gateway database dhcp directory direct-connect-gateway
    dns-server egress-only-gateway endpoint-service eni events file-system firewall gateway-endpoint
    gateway-load-balancer-endpoint hosted-zone instance instance-connect-endpoint interface-endpoint internet internet-gateway key
    kubernetes lambda load-balancer load-balancer-application load-balancer-gateway load-balancer-network logs monitoring
    nat-gateway network-acl on-premises partner peering prefix-list queue region registry resolver-endpoint resource
    resource-share route-table search secret security-group server service stream subnet-isolated subnet-private subnet-public
    table token topic transit-gateway transit-gateway-attachment user vpc vpn-connection vpn-gateway warehouse workflow workload
    """.split()
)
"""The names of our own icons: the files of the folder `icons/`."""

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
    "ssm": "aws/management/systems-manager",
    "ssmmessages": "aws/management/systems-manager",
    "ec2messages": "aws/management/systems-manager",
    "ssm-incidents": "aws/management/systems-manager",
    "ssm-contacts": "aws/management/systems-manager",
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
    if variant and f"{kind}-{variant}" in OWN:
        return f"{kind}-{variant}"
    name = KINDS.get(kind, kind)
    return name if name in OWN else DEFAULT


def icon_for_service(service: str) -> str:
    """The name of the icon for an AWS service, by endpoint service name (`com.amazonaws.eu-west-1.sqs`) or code (`sqs`)."""
    code = service_code(service) or service
    return SERVICES.get(code) or SERVICES.get(code.removesuffix("-fips")) or SERVICES.get(code.partition(".")[0]) or DEFAULT_SERVICE
