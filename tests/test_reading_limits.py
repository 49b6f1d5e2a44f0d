"""Nobody can slow the bot down with what they type, and no entry of the phrasebook is lost."""

import re
import sys
from re import _parser as pattern_parser
from types import FrameType

import pytest
from phrases import TODAY

from handlers import grammar, shorthand
from handlers.reading import LONGEST, read_log
from handlers.words import clean, fold

# --- Whoever types three thousand characters ---

TORTURES = [
    "a" * 3_000,
    "1 " * 1_500,
    "1" * 3_000,
    "1h" * 1_500,
    "1/" * 1_500,
    "1:" * 1_500,
    "1-" * 1_500,
    "1.1," * 750,
    "<" * 3_000,
    "<@U" * 1_000,
    "<@U1|" * 600,
    ":a" * 1_500,
    "@a." * 1_000,
    "é" * 1_500,
    "e" + "\u0301\u0323" * 1_500,
    "W0 " * 1_000,
    "lundi " * 500,
    "il y a " * 430,
    "à " * 1_500,
    "à 1 h " * 500,
    "trois quarts d'" * 200,
    "last next monday " * 170,
    " " * 3_000,
    "\n" * 3_000,
    "👩‍👩‍👧" * 600,
    "&amp;" * 600,
    "blabla " * 420,
]


def work_done(text: str) -> int:
    """Calls made to read a text: the same on every machine, however busy."""
    calls = 0

    def count(frame: FrameType, event: str, arg: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        read_log(text, TODAY)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("torture", TORTURES, ids=lambda text: ascii(text[:12]))
def test_twice_the_words_are_at_most_twice_the_work(torture):
    half, whole = work_done(torture[: LONGEST // 2]), work_done(torture[:LONGEST])

    assert whole <= 2.1 * half + 200


@pytest.mark.parametrize("torture", TORTURES, ids=lambda text: ascii(text[:12]))
def test_beyond_the_longest_command_nothing_costs_more(torture):
    assert work_done(torture) <= work_done(torture[:LONGEST]) + 5_000
    assert read_log(torture, TODAY).leftover or not torture.strip()


@pytest.mark.parametrize(
    "pattern", [shorthand.TOKEN, *(pattern for pattern, _ in grammar.RULES)], ids=lambda p: p.pattern[:40]
)
def test_no_pattern_can_run_away(pattern):
    """An unbounded repetition inside another is what makes a short text take hours."""
    assert not repeats_inside_repeats(pattern_parser.parse(pattern.pattern, pattern.flags))


def repeats_inside_repeats(parsed, inside=False):
    for operation, argument in parsed:
        unbounded = "REPEAT" in str(operation) and argument[1] > 1_000
        if unbounded and inside:
            return True
        for part in parts_of(argument):
            if repeats_inside_repeats(part, inside or unbounded):
                return True
    return False


def parts_of(argument):
    if isinstance(argument, pattern_parser.SubPattern):
        yield argument
    elif isinstance(argument, tuple | list):
        for part in argument:
            yield from parts_of(part)


def test_what_is_beyond_the_longest_command_is_left_over():
    words = read_log("<@U0LEA> 45 min" + " " * 4_000 + "hier", TODAY)

    assert words.partners == ("U0LEA",)
    assert words.leftover


# --- The phrasebook ---


def test_a_phrase_means_one_thing_in_all_languages():
    meanings: dict[str, set[str]] = {}
    for phrase, sign in shorthand.read_phrasebook():
        meanings.setdefault(" ".join(re.findall(r"\w+|@|'", fold(phrase))), set()).add(sign)

    assert {phrase: signs for phrase, signs in meanings.items() if len(signs) > 1} == {}


def test_no_phrase_of_the_phrasebook_is_empty_or_out_of_reach():
    for phrase, sign in shorthand.read_phrasebook():
        assert phrase, f"an empty phrase for {sign!r}"
        assert "".join(shorthand.shorten(clean(phrase, 100), (), shorthand.People())) == sign, phrase
