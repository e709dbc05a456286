"""Route 53 Profiles: the VPCs that each is associated with, and what is in it."""

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import Each, reads
from vpcviz.aws.shapes import Shape, StateWord, unique
from vpcviz.model import resources as r
from vpcviz.model.life_cycle import is_dead

POSITION = 95


class Profile(Shape, frozen=True, gc=False):
    """A Profile."""

    id: str = ""
    arn: str = ""
    name: str = ""


@reads("route53profiles", "ListProfiles", "ProfileSummaries", "route53_profiles", "Route 53 Profiles", Profile, "Id")
def profiles(estate: Estate, answer: Answer, item: Profile) -> None:
    """Route 53 Profiles, also those that another account shares: the account in the ARN owns them."""
    owner = (item.arn.split(":") + [""] * 5)[4]
    estate.put("route53_profiles", item.id, answer, owner=owner, name=item.name, resources_known=False)


class ProfileAssociation(Shape, frozen=True, gc=False):
    """A VPC that a Profile is associated with."""

    profile_id: str = ""
    resource_id: str = ""
    priority: int | None = None
    status: StateWord = ""


@reads(
    "route53profiles",
    "ListProfileAssociations",
    "ProfileAssociations",
    "route53_profiles",
    "VPCs of Route 53 Profiles",
    ProfileAssociation,
    "ProfileId",
)
def profile_associations(estate: Estate, answer: Answer, item: ProfileAssociation) -> None:
    """The VPCs that a Profile is associated with."""
    if is_dead(item.status):
        return
    estate.put("route53_profiles", item.profile_id, answer, aside=True, resources_known=False)
    estate.more("route53_profiles", item.profile_id, vpcs=unique([item.resource_id]))
    if item.priority is not None and item.resource_id:
        here = r.ProfilePriority(vpc=item.resource_id, priority=item.priority)
        estate.more("route53_profiles", item.profile_id, priorities=(here,))


class ProfileResource(Shape, frozen=True, gc=False):
    """Something in a Profile."""

    profile_id: str = ""
    resource_arn: str = ""
    status: StateWord = ""


_IN_PROFILES = (
    (":hostedzone/", "hosted_zones"),
    (":resolver-rule/", "resolver_rules"),
    (":vpc-endpoint/", "interface_endpoints"),
)
"""What the ARNs of a Profile's resources have in them, and which field holds their ids."""


@reads(
    "route53profiles",
    "ListProfileResourceAssociations",
    "ProfileResourceAssociations",
    "route53_profiles",
    "what is in Route 53 Profiles",
    ProfileResource,
    "ProfileId",
    each=Each("route53profiles.ListProfiles", "Id", "ProfileId", own="ProfileId"),
)
def profile_resources(estate: Estate, answer: Answer, item: ProfileResource) -> None:
    """What is in a Profile."""
    profile, arn = item.profile_id or answer.scope, item.resource_arn
    estate.more("route53_profiles", profile, resources_known=True)
    if not arn or is_dead(item.status):
        return
    for part, field in _IN_PROFILES:
        if part in arn:
            estate.more("route53_profiles", profile, **{field: (arn.rpartition("/")[2],)})
            return
    estate.more("route53_profiles", profile, other_resources=(arn,))
