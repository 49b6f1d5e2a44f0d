"""The parts that the report's page is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from bot.texts import Speech


def section(name: str, title: str, body: str, read: str = "") -> str:
    """`read` is what the section says in a sentence, before its picture."""
    words = paragraph(read) if read else ""
    return f"<section id={name}><h2>{escape(title)}</h2>{words}{body}</section>"


def paragraph(words: str) -> str:
    return f"<p>{escape(words)}</p>"


def picture(name: str, words: str) -> str:
    """Whoever cannot see it hears the sentence that sums it up; pressed, it opens for a slide. On a phone it keeps its
    size, and is moved along with a finger.
    """
    image = f'<img src="{name}.svg" alt="{escape(words)}">'
    return f'<div class=wide tabindex=0><a href="{name}.png">{image}</a></div>'


def table(
    t: Speech, heads: Sequence[str], rows: Iterable[Iterable[str | int]], *, folded: bool = True
) -> str:
    """Folded away, it says a picture again in figures."""
    head = "".join(f"<th scope=col>{escape(one)}</th>" for one in heads)
    body = "".join(f"<tr>{''.join(_cell(value, t) for value in row)}</tr>" for row in rows)
    drawn = f"<div class=wide><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    if not folded:
        return drawn
    return f"<details><summary>{escape(t.plain('simulation.figures_table'))}</summary>{drawn}</details>"


def _cell(value: str | int, t: Speech) -> str:
    if isinstance(value, int):
        return f"<td class=figure>{escape(t.number(value))}</td>"
    return f"<td>{escape(value)}</td>"
