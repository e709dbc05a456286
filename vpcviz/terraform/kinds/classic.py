"""Classic Load Balancers."""

from typing import Any

from vpcviz.terraform.aliases import name_of
from vpcviz.terraform.building import GROUP, PARTS, SUBNET, Building, makes
from vpcviz.terraform.kinds.hosts import INSTANCE, made_interface
from vpcviz.terraform.resource_instances import Thing, whole_number

PARTS |= {"aws_elb_attachment"}


@makes("aws_elb")
def classic_balancer(building: Building, thing: Thing) -> None:
    """A Classic Load Balancer with an interface in each of its subnets."""
    subnets = building.ids(thing, "subnets", types=SUBNET)
    groups = building.ids(thing, "security_groups", types=GROUP)
    outer = thing.at("internal") is not True
    instances = building.ids(thing, "instances", types=INSTANCE)
    for one in building.parts("aws_elb_attachment", "elb", ("aws_elb",)).get(thing.id, ()):
        instances.append(building.one(one, "instance", types=INSTANCE))
    name = thing.text("name") or thing.address
    item = {
        "LoadBalancerName": name,
        "Scheme": "internet-facing" if outer else "internal",
        "VPCId": building.vpc_of_subnets(subnets),
        "Subnets": subnets,
        "SecurityGroups": groups,
        "DNSName": name_of(building, thing),
        "ListenerDescriptions": [{"Listener": _listener(record)} for record in thing.records("listener")],
        "Instances": [{"InstanceId": one} for one in instances if one],
    }
    building.put("elb.DescribeLoadBalancers", thing, item)
    for n, subnet in enumerate(subnets):
        made = made_interface(building, thing, f"{thing.id}.{subnet}", subnet, building.free(subnet), "interface", tuple(groups))
        made["Description"] = f"ELB {name}"  # By which AWS's own are joined to it, too.
        del made["Attachment"]
        if outer:
            made["Association"] = {"PublicIp": f"{thing.address}.public_ip[{n}]"}
        building.put("ec2.DescribeNetworkInterfaces", thing, made)


def _listener(record: Any) -> dict[str, Any]:
    ports = {key: str(record.get(name) or "") for key, name in (("LoadBalancerPort", "lb_port"), ("InstancePort", "instance_port"))}
    made: dict[str, Any] = {key: number for key, one in ports.items() if (number := whole_number(one)) is not None}
    return {**made, "Protocol": str(record.get("lb_protocol") or "").upper()}
