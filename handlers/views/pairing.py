"""The end of a round, as its people read it: an introduction for each half, or why there is no mentor this time.

The rank is told to the mentee only: no mentor learns who named them (design §1, principle 3).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.domain.matching import LeftOut
from bot.domain.meetings import Form
from bot.domain.mentorships import SeatRole
from bot.programme.facts import Introduction
from bot.programme.outcomes import Became
from bot.programme.prompts import Bundle
from bot.programme.reasons import Why
from bot.programme.round_facts import Habits, LeftAside
from bot.texts import Markup, Speech, escape, mention
from handlers import ids
from handlers.views import charter, for_a_while, linked, nudges
from handlers.views.blocks import Block, actions, button, quiet, section
from handlers.views.common import open_conversation
from handlers.views.matching import languages_of, topics_of
from handlers.views.wording import names, weekday

#: A link for everybody would be a wall of buttons; the names in the text can be clicked too.
MOST_LINKS = 3

INTRODUCED: Mapping[SeatRole, str] = {
    SeatRole.MENTOR: "rounds.introduction.mentor",
    SeatRole.MENTEE: "rounds.introduction.mentee",
    SeatRole.PEER: "rounds.introduction.peers",
    SeatRole.FACILITATOR: "rounds.introduction.peers",
}
PURPOSE: Mapping[SeatRole, str] = {
    SeatRole.MENTOR: "rounds.introduction.purpose_mentor",
    SeatRole.MENTEE: "rounds.introduction.purpose_mentee",
    SeatRole.PEER: "rounds.introduction.purpose_peers",
    SeatRole.FACILITATOR: "rounds.introduction.purpose_peers",
}
RANKS: Mapping[int | None, str] = {
    1: "rounds.introduction.first",
    2: "rounds.introduction.second",
    3: "rounds.introduction.third",
    None: "rounds.introduction.trusted",
}
FORMS: Mapping[Form, str] = {
    Form.VIDEO: "meetings.as_video",
    Form.IN_PERSON: "meetings.as_in_person",
    Form.PHONE: "meetings.as_phone",
}
#: What was open with somebody else comes along; why it ended is nobody's business.
GOES_ON: Mapping[SeatRole, str] = {
    SeatRole.MENTOR: "rounds.introduction.goes_on_mentor",
    SeatRole.MENTEE: "rounds.introduction.goes_on_mentee",
}
#: Private refusals read as a lack of places does: a sentence of their own would tell that somebody said no.
LEFT_OUT: Mapping[str, str] = {
    LeftOut.CHOICES_FULL: "rounds.left_out.choices_full",
    LeftOut.CHOICES_GONE: "rounds.left_out.choices_gone",
    LeftOut.NO_PLACE_LEFT: "rounds.left_out.nobody_available",
    LeftOut.NO_LANGUAGE_SHARED: "rounds.left_out.no_language_shared",
    LeftOut.ONLY_LINE_OF_MANAGEMENT: "rounds.left_out.only_line_of_management",
    LeftOut.NOBODY_AVAILABLE: "rounds.left_out.nobody_available",
    LeftOut.ONLY_RULES_OF_THE_ROUND: "rounds.left_out.only_rules_of_the_round",
    LeftOut.BY_HAND: "rounds.left_out.by_hand",
    LeftOut.SET_ASIDE: "rounds.left_out.set_aside",
    LeftOut.DECLINED_SUGGESTION: "rounds.left_out.lapsed",
}
#: What comes next, where it is not the next round.
NEXT: Mapping[str, str] = {LeftOut.SET_ASIDE: "rounds.left_out.next_talk"}


def introduction(one: Introduction, said: Bundle, t: Speech) -> list[Block]:
    """Who the other is, why the two of you, what the first meeting is for, and how to set its date."""
    if for_a_while.is_for_a_while(one):
        return for_a_while.introduction(one, said, t)
    if linked.is_of_no_round(one):
        return linked.introduction(one, said, t)
    first = section(Markup.joined(list(_who_and_why(one, t))))
    if one.outcome.became not in (Became.OPEN, Became.SKIPPED):
        answered = nudges.answered(one.outcome, one.prompt, one, said, t)
        return [first, *answered, *charter.before_you_meet(one.charter, t)]
    ask = button(
        t.plain("rounds.introduction.plan"),
        f"{ids.PROMPT_PLAN}:{one.prompt.id}",
        value=one.prompt.id,
        style="primary",
    )
    links = [open_conversation(t, said.workspace, person) for person in one.partners[:MOST_LINKS]]
    agree = charter.before_you_meet(one.charter, t)
    return [first, *_first_steps(one, said, t), *agree, actions(ask, *links)]


def left_out(one: LeftAside, said: Bundle, t: Speech) -> list[Block]:
    """Why, in kind words, and what happens next."""
    title = t("rounds.left_out.title_solo" if one.solo else "rounds.left_out.title")
    why = t(LEFT_OUT.get(one.why, LEFT_OUT[LeftOut.NOBODY_AVAILABLE]))
    after = [t(NEXT.get(one.why, "rounds.left_out.next"))]
    if one.coordinators:
        after.append(t("rounds.left_out.people", people=names(one.coordinators[:MOST_LINKS], t)))
    return [section(Markup.joined([title, why])), section(Markup.joined(after, " "))]


def _first_steps(one: Introduction, said: Bundle, t: Speech) -> list[Block]:
    """Said once to a mentor who is introduced to several people: under the first of them."""
    alike = [other for other in said.facts if isinstance(other, Introduction) and other.role is one.role]
    if one != (alike or [one])[0]:
        return []
    steps = ["rounds.introduction.step_date", "rounds.introduction.step_sheet"]
    if one.charter is not None:
        steps.insert(0, "rounds.introduction.step_charter")
    numbered = [
        t("rounds.introduction.step", number=number, words=t(key))
        for number, key in enumerate(steps, start=1)
    ]
    return [
        section(Markup.joined([t("rounds.introduction.steps"), *numbered])),
        quiet(t(PURPOSE[one.role])),
    ]


def _who_and_why(one: Introduction, t: Speech) -> Iterator[Markup]:
    yield t(INTRODUCED[one.role], partner=names(one.partners, t))
    for partner in one.partners:
        if about := " · ".join(words for words in (partner.title, partner.network) if words):
            several = t("rounds.introduction.who", partner=mention(partner.slack_id), about=about)
            yield several if len(one.partners) > 1 else escape(about)
    if one.why is not None and one.role is SeatRole.MENTEE:
        yield t("rounds.introduction.why_mentee", reasons=t.list(_for_the_mentee(one.why, t)))
    if one.why is not None and one.role is SeatRole.MENTOR:
        reasons = list(reasons_for_the_mentor(one.why, t)) or [t("rounds.introduction.place")]
        yield t("rounds.introduction.why_mentor", reasons=t.list(reasons))
    if one.goes_on and one.role in GOES_ON:
        yield t(GOES_ON[one.role])
    if one.experience:
        yield t("rounds.introduction.experience", words=escape(" ".join(one.experience.split())))
    if one.words:
        words = escape(" ".join(one.words.split()))
        mentored = one.role is SeatRole.MENTOR
        key = "rounds.introduction.words_of_mentee" if mentored else "rounds.introduction.words_of_mentor"
        yield t(key, words=words)
    if one.aims:
        aims = [t("rounds.introduction.aim", words=" ".join(goal.split())) for goal in one.aims]
        yield t("rounds.introduction.aims", aims=Markup.joined(aims))
    if habits := _habits(one.habits, t):
        yield habits


def _habits(habits: Habits, t: Speech) -> Markup | None:
    """As in "mardi et jeudi, en visio": what makes a date easier to find."""
    days = t.list(weekday(day, t) for day in habits.days)
    form = t(FORMS[habits.form]) if habits.form else None
    if days and form:
        return t("rounds.introduction.habits", days=days, form=form)
    if days:
        return t("rounds.introduction.habits_days", days=days)
    return t("rounds.introduction.habits_form", form=form) if form else None


def _for_the_mentee(why: Why, t: Speech) -> Iterator[Markup]:
    yield t("rounds.introduction.suggested" if why.suggested else RANKS[why.rank])
    yield from shared_reasons(why, t)


def shared_reasons(why: Why, t: Speech) -> Iterator[Markup]:
    """What speaks for a mentor, told to the mentee, however it came about."""
    yield from _shared(why, t)
    if why.topics:
        topics = topics_of(why, t)
        yield t("rounds.introduction.mentee_topics", topics=topics, count=len(why.topics))


def reasons_for_the_mentor(why: Why, t: Speech) -> Iterator[Markup]:
    """Never the rank, nor whether they were named at all."""
    yield from _shared(why, t)
    if why.topics:
        topics = topics_of(why, t)
        yield t("rounds.introduction.mentor_topics", topics=topics, count=len(why.topics))


def _shared(why: Why, t: Speech) -> Iterator[Markup]:
    if why.languages:
        yield t("rounds.introduction.languages", languages=languages_of(why, t))
    if why.other_network:
        yield t("rounds.introduction.other_networks")
    if why.same_network:
        yield t("rounds.introduction.same_network")
    if why.other_entity:
        yield t("rounds.introduction.other_entities")
    if why.form:
        yield t("rounds.introduction.form", form=t(FORMS[why.form]))
