"""The installation: who the token is, the workspace, and a socket to listen on."""

from bot.playground.web_api.call import Call, Json, method


@method("auth.test")
def auth_test(call: Call) -> Json:
    """Who the token is."""
    company = call.slack.company
    return {
        "url": call.slack.url,
        "team": company.name,
        "team_id": company.id,
        "is_enterprise_install": False,
        **call.slack.bot_identity(),
    }


@method("apps.connections.open", token="app")
def open_connection(call: Call) -> Json:
    """An address to open one socket at, good for one use."""
    address = call.slack.url.replace("http://", "ws://", 1)
    return {"url": f"{address}/socket?ticket={call.slack.sockets.ticket()}&app_id=A0BINOME"}


@method("team.info", scope="team:read")
def info(call: Call) -> Json:
    """The workspace."""
    company = call.slack.company
    return {"team": {"id": company.id, "name": company.name, "domain": company.domain}}
