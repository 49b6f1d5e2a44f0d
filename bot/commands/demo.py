"""`make demo`: a local Slack and a sample company in the browser, with nothing to install and nobody to ask.

What happens is real: the bot runs here as it would against Slack, and the company's past was lived through the same
use cases. All of it is kept in one folder between runs.
"""

from __future__ import annotations

import os
import sys
import webbrowser
from datetime import UTC
from pathlib import Path
from shutil import rmtree

from bot.clock import SystemClock
from bot.commands.stopping import StopSign
from bot.commands.trouble import explained
from bot.playground import Playground, PortTaken
from bot.sample import COMPANY
from bot.sample.story import live, opening, owners
from bot.settings import Settings
from bot.texts import LANGUAGES, Speech
from bot.wiring import Binome, build, configure_logs
from storage.sealing import new_key

MANIFEST = Path(__file__).parents[2] / "manifest.yml"


def demo(*, port: int, fresh: bool, folder: Path) -> None:
    """Open the playground, start the bot against it, and say where to look. Ctrl-C stops everything."""
    if fresh:
        rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    clock_file = folder / "clock"
    is_new = not clock_file.exists()
    if is_new:
        _write(clock_file, opening(SystemClock().now()).isoformat())
    with explained():
        playground = Playground(
            manifest=MANIFEST, company=COMPANY, clock_file=clock_file, port=port, memory=folder / "slack.json"
        )
        try:
            playground.start()
        except PortTaken:
            sys.exit(_said("demo.port_taken", port=port, other=port + 1))
        binome = _bot(playground, folder)
        if is_new:
            _live(binome, clock_file)
        binome.start()
    print(_said("demo.open", url=playground.url), flush=True)
    _show(playground.url)
    StopSign(again=lambda: os._exit(1)).wait()
    binome.stop()
    playground.stop()


def _bot(playground: Playground, folder: Path) -> Binome:
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]
        slack_bot_token=playground.bot_token,
        slack_app_token=playground.app_token,
        slack_api_url=playground.api_url,
        binome_database_url=f"sqlite:///{folder / 'binome.db'}",
        binome_secret_keys=_key(folder / "key"),
        binome_owners=",".join(owners()),
        binome_clock=f"file:{folder / 'clock'}",
        binome_posts_per_minute=1200,
        binome_log_level="WARNING",
    )
    configure_logs(settings)
    return build(settings)


def _live(binome: Binome, clock_file: Path) -> None:
    """The company's past, up to now; it is lived once."""
    workspace = binome.sender.workspace
    everybody = binome.house.messenger.everybody().profiles
    opens = binome.clock.now()
    live(
        binome.store,
        workspace,
        everybody,
        opens=opens,
        at=lambda instant: _write(clock_file, instant.astimezone(UTC).isoformat()),
    )


def _key(file: Path) -> str:
    if not file.exists():
        _write(file, new_key())
    return file.read_text(encoding="utf-8")


def _write(file: Path, text: str) -> None:
    """Whole or not at all: the bot may be reading."""
    beside = file.with_name(f"{file.name}.next")
    beside.write_text(text, encoding="utf-8")
    os.replace(beside, file)


def _said(key: str, **values: str | int) -> str:
    """Whoever tries the demo may speak either language."""
    return "\n\n".join(Speech(language).plain(key, **values) for language in LANGUAGES)


def _show(url: str) -> None:
    """Open a browser where there is a display to open it on."""
    if sys.platform in ("darwin", "win32") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        webbrowser.open(url)
