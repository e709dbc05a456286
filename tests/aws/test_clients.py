"""The clients that all accounts of a scan share: each thread's calls are signed for the account that it calls for."""

from threading import Barrier, Thread
from typing import Any

import boto3
from botocore.config import Config
from botocore.credentials import Credentials

from vpcviz.aws.fetch_clients import Clients, lending


def clients(mode: str = "standard") -> Clients:
    session = boto3.Session("AKIABASE", "secret", region_name="eu-west-1")
    config = Config(retries={"mode": mode, "total_max_attempts": 2})
    return Clients(lending(session), config, "http://127.0.0.1:1")


def key(made: Clients) -> str:
    """The key that a call of this thread is signed with."""
    request: Any = made.client("ec2", "eu-west-1")
    return str(request._request_signer._credentials.get_frozen_credentials().access_key)


def test_each_thread_signs_for_its_own_account() -> None:
    made, found, together = clients(), {}, Barrier(2)

    def call(name: str) -> None:
        with made.signing_for(Credentials(name, "secret")):
            together.wait(5)
            found[name] = key(made)
            together.wait(5)

    threads = [Thread(target=call, args=(name,)) for name in ("AKIAONE", "AKIATWO")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {"AKIAONE": "AKIAONE", "AKIATWO": "AKIATWO"}
    assert key(made) == "AKIABASE", "without a loan they are the session's own"


def test_a_loan_within_a_loan_ends_with_it() -> None:
    """A role's credentials are renewed, by the session's own, while a call of the role is being signed."""
    made = clients()
    with made.signing_for(Credentials("AKIAROLE", "secret")):
        with made.signing_for(None):
            assert key(made) == "AKIABASE"
        assert key(made) == "AKIAROLE"


def test_accounts_share_clients_unless_botocore_adapts_their_rate() -> None:
    made = clients()
    assert made.apart() is made
    assert made.client("ec2", "eu-west-1") is made.client("ec2", "eu-west-1")
    adaptive = clients("adaptive")
    assert adaptive.apart() is not adaptive


def test_a_client_keeps_its_paginators() -> None:
    client = clients().client("ec2", "eu-west-1")
    assert client.get_paginator("describe_vpcs") is client.get_paginator("describe_vpcs")
    assert client.get_paginator("describe_vpcs") is not client.get_paginator("describe_subnets")
