"""Types of workloads, kinds of their own in the picture: what people call one, and its icon. A type is declared here only."""

from collections.abc import Mapping
from typing import NamedTuple


class WorkloadType(NamedTuple):
    """A type of workload: what people call one of it, and the name of its icon."""

    words: str
    icon: str


WORKLOAD_TYPES: Mapping[str, WorkloadType] = {
    "workload": WorkloadType("workload", "workload"),
    "lambda-function": WorkloadType("Lambda function", "lambda"),
    "rds-instance": WorkloadType("RDS instance", "database"),
    "rds-cluster": WorkloadType("RDS cluster", "database"),
    "rds-proxy": WorkloadType("RDS proxy", "database"),
    "docdb-cluster": WorkloadType("DocumentDB cluster", "database"),
    "neptune-cluster": WorkloadType("Neptune cluster", "database"),
    "dax-cluster": WorkloadType("DAX cluster", "cache"),
    "memorydb-cluster": WorkloadType("MemoryDB cluster", "cache"),
    "elasticache-cluster": WorkloadType("ElastiCache cluster", "cache"),
    "elasticache-serverless": WorkloadType("ElastiCache serverless cache", "cache"),
    "opensearch-domain": WorkloadType("OpenSearch domain", "search"),
    "redshift-cluster": WorkloadType("Redshift cluster", "warehouse"),
    "redshift-workgroup": WorkloadType("Redshift workgroup", "warehouse"),
    "ecs-task": WorkloadType("ECS task", "container"),
    "ecs-service": WorkloadType("ECS service", "container"),
    "eks-cluster": WorkloadType("EKS cluster", "kubernetes"),
    "eks-nodegroup": WorkloadType("EKS node group", "kubernetes"),
    "efs-mount-target": WorkloadType("EFS mount target", "file-system"),
    "fsx-file-system": WorkloadType("FSx file system", "file-system"),
    "msk-cluster": WorkloadType("MSK cluster", "stream"),
    "mq-broker": WorkloadType("Amazon MQ broker", "queue"),
    "emr-cluster": WorkloadType("EMR cluster", "warehouse"),
    "sagemaker-notebook": WorkloadType("SageMaker notebook", "ai"),
    "glue-connection": WorkloadType("Glue connection", "workflow"),
    "codebuild-project": WorkloadType("CodeBuild project", "workflow"),
    "api-gateway-vpc-link": WorkloadType("API Gateway VPC link", "api"),
    "cloudfront-vpc-origin": WorkloadType("CloudFront VPC origin", "api"),
    "verified-access-endpoint": WorkloadType("Verified Access endpoint", "user"),
    "lambda-network-connector": WorkloadType("Lambda network connector", "lambda"),
    "directory": WorkloadType("directory", "directory"),
    "workspace": WorkloadType("WorkSpace", "user"),
    "workspaces": WorkloadType("WorkSpaces", "user"),
}
"""By the type, which is the `data-kind`. A type that is not here is drawn by its own word, with the icon of any thing."""
