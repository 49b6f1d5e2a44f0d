"""An operator gives Binôme a new key: what people wrote opens at every moment, and at last without the former one."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from backups import use_the_servers_own_tools
from databases import migrate
from operators import ROOT, Operator, Said
from sqlalchemy import Engine

from bot.commands import env_file
from bot.playground import Playground
from bot.sample import COMPANY
from storage import copies, rotation
from storage.engine import open_engine
from storage.lock import hold
from storage.sealing import Sealer, name_of, new_key
from storage.store import WORKSPACES
from tests.storage import sealed_rows

KEYS = env_file.KEYS


@pytest.fixture(scope="module")
def slack() -> Iterator[Playground]:
    with Playground(manifest=ROOT / "manifest.yml", company=COMPANY) as playground:
        yield playground


@pytest.fixture
def operator(tmp_path: Path, slack: Playground) -> Operator:
    """Their keys are in `.env`, and three texts in every sealed column of their database."""
    operator = Operator(tmp_path, slack)
    key = operator.settings.pop(KEYS)
    (tmp_path / ".env").write_text(f"# ours\nexport {KEYS}='{key}'  # since spring\n\nBINOME_COUNTRY=FR\n")
    migrate(url_of(operator))
    with database(operator) as engine:
        sealed_rows.write(engine, Sealer([key]), 3)
        with engine.begin() as connection:
            connection.execute(WORKSPACES.insert().values(team_id="T0ONE", name="Un", bot_user_id=""))
    return operator


TEXTS = 3 * len(rotation.COLUMNS)


def url_of(operator: Operator) -> str:
    return operator.settings.get("BINOME_DATABASE_URL", f"sqlite:///{operator.folder / 'binome.db'}")


@contextmanager
def database(operator: Operator) -> Iterator[Engine]:
    engine = open_engine(url_of(operator), pool_size=2)
    try:
        yield engine
    finally:
        engine.dispose()


def ring(operator: Operator) -> tuple[str, ...]:
    return tuple((env_file.written(operator.folder / ".env")[KEYS] or "").split(","))


def look(operator: Operator, *keys: str) -> rotation.Seals:
    with database(operator) as engine, engine.connect() as connection:
        return rotation.look(connection, Sealer(keys))


def told(said: Said, words: str) -> None:
    assert said.code == 1, said
    assert words in said.err, said
    assert len(said.err.strip().splitlines()) == 1, said.err
    assert "Traceback" not in said.err


def test_a_new_key_takes_the_place_of_the_former_and_everything_opens_with_it(operator: Operator) -> None:
    """A sentence for each step; in `.env` only the keys change, and who may read it stays the same."""
    (former,) = ring(operator)
    (operator.folder / ".env").chmod(0o640)
    with hold(operator.folder / "binome.db.lock"):
        told(operator.types("keys", "rotate"), "has been using this database")
    assert ring(operator) == (former,)

    said = operator.types("keys", "rotate")
    (new,) = ring(operator)
    assert said.code == 0, said
    made, sealed, taken_off = said.out.splitlines()
    assert made.startswith(f"A new key, {name_of(new)}, comes first in .env")
    assert sealed == f"{TEXTS} texts have been sealed anew."
    assert taken_off.startswith(f"The former key, {name_of(former)}, is no longer in use")
    assert new not in said.out
    assert look(operator, new) == rotation.Seals(
        by_key={name_of(new): TEXTS}, closed=0, keys=frozenset({name_of(new)})
    )
    before, comment, setting, *rest = (operator.folder / ".env").read_text().splitlines()
    assert (before, setting, rest) == (
        "# ours",
        f"export {KEYS}='{new}'  # since spring",
        ["", "BINOME_COUNTRY=FR"],
    )
    assert comment.startswith(f"# Former key {name_of(former)}")
    assert comment.endswith(former)
    assert (operator.folder / ".env").stat().st_mode & 0o777 == 0o640
    assert (
        operator.types("keys").out
        == f"Key {name_of(new)} seals what is written from now on. It opens {TEXTS} texts.\n"
    )


@pytest.mark.slow
def test_a_copy_from_before_says_which_key_it_needs_and_what_came_back_is_sealed_anew(
    operator: Operator,
) -> None:
    """The former key stays then for as long as what people have read since is known by it."""
    (former,) = ring(operator)
    copies.copy(operator.folder / "binome.db", operator.folder / "old.db")
    assert operator.types("keys", "rotate").code == 0
    (new,) = ring(operator)
    told(operator.types("restore", "old.db"), f"BINOME_SECRET_KEYS does not hold: {name_of(former)}.")

    env_file.put_keys((new, former), operator.folder / ".env")
    assert operator.types("restore", "old.db").code == 0
    assert f"Key {name_of(former)} is a former one. It opens {TEXTS} texts" in operator.types("keys").out
    said = operator.types("keys", "rotate", BINOME_LANGUAGE="fr")
    assert (said.code, ring(operator)) == (0, (new, former))
    assert f"{TEXTS} textes sont scellés à nouveau" in said.out
    assert "L’ancienne clé reste en place" in said.out
    assert look(operator, new).closed == 0


@pytest.mark.slow
def test_keys_of_the_environment_are_for_the_operator_to_change(operator: Operator) -> None:
    (former,) = ring(operator)
    given = {KEYS: former}
    said = operator.types("keys", "rotate", **given)
    told(said, "comes from the environment")
    new = said.err.split()[-1]
    assert look(operator, former).closed == 0, "nothing was sealed with a key that only the screen knows"

    done = operator.types("keys", "rotate", **{KEYS: f"{new}, {former}"})
    assert done.code == 0, done
    assert f"The former key, {name_of(former)}, opens nothing in the database any more" in done.out
    assert look(operator, new).closed == 0
    assert ring(operator) == (former,), "the file was not what counted"


@pytest.mark.slow
def test_what_does_not_open_keeps_every_key_and_is_told(operator: Operator) -> None:
    (former,) = ring(operator)
    with database(operator) as engine, engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE enrolment SET expectation = substr(expectation, 1, 60) WHERE id = 1"
        )
    told(operator.types("keys"), "1 text does not open although its key is there")
    told(operator.types("keys", "rotate"), "1 text does not open although its key is there")
    assert ring(operator)[1:] == (former,)
    told(operator.types("keys", "rotate", **{KEYS: new_key()}), "comes from the environment")
    told(
        operator.types("keys", **{KEYS: new_key()}),
        f"does not hold: {', '.join(sorted(map(name_of, ring(operator))))}.",
    )


@pytest.mark.slow
def test_a_file_that_cannot_be_written_is_told_before_anything_is_sealed(operator: Operator) -> None:
    (former,) = ring(operator)
    operator.folder.chmod(0o555)
    told(
        operator.types("keys", "rotate", obeying=True, BINOME_DATABASE_URL="sqlite:////dev/shm/keys.db"),
        ".env cannot be written",
    )
    operator.folder.chmod(0o755)
    assert ring(operator) == (former,)


@pytest.mark.parametrize(
    ("written", "after"),
    [
        ("BINOME_SECRET_KEYS=old", "BINOME_SECRET_KEYS=new,old"),
        (
            'A=1\n\n  export binome_secret_keys = "old" # mine\r\nB=2\n',
            'A=1\n\n  export binome_secret_keys = "new,old" # mine\r\nB=2\n',
        ),
        (
            "BINOME_SECRET_KEYS=first\n# two\nBINOME_SECRET_KEYS='old'\n",
            "BINOME_SECRET_KEYS=first\n# two\nBINOME_SECRET_KEYS='new,old'\n",
        ),
        ("not a setting\nBINOME_SECRET_KEYS=old\n", "not a setting\nBINOME_SECRET_KEYS=new,old\n"),
    ],
)
def test_all_else_in_the_file_stays_as_it_was_written(tmp_path: Path, written: str, after: str) -> None:
    real, link = tmp_path / "real", tmp_path / ".env"
    real.write_bytes(written.encode())
    link.symlink_to(real)
    env_file.put_keys(("new", "old"), link)
    assert real.read_bytes().decode() == after
    assert link.is_symlink()
    assert [one.name for one in tmp_path.iterdir() if one.name.endswith(".new")] == []


@pytest.mark.slow
def test_killed_anywhere_it_goes_on_and_nothing_is_lost(operator: Operator) -> None:
    with database(operator) as engine:
        sealed_rows.write(engine, Sealer(ring(operator)), 2000, after=10)
    texts = TEXTS + 2000 * len(rotation.COLUMNS)
    chance = random.Random(6)
    for _ in range(6):
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "keys", "rotate"],
            cwd=operator.folder,
            env=operator._environment({}),
        )
        with suppress(subprocess.TimeoutExpired):
            process.wait(chance.uniform(0.8, 3))
        process.kill()
        process.wait()
        seals = look(operator, *ring(operator))
        assert (seals.closed, sum(seals.by_key.values())) == (0, texts)
    operator.types("keys", "rotate")
    (last,) = ring(operator)
    assert look(operator, last).by_key == {name_of(last): texts}


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.parametrize("databases", ["postgresql"], indirect=True)
def test_on_a_server_it_waits_for_bots_without_the_new_key_and_then_works_beside_them(
    operator: Operator, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_the_servers_own_tools(monkeypatch)
    operator.settings["BINOME_DATABASE_URL"] = database_url
    (former,) = ring(operator)
    with database(operator) as engine:
        sealed_rows.write(engine, Sealer([former]), 3)
    with operator.starts() as bot:
        told(operator.types("keys", "rotate"), "does not have the new key")
        new, _ = ring(operator)
        assert look(operator, former).closed == 0, "nothing was sealed anew"
        told(operator.types("keys", "rotate"), "does not have the new key")
        assert ring(operator) == (new, former), "no second key was made"
        bot.signal(signal.SIGTERM)
        assert bot.ends().code == 0

    with operator.starts() as bot:
        said = operator.types("keys", "rotate")
        assert said.code == 0, said
        assert ring(operator) == (new,)
        assert look(operator, new).closed == 0
        bot.signal(signal.SIGTERM)
        ended = bot.ends()
        assert (ended.code, "level=error" in ended.err) == (0, False), ended.err
