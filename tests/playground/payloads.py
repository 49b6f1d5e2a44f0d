"""Payloads that Slack accepts, and one that breaks each rule (slack.md §2.1, §3)."""

from typing import Any

Json = dict[str, Any]


def plain(text: str = "Text") -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "Text") -> Json:
    return {"type": "mrkdwn", "text": text}


def option(text: str = "One", value: str = "1", **more: Any) -> Json:
    return {"text": plain(text), "value": value, **more}


def section(**more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(), **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def button(**more: Any) -> Json:
    return {"type": "button", "action_id": "go", "text": plain(), **more}


def select(**more: Any) -> Json:
    return {"type": "static_select", "action_id": "pick", "options": [option()], **more}


def field(element: Json | None = None, **more: Any) -> Json:
    element = element or {"type": "plain_text_input", "action_id": "text"}
    return {"type": "input", "label": plain(), "element": element, **more}


def typed(**more: Any) -> Json:
    return field({"type": "plain_text_input", "action_id": "text", **more})


def number(**more: Any) -> Json:
    return field({"type": "number_input", "action_id": "number", "is_decimal_allowed": False, **more})


def message(*blocks: Json, text: Any = "Everything in words") -> Json:
    return {"text": text, "blocks": list(blocks)}


def modal(*blocks: Json, **more: Any) -> Json:
    return {"type": "modal", "title": plain(), "submit": plain(), "blocks": list(blocks), **more}


def home(*blocks: Json, **more: Any) -> Json:
    return {"type": "home", "blocks": list(blocks), **more}


def raw(text: str = "x") -> Json:
    return {"type": "raw_text", "text": text}


def data_table(rows: list[list[Json]] | None = None, **more: Any) -> Json:
    rows = rows or [[raw("Who")], [raw("Léa")]]
    return {"type": "data_table", "caption": "Pairs", "rows": rows, **more}


def table(rows: list[list[Json]]) -> Json:
    return {"type": "table", "rows": rows}


def chart(**more: Any) -> Json:
    return {"type": "data_visualization", "title": "Met", "chart": more or PIE}


PIE: Json = {"type": "pie", "segments": [{"label": "Met", "value": 3}]}


def bars(names: list[str] = ["Met"], labels: list[str] = ["May"], categories: Any = None) -> Json:  # noqa: B006
    series = [{"name": name, "data": [{"label": label, "value": -1.5} for label in labels]} for name in names]
    return chart(type="bar", series=series, axis_config={"categories": categories or labels})


def rich(*pieces: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(pieces)}]}


def confirm(**more: Any) -> Json:
    return {"title": plain(), "text": plain(), "confirm": plain(), "deny": plain(), **more}


def card(**more: Any) -> Json:
    return {"type": "card", "title": mrkdwn(), **more}


GOOD: list[tuple[str, str, Json]] = [
    ("text alone", "message", {"text": "Bonjour"}),
    ("every simple block", "message", message(
        {"type": "header", "text": plain(), "level": 2},
        section(fields=[mrkdwn()] * 10, accessory=button(confirm=confirm(), style="primary", url="https://e.test")),
        {"type": "divider"},
        {"type": "context", "elements": [mrkdwn(), {"type": "image", "alt_text": "a", "image_url": "https://e.test"}]},
        {"type": "image", "alt_text": "a", "slack_file": {"id": "F0"}, "title": plain()},
        {"type": "markdown", "text": "**Bonjour**"},
        rich({"type": "text", "text": "a", "style": {"bold": True}}, {"type": "user", "user_id": "U0LEA"}),
    )),
    ("every menu and picker", "message", message(actions(
        select(initial_option=option(), placeholder=plain()),
        {"type": "multi_static_select", "action_id": "b", "option_groups": [{"label": plain(), "options": [option()]}],
         "initial_options": [option()], "max_selected_items": 3},
        {"type": "external_select", "action_id": "c", "min_query_length": 0},
        {"type": "users_select", "action_id": "d", "initial_user": "U0LEA"},
        {"type": "multi_users_select", "action_id": "e"},
        {"type": "conversations_select", "action_id": "f", "default_to_current_conversation": True},
        {"type": "channels_select", "action_id": "g"},
        {"type": "overflow", "action_id": "h", "options": [option(url="https://e.test")] * 5},
        {"type": "datepicker", "action_id": "i", "initial_date": "2028-02-29"},
        {"type": "timepicker", "action_id": "j", "initial_time": "23:59"},
        {"type": "datetimepicker", "action_id": "k", "initial_date_time": 1_800_000_000},
        {"type": "radio_buttons", "action_id": "l", "options": [option()] * 10, "initial_option": option()},
        {"type": "checkboxes", "action_id": "m", "options": [{"text": mrkdwn(), "value": "1"}]},
    ))),
    ("reports", "message", message(data_table(), chart(), bars(["A", "B"], ["May", "June"]), table([[raw()]]))),
    ("cards", "message", message(
        {"type": "carousel", "elements": [card(actions=[button()])]},
        {"type": "container", "title": plain(), "child_blocks": [section(), actions(button())], "width": "wide"},
        {"type": "context_actions", "elements": [
            {"type": "feedback_buttons", "action_id": "f", "positive_button": {"text": plain(), "value": "+"},
             "negative_button": {"text": plain(), "value": "-"}},
            {"type": "icon_button", "action_id": "t", "icon": "trash", "text": plain()},
        ]},
        {"type": "plan", "title": "Steps", "tasks": [{"task_id": "1", "title": "One", "status": "pending"}]},
    )),
    ("a form", "modal", modal(
        typed(multiline=True, min_length=0, max_length=3000, initial_value="", placeholder=plain(),
              dispatch_action_config={"trigger_actions_on": ["on_enter_pressed"]}),
        number(min_value="1", max_value="480", initial_value="45"),
        field({"type": "email_text_input", "action_id": "a"}, optional=True, hint=plain(), dispatch_action=True),
        field({"type": "url_text_input", "action_id": "a"}),
        field({"type": "rich_text_input", "action_id": "a", "initial_value": rich({"type": "text", "text": "a"})}),
        field({"type": "file_input", "action_id": "a", "max_files": 10}),
        {"type": "alert", "text": plain(), "level": "warning"},
        close=plain(), private_metadata="{}", callback_id="form", clear_on_close=True, notify_on_close=True,
    )),
    ("an empty Home tab", "home", home()),
    ("a full Home tab", "home", home(*[section()] * 99, data_table(), private_metadata="x", callback_id="home")),
    ("fifty blocks", "message", message(*[section()] * 50)),
]  # fmt: skip

BAD: list[tuple[str, Json, str]] = [
    # the payload as a whole
    ("message", {"blocks": [section()]}, "has no “text”"),
    ("message", message(section(), text=""), "text: must not be empty"),
    ("message", message(text="x" * 40_001), "text: has 40001 characters"),
    ("message", message(*[section()] * 51), "blocks: has 51 items, and 50 are allowed"),
    ("message", {"text": "x", "blocks": {}}, "blocks: must be a list"),
    ("message", message("section"), "blocks[0]: must be an object"),
    ("modal", modal(*[section()] * 101), "blocks: has 101 items, and 100"),
    ("home", home(*[section()] * 101), "blocks: has 101 items, and 100"),
    ("modal", modal(title=plain("x" * 25)), "title.text: has 25 characters, and 24"),
    ("modal", modal(submit=plain("x" * 25)), "submit.text: has 25"),
    ("modal", modal(close=plain("x" * 25)), "close.text: has 25"),
    ("modal", modal(title=mrkdwn()), "title.type: must be one of plain_text"),
    ("modal", {"type": "modal", "blocks": []}, "has no “title”"),
    ("modal", {"type": "modal", "title": plain()}, "has no “blocks”"),
    ("modal", {"type": "modal", "title": plain(), "blocks": [field()]}, "has a field to fill in and no “submit”"),
    ("modal", modal(private_metadata="x" * 3001), "private_metadata: has 3001"),
    ("modal", modal(callback_id="x" * 256), "callback_id: has 256"),
    ("modal", modal(external_id="x" * 256), "external_id: has 256"),
    ("modal", modal(colour="red"), "has an unknown property “colour”"),
    ("modal", modal(notify_on_close="yes"), "notify_on_close: must be true or false"),
    ("modal", home(), "type: must be one of modal"),
    ("home", home(title=plain()), "has an unknown property “title”"),
    ("modal", modal(*[section(text=mrkdwn("é" * 3000))] * 50), "bytes, and 250000 are allowed"),
    # names
    ("message", message(section(block_id="a"), section(block_id="a")), "two blocks have the block_id “a”"),
    ("message", message(actions(button(), button())), "two elements of one block have the action_id “go”"),
    ("message", message(section(block_id="x" * 256)), "block_id: has 256"),
    ("message", message(actions(button(action_id="x" * 256))), "action_id: has 256"),
    ("message", message(section(color="red")), "has an unknown property “color”"),
    # where blocks may be
    ("message", message({"type": "alert", "text": plain()}), "“alert” cannot be in a message"),
    ("modal", modal(data_table()), "“data_table” cannot be in a form"),
    ("modal", modal(table([[raw()]])), "“table” cannot be in a form"),
    ("modal", modal(chart()), "“data_visualization” cannot be in a form"),
    ("home", home(chart()), "“data_visualization” cannot be in a Home tab"),
    ("home", home({"type": "markdown", "text": "x"}), "“markdown” cannot be in a Home tab"),
    ("modal", modal({"type": "markdown", "text": "x"}), "“markdown” cannot be in a form"),
    ("message", message({"type": "file", "external_id": "x", "source": "remote"}), "cannot be sent"),
    ("message", message({"type": "poll"}), "there is no block “poll”"),
    ("home", home(field({"type": "file_input", "action_id": "f"})), "a file can be asked for in a form only"),
    # texts
    ("message", message(section(text=mrkdwn("x" * 3001))), "text.text: has 3001"),
    ("message", message(section(text=mrkdwn(""))), "text.text: must not be empty"),
    ("message", message(section(text="Bonjour")), "text: must be an object"),
    ("message", message(section(text={"type": "html", "text": "x"})), "text.type: must be one of plain_text, mrkdwn"),
    ("message", message(section(text={**mrkdwn(), "emoji": True})), "unknown property “emoji”"),
    ("message", message(section(text={**plain(), "emoji": "yes"})), "emoji: must be true or false"),
    ("message", message(section(text={"type": "mrkdwn", "text": 3})), "text.text: must be a string"),
    ("message", message({"type": "section"}), "needs “text” or “fields”"),
    ("message", message(section(fields=[mrkdwn()] * 11)), "fields: has 11 items"),
    ("message", message(section(fields=[mrkdwn("x" * 2001)])), "fields[0].text: has 2001"),
    ("message", message(section(fields=[])), "fields: has 0 items, and at least 1"),
    ("message", message({"type": "header", "text": plain("x" * 151)}), "text.text: has 151"),
    ("message", message({"type": "header", "text": mrkdwn()}), "text.type: must be one of plain_text"),
    ("message", message({"type": "header", "text": plain(), "level": 5}), "level: must be a whole number"),
    ("message", message({"type": "context", "elements": [mrkdwn()] * 11}), "elements: has 11"),
    ("message", message({"type": "context", "elements": [button()]}), "elements[0].type: must be one of"),
    ("message", message({"type": "markdown", "text": "x" * 12_001}), "text: has 12001"),
    ("message", message(*[{"type": "markdown", "text": "x" * 7000}] * 2), "markdown blocks have 14000"),
    # pictures
    ("message", message({"type": "image", "image_url": "https://e.test"}), "has no “alt_text”"),
    ("message", message({"type": "image", "alt_text": "a"}), "needs either “image_url” or “slack_file”"),
    ("message", message({"type": "image", "alt_text": "x" * 2001, "image_url": "u"}), "alt_text: has 2001"),
    ("message", message({"type": "image", "alt_text": "a", "image_url": "x" * 3001}), "image_url: has 3001"),
    ("message", message({"type": "image", "alt_text": "a", "image_url": "u", "title": plain("x" * 2001)}), "2001"),
    ("message", message({"type": "image", "alt_text": "a", "slack_file": {}}), "needs either “id” or “url”"),
    # buttons and menus
    ("message", message(actions()), "elements: has 0 items"),
    ("message", message(actions(*[button(action_id=str(n)) for n in range(26)])), "elements: has 26 items"),
    ("message", message(actions(button(text=plain("x" * 76)))), "text.text: has 76"),
    ("message", message(actions(button(text=mrkdwn()))), "text.type: must be one of plain_text"),
    ("message", message(actions(button(value="x" * 2001))), "value: has 2001"),
    ("message", message(actions(button(url="x" * 3001))), "url: has 3001"),
    ("message", message(actions(button(style="secondary"))), "style: must be one of primary, danger"),
    ("message", message(actions(button(accessibility_label="x" * 76))), "accessibility_label: has 76"),
    ("message", message(actions(button(confirm=confirm(title=plain("x" * 101))))), "title.text: has 101"),
    ("message", message(actions(button(confirm=confirm(text=plain("x" * 301))))), "confirm.text.text: has 301"),
    ("message", message(actions(button(confirm=confirm(confirm=plain("x" * 31))))), "confirm.confirm.text: has 31"),
    ("message", message(actions(button(confirm=confirm(deny=plain("x" * 31))))), "deny.text: has 31"),
    ("message", message(actions(button(confirm={"title": plain()}))), "confirm: has no “deny”"),
    ("message", message(actions({"type": "plain_text_input", "action_id": "a"})), "“plain_text_input” cannot be here"),
    ("message", message(section(accessory={"type": "datetimepicker", "action_id": "a"})), "cannot be here"),
    ("message", message(actions(select(options=[option(value=str(n)) for n in range(101)]))), "options: has 101"),
    ("message", message(actions(select(options=[]))), "options: has 0 items"),
    ("message", message(actions(select(options=[option("x" * 76)]))), "text.text: has 76"),
    ("message", message(actions(select(options=[option(value="x" * 151)]))), "value: has 151"),
    ("message", message(actions(select(options=[option(description=plain("x" * 76))]))), "description.text: has 76"),
    ("message", message(actions(select(options=[option(url="https://e.test")]))), "unknown property “url”"),
    ("message", message(actions(select(options=[{"text": mrkdwn(), "value": "1"}]))), "text.type: must be one of"),
    ("message", message(actions(select(placeholder=plain("x" * 151)))), "placeholder.text: has 151"),
    ("message", message(actions(select(option_groups=[]))), "needs either “options” or “option_groups”"),
    ("message", message(actions(select(initial_option=option("Two", "2")))), "is not exactly one of the options"),
    ("message", message(actions({"type": "overflow", "action_id": "a", "options": [option()] * 6})), "has 6 items"),
    ("message", message(actions({"type": "radio_buttons", "action_id": "a", "options": [option()] * 11})), "has 11"),
    ("message", message(actions({"type": "checkboxes", "action_id": "a", "options": [option()] * 11})), "has 11"),
    ("message", message(actions({"type": "external_select", "action_id": "a", "min_query_length": -1})), "whole"),
    ("message", message(actions({"type": "users_select", "action_id": "a", "max_selected_items": 2})), "unknown"),
    ("message", message(actions({"type": "datepicker", "action_id": "a", "initial_date": "31/01/2027"})), "a date"),
    ("message", message(actions({"type": "datepicker", "action_id": "a", "initial_date": "2027-02-29"})), "a date"),
    ("message", message(actions({"type": "timepicker", "action_id": "a", "initial_time": "24:00"})), "a time"),
    ("message", message(actions({"type": "datetimepicker", "action_id": "a", "initial_date_time": 5})), "whole"),
    # fields
    ("modal", modal(field(label=plain("x" * 2001))), "label.text: has 2001"),
    ("modal", modal(field(hint=plain("x" * 2001))), "hint.text: has 2001"),
    ("modal", modal({"type": "input", "label": plain()}), "has no “element”"),
    ("modal", modal(field(button())), "“button” cannot be here"),
    ("modal", modal(typed(max_length=3001)), "max_length: must be a whole number between 1 and 3000"),
    ("modal", modal(typed(max_length=0)), "max_length: must be a whole number"),
    ("modal", modal(typed(min_length=5, max_length=4)), "“min_length” is above “max_length”"),
    ("modal", modal(typed(max_length=3, initial_value="long")), "initial_value: has 4 characters, and 3"),
    ("modal", modal(typed(placeholder=plain("x" * 151))), "placeholder.text: has 151"),
    ("modal", modal(typed(dispatch_action_config={"trigger_actions_on": ["blur"]})), "on_enter_pressed"),
    ("modal", modal(field({"type": "number_input", "action_id": "n"})), "has no “is_decimal_allowed”"),
    ("modal", modal(number(min_value=1)), "min_value: must be a string"),
    ("modal", modal(number(min_value="one")), "min_value: must be a number written as a string"),
    ("modal", modal(typed(focus_on_load=True), number(focus_on_load=True)), "only one field may have the focus"),
    ("modal", modal(field({"type": "file_input", "action_id": "f", "max_files": 11})), "max_files"),
    ("modal", modal(field({"type": "file_input", "action_id": "f"}, dispatch_action=True)), "cannot dispatch"),
    # tables
    ("message", message(table([[raw()]] * 101)), "rows: has 101 items, and 100"),
    ("message", message(table([[raw()] * 21])), "has 21 cells"),
    ("message", message(table([[raw("x" * 5001)] * 2])), "10002 characters, and 10000 are allowed"),
    ("message", message(table([[raw()]]), table([[raw()]])), "one table is allowed"),
    ("message", message(table([[{"type": "raw_number", "value": 1, "text": "1"}]])), "a cell here is"),
    ("message", message({"type": "table", "rows": [[raw()]], "column_settings": [{"align": "up"}]}), "align"),
    ("message", message(data_table([[raw()]])), "rows: has 1 items, and at least 2"),
    ("message", message(data_table([[raw()]] * 202)), "rows: has 202 items, and 201"),
    ("message", message(data_table([[raw()] * 21] * 2)), "has 21 cells"),
    ("message", message(data_table([[raw()], [raw(), raw()]])), "every row must have the same number of cells"),
    ("message", message(data_table([[rich({"type": "text", "text": "a"})], [raw()]])), "a cell here is"),
    ("message", message(data_table([[raw("")], [raw()]])), "text: must not be empty"),
    ("message", message(data_table([[raw()], [{"type": "raw_number", "text": "1"}]])), "has no number as “value”"),
    ("message", message(data_table(page_size=101)), "page_size"),
    ("message", message(data_table(row_header_column_index=1)), "row_header_column_index"),
    ("message", message({"type": "data_table", "rows": [[raw()]] * 2}), "has no “caption”"),
    ("message", message(data_table([[raw("x" * 10_001)]] * 2)), "20002 characters, and 20000 are allowed"),
    ("message", message(*[data_table([[raw("x" * 6000)]] * 2)] * 2), "24000 characters together"),
    # charts
    ("message", message(chart(), chart(), chart()), "two charts are allowed"),
    ("message", message({"type": "data_visualization", "title": "x" * 51, "chart": PIE}), "title: has 51"),
    ("message", message({"type": "data_visualization", "title": plain(), "chart": PIE}), "title: must be a string"),
    ("message", message(chart(type="donut")), "chart.type: must be one of pie, bar, area, line"),
    ("message", message(chart(type="pie", segments=PIE["segments"] * 13)), "segments: has 13 items"),
    ("message", message(chart(type="pie", segments=[{"label": "a", "value": 0}])), "a number above 0"),
    ("message", message(chart(type="pie", segments=[{"label": "x" * 21, "value": 1}])), "label: has 21"),
    ("message", message(bars([str(n) for n in range(7)])), "series: has 7 items, and 6"),
    ("message", message(bars(["A", "A"])), "two series have the same name"),
    ("message", message(bars(["x" * 21])), "name: has 21"),
    ("message", message(bars(labels=[str(n) for n in range(21)])), "data: has 21 items"),
    ("message", message(bars(labels=["May"], categories=["May", "June"])), "exactly one point for each category"),
    ("message", message(bars(labels=["May", "May"])), "two categories have the same name"),
    ("message", message(bars(labels=["x" * 21])), "a string of 1 to 20 characters"),
    ("message", message(chart(type="line", series=[])), "has no “axis_config”"),
    # the rest of the family
    ("modal", modal({"type": "alert", "text": plain("x" * 201)}), "text.text: has 201"),
    ("modal", modal({"type": "alert", "text": plain(), "level": "loud"}), "level: must be one of"),
    ("message", message(card(title="Léa")), "title: must be an object"),
    ("message", message(card(title=mrkdwn("x" * 151))), "title.text: has 151"),
    ("message", message(card(body=mrkdwn("x" * 201))), "body.text: has 201"),
    ("message", message(card(actions=[button(action_id=str(n)) for n in range(4)])), "actions: has 4 items"),
    ("message", message({"type": "card", "subtitle": mrkdwn()}), "needs a “hero_image”"),
    ("message", message(card(icon={"type": "image", "alt_text": "a", "image_url": "u"}, slack_icon={})), "both"),
    ("message", message({"type": "carousel", "elements": [card()] * 11}), "elements: has 11 items"),
    ("message", message({"type": "carousel", "elements": [section()]}), "a carousel holds cards only"),
    ("message", message({"type": "container", "child_blocks": [section()]}), "needs a “title”"),
    ("message", message({"type": "container", "title": plain(), "child_blocks": [section()] * 11}), "has 11 items"),
    ("message", message({"type": "container", "title": plain(), "child_blocks": [data_table()]}), "in a container"),
    ("message", message({"type": "context_actions", "elements": [button()]}), "“button” cannot be here"),
    ("message", message({"type": "task_card", "task_id": "1", "title": "t", "status": "pending"}), "of a plan"),
    ("message", message({"type": "plan", "title": plain()}), "title: must be a string"),
    ("message", message({"type": "video", "alt_text": "a", "title": plain()}), "has no “video_url”"),
    ("message", message({"type": "rich_text", "elements": []}), "elements: has 0 items"),
    ("message", message({"type": "rich_text", "elements": [{"type": "paragraph"}]}), "no part of a rich text"),
    ("message", message(rich({"type": "text", "text": ""})), "text: must not be empty"),
    ("message", message(rich({"type": "smile"})), "no piece of a rich text"),
    ("message", message(rich({"type": "text", "text": "a", "style": {"blink": True}})), "“blink”"),
]  # fmt: skip
