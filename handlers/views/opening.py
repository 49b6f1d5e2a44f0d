"""Opening a round, in two forms: what it is for and how it goes, then exactly who will be invited.

The second one keeps what the first one said, as a date, names of rules and what stands for networks: never words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.people import Person
from bot.domain.programmes import Mode
from bot.domain.rounds import MOST_MENTORS_DAYS, Rules
from bot.programme.opening import Draft, Preview
from bot.programme.rounds import Standing
from bot.texts import Markup, Speech, escape
from handlers import ids
from handlers.views.blocks import (
    Block,
    ask,
    checkboxes,
    date_picker,
    message,
    modal,
    option,
    quiet,
    section,
    select,
)
from handlers.views.common import notice
from handlers.views.menus import digest_of
from handlers.views.surveys import LONGEST_MENU, network_options

#: Networks that one round may be for: what stands for them travels in the form (3,000 characters, `slack.md` §2.1).
MOST_NETWORKS = 100
#: Characters of names in one section, and sections of names in one form (250 kB in all, `slack.md` §2.1).
NAMES_IN_A_SECTION, SECTIONS_OF_NAMES = 2800, 30


@dataclass(frozen=True, slots=True)
class _Said:
    """A choice of the form: its label, and what it means."""

    label: str
    more: str


MODES: Mapping[Mode, _Said] = {
    Mode.THREE_CHOICES: _Said("rounds.mode_choices", "rounds.mode_choices_more"),
    Mode.SUGGESTED: _Said("rounds.mode_suggested", "rounds.mode_suggested_more"),
    Mode.BY_COORDINATOR: _Said("rounds.mode_by_hand", "rounds.mode_by_hand_more"),
}
#: By the names that they have in `Rules`; within a sentence and as a box.
RULES: Mapping[str, _Said] = {
    "other_team": _Said("rounds.rule_team", "rounds.rule_team_more"),
    "other_entity": _Said("rounds.rule_entity", "rounds.rule_entity_more"),
    "other_network": _Said("rounds.rule_network", "rounds.rule_network_more"),
}


def form(draft: Draft, t: Speech) -> Block:
    """Whom it is for, until when, how people come together; as the programme usually does, until it is changed."""
    return modal(
        t.plain("rounds.open_title"),
        section(t("rounds.open_programme", programme=draft.programme.name)),
        _whom(draft, t) if draft.networks else None,
        ask(
            t.plain("rounds.open_when"),
            date_picker("day", day=draft.closes_on.isoformat()),
            block_id="day",
            hint=t.plain("rounds.open_when_hint"),
        ),
        ask(t.plain("rounds.open_mode"), _modes(draft.rules, t), block_id="mode"),
        ask(
            t.plain("rounds.open_rules"),
            _rules(draft.rules, t),
            block_id="rules",
            hint=t.plain("rounds.open_rules_hint"),
            optional=True,
        ),
        ask(
            t.plain("rounds.open_mentors"),
            _days(draft.rules, t),
            block_id="mentors_days",
            hint=t.plain("rounds.open_mentors_hint"),
        ),
        callback_id=ids.ROUND_DRAFT,
        submit=t.plain("rounds.open_see"),
        close=t.plain("common.cancel"),
    )


def preview(shown: Preview, t: Speech, *, changed: bool = False) -> Block:
    """Exactly who will be invited, by name; `changed` when somebody came or left while it was being read."""
    population = shown.population
    return modal(
        t.plain("rounds.open_title"),
        section(t("rounds.open_changed")) if changed else None,
        section(t("rounds.invited", count=len(population.people))),
        *_all_names(population.people, t),
        quiet(t("rounds.uninvited", count=population.unanswered)),
        section(Markup.joined(list(_plan(shown, t)))),
        quiet(t("rounds.open_how")),
        callback_id=ids.ROUND_FORM,
        submit=t.plain("rounds.open_send"),
        close=t.plain("rounds.open_back"),
        kept=str(Kept.of(shown)),
    )


def opened(standing: Standing, t: Speech, *, today: date) -> Block:
    """It is done; closing this closes the form underneath too."""
    day, everybody = t.date(standing.round.closes_on, today=today), standing.invited + standing.withheld.rows
    said = message(section(t("rounds.opened", count=everybody, day=day)), quiet(t("rounds.opened_next")))
    return {**notice(t, said), "clear_on_close": True}


@dataclass(frozen=True, slots=True)
class Kept:
    """What the second form remembers: whom it showed, and what the first one said; networks go by their digests."""

    seen: str
    closes_on: str
    mode: str
    rules: str
    mentors_days: str
    networks: str

    @classmethod
    def of(cls, shown: Preview) -> Kept:
        rules = shown.rules
        return cls(
            seen=shown.population.fingerprint,
            closes_on=shown.closes_on.isoformat(),
            mode=rules.mode.value,
            rules=",".join(name for name in RULES if getattr(rules, name)),
            mentors_days=str(rules.mentors_days),
            networks=",".join(map(digest_of, rules.networks)),
        )

    @classmethod
    def read(cls, kept: str) -> Kept:
        """What it says may be forged: whoever reads it checks each part."""
        parts = [*kept.split(":"), *[""] * 6]
        return cls(*parts[:6])

    def __str__(self) -> str:
        return ":".join((self.seen, self.closes_on, self.mode, self.rules, self.mentors_days, self.networks))


def _whom(draft: Draft, t: Speech) -> Block:
    is_long = len(draft.networks) > LONGEST_MENU
    menu = select(
        ids.ROUND_NETWORKS,
        placeholder=t.plain("rounds.open_everybody"),
        options=() if is_long else network_options(draft.networks),
        external=is_long,
        several=True,
    )
    return ask(
        t.plain("rounds.open_whom"),
        {**menu, "max_selected_items": MOST_NETWORKS},
        block_id="networks",
        hint=t.plain("rounds.open_whom_hint"),
        optional=True,
    )


def _modes(rules: Rules, t: Speech) -> Block:
    offered = {
        mode: option(t.plain(said.label), mode.value, description=t.plain(said.more))
        for mode, said in MODES.items()
    }
    return {
        "type": "radio_buttons",
        "action_id": "mode",
        "options": list(offered.values()),
        "initial_option": offered[rules.mode],
    }


def _rules(rules: Rules, t: Speech) -> Block:
    boxes = {
        name: option(t.plain(said.label), name, description=t.plain(said.more))
        for name, said in RULES.items()
    }
    ticked = [box for name, box in boxes.items() if getattr(rules, name)]
    return checkboxes("rules", list(boxes.values()), chosen=ticked)


def _days(rules: Rules, t: Speech) -> Block:
    offered = [
        option(t.plain("rounds.mentors_days", count=days), days) for days in range(MOST_MENTORS_DAYS + 1)
    ]
    return select(
        "mentors_days",
        placeholder=t.plain("rounds.open_mentors"),
        options=offered,
        chosen=offered[rules.mentors_days],
    )


def _plan(shown: Preview, t: Speech) -> Iterator[Markup]:
    """How this round goes, in a line each."""
    rules = shown.rules
    if rules.networks:
        yield t("rounds.plan_networks", networks=t.list(rules.networks))
    yield t("rounds.plan_until", day=t.date(shown.closes_on, today=shown.today))
    yield t("rounds.plan_mode", mode=t(MODES[rules.mode].more))
    differ = [t(said.label) for name, said in RULES.items() if getattr(rules, name)]
    if differ:
        yield t("rounds.plan_rules", rules=Markup.joined(differ, ", "))
    yield t("rounds.plan_mentors", count=rules.mentors_days)


def _all_names(people: Sequence[Person], t: Speech) -> Iterator[Block]:
    """Everybody, a few thousand names at most; then how many more there are."""
    shown = 0
    for _ in range(SECTIONS_OF_NAMES):
        some = list(_within(people[shown:], NAMES_IN_A_SECTION))
        if not some:
            return
        shown += len(some)
        yield section(t("common.as_given", words=", ".join(some)))
    if shown < len(people):
        yield quiet(t("rounds.and_more", count=len(people) - shown))


def _within(people: Sequence[Person], room: int) -> Iterator[str]:
    for person in people:
        room -= len(escape(person.name)) + 2
        if room < 0:
            return
        yield person.name
