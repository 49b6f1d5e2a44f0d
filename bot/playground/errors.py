"""What the local Slack answers when it says no."""

from typing import Any


class PortTaken(OSError):
    """Another program already listens on the port; the sentence says which port and what to do."""


class SlackError(Exception):
    """A refusal of the Web API, in Slack's own word (`channel_not_found`), with what Slack adds to it."""

    def __init__(self, name: str, **more: Any) -> None:
        super().__init__(name)
        self.name = name
        self.more = more

    def answer(self) -> dict[str, Any]:
        """The JSON that the caller receives."""
        return {"ok": False, "error": self.name, **self.more}


class Misplay(Exception):
    """The page or a test asked for what nobody could do in Slack: press a button that is not there."""

    def __init__(self, sentence: str, name: str = "misplay") -> None:
        super().__init__(sentence)
        self.name = name

    def answer(self) -> dict[str, Any]:
        """The JSON that the page receives, with a sentence for whoever reads the test's failure."""
        return {"ok": False, "error": self.name, "message": str(self)}
