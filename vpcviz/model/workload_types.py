"""Types of workloads, kinds of their own in the picture: words, icon, what is true of each. A type is declared here only."""

from collections.abc import Mapping
from typing import NamedTuple


class WorkloadType(NamedTuple):
    """A type of workload.

    `words` are what people call one of it, `icon` is the name of its icon. `also`: further words by which people ask for it. It
    `keeps_data` where it is a database, a cache or a search engine, or stands before one. `encryption_exclusion` is what of VPC
    Encryption Controls leaves it out, where AWS cannot encrypt there (VPC User Guide, "VPC Encryption Controls Exclusions").
    """

    words: str
    icon: str
    also: str = ""
    keeps_data: bool = False
    encryption_exclusion: str = ""


WORKLOAD_TYPES: Mapping[str, WorkloadType] = {
    "workload": WorkloadType("workload", "workload"),
    "lambda-function": WorkloadType("Lambda function", "lambda", also="lambda function", encryption_exclusion="Lambda"),
    "rds-instance": WorkloadType("RDS instance", "database", also="rds database db postgres mysql", keeps_data=True),
    "rds-cluster": WorkloadType("RDS cluster", "database", also="aurora", keeps_data=True),
    "rds-proxy": WorkloadType("RDS proxy", "database", keeps_data=True),
    "docdb-cluster": WorkloadType("DocumentDB cluster", "database", also="documentdb docdb", keeps_data=True),
    "neptune-cluster": WorkloadType("Neptune cluster", "database", also="neptune", keeps_data=True),
    "dax-cluster": WorkloadType("DAX cluster", "cache", keeps_data=True),
    "memorydb-cluster": WorkloadType("MemoryDB cluster", "cache", keeps_data=True),
    "elasticache-cluster": WorkloadType(
        "ElastiCache cluster", "cache", also="elasticache cache redis valkey memcached", keeps_data=True
    ),
    "elasticache-serverless": WorkloadType("ElastiCache serverless cache", "cache", keeps_data=True),
    "opensearch-domain": WorkloadType("OpenSearch domain", "search", also="opensearch elasticsearch", keeps_data=True),
    "redshift-cluster": WorkloadType("Redshift cluster", "warehouse", also="redshift", keeps_data=True),
    "redshift-workgroup": WorkloadType("Redshift workgroup", "warehouse", keeps_data=True),
    "ecs-task": WorkloadType("ECS task", "container", also="ecs fargate container"),
    "ecs-service": WorkloadType("ECS service", "container"),
    "eks-cluster": WorkloadType("EKS cluster", "kubernetes", also="eks kubernetes"),
    "eks-nodegroup": WorkloadType("EKS node group", "kubernetes"),
    "efs-mount-target": WorkloadType("EFS mount target", "file-system", also="efs", encryption_exclusion="ElasticFileSystem"),
    "fsx-file-system": WorkloadType("FSx file system", "file-system", also="fsx"),
    "msk-cluster": WorkloadType("MSK cluster", "stream", also="msk kafka"),
    "mq-broker": WorkloadType("Amazon MQ broker", "queue", also="mq"),
    "emr-cluster": WorkloadType("EMR cluster", "warehouse", also="emr"),
    "sagemaker-notebook": WorkloadType("SageMaker notebook", "ai", also="sagemaker"),
    "glue-connection": WorkloadType("Glue connection", "workflow", also="glue"),
    "codebuild-project": WorkloadType("CodeBuild project", "workflow"),
    "api-gateway-vpc-link": WorkloadType("API Gateway VPC link", "api"),
    "cloudfront-vpc-origin": WorkloadType("CloudFront VPC origin", "api"),
    "verified-access-endpoint": WorkloadType("Verified Access endpoint", "user"),
    "lambda-network-connector": WorkloadType("Lambda network connector", "lambda"),
    "directory": WorkloadType("directory", "directory"),
    "workspace": WorkloadType("WorkSpace", "user"),
    "workspaces": WorkloadType("WorkSpaces", "user", also="workspaces"),
    "elastic-beanstalk-environment": WorkloadType("Elastic Beanstalk environment", "workload", also="beanstalk"),
    "auto-scaling-group": WorkloadType("Auto Scaling group", "workload", also="asg autoscaling"),
}
"""By the type, which is the `data-kind`. A type that is not here is drawn by its own word, with the icon of any thing."""

_KEEPING = frozenset(word.partition("-")[0] for word, known in WORKLOAD_TYPES.items() if known.keeps_data)
"""Their services, as types begin: what they have that is newer than vpcviz keeps data, too."""

BY_OTHER_WORD: Mapping[str, str] = {word: kind for kind, known in WORKLOAD_TYPES.items() for word in known.also.split()}
"""Types by the further words for them."""


def keeps_data(word: str) -> bool:
    """Whether workloads of a type are databases, caches or search engines."""
    service, dash, _ = word.partition("-")
    return bool(dash) and service in _KEEPING
