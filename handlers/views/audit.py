"""What is on record, in words: a page of it, and the two menus that narrow it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.domain.permissions import Act
from bot.programme.audit import Record
from bot.programme.rights_ports import OnRecord
from bot.texts import Markup, Speech, mention
from handlers import ids
from handlers.views.blocks import Block, actions, button, modal, option, plain, quiet, section, select

#: Lines in one block of text: with long names it holds no more than these.
TOGETHER = 5
#: What is counted where a user group is bound; elsewhere it is the rows of a file.
OF_PEOPLE = frozenset({Act.BIND_GROUPS, Act.UNBIND_GROUPS})


def record(shown: Record, t: Speech, *, today: date) -> Block:
    """The latest first; what was refused again and again within a minute is one line."""
    lines = [_line(one, shown, t, today) for one in shown.lines]
    parts = [lines[start : start + TOGETHER] for start in range(0, len(lines), TOGETHER)]
    sought = shown.sought
    return modal(
        t.plain("audit.title"),
        section(t("audit.intro")),
        actions(*_filters(shown, t), block_id=f"audit_{sought.slack_id or 'all'}_{sought.act or 'all'}"),
        *(section(Markup.joined(part, "\n")) for part in parts),
        None if parts else section(t("audit.nothing")),
        actions(
            button(t.plain("audit.older"), ids.AUDIT_PAGE, value=shown.older) if shown.older else None,
            button(t.plain("audit.everything"), ids.AUDIT_OPEN),
        ),
        quiet(t("audit.kept")),
        callback_id=ids.AUDIT_OPEN,
        submit=None,
        close=t.plain("common.close"),
        kept=f"{sought.slack_id or ''}:{sought.act or ''}:",
    )


def _filters(shown: Record, t: Speech) -> Iterator[Block]:
    person: Block = {
        "type": "users_select",
        "action_id": ids.AUDIT_PERSON,
        "placeholder": plain(t.plain("audit.person"), 150),
    }
    if shown.sought.slack_id:
        person["initial_user"] = shown.sought.slack_id
    acts = sorted((option(t.plain(f"audit.act.{one}"), one.value) for one in Act), key=_by_words)
    chosen = next((one for one in acts if one["value"] == shown.sought.act), None)
    yield person
    yield select(ids.AUDIT_ACT, placeholder=t.plain("audit.which"), options=acts, chosen=chosen)


def _by_words(one: Block) -> str:
    return str(one["text"]["text"]).casefold()


def _line(one: OnRecord, shown: Record, t: Speech, today: date) -> Markup:
    """As in "Tuesday 10 March at 14:30 · @Inès · see the report (Newcomers) · refused, 12 times"."""
    parts = [t("audit.who", when=t.day_time(one.at, today=today), who=_who(one.actor_id, shown, t))]
    parts.append(_act(one, shown, t))
    if one.subject_id is not None:
        parts.append(t("audit.about", who=_who(one.subject_id, shown, t)))
    if one.number is not None:
        counted = "audit.people" if one.act in OF_PEOPLE else "audit.rows"
        parts.append(t(counted, count=one.number))
    if not one.allowed:
        parts.append(t("audit.refused", count=one.times))
    return t("audit.line", said=Markup.joined(parts, " · "))


def _act(one: OnRecord, shown: Record, t: Speech) -> Markup:
    act, programme = t(f"audit.act.{one.act}"), shown.programmes.get(one.programme_id or 0)
    return act if programme is None else t("audit.in_programme", act=act, programme=programme[t.language])


def _who(person_id: int, shown: Record, t: Speech) -> Markup:
    """Whoever was forgotten since is nobody any more."""
    person = shown.people.get(person_id)
    return mention(person.slack_id) if person is not None else t("audit.somebody")
