"""A contact sheet: the screens of one conversation in one language, side by side under their titles."""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from tests.pictures.studio import Shot

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
GAP = 24  # pixels
STYLE = """
  body { background: #e9e6ea; margin: 0; padding: GAPpx; font: 700 15px/20px "Liberation Sans", Arial, sans-serif;
         color: #4a1d4f; }
  main { columns: COLUMNS; column-gap: GAPpx; width: WIDTHpx; }
  figure { break-inside: avoid; margin: 0 0 GAPpx; }
  figcaption { margin: 0 0 6px; }
  img { border-radius: 8px; display: block; }
"""


@dataclass(frozen=True, slots=True)
class Layout:
    """How wide the window is in which screens are taken, and how wide they are in it; how many stand side by side, and
    how the file is called.
    """

    width: int
    shown: int
    columns: int
    called: str

    def file(self, conversation: str, language: str) -> Path:
        return FOLDER / self.called.format(conversation=conversation.replace(" ", "-"), language=language)


PHONE = Layout(width=390, shown=390, columns=3, called="{conversation}-{language}.webp")
WIDE = Layout(width=1180, shown=720, columns=2, called="{conversation}-wide-{language}.webp")


def make(opened: Browser, shots: Sequence[Shot], file: Path, layout: Layout) -> None:
    context = opened.new_context()
    page = context.new_page()
    columns = min(layout.columns, len(shots))
    width = columns * layout.shown + (columns - 1) * GAP
    page.set_viewport_size({"width": width + 2 * GAP, "height": 100})
    style = STYLE.replace("GAP", str(GAP)).replace("COLUMNS", str(columns)).replace("WIDTH", str(width))
    figures = "".join(_figure(shot) for shot in shots)
    page.set_content(f"<!doctype html><style>{style}</style><main>{figures}</main>", wait_until="load")
    _write(page.screenshot(full_page=True), file)
    context.close()


def _figure(shot: Shot) -> str:
    """Pixel for pixel: a picture that is scaled is blurred, and heavier."""
    picture = base64.b64encode(shot.picture).decode()
    return (
        f"<figure><figcaption>{html.escape(shot.title)}</figcaption>"
        f'<img src="data:image/png;base64,{picture}"></figure>'
    )


def _write(picture: bytes, file: Path) -> None:
    """Without loss; a sheet that looks the same keeps its file, so that history stays light."""
    shown = Image.open(io.BytesIO(picture)).convert("RGB")
    if not file.exists() or not _same(shown, file):
        shown.save(file, "WEBP", lossless=True, quality=80)


def _same(shown: Image.Image, file: Path) -> bool:
    with Image.open(file) as before:
        return before.size == shown.size and before.convert("RGB").tobytes() == shown.tobytes()
