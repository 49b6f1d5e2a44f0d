"""`binome migrate`: the schema by hand, for who wants to see it done before the bot starts."""

from __future__ import annotations

from bot.commands.alone import alone_on_database
from bot.commands.trouble import explained
from bot.operators import speech
from bot.settings import read_settings
from storage.engine import open_engine
from storage.migrate import bring_up_to_date


def migrate() -> None:
    """Bring the database up to date, and say where the copy from before is; refused while the bot runs."""
    with explained():
        settings = read_settings()
        with alone_on_database(settings.binome_database_url):
            engine = open_engine(settings.binome_database_url, pool_size=1)
            done = bring_up_to_date(engine)
            where = engine.url.render_as_string(hide_password=True)
            engine.dispose()
    t = speech()
    if not done.changed:
        print(t.plain("operator.migrate_nothing", where=where, after=done.after))
        return
    print(t.plain("operator.migrate_done", where=where, after=done.after))
    if done.backup:
        print(t.plain("operator.migrate_copy", path=str(done.backup)))
