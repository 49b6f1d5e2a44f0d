"""A mentorship has ended, as each half reads it; and for the team, that somebody has left.

The words are the same whoever wished for it, and name no reason: only a term that is over, and a colleague who is
gone, are facts that everybody may know.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.mentorships import EndedWhy, SeatRole
from bot.programme.departures import Still
from bot.programme.ending_facts import Departed, Ended
from bot.programme.prompts import Bundle
from bot.programme.round_facts import Call
from bot.texts import Markup, Speech, mention
from handlers import ids
from handlers.views import choices, stories
from handlers.views.blocks import Block, Message, actions, button, confirm, message, quiet, section
from handlers.views.without import FROM_THE_NEWS
from handlers.views.wording import names

#: So many of the team are named.
MOST_NAMED = 3


def ended(one: Ended, said: Bundle, t: Speech) -> list[Block]:
    """What has ended, thanks, what is kept, and what comes next for the reader."""
    if one.role is None:
        return [section(t("endings.left_the_group", count=len(one.partners), **_whom(one, t)))]
    told = [_what(one, t), _thanks(one, t)]
    learns = one.role is SeatRole.MENTEE
    kept = t("endings.kept_mentee" if learns else "endings.kept")
    in_touch = [section(t("afterwards.kept"))] if one.in_touch else []
    first = section(Markup.joined(told, " "), button=_thanking(one, t))
    return [first, *in_touch, *_next(one, said, t), quiet(kept, *_team(one, t))]


def departed(one: Departed, said: Bundle, t: Speech) -> list[Block]:
    """Who has left, and how many people were told and asked for it."""
    left = one.person.slack_id
    told = [t("privacy.departed") if one.person.is_forgotten else t("endings.departed", person=mention(left))]
    told.append(t("endings.alone", count=one.alone))
    if one.asked and one.asked == one.alone:
        told.append(t("endings.all_asked", count=one.asked))
    elif one.alone:
        told.append(t("endings.some_asked", count=one.asked))
    without = [actions(button(t.plain("without.title"), FROM_THE_NEWS))] if one.alone else []
    return [section(Markup.joined(told, " ")), *without]


def still_together(still: Still, t: Speech) -> list[Block]:
    """Mentoring is not for them any more, and a mentorship still runs: it ends when they say so, and not before."""
    blocks = []
    if still.mentors:
        sure = confirm(
            title=t.plain("endings.stop_title"),
            text=t.plain("endings.stop_sure"),
            yes=t.plain("endings.stop_yes"),
            no=t.plain("endings.stop_no"),
        )
        stop = button(t.plain("endings.stop"), ids.ENDING_STOP, confirm=sure)
        blocks.append(section(t("endings.still_mentored", partners=names(still.mentors, t)), button=stop))
    if still.mentees:
        hand_over = button(t.plain("endings.hand_over"), ids.ENDING_HAND_OVER)
        told = t("endings.still_mentor", people=names(still.mentees, t))
        blocks.append(section(told, button=hand_over))
    return blocks


def stopped(t: Speech) -> Message:
    return message(section(t("endings.stopped")))


def _what(one: Ended, t: Speech) -> Markup:
    if one.name is not None:
        return t("endings.group_over", name=one.name)
    if one.gone and all(partner.is_forgotten for partner in one.partners):
        return t("endings.over_since", day=t.calendar_day(one.since))
    if one.why is EndedWhy.TERM:
        return t("endings.term_over", partner=names(one.partners, t))
    return t("endings.gone" if one.gone else "endings.over", partner=names(one.partners, t))


def _thanks(one: Ended, t: Speech) -> Markup:
    """Those who logged no meeting may have met all the same: they are thanked for what is certain."""
    if not one.met:
        return t("endings.thanks_never_met")
    return t("endings.thanks_welcomed" if _welcomed(one) else "endings.thanks")


def _whom(one: Ended, t: Speech) -> dict[str, Markup | str]:
    return {"people": names(one.partners, t), "name": one.name or ""}


def _welcomed(one: Ended) -> bool:
    """Whether the reader was there for a newcomer, until they had settled in."""
    return one.temporary and one.role is SeatRole.MENTOR and one.why is EndedWhy.TERM


def _next(one: Ended, said: Bundle, t: Speech) -> Iterator[Block]:
    if one.asked is not None:
        if not any(isinstance(other, Call) for other in said.facts):
            yield from choices.asked(one.asked, t, today=said.today)
    elif one.looks:
        yield section(t("endings.not_now_said" if one.not_now else "endings.somebody_else"))
        yield actions(*_ways(one, t))
    elif one.mentors and not one.temporary:
        mine = button(t.plain("onboarding.mine.open"), ids.ARRIVAL_MINE)
        yield section(t("endings.place_free"), button=mine)


def _thanking(one: Ended, t: Speech) -> Block | None:
    """Those who met may thank each other; whoever has left could not say yes to it."""
    if not one.met or one.gone or one.prompt.mentorship_id is None:
        return None
    return stories.open_button(one.prompt.mentorship_id, t)


def _ways(one: Ended, t: Speech) -> Iterator[Block]:
    """Two or three answers, and none of them is needed."""
    value = one.prompt.id
    if one.chooses:
        words = t.plain("choices.choose")
        yield button(words, f"{ids.ENDED_CHOOSE}:{value}", value=value, style="primary")
    yield button(t.plain("endings.suggest"), f"{ids.ENDED_SUGGEST}:{value}", value=value)
    if not one.not_now:
        yield button(t.plain("endings.not_now"), f"{ids.ENDED_NOT_NOW}:{value}", value=value)


def _team(one: Ended, t: Speech) -> Iterator[Markup]:
    if one.team:
        yield t("endings.team", people=names(one.team[:MOST_NAMED], t))
