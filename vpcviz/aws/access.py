"""Where to scan and with which credentials, as the user said it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Access:
    """The choice of accounts, regions and credentials; what is empty is botocore's own choice.

    `regions` may hold "all" (the account's enabled regions). `organization` is the name of a role in every member account.
    """

    profile: str = ""
    regions: tuple[str, ...] = ()
    role_arns: tuple[str, ...] = ()
    external_id: str = ""
    organization: str = ""
    endpoint_url: str = ""
    max_workers: int = 24
