"""Home: what matters now, one's mentorships, who one is here, and the rest."""

from __future__ import annotations

from bot.domain.people import Workspace
from bot.programme.home import Home
from bot.texts import LANGUAGES, Speech
from handlers import ids
from handlers.views import (
    afterwards,
    blocks,
    circles,
    explanations,
    mentor_lists,
    newcomers,
    offers,
    reaching_out,
)
from handlers.views.blocks import Block, actions, button, divider, header, modal, quiet, section
from handlers.views.common import address_of, leading_there
from handlers.views.home_me import PARTS, who_i_am
from handlers.views.home_now import first, round_answered
from handlers.views.home_team import team
from handlers.views.onboarding import what_is_kept
from handlers.views.pairs import mentorships
from handlers.views.privacy import doors


def page(home: Home, workspace: Workspace, t: Speech) -> Block:
    """The whole tab."""
    reader = home.arrival.person
    conversation = address_of(workspace, reader.dm or workspace.bot_user_id)
    shown = [
        header(t.plain("home.title", name=reader.first_name)),
        *first(home, t),
        *offers.in_home(home.suggestions, t, today=home.today),
        *mentor_lists.in_home(home.lists, t, today=home.today),
        *afterwards.in_home(home.afterwards, t, today=home.today),
        *mentorships(home, workspace, t, above=home.first),
        *round_answered(home, t),
        *circles.in_home(home.circle, t, today=home.today),
        *who_i_am(home, t, conversation),
        *newcomers.in_home(home.welcomes, t),
        *team(home, t),
        divider(),
        actions(*_languages(t), *_comforts(home, t)),
        quiet(t("home.private")),
    ]
    return blocks.home(*(leading_there(block, conversation) for block in shown))


def not_for_you(t: Speech) -> Block:
    """For a guest or a stranger."""
    return blocks.home(header(t.plain("home.name")), section(t("refusals.not_for_you")))


def kept(t: Speech) -> Block:
    """What is kept, who sees it, for how long, and what never is."""
    return modal(
        t.plain("home.kept"),
        what_is_kept(t),
        *never_and_besides(t),
        doors(t, explanations.who_sees(t)),
        callback_id="notice",
        submit=None,
        close=t.plain("common.close"),
    )


def never_and_besides(t: Speech) -> list[Block]:
    """What is kept of nobody, what is kept without being an answer, and whom to ask."""
    return [section(t("home.kept_never")), section(t("home.kept_besides")), quiet(t("home.kept_ask"))]


def _comforts(home: Home, t: Speech) -> list[Block | None]:
    """What everybody may look for, always in the same place. Whoever has not begun may want to understand first."""
    wanted = button(t.plain("about_me.wanted.title"), ids.WANTED_OPEN)
    understand = button(t.plain("explanations.understand"), ids.EXPLAIN, value="mentor")
    hours = button(t.plain("working_hours.title"), ids.HOURS_OPEN)
    offered = [wanted, hours] if home.part in PARTS else [understand]
    help_ = button(t.plain("help.button"), ids.HELP)
    return [*offered, reaching_out.open_button(t), button(t.plain("home.kept"), ids.HOME_KEPT), help_]


def _languages(t: Speech) -> list[Block]:
    """The languages that are not the reader's, each named by itself."""
    others = [Speech(language, t.address, t.zone) for language in LANGUAGES if language != t.language]
    return [
        button(one.plain("home.speak"), f"{ids.HOME_LANGUAGE}:{one.language}", value=one.language)
        for one in others
    ]
