"""What a person puts into a form's field is theirs; the app reads it with its token and its scope, and not before.

slack.md §2.6; docs.slack.dev on the file input element, `files:read`, `files.info` and `files.delete`.
"""

from base64 import b64encode
from dataclasses import replace
from urllib.request import Request, urlopen

import pytest
from slack_sdk.errors import SlackApiError

CSV = b"slack_id,site\nU0TOM,Paris\n"


def refused(call, **args):
    with pytest.raises(SlackApiError) as caught:
        call(**args)
    return caught.value.response["error"]


def form(**more):
    field = {"type": "file_input", "action_id": "paper", "filetypes": ["csv"], "max_files": 1, **more}
    label = {"type": "plain_text", "text": "Roster"}
    return {
        "type": "modal",
        "callback_id": "roster",
        "title": {"type": "plain_text", "text": "Import"},
        "submit": {"type": "plain_text", "text": "Read"},
        "blocks": [{"type": "input", "block_id": "roster", "label": label, "element": field}],
    }


def read(url, token=""):
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    with urlopen(Request(url, headers=headers)) as answer:
        return answer.headers.get_content_type(), answer.read()


@pytest.fixture
def upload(hand):
    """Tom chooses a file in the window of his computer."""
    return lambda name="people.csv", content=CSV, user="U0TOM": hand.do(
        "upload", as_=user, name=name, content=b64encode(content).decode()
    )


@pytest.fixture
def view_id(pg, client):
    return client.views_open(trigger_id=pg.slack.triggers.give("U0TOM"), view=form())["view"]["id"]


@pytest.fixture
def submit(hand, view_id):
    """Tom sends the form with these files."""

    def send(*files):
        field = {"type": "file_input", "files": list(files)}
        return hand.do("submit", as_="U0TOM", view_id=view_id, values={"roster": {"paper": field}})

    return send


@pytest.fixture
def handed(app, bolt):
    """What the app finds in the form."""
    found = []

    @app.view("roster")
    def sent(ack, view):
        found.extend(view["state"]["values"]["roster"]["paper"]["files"])
        ack()

    bolt()
    return found


def test_a_file_comes_with_the_form_and_is_read_with_the_token(pg, client, upload, submit, handed):
    assert submit(upload()["id"])["ok"]
    [file] = handed
    assert (file["name"], file["size"], file["filetype"], file["user"]) == (
        "people.csv",
        len(CSV),
        "csv",
        "U0TOM",
    )
    known = client.files_info(file=file["id"])["file"]
    assert known["url_private_download"] == file["url_private_download"]
    assert read(file["url_private_download"], pg.bot_token) == ("text/csv", CSV)


def test_without_the_token_the_address_shows_the_page_that_asks_to_sign_in(pg, upload, submit, handed):
    submit(upload()["id"])
    for token in ("", "xoxb-wrong", pg.app_token):
        kind, content = read(handed[0]["url_private_download"], token)
        assert kind == "text/html"
        assert CSV not in content


def test_without_the_scope_no_field_is_shown_and_no_file_is_read(
    pg, client, upload, submit, handed, monkeypatch
):
    submit(upload()["id"])
    lesser = replace(pg.slack.manifest, scopes=pg.slack.manifest.scopes - {"files:read"})
    monkeypatch.setattr(pg.slack, "manifest", lesser)
    trigger = pg.slack.triggers.give("U0TOM")
    assert refused(client.views_open, trigger_id=trigger, view=form()) == "missing_scope"
    assert refused(client.files_info, file=handed[0]["id"]) == "missing_scope"
    assert read(handed[0]["url_private_download"], pg.bot_token)[0] == "text/html"


def test_the_app_sees_no_file_before_its_form_is_sent(pg, client, upload):
    file = upload()
    assert refused(client.files_info, file=file["id"]) == "file_not_found"
    assert read(f"{pg.url}/files/{file['id']}/download/people.csv", pg.bot_token)[0] == "text/html"


def test_a_file_of_another_kind_or_one_too_many_is_refused_by_slack_itself(upload, submit, handed):
    workbook, one, two = upload("people.xlsx")["id"], upload()["id"], upload()["id"]
    assert submit(workbook)["errors"] == {"roster": "Please choose a file of these types: csv."}
    assert submit(one, two)["errors"] == {"roster": "Please choose at most 1 files."}
    assert submit()["errors"] == {"roster": "Please complete this required field."}
    assert handed == []


def test_nobody_hands_over_what_is_not_theirs_or_not_there_or_above_ten_megabytes(upload, submit, handed):
    assert submit(upload(user="U0LEA")["id"])["error"] == "no_such_file"
    assert submit("F0NONE")["error"] == "no_such_file"
    assert upload(content=b"x" * (10 * 1024 * 1024 + 1))["error"] == "file_refused"
    assert upload(content=b"")["error"] == "file_refused"
    assert handed == []


def test_the_app_deletes_its_own_files_and_those_of_people_only_where_it_may(
    client, hand, upload, submit, handed
):
    own = client.files_upload_v2(content=b"a,b", filename="pairs.csv")["file"]["id"]
    client.files_delete(file=own)
    assert refused(client.files_delete, file=own) == "file_not_found"
    submit(upload()["id"])
    theirs = handed[0]["id"]
    assert refused(client.files_delete, file=theirs) == "cant_delete_file"
    hand.do("faults", app_may_delete=True)
    client.files_delete(file=theirs)
    assert refused(client.files_info, file=theirs) == "file_not_found"
