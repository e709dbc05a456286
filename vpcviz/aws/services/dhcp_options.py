"""DHCP option sets."""

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import reads
from vpcviz.aws.shapes import Shape, Tag, unique

POSITION = 13


class DhcpValue(Shape, frozen=True, gc=False):
    """One value of a DHCP option."""

    value: str = ""


class DhcpConfiguration(Shape, frozen=True, gc=False):
    """One DHCP option."""

    key: str = ""
    values: tuple[DhcpValue | str, ...] = ()


class DhcpOptions(Shape, frozen=True, gc=False):
    """A DHCP option set."""

    dhcp_options_id: str = ""
    owner_id: str = ""
    dhcp_configurations: tuple[DhcpConfiguration, ...] = ()
    tags: tuple[Tag, ...] = ()


@reads("ec2", "DescribeDhcpOptions", "DhcpOptions", "dhcp_options", "DHCP option sets", DhcpOptions, "DhcpOptionsId")
def dhcp_options(estate: Estate, answer: Answer, item: DhcpOptions) -> None:
    """DHCP option sets."""
    options = {
        option.key: unique(value if isinstance(value, str) else value.value for value in option.values)
        for option in item.dhcp_configurations
    }
    estate.put(
        "dhcp_options",
        item.dhcp_options_id,
        answer,
        item.tags,
        owner=item.owner_id,
        domain_name=" ".join(options.get("domain-name", ())),
        domain_name_servers=options.get("domain-name-servers", ()),
        ntp_servers=options.get("ntp-servers", ()),
    )
