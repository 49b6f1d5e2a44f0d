"""What whoever runs the programme, or may see its figures, finds in Home."""

from __future__ import annotations

from bot.domain.rounds import Round, RoundState
from bot.programme.home import First, Home, Team
from bot.texts import Markup, Speech, escape
from handlers import ids
from handlers.views.blocks import Block, actions, button, divider, section


def team(home: Home, t: Speech) -> list[Block]:
    """For whoever runs the programme besides taking part, or may only see its figures."""
    if home.team is None or home.first is First.RUN:
        return []
    runs = button(t.plain("home.admin"), ids.ADMIN_MENU) if home.team.runs else None
    return [divider(), section(of_the_team(home.team, home, t)), actions(runs, report(t))]


def of_the_team(team: Team, home: Home, t: Speech) -> Markup:
    """Where the programme is."""
    said = [t("home.team")]
    if team.only is not None:
        return Markup.joined([*said, escape(team.only[t.language])])
    if team.runs:
        said.append(_of_the_round(team.round, team, home, t) if team.round else t("home.team_quiet"))
    if team.changes:
        said.append(t("changes.home.team", count=team.changes))
    return Markup.joined(said)


def _of_the_round(found: Round, team: Team, home: Home, t: Speech) -> Markup:
    if found.state is not RoundState.COLLECTING:
        return t("home.team_proposed")
    day = t.date(found.closes_on, today=home.today)
    if home.today > found.closes_on:
        return t("home.team_closed", day=day, answered=team.answered, invited=team.invited)
    return t("home.team_round", day=day, count=team.answered, invited=team.invited)


def report(t: Speech) -> Block:
    """The way to the figures."""
    return button(t.plain("home.report"), ids.REPORT_OPEN)
