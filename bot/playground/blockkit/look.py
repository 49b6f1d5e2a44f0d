"""Looking at a payload: a value, the path to it, and the sentences found on the way."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Look:
    """One value of a payload. Every check adds a sentence with the path, and none raises."""

    value: Any
    path: str
    found: list[str]

    def say(self, sentence: str) -> None:
        """Note a problem here."""
        self.found.append(f"{self.path or 'payload'}: {sentence}")

    def has(self, key: str) -> bool:
        """Whether the key is there at all, be it empty."""
        return isinstance(self.value, dict) and key in self.value

    def get(self, key: str) -> Any:
        """The bare value under a key."""
        return self.value.get(key) if isinstance(self.value, dict) else None

    @property
    def kind(self) -> str:
        """The `type` of an object, as a word in any case."""
        return str(self.get("type"))

    def at(self, key: str) -> "Look":
        """Look at what is under a key."""
        return Look(self.get(key), f"{self.path}.{key}" if self.path else key, self.found)

    def is_object(self) -> bool:
        """An object is expected here."""
        if not isinstance(self.value, dict):
            self.say("must be an object")
        return isinstance(self.value, dict)

    def known(self, *keys: str) -> None:
        """Slack refuses properties that it does not know."""
        for key in self.value:
            if key not in keys:
                self.say(f"has an unknown property “{key}”")

    def present(self, key: str, required: bool) -> bool:
        """Whether there is something to check under the key; says so if it is missing and must not be."""
        if self.has(key) and self.get(key) is not None:
            return True
        if required:
            self.say(f"has no “{key}”")
        return False

    def string(self, key: str, longest: int, *, required: bool = False, shortest: int = 1) -> str | None:
        """A string within its lengths, counted in characters."""
        if not self.present(key, required):
            return None
        value, here = self.get(key), self.at(key)
        if not isinstance(value, str):
            here.say("must be a string")
            return None
        if len(value) < shortest:
            here.say("must not be empty" if shortest == 1 else f"must have at least {shortest} characters")
        if len(value) > longest:
            here.say(f"has {len(value)} characters, and {longest} are allowed")
        return value

    def whole(self, key: str, lowest: int, highest: int, *, required: bool = False) -> int | None:
        """A whole number between two bounds."""
        if not self.present(key, required):
            return None
        value = self.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value <= highest:
            self.at(key).say(f"must be a whole number between {lowest} and {highest}")
            return None
        return value

    def flag(self, *keys: str) -> None:
        """Each of these is true or false where it is given."""
        for key in keys:
            if self.has(key) and not isinstance(self.get(key), bool):
                self.at(key).say("must be true or false")

    def one_of(self, key: str, choices: Collection[Any], *, required: bool = False) -> None:
        """One of a few words."""
        if self.present(key, required) and self.get(key) not in choices:
            self.at(key).say(f"must be one of {', '.join(str(choice) for choice in choices)}")

    def items(self, key: str, fewest: int, most: int, *, required: bool = True) -> list["Look"]:
        """The items of a list, when their number is allowed."""
        if not self.present(key, required):
            return []
        value, here = self.get(key), self.at(key)
        if not isinstance(value, list):
            here.say("must be a list")
            return []
        if len(value) < fewest:
            here.say(f"has {len(value)} items, and at least {fewest} are needed")
        if len(value) > most:
            here.say(f"has {len(value)} items, and {most} are allowed")
        return [Look(item, f"{here.path}[{index}]", self.found) for index, item in enumerate(value)]
