"""Whom somebody would rather not be paired with: a form of its own, answered in the form and nowhere else."""

from __future__ import annotations

from bot.domain.profiles import MOST_AVOIDED
from bot.programme.avoiding import Wishes
from bot.texts import Speech
from handlers import ids
from handlers.views.blocks import Block, Message, ask, message, modal, plain, quiet, section
from handlers.views.wording import names

PEOPLE = "people"


def form(wishes: Wishes, t: Speech) -> Block:
    """Slack's own list of people: whoever one would rather avoid need not be in the programme."""
    chosen = [person.slack_id for person in wishes.people]
    people: Block = {
        "type": "multi_users_select",
        "action_id": PEOPLE,
        "placeholder": plain(t.plain("about_me.avoid.choose"), 150),
        "max_selected_items": MOST_AVOIDED,
        **({"initial_users": chosen} if chosen else {}),
    }
    return modal(
        t.plain("about_me.avoid.title"),
        section(t("about_me.avoid.intro")),
        ask(
            t.plain("about_me.avoid.people"),
            people,
            block_id=PEOPLE,
            hint=t.plain("about_me.avoid.hint", most=MOST_AVOIDED),
            optional=True,
        ),
        callback_id=ids.AVOID_FORM,
        submit=t.plain("common.save"),
        close=t.plain("common.close"),
    )


def noted(wishes: Wishes, t: Speech) -> Message:
    """How many, without a name; by name only those for whom something is left to do."""
    count = len(wishes.people)
    said = t("about_me.avoid.noted", count=count) if count else t("about_me.avoid.none")
    partners, chosen = names(wishes.partners, t), names(wishes.chosen, t)
    return message(
        section(said),
        quiet(t("about_me.avoid.partners", people=partners)) if wishes.partners else None,
        quiet(t("about_me.avoid.chosen", people=chosen)) if wishes.chosen else None,
    )
