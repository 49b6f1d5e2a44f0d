"""Files: sharing one takes an address, the bytes, then the completion (slack.md §2.6); reading one takes its scope."""

from aiohttp import web

from bot.playground.company import BOT_USER_ID
from bot.playground.errors import SlackError
from bot.playground.slack import Slack
from bot.playground.web_api.call import Call, Json, method
from bot.playground.web_api.chat import bots_conversation

LONGEST_ALT = 1000


@method("files.getUploadURLExternal", scope="files:write")
def upload_address(call: Call) -> Json:
    """Where to send the bytes of a file of this length."""
    name, length = call.need("filename"), call.need("length")
    if not length.isdigit() or int(length) == 0:
        raise SlackError("invalid_arguments")
    alt = call.text("alt_txt") or ""
    if len(alt) > LONGEST_ALT:
        raise SlackError("alt_txt_too_large")
    file = call.slack.files.announce(name, int(length), alt)
    return {"file_id": file.id, "upload_url": f"{call.slack.url}/upload/{file.id}/{file.ticket}"}


async def receive(slack: Slack, request: web.Request) -> web.StreamResponse:
    """`POST /upload/…`: the bytes, raw or as the first file of a form."""
    content = b""
    if request.content_type == "multipart/form-data":
        for part in (await request.post()).values():
            if isinstance(part, web.FileField):
                content = part.file.read()
                break
    else:
        content = await request.read()
    if not slack.files.receive(request.match_info["file"], request.match_info["ticket"], content):
        return web.Response(status=400, text="bad_request")
    return web.Response(text=f"OK - {len(content)}")


@method("files.info", scope="files:read")
def info(call: Call) -> Json:
    """What is known of a file of the app's own, or of one that came to it with a form."""
    return {"file": call.slack.files.for_app(call.need("file")).as_slack(call.slack.url)}


@method("files.delete", scope="files:write")
def delete(call: Call) -> Json:
    """The app's own files; those of people are theirs to delete, unless the workspace is told otherwise."""
    file = call.slack.files.for_app(call.need("file"))
    if file.owner != BOT_USER_ID and not call.slack.faults.app_may_delete:
        raise SlackError("cant_delete_file")
    call.slack.files.delete(file.id)
    return {}


async def download(slack: Slack, token: str, request: web.Request) -> web.StreamResponse:
    """`GET /files/…`: the bytes, for the app's token and its scope; others get the page that asks to sign in."""
    shown = request.headers.get("Authorization") == f"Bearer {token}"
    file = slack.files.get(request.match_info["file"])
    if not shown or "files:read" not in slack.manifest.scopes or file is None or not file.seen_by_app:
        slack.inspector.note("from_bot", "download", request.path, "refused", {})
        return web.Response(text="<html><title>Sign in</title></html>", content_type="text/html")
    slack.inspector.note("from_bot", "download", request.path, "ok", {})
    safe = {"Content-Security-Policy": "sandbox", "X-Content-Type-Options": "nosniff"}
    return web.Response(body=file.content, content_type=file.mimetype, headers=safe)


@method("files.completeUploadExternal", scope="files:write")
def complete(call: Call) -> Json:
    """Make files exist and share them in a conversation that the bot is in; the message's ts is not told."""
    wanted = call.json("files")
    if not isinstance(wanted, list) or not wanted:
        raise SlackError("invalid_arguments")
    channel = call.text("channel_id") or call.text("channels")
    place = bots_conversation(call.slack, channel) if channel else None
    done = [call.slack.files.complete(str(one.get("id")), str(one.get("title") or "")) for one in wanted]
    if place:
        call.slack.post(
            place,
            user=BOT_USER_ID,
            text=call.text("initial_comment") or "",
            method="files.completeUploadExternal",
            files=[file.id for file in done],
            thread_ts=call.text("thread_ts"),
        )
    return {"files": [file.as_slack(call.slack.url) for file in done]}
