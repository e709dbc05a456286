"""What an Outpost's local gateway has beside its routes: groups of virtual interfaces, and pools of customer-owned addresses."""

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import reads
from vpcviz.aws.shapes import Shape, Tag, Texts
from vpcviz.model.life_cycle import LEAVING, is_gone

POSITION = 67


class InterfaceGroup(Shape, frozen=True, gc=False):
    """A group of a local gateway's virtual interfaces."""

    local_gateway_virtual_interface_group_id: str = ""
    local_gateway_virtual_interface_ids: Texts = ()
    local_gateway_id: str = ""
    owner_id: str = ""
    local_bgp_asn: int | None = None
    configuration_state: str = ""
    tags: tuple[Tag, ...] = ()


@reads(
    "ec2",
    "DescribeLocalGatewayVirtualInterfaceGroups",
    "LocalGatewayVirtualInterfaceGroups",
    "local_gateway_interface_groups",
    "virtual interface groups of local gateways",
    InterfaceGroup,
    "LocalGatewayVirtualInterfaceGroupId",
    optional=True,
)
def interface_groups(estate: Estate, answer: Answer, item: InterfaceGroup) -> None:
    """Groups of virtual interfaces."""
    if not is_gone(item.configuration_state, LEAVING):
        estate.put(
            "local_gateway_interface_groups",
            item.local_gateway_virtual_interface_group_id,
            answer,
            item.tags,
            owner=item.owner_id,
            local_gateway=item.local_gateway_id,
            asn=item.local_bgp_asn,
            interfaces=item.local_gateway_virtual_interface_ids,
            state=item.configuration_state,
        )


class CoipPool(Shape, frozen=True, gc=False):
    """A pool of customer-owned addresses."""

    pool_id: str = ""
    pool_cidrs: Texts = ()
    local_gateway_route_table_id: str = ""
    tags: tuple[Tag, ...] = ()


@reads(
    "ec2",
    "DescribeCoipPools",
    "CoipPools",
    "customer_owned_pools",
    "customer-owned address pools",
    CoipPool,
    "PoolId",
    optional=True,
)
def coip_pools(estate: Estate, answer: Answer, item: CoipPool) -> None:
    """Pools of customer-owned addresses."""
    table = item.local_gateway_route_table_id
    estate.put("customer_owned_pools", item.pool_id, answer, item.tags, table=table, cidrs=item.pool_cidrs)
