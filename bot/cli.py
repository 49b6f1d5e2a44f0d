"""What an operator types: `binome run`, `doctor`, `tick`, `import`, and `demo` for everybody else.

Every failure an operator can mend is told in one sentence, on standard error, with exit code 1.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.commands import demo as demo_command
from bot.commands import run as run_command

cli = typer.Typer(
    name="binome",
    help="Binôme runs a company's mentoring programme inside Slack.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


@cli.command()
def run() -> None:
    """Run the bot on a real workspace, until it is stopped (Socket Mode)."""
    run_command.run()


@cli.command()
def demo(
    port: Annotated[int, typer.Option(help="Where the local Slack is opened.")] = 8765,
    fresh: Annotated[bool, typer.Option("--fresh", help="Start the sample company again.")] = False,
    folder: Annotated[Path, typer.Option(help="Where the demo is kept between runs.")] = Path(".demo"),
) -> None:
    """Open a sample company in a local Slack, in the browser."""
    demo_command.demo(port=port, fresh=fresh, folder=folder)


def main() -> None:
    cli()
