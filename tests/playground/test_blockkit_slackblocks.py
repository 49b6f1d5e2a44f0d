"""The validator and the `slackblocks` package agree, at each limit and one beyond it (slack.md §7)."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
import slackblocks as sb
from slackblocks.errors import InvalidUsageError

from bot.playground.blockkit import problems

X = "x"


def options(count: int) -> list[sb.Option]:
    return [one(str(number), str(number)) for number in range(count)]


def one(text: str, value: str, description: str | None = None) -> sb.Option:
    return sb.Option(sb.PlainText(text), value, description and sb.PlainText(description))


def buttons(count: int) -> list[sb.Button]:
    return [sb.Button("Go", action_id=f"b{number}") for number in range(count)]


def actions(*elements: sb.Element) -> sb.ActionsBlock:
    return sb.ActionsBlock(list(elements))


def field(element: sb.Element) -> sb.InputBlock:
    return sb.InputBlock("Label", element)


def confirm(**more: str) -> sb.ActionsBlock:
    texts = {"title": "T", "text": "T", "confirm": "T", "deny": "T", **more}
    return actions(sb.Button("Go", action_id="b", confirm=sb.ConfirmationDialogue(**texts)))


def bars(series: int, points: int, name: str = "S", label: str = "") -> sb.DataVisualizationBlock:
    labels = [label or str(point) for point in range(points)]
    data = [sb.DataPoint(one, 1) for one in labels]
    many = [sb.DataSeries(name if series == 1 else f"{name}{one}", data) for one in range(series)]
    return sb.DataVisualizationBlock("Chart", sb.BarChart(many, sb.AxisConfig(labels)))


def rows(count: int, width: int = 1) -> list[list[sb.RawText]]:
    return [[sb.RawText("a") for _ in range(width)] for _ in range(count)]


# what is limited, the limit, a block of that size
BLOCKS: list[tuple[str, int, Callable[[int], sb.Block]]] = [
    ("section text", 3000, lambda n: sb.SectionBlock(X * n)),
    ("section field", 2000, lambda n: sb.SectionBlock("Text", fields=[sb.Text(X * n)])),
    ("section fields", 10, lambda n: sb.SectionBlock("Text", fields=[sb.Text("a") for _ in range(n)])),
    ("block_id", 255, lambda n: sb.SectionBlock("Text", block_id=X * n)),
    ("header", 150, lambda n: sb.HeaderBlock(X * n)),
    ("context elements", 10, lambda n: sb.ContextBlock([sb.Text("a") for _ in range(n)])),
    ("actions elements", 25, lambda n: actions(*buttons(n))),
    ("action_id", 255, lambda n: actions(sb.Button("Go", action_id=X * n))),
    ("button text", 75, lambda n: actions(sb.Button(X * n, action_id="b"))),
    ("button value", 2000, lambda n: actions(sb.Button("Go", action_id="b", value=X * n))),
    ("button url", 3000, lambda n: actions(sb.Button("Go", action_id="b", url=X * n))),
    ("confirm title", 100, lambda n: confirm(title=X * n)),
    ("confirm text", 300, lambda n: confirm(text=X * n)),
    ("confirm confirm", 30, lambda n: confirm(confirm=X * n)),
    ("confirm deny", 30, lambda n: confirm(deny=X * n)),
    ("option text", 75, lambda n: actions(sb.StaticSelectMenu("s", [one(X * n, "1")]))),
    ("option value", 150, lambda n: actions(sb.StaticSelectMenu("s", [one("1", X * n)]))),
    ("option description", 75, lambda n: actions(sb.StaticSelectMenu("s", [one("1", "1", X * n)]))),
    ("select options", 100, lambda n: actions(sb.StaticSelectMenu("s", options(n)))),
    ("select placeholder", 150, lambda n: actions(sb.StaticSelectMenu("s", options(1), placeholder=X * n))),
    ("overflow options", 5, lambda n: actions(sb.OverflowMenu("o", options(n)))),
    ("checkboxes", 10, lambda n: actions(sb.CheckboxGroup("c", options(n)))),
    ("radio buttons", 10, lambda n: actions(sb.RadioButtonGroup("r", options(n)))),
    ("input label", 2000, lambda n: sb.InputBlock(X * n, sb.PlainTextInput("t"))),
    ("input hint", 2000, lambda n: sb.InputBlock("Label", sb.PlainTextInput("t"), hint=X * n)),
    ("input placeholder", 150, lambda n: field(sb.PlainTextInput("t", placeholder=X * n))),
    ("number placeholder", 150, lambda n: field(sb.NumberInput(True, "n", placeholder=X * n))),
    ("date placeholder", 150, lambda n: field(sb.DatePicker("d", placeholder=X * n))),
    ("image alt text", 2000, lambda n: sb.ImageBlock("https://e.test", X * n)),
    ("image title", 2000, lambda n: sb.ImageBlock("https://e.test", "a", X * n)),
    ("table rows", 100, lambda n: sb.TableBlock(rows(n))),
    ("table columns", 20, lambda n: sb.TableBlock(rows(1, n))),
    ("data table rows", 201, lambda n: sb.DataTableBlock(rows(n), "Caption")),
    ("chart title", 50, lambda n: sb.DataVisualizationBlock(X * n, sb.PieChart([sb.ChartSegment("a", 1)]))),
    ("pie segment", 20, lambda n: sb.DataVisualizationBlock("C", sb.PieChart([sb.ChartSegment(X * n, 1)]))),
    ("series name", 20, lambda n: bars(1, 1, name=X * n)),
    ("chart points", 20, lambda n: bars(1, n)),
    ("chart label", 20, lambda n: bars(1, 1, label=X * n)),
    ("card title", 150, lambda n: sb.CardBlock(title=X * n)),
    ("card body", 200, lambda n: sb.CardBlock(body=X * n)),
    ("card actions", 3, lambda n: sb.CardBlock(title="T", actions=buttons(n))),
    ("carousel cards", 10, lambda n: sb.CarouselBlock([sb.CardBlock(title="T") for _ in range(n)])),
    ("container title", 150, lambda n: sb.ContainerBlock([sb.DividerBlock()], title=X * n)),
    ("container blocks", 10, lambda n: sb.ContainerBlock([sb.DividerBlock() for _ in range(n)], title="T")),
    ("markdown", 12_000, lambda n: sb.MarkdownBlock(X * n)),
]  # fmt: skip

MODALS: list[tuple[str, int, Callable[[int], sb.ModalView]]] = [
    ("title", 24, lambda n: sb.ModalView(X * n, [sb.DividerBlock()])),
    ("submit", 24, lambda n: sb.ModalView("T", [sb.DividerBlock()], submit=X * n)),
    ("close", 24, lambda n: sb.ModalView("T", [sb.DividerBlock()], close=X * n)),
    ("private_metadata", 3000, lambda n: sb.ModalView("T", [sb.DividerBlock()], private_metadata=X * n)),
    ("callback_id", 255, lambda n: sb.ModalView("T", [sb.DividerBlock()], callback_id=X * n)),
    ("blocks", 100, lambda n: sb.ModalView("T", [sb.DividerBlock() for _ in range(n)])),
    ("alert", 200, lambda n: sb.ModalView("T", [sb.AlertBlock(X * n)])),
]


def as_message(block: sb.Block) -> dict[str, Any]:
    return {"text": "Everything in words", "blocks": [block._resolve()]}


def grown(value: Any, limit: int) -> Any:
    """The same payload with whatever is exactly at the limit one larger."""
    if value == X * limit:
        return value + X
    if isinstance(value, list):
        inner = [grown(one, limit) for one in value]
        if len(inner) == limit and inner == value:
            extra = copy.deepcopy(inner[-1])
            if isinstance(extra, dict):
                for name in ("action_id", "block_id"):
                    if name in extra:
                        extra[name] = "extra"
                if "label" in extra:
                    extra["label"] = "extra"
            inner.append(extra)
        return inner
    if isinstance(value, dict):
        return {key: grown(one, limit) for key, one in value.items()}
    return value


@pytest.mark.parametrize(("name", "limit", "build"), BLOCKS, ids=[case[0] for case in BLOCKS])
def test_both_accept_a_block_at_its_limit_and_refuse_it_beyond(name, limit, build):
    payload = as_message(build(limit))
    assert problems(payload, "message") == []
    with pytest.raises(InvalidUsageError):
        build(limit + 1)
    larger = grown(payload, limit)
    assert larger != payload
    assert problems(larger, "message")


@pytest.mark.parametrize(("name", "limit", "build"), MODALS, ids=[case[0] for case in MODALS])
def test_both_accept_a_form_at_its_limit_and_refuse_it_beyond(name, limit, build):
    payload = build(limit).to_dict()
    assert problems(payload, "modal") == []
    with pytest.raises(InvalidUsageError):
        build(limit + 1)
    larger = grown(payload, limit)
    assert larger != payload
    assert problems(larger, "modal")


WRONG: list[tuple[str, Callable[[], Any], str, dict[str, Any]]] = [
    (
        "a field without a submit button",
        lambda: sb.ModalView("T", [field(sb.PlainTextInput("t"))]),
        "modal",
        {"type": "modal", "blocks": [field(sb.PlainTextInput("t"))._resolve()]},
    ),
    (
        "a table in a form",
        lambda: sb.ModalView("T", [sb.TableBlock(rows(1))]),
        "modal",
        {"type": "modal", "blocks": [sb.TableBlock(rows(1))._resolve()]},
    ),
    (
        "an alert in a message",
        lambda: sb.Message("C0", "Text", [sb.AlertBlock("A")]),
        "message",
        {"text": "Text", "blocks": [sb.AlertBlock("A")._resolve()]},
    ),
    (
        "51 blocks in a message",
        lambda: sb.Message("C0", "Text", [sb.DividerBlock() for _ in range(51)]),
        "message",
        {"text": "Text", "blocks": [{"type": "divider"}] * 51},
    ),
]


@pytest.mark.parametrize(("name", "build", "surface", "payload"), WRONG, ids=[case[0] for case in WRONG])
def test_both_refuse_what_does_not_belong_there(name, build, surface, payload):
    with pytest.raises(InvalidUsageError):
        build()
    if surface == "modal":
        payload = payload | {"title": {"type": "plain_text", "text": "T"}}
    assert problems(payload, surface)


def test_where_they_differ_is_known():
    """`slackblocks` allows charts in Home (the documentation: messages only), and 12 series (older copies: 6)."""
    chart = bars(12, 1)
    assert sb.HomeTabView([chart])
    [at_home] = problems({"type": "home", "blocks": [chart._resolve()]}, "home")
    assert "cannot be in a Home tab" in at_home
    [in_message] = problems(as_message(chart), "message")
    assert "series: has 12 items, and 6 are allowed" in in_message
