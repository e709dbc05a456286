"""A rule: one small class with what it is called, why it matters, what to do, whose word it rests on, and the check itself."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import ClassVar

from vpcviz.findings.context import Context
from vpcviz.findings.report import Finding, NotChecked, Severity
from vpcviz.model import resources as r
from vpcviz.model.resources import Resource

Found = Iterator[Finding | NotChecked]
"""What a check yields."""


class Rule(ABC):
    """A rule of `vpcviz check`. It keeps nothing between calls.

    `id` is stable and unique; `source` is the title of the AWS page that the rule rests on, `url` its address; `needs` are the
    Network's collections that it must know fully: where one of them could not be read, the rule counts as not checked.
    `answers` are ids of other tools' controls that it corresponds to (`vpcviz.findings.controls`).
    """

    id: ClassVar[str]
    title: ClassVar[str]
    why: ClassVar[str]
    remedy: ClassVar[str]
    source: ClassVar[str]
    url: ClassVar[str]
    severity: ClassVar[Severity]
    needs: ClassVar[tuple[str, ...]]
    answers: ClassVar[tuple[str, ...]] = ()

    @abstractmethod
    def check(self, context: Context) -> Found:
        """Look at a network; what is wrong comes back, and what could not be judged."""

    asks_ahead: ClassVar[bool] = False
    """Whether the rule has an `ask_ahead`."""

    def ask_ahead(self, context: Context, vpc: r.Vpc) -> None:  # noqa: B027 - few rules do
        """Ask by `Ways.once`, under GOING_OUT, what the check asks of one VPC: VPCs are then spread over processes."""

    def finding(
        self,
        message: str,
        *resources: Resource | str,
        severity: Severity | None = None,
        usd_per_month: float | None = None,
        usd_per_gb: float | None = None,
        way: tuple[str, ...] = (),
    ) -> Finding:
        """A finding of this rule about the first of `resources`."""
        return Finding(
            rule=self.id,
            severity=severity or self.severity,
            title=self.title,
            message=message,
            remedy=self.remedy,
            source=self.source,
            url=self.url,
            resources=tuple(dict.fromkeys(one if isinstance(one, str) else one.id for one in resources)),
            usd_per_month=usd_per_month,
            usd_per_gb=usd_per_gb,
            way=way,
        )

    def unknown(self, resource: Resource, because: str) -> NotChecked:
        """That this rule cannot judge a resource, because something about it was not read."""
        return NotChecked(rule=self.id, title=self.title, because=because, resource=resource.id)
