"""What an operator types, such as `binome run`, `doctor` or `export`, and `demo` for everybody else.

Every failure that they can mend is told in one sentence, on standard error, with exit code 1
(`bot/commands/trouble.py`). A command loads what it needs when it is called, so that help and start are light.
"""

from __future__ import annotations

import atexit
import gc
import io
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.operators import speech

#: Objects made before Python looks for garbage. Loading the libraries makes none, and looking for it at every seven
#: hundred, then once more on leaving, took a third of the time of a short command. `run` keeps it: what refers to
#: itself is rare there.
SELDOM = 50_000

t = speech().plain
cli = typer.Typer(
    name="binome",
    help=t("operator.help"),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=False,
)
keys = typer.Typer(help=t("keys.help"), rich_markup_mode=None)
cli.add_typer(keys, name="keys")
prompts = typer.Typer(help=t("ledger.help"), rich_markup_mode=None)
cli.add_typer(prompts, name="prompts")
person = typer.Typer(help=t("privacy.help"), rich_markup_mode=None)
cli.add_typer(person, name="person")


@cli.command(help=t("operator.help_run"))
def run(
    http: Annotated[bool, typer.Option("--http", help=t("operator.help_http"))] = False,
) -> None:
    from bot.commands.run import run as command

    command(http=http)


@cli.command(help=t("operator.help_doctor"))
def doctor(
    init: Annotated[bool, typer.Option("--init", help=t("operator.help_init"))] = False,
) -> None:
    from bot.commands.doctor import doctor as command

    command(init=init)


@cli.command(help=t("operator.help_tick"))
def tick(
    at: Annotated[str, typer.Option(metavar="ISO", help=t("operator.help_at"))] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help=t("operator.help_dry_run"))] = False,
) -> None:
    from bot.commands.tick import tick as command

    command(at=at, dry_run=dry_run)


@cli.command(name="import", help=t("operator.help_import"))
def import_roster(
    people: Annotated[Path, typer.Argument(metavar="PEOPLE.CSV", help=t("operator.help_people"))],
    yes: Annotated[bool, typer.Option("--yes", "-y", help=t("operator.help_yes"))] = False,
) -> None:
    from bot.commands.roster import import_roster as command

    command(people, yes=yes)


@cli.command(name="import-mentorships", help=t("mentorships_file.help"))
def import_mentorships(
    mentorships: Annotated[
        Path, typer.Argument(metavar="MENTORSHIPS.CSV", help=t("mentorships_file.help_file"))
    ],
    yes: Annotated[bool, typer.Option("--yes", "-y", help=t("operator.help_yes"))] = False,
) -> None:
    from bot.commands.mentorships import import_mentorships as command

    command(mentorships, yes=yes)


@cli.command(help=t("operator.help_migrate"))
def migrate() -> None:
    from bot.commands.migrate import migrate as command

    command()


@cli.command(help=t("verifying.help"))
def verify(
    what: Annotated[str, typer.Argument(metavar="FILE|ID", help=t("verifying.help_what"))],
) -> None:
    from bot.commands.verify import verify as command

    command(what)


@prompts.callback(invoke_without_command=True)
def show_prompts(
    context: typer.Context,
    state: Annotated[list[str] | None, typer.Option(help=t("ledger.help_state"))] = None,
    person: Annotated[str, typer.Option(help=t("ledger.help_person"))] = "",
    everything: Annotated[bool, typer.Option("--all", help=t("ledger.help_all"))] = False,
    as_json: Annotated[bool, typer.Option("--json", help=t("ledger.help_json"))] = False,
) -> None:
    from bot.commands.prompts import show

    if context.invoked_subcommand is None:
        show(states=state or (), person=person, everything=everything, as_json=as_json)


@prompts.command(help=t("ledger.help_retry"))
def retry(
    ids: Annotated[
        list[int] | None, typer.Argument(metavar="NUMBER", help=t("ledger.help_retry_ids"))
    ] = None,
    dead: Annotated[bool, typer.Option("--dead", help=t("ledger.help_dead"))] = False,
) -> None:
    from bot.commands.prompts import retry as command

    command(ids or (), dead=dead)


@prompts.command(help=t("ledger.help_cancel"))
def cancel(
    ids: Annotated[list[int], typer.Argument(metavar="NUMBER", help=t("ledger.help_retry_ids"))],
) -> None:
    from bot.commands.prompts import cancel as command

    command(ids)


@person.command(name="export", help=t("privacy.help_export"))
def export_person(
    slack_id: Annotated[str, typer.Argument(metavar="ID", help=t("privacy.help_id"))],
) -> None:
    from bot.commands.person import export as command

    command(slack_id)


@person.command(name="forget", help=t("privacy.help_forget"))
def forget_person(
    slack_id: Annotated[str, typer.Argument(metavar="ID", help=t("privacy.help_id"))],
    yes: Annotated[bool, typer.Option("--yes", "-y", help=t("privacy.help_yes"))] = False,
) -> None:
    from bot.commands.person import forget as command

    command(slack_id, yes=yes)


@cli.command(help=t("backups.help_backup"))
def backup(
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help=t("backups.help_to"))] = None,
) -> None:
    from bot.commands.backup import backup as command

    command(file)


@cli.command(help=t("backups.help_restore"))
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=t("backups.help_from"))],
    yes: Annotated[bool, typer.Option("--yes", "-y", help=t("backups.help_yes"))] = False,
) -> None:
    from bot.commands.restore import restore as command

    command(file, yes=yes)


@cli.command(help=t("analysis.help"))
def export(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help=t("analysis.help_folder"))],
) -> None:
    from bot.commands.exporting import export as command

    command(folder)


@keys.callback(invoke_without_command=True)
def show_keys(context: typer.Context) -> None:
    from bot.commands.keys import show

    if context.invoked_subcommand is None:
        show()


@keys.command(help=t("keys.help_rotate"))
def rotate() -> None:
    from bot.commands.keys import rotate as command

    command()


@cli.command(help=t("operator.help_demo"))
def demo(
    port: Annotated[int, typer.Option(help=t("operator.help_port"))] = 8765,
    fresh: Annotated[bool, typer.Option("--fresh", help=t("operator.help_fresh"))] = False,
    folder: Annotated[Path, typer.Option(help=t("operator.help_folder"))] = Path(".demo"),
) -> None:
    from bot.commands.demo import demo as command

    command(port=port, fresh=fresh, folder=folder)


@cli.command(help=t("simulation.help"))
def simulate(
    people: Annotated[int, typer.Option(min=4, max=5000, help=t("simulation.help_number"))] = 50,
    months: Annotated[int, typer.Option(min=1, max=60, help=t("simulation.help_months"))] = 3,
    seed: Annotated[int, typer.Option(help=t("simulation.help_seed"))] = 1,
    out: Annotated[Path | None, typer.Option(help=t("simulation.help_out"))] = None,
    programmes: Annotated[Path | None, typer.Option(help=t("simulation.help_programmes"))] = None,
    database: Annotated[str, typer.Option(metavar="URL", help=t("simulation.help_database"))] = "",
) -> None:
    from bot.commands.simulate import simulate as command

    command(people=people, months=months, seed=seed, out=out, programmes=programmes, database=database)


def main() -> None:
    gc.set_threshold(SELDOM)
    atexit.register(gc.freeze)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # an old terminal shows a ? rather than nothing at all
    cli()
