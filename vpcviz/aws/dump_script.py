"""The shell script that collects with the AWS CLI what the table of calls asks for, in files that the dump reader understands."""

import json
import shlex
from collections.abc import Iterator

from vpcviz.aws.calls import CALLS, Call, followers
from vpcviz.aws.shapes import selection

_FIXED = {
    "Attribute": "--attribute",
    "resourceOwner": "--resource-owner",
    "associationType": "--association-type",
    "Alias": "--alias",
}

_PARAMETERS = {
    "VPCId": "--vpc-id",
    "VPCRegion": "--vpc-region",
    "ResolverEndpointId": "--resolver-endpoint-id",
    "cluster": "--cluster",
    "tasks": "--tasks",
    "name": "--name",
    "Id": "--id",
}

_HEAD = """#!/bin/sh
# Collects an AWS network with the AWS CLI, for `vpcviz draw {folder}`. It only reads. A command that fails leaves its error on
# stderr and no file: vpcviz then says what was not read.
set -u
out={folder}
account=$(aws {profile}sts get-caller-identity --query Account --output text) || exit 3
[ -n "$account" ] || exit 3

# save FILE COMMAND…: what the command prints, if it succeeds.
save() {{
  file="$1"; shift
  mkdir -p "$(dirname "$file")"
  if aws {profile}--output json "$@" > "$file.part"; then mv "$file.part" "$file"; else rm -f "$file.part"; fi
}}
# list COMMAND…: ids, one in a line.
list() {{ aws {profile}--output text "$@" | tr '\\t' '\\n' | grep -v '^None$'; }}
# plain ID: the id as a part of a file's name.
plain() {{ printf %s "${{1##/hostedzone/}}" | tr -c 'A-Za-z0-9-' '_'; }}
# What AWS's services manage in the account is hidden unless it is asked for; older versions of the AWS CLI cannot ask for it.
managed=--include-managed-resources
aws ec2 describe-instances $managed --generate-cli-skeleton > /dev/null 2>&1 || managed=
[ -n "$managed" ] || echo 'this AWS CLI is too old to ask for what AWS hides: what its services manage may lack in the dump' >&2
"""


def script(regions: tuple[str, ...], profile: str, folder: str) -> str:
    """The script, for these regions (none: the configured one, "all": the enabled ones)."""
    profile_option = f"--profile {shlex.quote(profile)} " if profile else ""
    lines = [_HEAD.format(folder=shlex.quote(folder), profile=profile_option)]
    if "all" in regions:
        lines.append("regions=$(list ec2 describe-regions --query 'Regions[].RegionName')")
    elif regions:
        lines.append(f"regions={shlex.quote(' '.join(regions))}")
    else:
        lines.append(f"regions=$(aws {profile_option}configure get region)")
    lines += ["", "for region in $regions; do", '  dir="$out/$account/$region"']
    for call in _roots("region"):
        lines += _lines(call, "  ", ' --region "$region"')
    lines += ["done", "", 'dir="$out/$account"', "for region in $regions; do break; done"]
    for call in _roots("account"):
        lines += _lines(call, "", ' --region "$region"')
    return "\n".join(lines) + "\n"


def _roots(where: str) -> Iterator[Call]:
    return (call for call in CALLS if call.where == where and call.each is None)


def _lines(call: Call, indent: str, region: str) -> Iterator[str]:
    service, command = call.command
    yield f'{indent}save "$dir/{_file(call)}.json" {service} {command}{region}{_fixed(call)}{_query(call)}'
    for follower in followers(call.name):
        yield from _following(call, follower, indent, region)


def _following(call: Call, follower: Call, indent: str, region: str) -> Iterator[str]:
    """A loop over the ids that a call found."""
    each = follower.each
    if each is None:
        return
    service, command = call.command
    member = f".{each.member}" if each.member else ""
    condition = f"[?{each.only[0]}==`{json.dumps(each.only[1])}`]" if each.only else "[]"
    listing = f"list {service} {command}{region}{_fixed(call)} --query '{call.key}{condition}{member}'"
    other, operation = follower.command
    option = _PARAMETERS.get(each.parameter) or _option(each.parameter)
    also = "".join(
        f' {_PARAMETERS[parameter]} "{"$region" if source == "region" else "$parent"}"' for parameter, source in each.also
    )
    yield f"{indent}for id in $({listing}); do"
    name = f'"$dir/{_file(follower)}.$(plain "$id").json"'
    yield f'{indent}  save {name} {other} {operation}{region}{_fixed(follower)} {option} "$id"{also}{_query(follower)}'
    for last in followers(follower.name):
        if last.each is None:
            continue
        if last.each.loops:
            yield from (f"{indent}  {line}".format(region=region) for line in last.each.loops)
            continue
        parent = _PARAMETERS.get(each.parameter) or _option(each.parameter)
        wanted = f".{last.each.member}" if last.each.member else ""
        inner = f"list {other} {operation}{region} {parent} \"$id\" --query '{follower.key}[]{wanted}'"
        last_service, last_operation = last.command
        last_option = _PARAMETERS.get(last.each.parameter) or _option(last.each.parameter)
        yield f'{indent}  parent="$id"'
        yield f"{indent}  for item in $({inner}); do"
        file = f'"$dir/{_file(last)}.$(plain "$item").json"'
        more = "".join(f' {_PARAMETERS[parameter]} "$parent"' for parameter, _ in last.each.also)
        yield f'{indent}    save {file} {last_service} {last_operation}{region} {last_option} "$item"{more}{_query(last)}'
        yield f"{indent}  done"
    yield f"{indent}done"


def _file(call: Call) -> str:
    """The name of a call's files: the call as the CLI has it."""
    use = call.parameters.get("Attribute") or call.parameters.get("associationType")
    return "-".join(call.command) + (f".{use}" if use else "")


def _option(parameter: str) -> str:
    """A parameter as an option of the AWS CLI: `--load-balancer-arn`."""
    from vpcviz.aws.calls import dashed

    return f"--{dashed(parameter)}"


def _fixed(call: Call) -> str:
    words = " $managed" if call.managed else ""
    for parameter, value in call.parameters.items():
        if parameter == "Filters":
            words += "".join(f" --filters Name={one['Name']},Values={','.join(one['Values'])}" for one in value)
        else:
            words += f" {_FIXED[parameter]} {value}"
    return words


def _query(call: Call) -> str:
    """Of items that also hold secrets, only the members that are needed are saved."""
    return f" --query '{{{call.key}: {call.key}[].{selection(call.shape)}}}'" if call.secrets else ""
