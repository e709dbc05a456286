"""How a command ends with an exit code that is no error's, and what lives until then."""

import gc

_KEPT: list[object] = []


class Ended(BaseException):
    """The command is done, and its answer is this exit code. No Exception: nothing that catches errors is to catch it."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def keep(*made: object) -> None:
    """Keep large things until the process ends, if it ends after this command: taking their records apart would only take time."""
    if not gc.isenabled():  # `vpcviz.cli` looks for no garbage where a command makes one thing.
        _KEPT.extend(made)
