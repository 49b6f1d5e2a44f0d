"""Steps as people see them: one line on the page of their mentorship, the list behind it, and the question whether one
is left out.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.steps import StepState
from bot.programme.leaving_out import LeaveOut
from bot.programme.prompts import Bundle
from bot.programme.steps import Progress, SeenStep
from bot.texts import Markup, Speech, mention
from handlers import ids
from handlers.views import certificates
from handlers.views.blocks import Block, actions, button, confirm, modal, quiet, section

#: How each step is told; each says in words what it is, whatever its sign looks like.
TOLD: Mapping[StepState, str] = {
    StepState.DONE: "steps.done",
    StepState.OPEN: "steps.open",
    StepState.SUGGESTED: "steps.suggested",
    StepState.LEFT_OUT: "steps.left_out",
}


def in_page(progress: Progress, t: Speech) -> list[Block]:
    """One line on the page of a mentorship, and the certificate once there is one; nothing where no step is asked."""
    if not progress.lines:
        return []
    line = section(_counted(progress, t), button=open_button(progress.mentorship_id, t))
    if progress.certificate is None:
        return [line]
    return [line, actions(certificates.file_button(progress.certificate, t))]


def open_button(mentorship_id: int, t: Speech) -> Block:
    return button(t.plain("steps.look"), f"{ids.STEPS_OPEN}:{mentorship_id}", value=mentorship_id)


def form(progress: Progress, t: Speech) -> Block:
    """All of them, each with what can be done about it."""
    needed = t("steps.needed", count=progress.needed, total=progress.of, share=t.percent(progress.share, 100))
    return modal(
        t.plain("steps.title"),
        section(_counted(progress, t)),
        *(section(_line(step, t), button=_choice(progress, step, t)) for step in progress.lines),
        quiet(t("steps.settled") if progress.settled else needed),
        callback_id="notice",
        submit=None,
        close=t.plain("common.close"),
    )


def asked(one: LeaveOut, said: Bundle, t: Speech) -> list[Block]:
    """Yes or no; once it is decided, what became of it."""
    if one.step is None:
        return [section(t("steps.over"))]
    step, state = one.step.texts[t.language], one.step.state
    value = f"{one.prompt.mentorship_id}:{one.step.key}"
    if state is StepState.DONE:
        return [section(t("steps.asked_done", step=step))]
    if state is StepState.LEFT_OUT:
        keep = button(t.plain("steps.after_all"), f"{ids.STEP_KEEP}:{value}", value=value)
        told = section(t("steps.asked_left_out", step=step))
        return [told] if one.settled else [told, actions(keep)]
    if one.settled:
        return [section(t("steps.over"))]
    if state is StepState.OPEN:
        return [section(t("steps.asked_kept", step=step))]
    yes = button(t.plain("steps.agree"), f"{ids.STEP_LEAVE}:{value}", value=value, style="primary")
    no = button(t.plain("steps.keep"), f"{ids.STEP_KEEP}:{value}", value=value)
    by = mention(one.by.slack_id)
    return [section(t("steps.asked", partner=by, step=step)), actions(yes, no), quiet(t("steps.what"))]


def _counted(progress: Progress, t: Speech) -> Markup:
    if progress.settled:
        return t("steps.earned", count=progress.done, total=progress.of)
    left = progress.needed - progress.done
    return t("steps.counted", count=progress.done, total=progress.of, left=t("steps.to_go", count=left))


def _line(step: SeenStep, t: Speech) -> Markup:
    who = t("steps.you") if step.mine else mention(step.by.slack_id) if step.by else t("steps.somebody")
    return t(TOLD[step.state], step=step.texts[t.language], partner=who)


def _choice(progress: Progress, step: SeenStep, t: Speech) -> Block | None:
    """What can be done about a step; nothing once it was taken, or once the certificates are there."""
    if progress.settled or step.state is StepState.DONE:
        return None
    value = f"{progress.mentorship_id}:{step.key}"
    if step.state is StepState.OPEN:
        return button(
            t.plain("steps.leave_out"), f"{ids.STEP_LEAVE}:{value}", value=value, confirm=_sure(step, t)
        )
    if step.state is StepState.SUGGESTED and not step.mine:
        return button(t.plain("steps.agree"), f"{ids.STEP_LEAVE}:{value}", value=value)
    return button(t.plain("steps.after_all"), f"{ids.STEP_KEEP}:{value}", value=value)


def _sure(step: SeenStep, t: Speech) -> Block:
    return confirm(
        title=t.plain("steps.sure_title"),
        text=t.plain("steps.sure", step=step.texts[t.language]),
        yes=t.plain("steps.sure_yes"),
        no=t.plain("steps.sure_no"),
    )
