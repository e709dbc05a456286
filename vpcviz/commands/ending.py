"""How a command ends with an exit code that is no error's."""


class Ended(BaseException):
    """The command is done, and its answer is this exit code. No Exception: nothing that catches errors is to catch it."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code
