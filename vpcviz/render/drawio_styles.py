"""Styles of draw.io's cells: our colours, AWS's own stencils where draw.io has them, our icons as images where it has none.

The names of stencils are those of draw.io's library `aws4`. Labels are plain text (no `html=1`), so that nothing in them is markup.
"""

from base64 import b64encode

from vpcviz.icons import Icon as Drawing
from vpcviz.layout.style import STYLES
from vpcviz.render.theme import FADED, Paint, Theme, paints, text_colour

GROUPS = {
    "cloud": "group_aws_cloud_alt",
    "region": "group_region",
    "vpc": "group_vpc",
    "vpc-foreign": "group_vpc",
    "subnet-public": "group_security_group",
    "subnet-private": "group_security_group",
    "subnet-isolated": "group_security_group",
    "subnet-unknown": "group_security_group",
    "on-premises": "group_corporate_data_center",
}
"""Stencils of frames by role. draw.io's own palette takes the padlock of `group_security_group` for subnets."""

GROUP_ICON = 25
"""Side (px) of the picture in the corner of a group's stencil."""

_NETWORKING, _COMPUTE, _STORAGE, _DATABASE, _INTEGRATION = "#8C4FFF", "#ED7100", "#7AA116", "#C925D1", "#E7157B"

RESOURCES = {
    "internet-gateway": ("internet_gateway", _NETWORKING),
    "nat-gateway": ("nat_gateway", _NETWORKING),
    "peering": ("peering", _NETWORKING),
    "interface-endpoint": ("endpoints", _NETWORKING),
    "gateway-endpoint": ("endpoints", _NETWORKING),
    "vpn-gateway": ("vpn_gateway", _NETWORKING),
    "vpn-connection": ("vpn_connection", _NETWORKING),
    "customer-gateway": ("customer_gateway", _NETWORKING),
    "network-acl": ("network_access_control_list", _NETWORKING),
    "hosted-zone": ("hosted_zone", _NETWORKING),
    "route-table": ("route_table", _NETWORKING),
    "eni": ("elastic_network_interface", _NETWORKING),
    "load-balancer-application": ("application_load_balancer", _NETWORKING),
    "load-balancer-network": ("network_load_balancer", _NETWORKING),
    "instance": ("instance2", _COMPUTE),
    "bucket": ("bucket", _STORAGE),
}
"""Stencils of resources by our icon's name, with AWS's colour of their category."""

SERVICES = {
    "transit-gateway": ("transit_gateway", _NETWORKING),
    "client-vpn": ("client_vpn", _NETWORKING),
    "direct-connect-gateway": ("direct_connect", _NETWORKING),
    "load-balancer": ("elastic_load_balancing", _NETWORKING),
    "lambda": ("lambda_function", _COMPUTE),
    "container": ("ecs", _COMPUTE),
    "kubernetes": ("eks", _COMPUTE),
    "database": ("rds", _DATABASE),
    "table": ("dynamodb", _DATABASE),
    "queue": ("sqs", _INTEGRATION),
    "topic": ("sns", _INTEGRATION),
}
"""Stencils of services likewise: white on a square of the colour."""

CONTAINER = "container=1;collapsible=0;recursiveResize=0;"


class Styles:
    """The styles of a theme."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self._boxes, self._wires = paints(theme)

    @property
    def canvas(self) -> str:
        """The colour behind all."""
        return self._boxes["canvas"].fill

    def box(self, role: str, radius: float, faded: bool) -> str:
        """Of a frame or a card."""
        shape = f"rounded=1;absoluteArcSize=1;arcSize={radius * 2:g};" if radius else "rounded=0;"
        return f"{shape}{_paint(self._boxes[role])}{CONTAINER}{_faded(faded)}"

    def group(self, role: str, faded: bool) -> str:
        """Of a frame that AWS's stencils have."""
        return (
            f"shape=mxgraph.aws4.group;grIcon=mxgraph.aws4.{GROUPS[role]};outlineConnect=0;pointerEvents=0;"
            f"{_paint(self._boxes[role])}{CONTAINER}{_faded(faded)}"
        )

    def label(self, role: str, across: str, left: float, top: float) -> str:
        """Of a cell's own text, `left` and `top` px from its corner."""
        return f"{self._font(role)}align={across};verticalAlign=top;spacing=0;spacingLeft={left:g};spacingTop={top:g};"

    def text(self, role: str, faded: bool) -> str:
        """Of a text that stands alone."""
        return f"text;{self._font(role)}align=left;verticalAlign=middle;spacing=0;connectable=0;{_faded(faded)}"

    def table(self, role: str, head: float, faded: bool) -> str:
        """Of a table whose title takes `head` px."""
        return (
            f"shape=table;startSize={head:g};childLayout=tableLayout;fixedRows=1;rowLines=0;columnLines=0;"
            f"{_paint(self._boxes[role])}swimlaneFillColor={self._boxes[role].fill};{CONTAINER}{_faded(faded)}"
        )

    def row(self, role: str, faded: bool) -> str:
        """Of a row of a table."""
        return (
            "shape=tableRow;horizontal=0;startSize=0;swimlaneHead=0;swimlaneBody=0;top=0;left=0;bottom=0;right=0;dropTarget=0;"
            f"strokeColor=none;fillColor={self._boxes[role].fill};collapsible=0;points=[[0,0.5],[1,0.5]];"
            f"portConstraint=eastwest;{_faded(faded)}"
        )

    def cell(self, role: str, faded: bool) -> str:
        """Of a cell of a row."""
        return (
            "shape=partialRectangle;top=0;left=0;bottom=0;right=0;fillColor=none;connectable=0;overflow=hidden;"
            f"{self._font(role)}align=left;verticalAlign=middle;spacing=0;spacingLeft=6;{_faded(faded)}"
        )

    def edge(self, role: str, arrow: bool, faded: bool) -> str:
        """Of a link."""
        return (
            "edgeStyle=orthogonalEdgeStyle;rounded=1;arcSize=6;jettySize=auto;startArrow=none;"
            f"endArrow={'block' if arrow else 'none'};endFill=1;endSize=5;{_stroke(self._wires[role])}{_faded(faded)}"
        )

    def sample(self, role: str, faded: bool) -> str:
        """Of a line of the legend."""
        return f"shape=line;perimeter=none;connectable=0;{_stroke(self._wires[role])}{_faded(faded)}"

    def icon(self, name: str, drawing: Drawing | None, faded: bool) -> str:
        """Of an icon: AWS's stencil, or our `drawing` as an image."""
        common = f"aspect=fixed;connectable=0;{_faded(faded)}"
        if drawing is not None:
            return f"shape=image;imageAspect=1;image=data:image/svg+xml,{_image(drawing)};{common}"
        if name in SERVICES:
            stencil, colour = SERVICES[name]
            shape = f"shape=mxgraph.aws4.resourceIcon;resIcon=mxgraph.aws4.{stencil};strokeColor=#FFFFFF;"
        else:
            stencil, colour = RESOURCES[name]
            shape = f"shape=mxgraph.aws4.{stencil};strokeColor=none;"
        return f"{shape}fillColor={colour};outlineConnect=0;gradientColor=none;{common}"

    def _font(self, role: str) -> str:
        size, bold = STYLES[role]
        return f"fontSize={size:g};fontStyle={int(bold)};fontColor={text_colour(self.theme, role)};"


def has_stencil(name: str) -> bool:
    """Whether draw.io has AWS's stencil for our icon of this name."""
    return name in RESOURCES or name in SERVICES


def _paint(paint: Paint) -> str:
    return f"fillColor={paint.fill};{_stroke(paint)}"


def _stroke(paint: Paint) -> str:
    dashes = f"dashed=1;fixDash=1;dashPattern={paint.dash};" if paint.dash else ""
    return f"strokeColor={paint.stroke};strokeWidth={paint.width:g};{dashes}"


def _faded(faded: bool) -> str:
    return f"opacity={FADED * 100:g};textOpacity={FADED * 100:g};" if faded else ""


def _image(drawing: Drawing) -> str:
    head = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return b64encode(f'{head} viewBox="{drawing.view_box}">{drawing.content}</svg>'.encode()).decode()
