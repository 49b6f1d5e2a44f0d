"""Where somebody is, all their answers on one page, and help: short, with something to press."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.enrolments import Part
from bot.domain.people import Person, Workspace
from bot.domain.preferences import Question, is_answered
from bot.programme.home import Home
from bot.programme.joining import Arrival
from bot.texts import LANGUAGES, Markup, Speech, mention
from handlers import ids
from handlers.views import certificates, explanations, reaching_out
from handlers.views.blocks import (
    Block,
    Message,
    actions,
    ask,
    button,
    divider,
    header,
    message,
    modal,
    option,
    quiet,
    section,
    select,
)
from handlers.views.home import never_and_besides
from handlers.views.home_me import PARTS
from handlers.views.menus import NO_NETWORK, capacity_options, digest_of, network_menu, topic_menu
from handlers.views.onboarding import (
    expectation_input,
    part_of,
    question,
    said,
    side,
    what_is_kept,
    what_next,
)
from handlers.views.pairs import mentorships
from handlers.views.privacy import doors

#: Named in help: more would be a list, not somebody to turn to.
MOST_NAMES = 3
#: Four blocks each, in a message of 50 (`slack.md` §2.1); Home shows the rest.
MOST_PAIRS = 8


def resume(arrival: Arrival, t: Speech, *, unread: bool = False) -> Message:
    """Where we were, and the question that waits. What is kept stands above it until they surely know: a welcome
    may be lost on its way, and nobody is asked anything before they could read it (design §8).
    """
    assert arrival.current is not None
    progress = arrival.progress
    here = t("onboarding.resume.here", count=progress.answered, total=progress.total)
    return message(
        section(t("onboarding.resume.unread")) if unread else None,
        None if arrival.knows_what_is_kept else what_is_kept(t, title=t("onboarding.kept_title")),
        section(here),
        *question(arrival.current, arrival, t),
    )


def space(home: Home, workspace: Workspace, t: Speech, *, unread: bool = False) -> Message:
    """Everything is answered: the answers, the mentorships or what comes next, and what one can do. Whoever wrote
    something else and has a mentorship is answered in fewer lines.
    """
    arrival = home.arrival
    pairs = mentorships(home, workspace, t, most=MOST_PAIRS)
    after = what_next(arrival, t) if not pairs and part_of(arrival) is not Part.NOT_FOR_ME else None
    answers = Markup("\n".join([t("onboarding.mine.space"), *_answers(arrival, t)]))
    year = certificates.year_button(t) if home.carried else None
    return message(
        section(t("onboarding.resume.unread")) if unread else None,
        None if unread and pairs else section(answers),
        *([*pairs, divider()] if pairs else [section(after) if after else None]),
        actions(_mine(t), year, reaching_out.open_button(t), _help(t)),
    )


def saved(arrival: Arrival, t: Speech) -> Message:
    """The answers changed in the form, said back in words."""
    words = Markup("\n".join([t("onboarding.mine.saved"), *_answers(arrival, t)]))
    return message(section(words), quiet(t("onboarding.mine.linked")) if arrival.linked else None)


def my_answers(arrival: Arrival, t: Speech) -> Block:
    """Every answer on one page, each to be changed; only what this person is asked is shown."""
    inputs = [_input(asked, arrival, t) for asked in arrival.asked]
    hint = t("onboarding.mine.linked") if arrival.linked else t("onboarding.mine.hint")
    return modal(
        t.plain("onboarding.mine.title"),
        *inputs,
        quiet(hint),
        callback_id=ids.ARRIVAL_MINE_FORM,
        submit=t.plain("common.save"),
        close=t.plain("common.cancel"),
    )


def restart_sure(t: Speech) -> Message:
    """Starting over takes answers back: somebody whose answers are complete is asked first."""
    again = button(t.plain("onboarding.resume.restart"), ids.ARRIVAL_RESTART)
    return message(section(t("onboarding.resume.restart_sure")), actions(_mine(t), again))


def help_(
    arrival: Arrival,
    t: Speech,
    *,
    team: Sequence[Person],
    coordinates: bool,
    unknown: bool = False,
) -> Message:
    """What the bot can do for this reader, and whom they can turn to."""
    topics = [t("help.mentor"), t("help.log"), t("help.home"), t("help.privacy"), t("help.words")]
    if arrival.linked:
        topics.insert(2, t("help.change"))
    if coordinates:
        topics.append(t("help.coordination"))
    title = t("help.unknown") if unknown else t("help.title")
    names = t.list(mention(person.slack_id) for person in team[:MOST_NAMES])
    return message(
        section(Markup("\n".join([title, *topics]))),
        quiet(t("help.human", people=names)) if team else None,
        actions(_mine(t), reaching_out.open_button(t), explanations.understand(t), _log(arrival, t)),
    )


def privacy(t: Speech) -> Message:
    return message(
        header(t.plain("home.kept")),
        what_is_kept(t),
        *never_and_besides(t),
        doors(t, explanations.who_sees(t)),
    )


def a_command(arrival: Arrival, t: Speech) -> Message:
    """A command written as a message is not run; the form is one press away for whoever has a mentorship."""
    said, log = t("onboarding.resume.command"), _log(arrival, t)
    if log is None:
        return message(section(said), actions(_help(t)))
    return message(section(Markup.joined([said, t("onboarding.resume.command_form")], " ")), actions(log))


def _answers(arrival: Arrival, t: Speech) -> list[Markup]:
    enrolment, person = arrival.enrolment, arrival.person
    known = [asked for asked in arrival.asked if is_answered(asked, person, enrolment)]
    words = [_answer(asked, arrival, t) for asked in known if asked is not Question.EXPECTATION]
    return [Markup(f"• {one}") for one in words]


def _answer(asked: Question, arrival: Arrival, t: Speech) -> Markup:
    """As it was said back; but who has a mentor no longer "would like to have one"."""
    if asked is Question.PART and part_of(arrival) in PARTS:
        return t(PARTS[part_of(arrival)])
    return said(asked, arrival, t)


def _input(asked: Question, arrival: Arrival, t: Speech) -> Block:
    """One question as a line of the form; one that was answered cannot be emptied, but for the sentence."""
    enrolment = arrival.enrolment
    optional = not is_answered(asked, arrival.person, enrolment)
    if asked is Question.EXPECTATION:
        known = (enrolment.expectation if enrolment else None) or ""
        return expectation_input(arrival, t, initial=known, optional=True)
    if asked is Question.TOPICS:
        label = t.plain(f"onboarding.mine.topics_{side(arrival)}")
        return ask(label, topic_menu("topics", arrival, t), block_id=asked.value, optional=optional)
    label = t.plain(f"onboarding.mine.{asked}")
    return ask(label, _menu(asked, arrival, t, label), block_id=asked.value, optional=optional)


def _menu(asked: Question, arrival: Arrival, t: Speech, label: str) -> Block:
    if asked is Question.NETWORK:
        return network_menu(ids.ARRIVAL_NETWORK_PICK, arrival, t, chosen=_network_chosen(arrival, t))
    options = _options(asked, arrival, t)
    chosen = next((one for one in options if one["value"] == _value(asked, arrival)), None)
    return select(asked.value, placeholder=label, options=options, chosen=chosen)


def _options(asked: Question, arrival: Arrival, t: Speech) -> list[Block]:
    if asked is Question.LANGUAGE:
        speeches = [Speech(language, t.address, t.zone) for language in LANGUAGES]
        return [option(one.plain("onboarding.language"), one.language) for one in speeches]
    if asked is Question.PART:
        return [option(t.plain(f"onboarding.part_{part}"), part.value) for part in Part]
    return capacity_options(arrival, t)


def _value(asked: Question, arrival: Arrival) -> str | None:
    enrolment = arrival.enrolment
    if asked is Question.LANGUAGE:
        return arrival.person.language
    if enrolment is None:
        return None
    if asked is Question.PART:
        return enrolment.part.value if enrolment.part else None
    return str(enrolment.capacity)


def _network_chosen(arrival: Arrival, t: Speech) -> Block | None:
    """What is chosen already, or proposed by the roster."""
    network = arrival.person.network
    if network is not None:
        return option(network, digest_of(network))
    if arrival.person.network_confirmed:
        return option(t.plain("onboarding.network_none"), NO_NETWORK)
    return None


def _mine(t: Speech) -> Block:
    return button(t.plain("onboarding.mine.open"), ids.ARRIVAL_MINE)


def _log(arrival: Arrival, t: Speech) -> Block | None:
    return button(t.plain("help.log_button"), ids.LOG_OPEN) if arrival.linked else None


def _help(t: Speech) -> Block:
    return button(t.plain("help.button"), ids.HELP)
