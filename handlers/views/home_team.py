"""What whoever runs the programme, or may see its figures, finds in Home."""

from __future__ import annotations

from bot.domain.rounds import RoundState
from bot.programme.home import First, Home, Team
from bot.texts import Markup, Speech
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
    if team.round is not None and team.round.state is RoundState.COLLECTING and team.runs:
        day = t.date(team.round.closes_on, today=home.today)
        said.append(t("home.team_round", day=day, count=team.answered, invited=team.invited))
    elif team.round is not None and team.runs:
        said.append(t("home.team_proposed"))
    elif team.runs:
        said.append(t("home.team_quiet"))
    if team.changes:
        said.append(t("changes.home.team", count=team.changes))
    return Markup.joined(said)


def report(t: Speech) -> Block:
    """The way to the figures."""
    return button(t.plain("home.report"), ids.REPORT_OPEN)
