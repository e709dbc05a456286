"""EC2 Instance Connect endpoints."""

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import reads
from vpcviz.aws.shapes import Shape, StateWord, Tag, Texts
from vpcviz.model.life_cycle import is_gone

POSITION = 52


class InstanceConnectEndpoint(Shape, frozen=True, gc=False):
    """An EC2 Instance Connect endpoint."""

    instance_connect_endpoint_id: str = ""
    instance_connect_endpoint_arn: str = ""
    vpc_id: str = ""
    subnet_id: str = ""
    owner_id: str = ""
    state: StateWord = ""
    security_group_ids: Texts = ()
    network_interface_ids: Texts = ()
    tags: tuple[Tag, ...] = ()


@reads(
    "ec2",
    "DescribeInstanceConnectEndpoints",
    "InstanceConnectEndpoints",
    "instance_connect_endpoints",
    "EC2 Instance Connect endpoints",
    InstanceConnectEndpoint,
    "InstanceConnectEndpointId",
)
def instance_connect_endpoints(estate: Estate, answer: Answer, item: InstanceConnectEndpoint) -> None:
    """EC2 Instance Connect endpoints."""
    if not is_gone(item.state):
        estate.put(
            "instance_connect_endpoints",
            item.instance_connect_endpoint_id,
            answer,
            item.tags,
            owner=item.owner_id,
            vpc=item.vpc_id,
            subnet=item.subnet_id,
            security_groups=item.security_group_ids,
            network_interfaces=item.network_interface_ids,
        )
