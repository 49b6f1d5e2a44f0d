"""Opening, piling up, redrawing and publishing views (slack.md §2.1, §2.2)."""

from bot.playground.errors import SlackError
from bot.playground.web_api.call import Call, Json, method


@method("views.open")
def open_view(call: Call) -> Json:
    """A form in answer to a gesture of at most three seconds ago."""
    payload = call.slack.view_payload(call.json("view"), ("modal",))
    user = call.slack.triggers.exchange(call.need("trigger_id"))
    return {"view": call.slack.shown_view(call.slack.views.open(user, payload))}


@method("views.push")
def push_view(call: Call) -> Json:
    """A form on top of the one that the person is in."""
    payload = call.slack.view_payload(call.json("view"), ("modal",))
    user = call.slack.triggers.exchange(call.need("trigger_id"))
    return {"view": call.slack.shown_view(call.slack.views.push(user, payload))}


@method("views.update")
def update_view(call: Call) -> Json:
    """Redraw a view that is still open."""
    payload = call.slack.view_payload(call.json("view"), ("modal", "home"))
    view = call.slack.views.find(call.text("view_id"), call.text("external_id"))
    if view is None:
        raise SlackError("not_found")
    return {"view": call.slack.shown_view(call.slack.views.update(view, payload, call.text("hash")))}


@method("views.publish")
def publish_view(call: Call) -> Json:
    """Somebody's Home tab."""
    if not call.slack.manifest.home_tab:
        raise SlackError("not_enabled")
    payload = call.slack.view_payload(call.json("view"), ("home",))
    user = call.need("user_id")
    if user not in call.slack.workspace.people:
        raise SlackError("user_not_found")
    return {"view": call.slack.shown_view(call.slack.views.publish(user, payload, call.text("hash")))}
