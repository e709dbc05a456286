"""Lambda functions, ECS tasks, EKS clusters, EFS mount targets: what owns network interfaces besides."""

from msgspec import field

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import LOWER, MARKER, Each, leads, reads
from vpcviz.aws.shapes import CamelShape, CamelTag, Shape, Texts, domain, unique

POSITION = 130


class VpcConfig(Shape, frozen=True, gc=False):
    """Where a function is."""

    vpc_id: str = ""
    subnet_ids: Texts = ()
    security_group_ids: Texts = ()


class Function(Shape, frozen=True, gc=False):
    """A Lambda function: never its environment."""

    function_name: str = ""
    function_arn: str = ""
    vpc_config: VpcConfig = VpcConfig()


@reads(
    "lambda",
    "ListFunctions",
    "Functions",
    "workloads",
    "Lambda functions",
    Function,
    "FunctionName",
    tokens=MARKER,
    secrets=True,
)
def functions(estate: Estate, answer: Answer, item: Function) -> None:
    """Lambda functions in a VPC."""
    network = item.vpc_config
    if network.vpc_id:
        estate.put(
            "workloads",
            item.function_arn,
            answer,
            type="lambda-function",
            name=item.function_name,
            vpc=network.vpc_id,
            subnets=network.subnet_ids,
            security_groups=network.security_group_ids,
        )


# --- ECS ----------------------------------------------------------------------------------------------------------------


class Detail(CamelShape, frozen=True, gc=False):
    """One detail of a task's attachment."""

    name: str = ""
    value: str = ""


class TaskAttachment(CamelShape, frozen=True, gc=False):
    """What is attached to a task."""

    type: str = ""
    details: tuple[Detail, ...] = ()


class Task(CamelShape, frozen=True, gc=False):
    """An ECS task: never its overrides, which hold environments."""

    task_arn: str = ""
    group: str = ""
    attachments: tuple[TaskAttachment, ...] = ()
    tags: tuple[CamelTag, ...] = ()


leads(__name__, "ecs", "ListClusters", "clusterArns", "workloads", "ECS clusters", str, tokens=LOWER)
leads(
    __name__,
    "ecs",
    "ListTasks",
    "taskArns",
    "workloads",
    "ECS tasks",
    str,
    tokens=LOWER,
    each=Each("ecs.ListClusters", "", "cluster"),
)


@reads(
    "ecs",
    "DescribeTasks",
    "tasks",
    "workloads",
    "network interfaces of ECS tasks",
    Task,
    "taskArn",
    tokens=(),
    each=Each("ecs.ListTasks", "", "tasks", batch=100, also=(("cluster", "scope"),)),
    secrets=True,
)
def tasks(estate: Estate, answer: Answer, item: Task) -> None:
    """ECS tasks with network interfaces of their own."""
    for attachment in item.attachments:
        details = {detail.name: detail.value for detail in attachment.details}
        interface = details.get("networkInterfaceId", "")
        if attachment.type != "ElasticNetworkInterface" or not interface:
            continue
        identity, subnet = item.task_arn, details.get("subnetId", "")
        service = item.group.removeprefix("service:").removeprefix("family:")
        name = service or identity.rsplit("/", 1)[-1]
        estate.put("workloads", identity, answer, item.tags, type="ecs-task", name=name, subnets=unique([subnet]))
        estate.more("network_interfaces", interface, owner=identity)


# --- EKS ----------------------------------------------------------------------------------------------------------------


class ClusterNetwork(CamelShape, frozen=True, gc=False):
    """Where the control plane of a cluster is."""

    vpc_id: str = ""
    subnet_ids: Texts = ()
    security_group_ids: Texts = ()
    cluster_security_group_id: str = ""


class Cluster(CamelShape, frozen=True, gc=False):
    """An EKS cluster."""

    name: str = ""
    arn: str = ""
    endpoint: str = ""
    resources_vpc_config: ClusterNetwork = ClusterNetwork()
    tags: dict[str, str] = field(default_factory=dict)


class DescribedCluster(CamelShape, frozen=True, gc=False):
    """What wraps an EKS cluster."""

    cluster: Cluster = Cluster()


leads(__name__, "eks", "ListClusters", "clusters", "workloads", "EKS clusters", str, tokens=LOWER)


@reads(
    "eks",
    "DescribeCluster",
    "cluster",
    "workloads",
    "networks of EKS clusters",
    DescribedCluster,
    tokens=(),
    whole=True,
    each=Each("eks.ListClusters", "", "name", own="cluster.name"),
)
def eks_cluster(estate: Estate, answer: Answer, item: DescribedCluster) -> None:
    """EKS clusters: the network interfaces of their control plane."""
    cluster = item.cluster
    network = cluster.resources_vpc_config
    if network.vpc_id or network.subnet_ids:
        estate.put(
            "workloads",
            cluster.arn,
            answer,
            cluster.tags,
            type="eks-cluster",
            name=cluster.name,
            vpc=network.vpc_id,
            subnets=network.subnet_ids,
            security_groups=unique([*network.security_group_ids, network.cluster_security_group_id]),
            dns_name=domain(cluster.endpoint.removeprefix("https://")),
        )


# --- EFS ----------------------------------------------------------------------------------------------------------------


class FileSystem(Shape, frozen=True, gc=False):
    """An EFS file system."""

    file_system_id: str = ""
    file_system_arn: str = ""
    name: str = ""


class MountTarget(Shape, frozen=True, gc=False):
    """An EFS mount target."""

    mount_target_id: str = ""
    file_system_id: str = ""
    vpc_id: str = ""
    subnet_id: str = ""
    network_interface_id: str = ""


@reads(
    "efs",
    "DescribeFileSystems",
    "FileSystems",
    "workloads",
    "EFS file systems",
    FileSystem,
    "FileSystemId",
    tokens=MARKER,
)
def file_systems(estate: Estate, answer: Answer, item: FileSystem) -> None:
    """EFS file systems: their names, for their mount targets."""
    estate.file_systems[item.file_system_id] = item.name


@reads(
    "efs",
    "DescribeMountTargets",
    "MountTargets",
    "workloads",
    "EFS mount targets",
    MountTarget,
    "MountTargetId",
    tokens=MARKER,
    each=Each("efs.DescribeFileSystems", "FileSystemId", "FileSystemId", own="FileSystemId"),
)
def mount_targets(estate: Estate, answer: Answer, item: MountTarget) -> None:
    """EFS mount targets."""
    estate.put(
        "workloads",
        item.mount_target_id,
        answer,
        type="efs-mount-target",
        name=estate.file_systems.get(item.file_system_id) or item.file_system_id,
        vpc=item.vpc_id,
        subnets=unique([item.subnet_id]),
        port=2049,
    )
    estate.more("network_interfaces", item.network_interface_id, owner=item.mount_target_id)
