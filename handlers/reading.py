"""`/mentor-log @lea hier 1h30 visio`: from a person's words to the values of a meeting.

Two steps, and no code for either language. `shorthand.py` turns words into a notation that French and English
share: "hier, une heure en visio" and "video, 1 hour, yesterday" become `D-1 a h video` and `video 1 h D-1`.
`grammar.py` then has one table of rules, the surest first, each taking what it understands.

What no rule takes is left over: the fact is told, the words are dropped here and now. What has two meanings
is not guessed: it is in `unclear`, and the person is asked. Decision 0004 says why this is written here.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from handlers.findings import Form, Part
from handlers.grammar import interpret
from handlers.shorthand import People, shorten
from handlers.words import clean, fold

# Some 25 mentions and all that may be said of a meeting. What is beyond is not read, and counts as left over.
LONGEST = 1_000


@dataclass(frozen=True, kw_only=True, slots=True)
class LogWords:
    """What a person said about a meeting. `None` is what they did not say, or what is `unclear`.

    `partners` are Slack ids, from mentions. `names` are as written: after an @ that Slack did not resolve, or
    the bare name of somebody known. `leftover`: something was written that is in none of the values.
    `unclear`: said with two meanings, or with none; to be asked, never replaced by a default such as today.
    """

    partners: tuple[str, ...]
    names: tuple[str, ...]
    minutes: int | None
    day: date | None  # may lie in the future: the rule refuses it, with a sentence
    form: Form | None
    leftover: bool
    unclear: frozenset[Part] = frozenset()


def read_log(
    text: str, today: date, *, day_first: bool | None = True, known: Collection[str] = ()
) -> LogWords:
    """Reads what was typed after `/mentor-log`; never raises, whatever was typed.

    `today` is the date where the person is. `day_first` says how they write 03/11: True for 3 November, False
    for March 11th, None when it cannot be known (see `writes_day_first`). `known` are the names of those they
    may have met: the "léa" of "avec léa" is read when Léa is one of them, and left over otherwise.
    """
    people = People()
    shorthand = " ".join(shorten(clean(text, LONGEST), known, people))
    meaning = interpret(shorthand, today=today, day_first=day_first)
    named = people.mentions or people.names
    unclear = meaning.unclear - {"who"} if named else meaning.unclear
    return LogWords(
        partners=tuple(dict.fromkeys(people.mentions)),
        names=tuple(dict.fromkeys(people.names)),
        minutes=meaning.minutes,
        day=meaning.day,
        form=meaning.form,
        leftover=meaning.leftover or bool(unclear) or len(text) > LONGEST,
        unclear=unclear,
    )


def writes_day_first(locale: str, zone: str) -> bool | None:
    """Whether a person writes the day before the month, by their Slack locale and time zone.

    Slack says "en-US" of nearly everybody who uses it in English: outside America it proves nothing, and
    03/11 is asked.
    """
    if fold(locale).replace("_", "-") != "en-us":
        return True
    return False if zone.startswith(("America/", "US/", "Pacific/Honolulu")) else None
