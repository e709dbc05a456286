"""What people call a kind by its `data-kind`, for counts and keys: the model's words, and those of types of workloads."""

from functools import cache

from vpcviz.model.records import RESOURCE_CLASSES

WORKLOADS = {
    "rds-instance": "RDS instance",
    "rds-cluster": "RDS cluster",
    "rds-proxy": "RDS proxy",
    "docdb-cluster": "DocumentDB cluster",
    "neptune-cluster": "Neptune cluster",
    "elasticache-cluster": "ElastiCache cluster",
    "opensearch-domain": "OpenSearch domain",
    "redshift-cluster": "Redshift cluster",
    "lambda-function": "Lambda function",
    "ecs-task": "ECS task",
    "eks-cluster": "EKS cluster",
    "efs-mount-target": "EFS mount target",
}
"""Types of workloads that people call otherwise than their `data-kind` with spaces."""


@cache
def kind_name(kind: str, count: int = 1) -> str:
    """What people call one of a kind (`data-kind`), or `count` of them."""
    for record in RESOURCE_CLASSES.values():
        if kind == record.KIND:
            return record.words(count)
    name = WORKLOADS.get(kind, kind.replace("-", " "))
    if count == 1:
        return name
    return f"{name[:-1]}ies" if name.endswith("y") and name[-2:-1] not in "aeiou" else f"{name}s"


def kind_words(kind: str, count: int) -> str:
    """A count in words: `3 NAT gateways`."""
    return f"{count} {kind_name(kind, min(count, 2))}"
