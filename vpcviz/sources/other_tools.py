"""Files of other tools: what they are, in a word, so that a message need not show what is in them (it may be secret)."""

import re

from vpcviz.errors import Problem

HEAD = 64 * 1024
"""So many bytes of a file are looked at before it is read whole."""

FAR = 2**20
"""So many bytes of a JSON file are looked at for what only templates have: their parameters may come first."""

_OURS = re.compile(rb"""^[\s{]*["']?vpcviz["']?\s*:""", re.MULTILINE)


class _Pattern:
    """A pattern that is compiled when it is first looked for: our own files need none of these, and they take 5 ms."""

    def __init__(self, pattern: bytes, flags: int = 0) -> None:
        self._given = pattern, flags

    def search(self, data: bytes) -> re.Match[bytes] | None:
        """Where the pattern first is; `re` keeps what it compiled."""
        return re.search(self._given[0], data, self._given[1])


_CONFIGURATION = _Pattern(
    rb"""^\s*(?:(?:resource|data)\s+"[\w-]+"\s+"[\w-]+"|(?:provider|module|variable|output)\s+"[\w-]+"|terraform|locals)\s*\{""",
    re.MULTILINE,
)
_SAID = _Pattern(rb"^(?:Terraform|OpenTofu) will perform the following actions|^\{\"@level\":", re.MULTILINE)
_TEMPLATE = _Pattern(
    rb"""^[ \t]*["']?AWSTemplateFormatVersion["']?\s*:|"""
    rb"""^["']?Resources["']?\s*:(?:\s*\{\s*\}\s*$|(?=[\s\S]*?(?:^\s+|[{,]\s*)["']?Type["']?\s*:\s*["']?[A-Za-z0-9]+::))""",
    re.MULTILINE,
)
_OF_TEMPLATE = _Pattern(rb'"(?:AWSTemplateFormatVersion|Type"\s*:\s*"AWS::\w+::\w+)"')
_SECTIONS = frozenset({"Resources", "Parameters", "Mappings", "Conditions", "Outputs", "Metadata", "Description", "Transform"})
_OF_STACK = _Pattern(rb'"(?:TemplateBody|Changes|ChangeSetId|Resources)"\s*:')
_OF_TERRAFORM = _Pattern(rb'"(?:format_version|terraform_version|planned_values|resource_changes|encrypted_data)"\s*:')

_DIAGRAM = re.compile(rb"^\s*(?:<\?xml[^>]*>\s*)?<(?:mxfile|mxGraphModel)\b")
_PAGE = re.compile(rb"^\s*(?:<!doctype html|<html)\b", re.IGNORECASE)

PLAN, STATE, TEMPLATE = "a Terraform plan", "a Terraform state", "a CloudFormation template"
CHANGE_SET = "a CloudFormation change set"


def tool_file(data: bytes) -> str:
    """What a file of another tool is, "" for any other: `data` is the file, or its beginning."""
    head = data[:HEAD]
    if head.startswith(b"PK\x03\x04") and b"tfplan" in head[:100]:
        return f"{PLAN} in Terraform's own form"
    if data.startswith(b"%PDF-"):
        return "a PDF"
    if _DIAGRAM.search(head):
        return "a draw.io diagram"
    if _PAGE.search(head):
        return "an HTML page"
    if _OURS.search(head):
        return ""
    begin = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if begin == b"{":
        if _SAID.search(head):
            return "what Terraform says of a plan"
        known = _OF_TERRAFORM.search(head) or _OF_TEMPLATE.search(data[:FAR]) or _OF_STACK.search(data[:FAR])
        return _json_file(data) if known else ""
    if _SAID.search(head):
        return "what Terraform says of a plan"
    if _CONFIGURATION.search(head):
        return "a Terraform configuration"
    return TEMPLATE if _TEMPLATE.search(data[:FAR]) else ""


def _json_file(data: bytes) -> str:
    """What a JSON file is, by its keys at the top; by those at its beginning where it is cut off."""
    import json

    try:
        document = json.loads(data)
    except (ValueError, RecursionError):  # it is cut off
        document = dict.fromkeys(re.findall(r'"(\w+)"\s*:', data[:HEAD].decode("utf-8", "replace")))
        if "Resources" in document and _OF_TEMPLATE.search(data[:FAR]):
            return TEMPLATE
        if "ChangeSetId" in document and "Changes" in document:
            return CHANGE_SET
    if not isinstance(document, dict):
        return ""
    if "encrypted_data" in document and "encryption_version" in document:
        return "a state or a plan that OpenTofu has encrypted (`tofu show -json` decrypts it)"
    if "format_version" in document and "root_module" in document and "values" not in document:
        return "the JSON of a Terraform configuration"
    if "planned_values" in document or "resource_changes" in document:
        return PLAN
    if "terraform_version" in document or set(document) == {"format_version"}:  # An empty state has nothing else.
        return STATE
    if _is_change_set(document):
        return CHANGE_SET
    if isinstance(document.get("TemplateBody"), (str, dict)):  # As `aws cloudformation get-template` prints it.
        return TEMPLATE
    resources = document.get("Resources")
    typed = isinstance(resources, dict) and (any(map(_is_typed, resources.values())) or set(document) <= _SECTIONS)
    return TEMPLATE if typed or "AWSTemplateFormatVersion" in document else ""


def _is_change_set(document: dict[str, object]) -> bool:
    """Whether it is what `aws cloudformation describe-change-set` prints."""
    told = document.get("Changes")
    first = told[0] if isinstance(told, list) and told else None
    named = "ChangeSetId" in document or "ChangeSetName" in document
    return isinstance(told, list) and (named or (isinstance(first, dict) and "ResourceChange" in first))


def _is_typed(resource: object) -> bool:
    kind = resource.get("Type") if isinstance(resource, dict) else None
    return isinstance(kind, str) and "::" in kind


def refusal(file: str, what: str) -> Problem:
    """The one line for a file of another tool."""
    return Problem(f"this is {what}; vpcviz reads specs, snapshots, plans, templates and the AWS CLI's JSON", file)
