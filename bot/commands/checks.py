"""What `binome doctor` looks at: each check says, in a sentence, that something is fine or how to mend it.

A check that meets one of the troubles of `bot/commands/trouble.py` lets it through: its sentence is the finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from slack_sdk.web import SlackResponse
from sqlalchemy import Engine, text

from bot.clock import SystemClock
from bot.commands.asking import SlackDesk
from bot.commands.keys import refuse_what_is_closed
from bot.commands.opening import opened
from bot.commands.trouble import TokenRefused
from bot.domain.people import SlackProfile, Standing
from bot.pdf.fonts import at_hand
from bot.programme import charters
from bot.programme.feasts import PublicHolidays
from bot.programme.types import load_types
from bot.settings import Settings
from bot.texts import Speech
from handlers import routes
from handlers.everybody import profile_from
from storage import rotation
from storage.engine import open_engine, reading
from storage.migrate import HEAD, revision_of
from storage.problems import NewerSchema, said_plainly
from storage.sealing import Sealer

MANIFEST = Path(__file__).parents[2] / "manifest.yml"
#: The only history that the bot may read: its own conversations (design §6).
OWN_HISTORY = "im:history"
#: Seconds. What is said goes by Slack's time stamps and is looked for by ours.
TOLERABLE_SKEW = 60


class State(StrEnum):
    FINE = "fine"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    state: State
    words: str


@dataclass(kw_only=True)
class Visit:
    """What the checks have at hand. `us` is Slack's answer to who we are; `revision`, the database's schema."""

    settings: Settings
    t: Speech
    desk: SlackDesk
    reached: bool = False
    us: SlackResponse | None = None
    revision: str | None = None

    def fine(self, key: str, **values: str | int) -> Finding:
        return Finding(state=State.FINE, words=self.t.plain(key, **values))

    def note(self, key: str, **values: str | int) -> Finding:
        return Finding(state=State.NOTE, words=self.t.plain(key, **values))

    def wrong(self, key: str, **values: str | int) -> Finding:
        return Finding(state=State.WRONG, words=self.t.plain(key, **values))


Findings = Iterator[Finding]


def bot_token(visit: Visit) -> Findings:
    try:
        visit.us = visit.desk.who_we_are()
        visit.reached = True
    except TokenRefused:
        visit.reached = True
        raise
    yield visit.fine("operator.doctor_bot_token", bot=visit.us["user"], team=visit.us["team"])


def app_token(visit: Visit) -> Findings:
    if not visit.settings.slack_app_token and visit.settings.slack_signing_secret:
        yield visit.fine("operator.doctor_http")
    elif not visit.settings.slack_app_token:
        yield visit.wrong("operator.doctor_app_token_missing")
    elif visit.reached:
        visit.desk.may_listen()
        yield visit.fine("operator.doctor_app_token")


def scopes(visit: Visit) -> Findings:
    """What the app may do, as Slack says it, against what the manifest asks."""
    manifest = _manifest()
    if visit.us is None or manifest is None:
        return
    granted = set(_header(visit.us, "x-oauth-scopes").replace(" ", "").split(",")) - {""}
    if not granted:
        yield visit.note("operator.doctor_scopes_unknown")
        return
    asked = manifest["oauth_config"]["scopes"]
    needed, optional = set(asked["bot"]), set(asked.get("bot_optional") or ())
    prying = {scope for scope in granted if "history" in scope} - {OWN_HISTORY}
    if needed - granted:
        yield visit.wrong("operator.doctor_scopes_missing", scopes=_names(needed - granted))
    if prying:
        yield visit.wrong("operator.doctor_scopes_history", scopes=_names(prying))
    if needed <= granted and not prying:
        yield visit.fine("operator.doctor_scopes")
    if optional - granted:
        yield visit.note("operator.doctor_scopes_optional", scopes=_names(optional - granted))
    if spare := granted - needed - optional - prying:
        yield visit.note("operator.doctor_scopes_more", scopes=_names(spare))


def manifest(visit: Visit) -> Findings:
    """A command that Slack offers and nobody answers, or the other way round."""
    found = _manifest()
    if found is None:
        yield visit.note("operator.doctor_manifest_absent")
        return
    features, settings = found["features"], found["settings"]
    pairs = (
        ({one["command"] for one in features["slash_commands"]}, routes.COMMANDS),
        ({one["callback_id"] for one in features["shortcuts"]}, routes.SHORTCUTS),
        ({one.split(".")[0] for one in settings["event_subscriptions"]["bot_events"]}, routes.EVENTS),
    )
    apart = {name for declared, answered in pairs for name in declared ^ set(answered)}
    if apart:
        yield visit.wrong("operator.doctor_manifest_apart", names=_names(apart))
    else:
        yield visit.fine("operator.doctor_manifest")


def database(visit: Visit) -> Findings:
    """It opens, it takes writing, and its schema is one that we know. Nothing in it is changed."""
    engine = open_engine(visit.settings.binome_database_url, pool_size=1)
    where = engine.url.render_as_string(hide_password=True)
    try:
        with said_plainly(engine):
            visit.revision = revision_of(engine)
            _try_writing(engine)
    finally:
        engine.dispose()
    match visit.revision:
        case None:
            yield visit.fine("operator.doctor_database_new", where=where)
        case found if found == HEAD:
            yield visit.fine("operator.doctor_database", where=where, revision=found)
        case found if found < HEAD:
            yield visit.note("operator.doctor_database_older", where=where, revision=found, known=HEAD)
        case found:
            raise NewerSchema(where, found=found, known=HEAD)


def keys(visit: Visit) -> Findings:
    """Everything that is sealed opens: a key that was lost is noticed today, not when somebody asks for it."""
    if visit.revision not in (None, HEAD):
        return
    sealer = Sealer(visit.settings.secret_keys)
    if visit.revision == HEAD:
        seals = _seals(visit, sealer)
        refuse_what_is_closed(seals, sealer, visit.t)
        if former := seals.keys - {sealer.newest}:
            yield visit.note("operator.doctor_keys_former", names=", ".join(sorted(former)))
    yield visit.fine("operator.doctor_keys", count=len(visit.settings.secret_keys))


def _seals(visit: Visit, sealer: Sealer) -> rotation.Seals:
    engine = open_engine(visit.settings.binome_database_url, pool_size=1)
    try:
        with said_plainly(engine), reading(engine).begin() as connection:
            return rotation.look(connection, sealer)
    finally:
        engine.dispose()


def clock(visit: Visit) -> Findings:
    if visit.settings.clock_file:
        yield visit.note("operator.doctor_clock_movable", path=str(visit.settings.clock_file))
    slacks = _header(visit.us, "date") if visit.us else ""
    if slacks:
        skew = (SystemClock().machine_now() - parsedate_to_datetime(slacks)).total_seconds()
        seconds = round(abs(skew))
        if seconds <= TOLERABLE_SKEW:
            yield visit.fine("operator.doctor_clock", seconds=seconds)
        else:
            yield visit.wrong("operator.doctor_clock_wrong", seconds=seconds)


def owners(visit: Visit) -> Findings:
    """Owners are in Slack, and are employees: otherwise nobody can name the coordinators."""
    if not visit.settings.owners:
        yield visit.wrong("operator.doctor_owners_none")
    if visit.us is None:
        return
    names = []
    for owner in visit.settings.owners:
        profile = _profile(visit, owner)
        if profile is None:
            yield visit.wrong("operator.doctor_owner_unknown", owner=owner)
        elif profile.standing is not Standing.EMPLOYEE:
            yield visit.wrong("operator.doctor_owner_out", owner=owner, name=profile.name)
        else:
            names.append(profile.name)
    if names:
        yield visit.fine("operator.doctor_owners", names=", ".join(names))


def programmes(visit: Visit) -> Findings:
    types = load_types(visit.settings.binome_programmes)
    names = ", ".join(found.name[visit.t.language] for found in types.values())
    yield visit.fine("operator.doctor_programmes", names=names)
    if visit.us is None or visit.revision != HEAD:
        return
    with opened(visit.settings, visit.us) as (store, workspace), store.look(workspace) as work:
        for programme in charters.reworded(work):
            yield visit.wrong("operator.doctor_charter_reworded", type=programme.type_key)


def fonts(visit: Visit) -> Findings:
    """On a certificate, whoever has a name that no font draws is called as in Slack, or writes it by hand."""
    found = at_hand(visit.settings.binome_fonts)
    names: tuple[str, ...] = ()
    if visit.us is not None and visit.revision == HEAD:
        with opened(visit.settings, visit.us) as (store, workspace), store.look(workspace) as work:
            names = tuple(person.name for person in work.people.employees())
    if strange := sum(found.readable(name) is None for name in names):
        yield visit.note("operator.doctor_fonts_short", count=strange)
    else:
        yield visit.fine("operator.doctor_fonts")


def country(visit: Visit) -> Findings:
    code = visit.settings.binome_country
    if PublicHolidays()[code]:
        yield visit.fine("operator.doctor_country", country=code)
    else:
        yield visit.wrong("operator.doctor_country_unknown", country=code)


#: In this order: what comes later needs what comes first.
CHECKS: tuple[Callable[[Visit], Findings], ...] = (
    bot_token,
    app_token,
    scopes,
    manifest,
    database,
    keys,
    clock,
    owners,
    programmes,
    fonts,
    country,
)


def _manifest() -> dict[str, Any] | None:
    if not MANIFEST.is_file():
        return None
    found: dict[str, Any] = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    return found


def _header(answer: SlackResponse, name: str) -> str:
    """Slack writes `x-oauth-scopes`, others may not: names of headers have no case."""
    headers = {str(key).lower(): value for key, value in answer.headers.items()}
    value = headers.get(name, "")
    return str(value[0] if isinstance(value, list) else value)


def _try_writing(engine: Engine) -> None:
    """Begin what a migration would do, and take it back."""
    with engine.connect() as connection, connection.begin() as begun:
        connection.execute(text("CREATE TABLE binome_doctor (looked INTEGER)"))
        begun.rollback()


def _profile(visit: Visit, owner: str) -> SlackProfile | None:
    try:
        return profile_from(visit.desk.ask(partial(visit.desk.client.users_info, user=owner))["user"])
    except TokenRefused as refused:
        if refused.reason in ("user_not_found", "user_not_visible"):
            return None
        raise


def _names(names: set[str]) -> str:
    return ", ".join(sorted(names))
