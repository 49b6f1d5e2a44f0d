"""Faults on demand: what a network and a busy Slack do to a bot (reliability.md §2.5, §7)."""

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.playground.errors import Misplay

# What each kind does, before or after the call has had its effect.
KINDS = frozenset(
    {
        "429",
        "500",
        "500_after",
        "drop_before",
        "drop_after",
        "reset_before",
        "reset_after",
        "slow",
        "slow_after",
    }
)


@dataclass(slots=True)
class Fault:
    """One kind of trouble, for one method and perhaps one person, so many times or with some probability."""

    kind: str
    method: str | None = None
    user: str | None = None
    times: int | None = None
    share: float = 1.0
    retry_after: int = 1
    seconds: float = 0.0

    def hits(self, method: str, user: str | None, dice: random.Random) -> bool:
        """Whether this call meets this trouble."""
        if self.method not in (None, "*", method) or self.user not in (None, user) or self.times == 0:
            return False
        return self.share >= 1 or dice.random() < self.share


class Faults:
    """The troubles in force."""

    def __init__(self) -> None:
        #: How many calls each kind has troubled so far, whatever was cleared since.
        self.met: Counter[str] = Counter()
        self.clear()

    def clear(self) -> None:
        """No trouble any more."""
        self.active: list[Fault] = []
        self.history_lag = 0.0
        self.refused: frozenset[str] = frozenset()
        self.app_may_delete = False
        self._dice = random.Random(0)

    def add(self, wish: Mapping[str, Any]) -> None:
        """Put one trouble in force."""
        kind = str(wish.get("kind", ""))
        if kind not in KINDS and not kind.startswith("error:"):
            raise Misplay(f"There is no fault “{kind}”; there are {', '.join(sorted(KINDS))} and error:NAME.")
        if "seed" in wish:
            self._dice = random.Random(wish["seed"])
        self.active.append(
            Fault(
                kind=kind,
                method=wish.get("method"),
                user=wish.get("user"),
                times=wish.get("times"),
                share=float(wish.get("share", 1.0)),
                retry_after=int(wish.get("retry_after", 1)),
                seconds=float(wish.get("seconds", 0.0)),
            )
        )

    def meet(self, method: str, user: str | None) -> Fault | None:
        """The trouble that this call meets, if any; a counted one is used up by it."""
        for fault in self.active:
            if fault.hits(method, user, self._dice):
                if fault.times is not None:
                    fault.times -= 1
                self.met[fault.kind] += 1
                return fault
        return None

    def refused_blocks(self, payload: Mapping[str, Any]) -> list[str]:
        """The blocks that this workspace does not have yet, as in a phased rollout (slack.md §3)."""
        blocks = payload.get("blocks") or []
        kinds = {str(block.get("type")) for block in blocks if isinstance(block, dict)}
        return [f"blocks: unsupported type: {kind}" for kind in sorted(kinds & self.refused)]
