"""The file of a certificate: given with its message, once, and again to its owner whenever they ask for it.

It is drawn outside any transaction, on a thread that nobody waits for.
"""

from __future__ import annotations

from collections.abc import Mapping

import structlog

from bot.domain.certificates import CertificateKind, Paper
from bot.domain.kinds import PromptKind
from bot.domain.people import Person
from bot.programme import papers
from bot.programme.certificate_facts import Earned
from bot.programme.prompts import Parcel
from bot.texts import Speech
from handlers.messenger import TROUBLES, Messenger, SlackIsBusy, SlackIsUnclear, SlackSaidNo
from handlers.office import Office
from handlers.turn import Turn, speech_for
from handlers.views.common import sentence

log = structlog.get_logger("binome.certificates")

#: What brings a file along.
WITH_A_FILE = frozenset({PromptKind.CERTIFICATE, PromptKind.MENTOR_YEAR})
#: How a file is called, its title, and what is said with it.
WORDS: Mapping[CertificateKind, tuple[str, str, str]] = {
    CertificateKind.MENTORSHIP: (
        "certificates.file_name",
        "certificates.file_title",
        "certificates.file_sent",
    ),
    CertificateKind.YEAR: ("certificates.year_name", "certificates.year_title", "certificates.year_sent"),
}


def give(turn: Turn) -> None:
    """The button: its value is the certificate's id."""
    with turn.look() as work:
        paper = papers.of_ones_own(work, turn.actor, turn.number())
    turn.later(lambda: _give(turn, paper))


def give_year(turn: Turn) -> None:
    """A mentor's year up to today, for themselves."""
    with turn.look() as work:
        paper = papers.year_of_a_mentor(work, turn.actor)
    turn.later(lambda: _give(turn, paper))


def bring(office: Office, parcel: Parcel) -> None:
    """The files of a message that was just sent, each once and never twice: what goes wrong here, its button mends."""
    for one in parcel.bundle.facts:
        if isinstance(one, Earned) and one.prompt.kind in WITH_A_FILE:
            try:
                _bring(office, parcel.bundle.recipient, one)
            except Exception as trouble:
                known = isinstance(trouble, TROUBLES)
                why = str(trouble) if known else type(trouble).__name__
                log.warning("a certificate was not brought", action="certificate_not_brought", why=why)


def _bring(office: Office, reader: Person, earned: Earned) -> None:
    number = earned.certificate.id
    with office.store.look(office.workspace) as work:
        paper = papers.of_ones_own(work, reader, number)
    content = papers.draw(paper, office.customs)
    with office.store.work(office.workspace) as work:
        papers.handed_out(work, paper, content)
        first = work.inbox.first_time(f"certificate:{number}", work.machine_now)
    if first:
        _send(office.messenger, reader.slack_id, paper, content, speech_for(office.customs, reader))


def _give(turn: Turn, paper: Paper) -> None:
    content = papers.draw(paper, turn.house.customs)
    with turn.house.store.work(turn.workspace) as work:
        papers.handed_out(work, paper, content)
    try:
        _send(turn.house.messenger, turn.slack_id, paper, content, turn.t)
    except (SlackSaidNo, SlackIsBusy, SlackIsUnclear) as no:
        log.warning("a certificate was not given", action="certificate_not_given", why=str(no))
        turn.house.messenger.post(turn.slack_id, sentence(turn.t("certificates.not_given")))


def _send(messenger: Messenger, slack_id: str, paper: Paper, content: bytes, t: Speech) -> None:
    """As Slack shows it to its reader: the file's words are in the language of the page, these in theirs."""
    name, title, comment = WORDS[paper.kind]
    year = str(paper.page.since.year)
    messenger.send_file(
        slack_id,
        content,
        name=t.plain(name, number=paper.code or year),
        title=t.plain(title, year=year),
        comment=t(comment),
    )
