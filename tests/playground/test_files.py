"""Files exist once their bytes have come and somebody has completed them (slack.md §2.6)."""

from urllib.request import Request, urlopen

import pytest
from slack_sdk.errors import SlackApiError

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def refused(call, **args):
    with pytest.raises(SlackApiError) as caught:
        call(**args)
    return caught.value.response["error"]


def test_a_picture_is_shared_with_its_alt_text(client, hand, pg):
    channel = client.conversations_open(users="U0LEA")["channel"]["id"]
    shared = client.files_upload_v2(
        channel=channel, content=PNG, filename="met.png", title="Met", alt_txt="12 of 20 have met",
        initial_comment="The month",
    )  # fmt: skip
    [message] = hand.messages("U0LEA")
    assert message["text"] == "The month"
    [file] = message["files"]
    assert (file["name"], file["mimetype"], file["alt"]) == ("met.png", "image/png", "12 of 20 have met")
    with urlopen(pg.url + file["url"]) as answer:
        assert (answer.read(), answer.headers["Content-Type"]) == (PNG, "image/png")
        assert answer.headers["Content-Security-Policy"] == "sandbox"
    assert shared["file"]["id"] == file["id"]
    assert hand.get("truth")[0]["files"] == [file["id"]]


def test_a_file_goes_to_a_conversation_by_its_own_id_where_the_bot_is(client):
    def upload(channel):
        return refused(client.files_upload_v2, channel=channel, content=b"a,b", filename="pairs.csv")

    assert upload("U0LEA") == "channel_not_found"
    assert upload("C0GENERAL") == "not_in_channel"


def test_a_file_is_completed_once_and_only_after_its_bytes(client):
    announced = client.files_getUploadURLExternal(filename="a.csv", length=3)
    files = [{"id": announced["file_id"], "title": "a"}]
    assert refused(client.files_completeUploadExternal, files=files) == "file_not_found"
    with urlopen(Request(announced["upload_url"], data=b"a,b")) as answer:
        assert answer.status == 200
    client.files_completeUploadExternal(files=files)
    assert refused(client.files_completeUploadExternal, files=files) == "file_already_completed"


def test_bytes_of_another_length_are_refused(client):
    from urllib.error import HTTPError

    announced = client.files_getUploadURLExternal(filename="a.csv", length=3)
    with pytest.raises(HTTPError) as caught:
        urlopen(Request(announced["upload_url"], data=b"longer"))
    caught.value.close()
    assert refused(client.files_getUploadURLExternal, filename="a.csv", length=0) == "invalid_arguments"


def test_an_alt_text_has_a_thousand_characters_at_most(client):
    call = client.files_getUploadURLExternal
    assert refused(call, filename="a.png", length=3, alt_txt="x" * 1001) == "alt_txt_too_large"


def test_a_file_that_is_not_shared_stays_out_of_sight(client, hand):
    client.files_upload_v2(content=b"a,b", filename="pairs.csv")
    assert hand.messages("U0LEA") == []


def test_a_picture_in_blocks_must_be_a_file_that_exists(client, hand):
    def picture(id):
        return [{"type": "image", "alt_text": "Met", "slack_file": {"id": id}}]

    post = {"channel": "U0LEA", "text": "Met"}
    assert refused(client.chat_postMessage, **post, blocks=picture("F0NONE")) == "invalid_blocks"
    csv = client.files_upload_v2(content=b"a,b", filename="pairs.csv")["file"]["id"]
    assert refused(client.chat_postMessage, **post, blocks=picture(csv)) == "invalid_blocks"
    png = client.files_upload_v2(content=PNG, filename="met.png")["file"]["id"]
    assert client.chat_postMessage(**post, blocks=picture(png))["ok"]
