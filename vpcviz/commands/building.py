"""Makes what a configuration lists, in one process: each source is read once, and files are written all or none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vpcviz.commands.freshness import Output

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from vpcviz.commands.asking import Asked
    from vpcviz.commands.build_entries import PictureEntry, ReportEntry
    from vpcviz.commands.configuration import Configuration
    from vpcviz.commands.pictures import Request
    from vpcviz.commands.split_parts import By, Drawn
    from vpcviz.layout import Options
    from vpcviz.model import Network


class Builder:
    """Reads sources once, and makes the outputs of entries."""

    def __init__(self, configuration: Configuration, parameters: Mapping[str, str] | None = None) -> None:
        from vpcviz.commands.parameters import Parameters

        self.configuration = configuration
        self.parameters = Parameters(parameters)
        self.known: dict[tuple[tuple[str, ...], tuple[str, ...]], Network] = {}
        self.attributes: dict[tuple[tuple[str, ...], tuple[str, ...]], dict[str, Mapping[str, Any]]] = {}
        """What plans and states say of the things of each network, as it stands there, by their ids; of those that are `known`."""

    @property
    def incomplete(self) -> list[str]:
        """The sources of which not all was read."""
        return [" ".join(sources) for (sources, _), network in self.known.items() if network.gaps or not network.complete]

    def outputs(self) -> list[Output]:
        """All files that the configuration lists, as they would be written now. Raises UsageError where two have one
        name, InputError for a parameter that no source has."""
        from vpcviz.errors import UsageError

        made: dict[Path, Output] = {}
        for picture in self.configuration.pictures:
            self._add(made, self._picture(picture))
        for report in self.configuration.reports:
            self._add(made, self._report(report))
        if not made:
            raise UsageError(f"{self.configuration.file or 'the configuration'} lists no [[picture]] and no [[report]]")
        self.parameters.check()
        return list(made.values())

    @staticmethod
    def _add(made: dict[Path, Output], outputs: Sequence[Output]) -> None:
        from vpcviz.errors import UsageError

        for output in outputs:
            if output.path in made:
                raise UsageError(f"two entries write {output.path}")
            made[output.path] = output

    def network(self, sources: tuple[str, ...], words: tuple[str, ...]) -> Network:
        """The network of the sources with an entry's own parameters, read once."""
        if (sources, words) not in self.known:
            told: dict[str, Mapping[str, Any]] | None = None
            if any(picture.attributes for picture in self.configuration.pictures):
                told = self.attributes[sources, words] = {}
            self.known[sources, words] = self.parameters.load(sources, [], words, told)
        return self.known[sources, words]

    def _picture(self, entry: PictureEntry) -> list[Output]:
        from vpcviz.commands.asking import Asked
        from vpcviz.commands.paper import say_too_small
        from vpcviz.commands.pictures import made_files
        from vpcviz.commands.preparing import Preparation
        from vpcviz.commands.split import outputs_of
        from vpcviz.model.selection import Selection

        asked = Asked(tuple(tuple(words.split()) for words in entry.trace), entry.findings, entry.cost, attributes=entry.attributes)  # type: ignore[misc]
        with_answers = _shows_answers(entry, asked)
        whole = self.network(entry.source, entry.parameter)
        marks = self._marks(whole) if entry.findings else {}
        preparation = Preparation(Selection(entry.vpc, entry.region, entry.account, entry.tag, entry.exclude), entry.redact)
        network, marks, ids = preparation.with_marks(whole, marks, asked=bool(asked.traces))
        options, request = _options(entry), _request(entry, marks)
        if with_answers:
            request = self._answered(request, entry, asked, (whole, network, ids))
        if entry.split:
            made = self._split(network, options, request, entry.split)
            return outputs_of(made, entry.source, preparation.of)
        files, scene = made_files(network, options, request)
        say_too_small(scene, options, network, entry.output[0])
        return [Output(Path(name), data, network, entry.source, preparation.of) for name, data in files.items()]

    def _answered(
        self, request: Request, entry: PictureEntry, asked: Asked, about: tuple[Network, Network, Mapping[str, str] | None]
    ) -> Request:
        """The request with the answers of the whole network about what is drawn of it, whose stand-ins are known by ids."""
        from vpcviz.commands.asking import Answering
        from vpcviz.commands.pictures import answering

        whole, network, ids = about
        told = self.attributes[entry.source, entry.parameter] if asked.attributes else {}
        answers = Answering(whole, asked, self.configuration, ids, attributes=told)
        return answering(request, answers, None if entry.split else network)

    @staticmethod
    def _split(network: Network, options: Options, request: Request, by: By) -> Drawn:
        """The files of a picture in parts: one with pages, or a folder of them. What is to be said of them is said."""
        import sys

        from vpcviz.commands.split import make_split
        from vpcviz.text import terminal

        made = make_split(network, options, request, by)
        for line in made.warnings:
            print(f"vpcviz: {terminal(f'{request.outputs[0]}: {line}')}", file=sys.stderr)  # noqa: T201
        return made

    def _marks(self, network: Network) -> Mapping[str, Sequence[tuple[str, str, str]]]:
        from vpcviz.cost import load_prices
        from vpcviz.findings import by_resource

        return by_resource(network, load_prices(self.configuration.prices), self.configuration.ignores)

    def _report(self, entry: ReportEntry) -> list[Output]:
        network = self.network(entry.source, entry.parameter)
        if entry.redact:
            from vpcviz.redaction import redacted

            network = redacted(network)
        if entry.kind == "docs":
            return [output for path in entry.output for output in self._docs(network, entry, Path(path))]
        data = self._text(network, entry).encode()
        return [Output(Path(path), data, None, entry.source) for path in entry.output]

    def _text(self, network: Network, entry: ReportEntry) -> str:
        from vpcviz.pages.reports import costs_as, findings_as, gaps_as

        if entry.kind == "check":
            return findings_as(network, entry.format, self.configuration.prices, () if entry.redact else self.configuration.ignores)
        if entry.kind == "cost":
            return costs_as(network, entry.format, self.configuration.prices)
        return gaps_as(network, entry.format)

    def _docs(self, network: Network, entry: ReportEntry, path: Path) -> list[Output]:
        from vpcviz.commands.docs import document_files, is_single
        from vpcviz.pages.answers import answers

        ignores = () if entry.redact else self.configuration.ignores
        extra = answers(network, self.configuration.prices, ignores, findings=entry.findings, cost=entry.cost)
        single = str(path) if is_single(str(path)) else ""
        files = document_files(network, single, entry.detail, entry.theme, extra, self.configuration.prices)
        return [Output(path / name if name else path, data, None, entry.source) for name, data in files.items()]


def _shows_answers(entry: PictureEntry, asked: Asked) -> bool:
    """Whether any of an entry's outputs shows answers. Raises UsageError where what is asked needs one."""
    from vpcviz.commands.asking import check_asked
    from vpcviz.commands.output_formats import format_of

    formats = [""] if entry.split else [format_of(name, "", has_option=False).name for name in entry.output]
    return check_asked(asked, formats, redact=entry.redact)


def _options(entry: PictureEntry) -> Options:
    """What the picture of an entry shows, and how much of it."""
    from vpcviz.commands.paper import page_of
    from vpcviz.commands.showing import show_of
    from vpcviz.layout import Options

    return Options(
        detail=entry.detail,
        view=entry.view,
        fold_defaults=not entry.all,
        title=entry.title,
        page=page_of(entry.page),
        show=show_of(entry.show, entry.detail, entry.view),
    )


def _request(entry: PictureEntry, marks: Mapping[str, Sequence[tuple[str, str, str]]]) -> Request:
    """Which files an entry wants, and how they look."""
    from vpcviz.commands.pictures import Request

    return Request(
        entry.output,
        theme=entry.theme,
        scale=entry.scale,
        width=int(entry.width),
        fonts=tuple(map(Path, entry.font)),
        icons=Path(entry.icons) if entry.icons else None,
        findings=marks,
        embed_source=entry.embed_source,
    )
