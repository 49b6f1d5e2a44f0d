"""For a coordinator's eyes: who waits for a mentor, and which pairs have gone quiet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.domain.figures import Reason
from bot.domain.people import Person
from bot.programme.reports import Names
from bot.texts import Markup, Speech, mention
from handlers.views.blocks import Block, divider, quiet, section
from handlers.views.wording import names

NAMED: Mapping[Reason, str] = {
    Reason.LEFT_OUT: "reports.names_left_out",
    Reason.NOT_TAKEN: "reports.names_not_taken",
    Reason.SUGGESTED: "reports.names_suggested",
    Reason.IN_ROUND: "reports.names_in_round",
    Reason.NO_ANSWER: "reports.names_no_answer",
    Reason.NO_ROUND: "reports.names_no_round",
}


def who_may_need_you(found: Names | None, t: Speech) -> Iterator[Block]:
    """Nothing for anybody else, and nothing when nobody does."""
    if found is None or not (found.quiet or any(found.waiting.values()) or found.kept_back):
        return
    yield divider()
    yield section(t("reports.names"))
    for reason, key in NAMED.items():
        if people := found.waiting.get(reason):
            yield section(t(key, people=_and_others(people, found.waiting_in_all[reason] - len(people), t)))
    if found.quiet:
        pairs = [t("reports.names_quiet_line", people=names(members, t)) for members in found.quiet]
        more = found.quiet_in_all - len(found.quiet)
        others = [t("reports.other_pairs", count=more)] if more else []
        yield section(Markup.joined([t("reports.names_quiet"), *pairs, *others]))
    if found.kept_back:
        yield quiet(t("reports.kept_back", count=found.kept_back))


def _and_others(people: Sequence[Person], more: int, t: Speech) -> Markup:
    """As in "@Léa, @Tom and 5 more"."""
    if not more:
        return names(people, t)
    return t.list([*(mention(person.slack_id) for person in people), t("reports.other_people", count=more)])
