"""The catalogues keep their promises: complete in both languages, well written, all used, none missing."""

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from typography import mistakes

from bot.texts import LANGUAGES
from bot.texts.catalogue import Entry, catalogue, conversations

ROOT = Path(__file__).parent.parent
CONVERSATIONS = conversations("fr")

# Keys that the code puts together from a kind or a reason: `t(f"prompts.{kind}.text")` is "prompts.*.text".
# Few, each with its reason, because a misspelt half of such a key is found by nobody but its reader.
FAMILIES: dict[str, str] = {
    "reasons.why.*": "one for each word of the ledger",
    "about_me.line.*": "one label for each line of the form",
    "about_me.saved.line.*": "one name for each line, within a sentence",
    "about_me.wanted.*": "one box for each group of messages",
    "about_me.wanted.*_more": "and what is in the group",
    "afterwards.*.*": "what is offered, noted, told and shared for each answer",
    "afterwards.say.*": "one button for each answer",
    "analysis.file.*": "one sentence for each file of an export",
    "analysis.column.*": "one turn of phrase for each of their columns",
    "audit.act.*": "one turn of phrase for each act on record",
    "cadences.every.*": "one turn of phrase for each cadence that a file may name",
    "changes.reason.*": "one label for each reason to ask for a change",
    "changes.decision.*": "one label for each decision",
    "changes.wish.*": "one label for each wish",
    "changes.wish_mentor.*": "and the same in a mentor's words",
    "champions.among.*": "one for each thing that is given, of how many",
    "champions.given.*": "and what it is called",
    "report_paper.section.*": "one title for each section on paper",
    "dates.why.*": "one option for each reason",
    "explanations.roles.*_*": "four people compared in the same words",
    "explanations.seen.*_*": "what is kept, who sees it, and for how long",
    "explanations.title.*": "one title for each page, which is the button to it too",
    "ledger.fate_*": "one sentence for each thing that becomes of a message that was named",
    "ledger.state_*": "one word for each state",
    "goals.far.*": "how far a goal is, one for each quarter",
    "goals.level.*": "one label for each value of the scale",
    "mentors.reason.*": "one label for each reason to decline",
    "mentors.sentence.*": "and the sentence that the person reads",
    "objectives.ask.*": "one label for each number and date of the form",
    "objectives.standing.*": "one word for each way in which it can stand",
    "objectives.unit.*": "one word for each unit",
    "onboarding.ask_expectation_*": "learners say what they expect, mentors what they bring",
    "onboarding.ask_topics_*": "topics are learnt, offered, or both",
    "onboarding.expectation_label_*": "learners say what they expect, mentors what they bring",
    "onboarding.mine.*": "one label for each question of the form",
    "onboarding.mine.topics_*": "topics are learnt, offered, or both",
    "onboarding.next.*": "what comes next for each part",
    "onboarding.part_*": "one button for each part",
    "onboarding.said.part_*": "one sentence for each part",
    "onboarding.said.topics_*": "topics are learnt, offered, or both",
    "privacy.column.*": "one label for each column that somebody is given",
    "privacy.erase_*": "what goes, what others see, what stays",
    "privacy.message.*": "one turn of phrase for each kind of message",
    "privacy.table.*": "one title for each table that somebody is given",
    "privacy.word.*": "one turn of phrase for each code that is kept",
    "pulses.ask.*.*": "one question for each theme, as each side would say it",
    "pulses.mark.*": "one label for each mark",
    "reaching_out.kind.*": "one name for each kind of contact",
    "reaching_out.meaning.*": "and what they are there for",
    "rights.choice.*": "one label for each right that can be given",
    "rights.given.*": "and what its holder reads first",
    "rights.meaning.*": "and what it allows, in one line",
    "rights.right.*": "and the name of those who hold it",
    "rights.sure.*_text": "asked before it is done, by what is done",
    "rights.sure.*_title": "asked before it is done, by what is done",
    "rights.sure.*_yes": "asked before it is done, by what is done",
    "rights.taken.*": "and what whoever held it reads",
    "figures.value.*": "a figure in each unit",
    "figures.name.*": "one name for each line of the report, and for an objective about it",
    "figures.of.*": "what a share is a share of, one turn of phrase for each",
    "figures.over.*": "and what an average is over",
    "reports.by.*": "one button for each way to split",
    "reports.by_in.*": "and the same within a sentence",
    "reports.column_*": "one head for each column of the months",
    "reports.group.*": "one head for each kind of group",
    "reports.links.*": "one title for each kind of group",
    "reports.rank.*": "one label for each rank",
    "reports.section.*": "one title for each section",
    "reports.split.*": "one title for each way to split",
    "reports.split_by.*": "and what it means",
    "reports.theme.*": "one short label for each theme",
    "reports.wave.*": "one label for each line about a campaign",
    "reports.why_*": "one sentence for each reason to have no mentor",
    "roster.column_*": "one word for each column of the file",
    "roster.right_*": "one word for each right that an owner can give",
    "meetings.asked_*": "one question for each part of a meeting that was not understood",
    "meetings.as_*": "one for each form of a meeting, within a sentence",
    "meetings.form_*": "one for each form of a meeting, as an option to choose",
    "mentorship_page.told.*": "one sentence for each thing that somebody does about a meeting",
    "simulation.asked.*": "one name for each question about meeting",
    "simulation.became.*": "one for each thing that a period can become",
    "simulation.check.*": "one promise for each check",
    "simulation.state.*": "one for each state in which a message stays unsaid",
    "simulation.then.*": "one for each thing that can follow a question",
    "simulation.why.*": "one for each reason of the ledger",
    "undelivered.why.*": "one reason for each kind of trouble",
    "undelivered.do.*": "and what to do about it",
    "templates.stage.*": "one name for each stage of a mentorship",
    "templates.words_*": "a line is said once in each language",
    "templates.wrong.*": "one sentence for each thing that may be wrong in a text",
    "stories.kind.*": "one label for each kind",
    "stories.audience.*": "one label for each circle of readers",
    "stories.asked.*": "one question for each kind",
    "stories.cannot.*": "one sentence for each reason not to write in a channel",
    "stories.trouble.*": "one sentence for each state that waits for a person",
    "topics.words_*": "a topic is said once in each language",
}

# Names given to a speech in the code: a text given to one of these is a key, without a doubt.
SPEECHES = {"t", "speech", "plain"}
LOGGING = {"debug", "info", "warning", "error", "exception", "critical", "bind", "msg"}


def entries(language: str, conversation: str) -> dict[str, Entry]:
    return dict(catalogue(language, conversation).vous)


def placeholders(entry: Entry) -> set[str]:
    """What the entry shows; `count` is left out, because "une rencontre" counts without a figure."""
    shown = {
        name for text in entry.forms.values() for _, name, _, _ in Formatter().parse(text) if name is not None
    }
    return shown - {"count"}


def every_entry() -> Iterator[tuple[str, str, Entry]]:
    for language in LANGUAGES:
        for conversation in conversations(language):
            texts = catalogue(language, conversation)
            for name, entry in texts.vous.items():
                yield language, f"{conversation}.{name}", entry
            for name, entry in texts.tu.items():
                yield language, f"{conversation}.tu.{name}", entry


def test_both_languages_hold_the_same_conversations() -> None:
    assert conversations("fr") == conversations("en")


@pytest.mark.parametrize("conversation", CONVERSATIONS)
def test_everything_said_in_one_language_can_be_said_in_the_other(conversation: str) -> None:
    french, english = entries("fr", conversation), entries("en", conversation)
    assert french.keys() - english.keys() == set(), "only in French"
    assert english.keys() - french.keys() == set(), "only in English"


@pytest.mark.parametrize("conversation", CONVERSATIONS)
def test_both_languages_tell_the_same_facts(conversation: str) -> None:
    french, english = entries("fr", conversation), entries("en", conversation)
    differing = {
        name: (placeholders(french[name]), placeholders(english[name]))
        for name in french.keys() & english.keys()
        if placeholders(french[name]) != placeholders(english[name])
    }
    assert differing == {}


@pytest.mark.parametrize("conversation", CONVERSATIONS)
def test_whatever_is_counted_is_counted_in_both_languages(conversation: str) -> None:
    french, english = entries("fr", conversation), entries("en", conversation)
    differing = [
        name for name in french.keys() & english.keys() if french[name].counts != english[name].counts
    ]
    assert differing == []


@pytest.mark.parametrize("conversation", CONVERSATIONS)
def test_the_familiar_form_is_french_and_says_the_same(conversation: str) -> None:
    assert not catalogue("en", conversation).tu, "English has one “you”"
    formal, familiar = catalogue("fr", conversation).vous, catalogue("fr", conversation).tu
    assert familiar.keys() <= formal.keys()
    for name, entry in familiar.items():
        assert placeholders(entry) == placeholders(formal[name]), name
        assert entry.counts == formal[name].counts, name


def test_no_text_is_empty_and_every_text_is_well_written() -> None:
    faults = {
        f"{language} {key} ({form})": mistakes(text, language) or ["it is empty"]
        for language, key, entry in every_entry()
        for form, text in entry.forms.items()
        if not text.strip() or mistakes(text, language)
    }
    assert faults == {}


def test_placeholders_are_plain_names() -> None:
    """`{person.token}` would reach into an object: a catalogue names what it is given, and nothing inside."""
    odd = {
        key: name
        for _, key, entry in every_entry()
        for text in entry.forms.values()
        for _, name, spec, conversion in Formatter().parse(text)
        if name is not None and (not re.fullmatch(r"[a-z_]+", name) or spec or conversion)
    }
    assert odd == {}


@pytest.mark.parametrize(
    ("text", "language", "fault"),
    [
        ("Bonjour !", "fr", "ordinary space"),
        ("Bonjour!", "fr", "before : ; ! ?"),
        ("Voici : rien", "fr", "ordinary space"),
        ("dit «oui»", "fr", "inside « »"),
        ("c'est lui", "fr", "straight quote"),
        ("80% des étapes", "fr", "before %"),
        ("Hello !", "en", "a space before"),
        ("Wait...", "en", "three dots"),
        ("It's here", "en", "straight quote"),
        ("See https://example.com", "en", "an address"),
        (" hello", "en", "at the beginning"),
    ],
)
def test_a_slip_of_typography_is_found(text: str, language: str, fault: str) -> None:
    found = mistakes(text, language)
    assert any(fault in complaint for complaint in found), found


def test_good_typography_is_left_alone() -> None:
    assert (
        mistakes(
            "Bonjour\u202f! «\u202fTrès bien\u202f», dit {name}\u202f: `/mentor-log @lea 45 min` :tada:", "fr"
        )
        == []
    )
    assert mistakes("Hello! “Fine”, says {name}: it’s 80% :tada:", "en") == []


# --- the code and the catalogues agree -----------------------------------------------------------------


class _Keys(ast.NodeVisitor):
    """Collects what looks like a catalogue key in one file."""

    def __init__(self) -> None:
        self.literals: set[str] = set()
        self.asked: set[str] = set()
        self.families: set[str] = set()
        self._key = re.compile(rf"({'|'.join(CONVERSATIONS)})\.[a-z0-9_.]*[a-z0-9_]")

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in LOGGING:
            return
        first = node.args[0] if node.args else None
        if name in SPEECHES and isinstance(first, ast.Constant) and isinstance(first.value, str):
            self.asked.add(first.value)
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str) and self._key.fullmatch(node.value):
            self.literals.add(node.value)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        pattern = "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values)
        if "*" in pattern and pattern.partition(".")[0] in CONVERSATIONS:
            self.families.add(pattern)
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                self.visit(part.value)


def _files() -> Iterator[Path]:
    for folder in ("bot", "handlers"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            if "playground" not in file.parts:  # the island has its own words
                yield file


@cache
def _keys() -> _Keys:
    keys = _Keys()
    for file in _files():
        keys.visit(ast.parse(file.read_text(encoding="utf-8"), filename=str(file)))
    return keys


def _known() -> set[str]:
    return {
        f"{conversation}.{name}" for conversation in CONVERSATIONS for name in entries("fr", conversation)
    }


def test_every_text_that_the_code_asks_for_exists() -> None:
    assert sorted(_keys().asked - _known()) == []


def test_no_text_is_left_that_nobody_says() -> None:
    said = _keys().literals | _keys().asked
    unsaid = [key for key in _known() - said if not any(fnmatchcase(key, family) for family in FAMILIES)]
    assert sorted(unsaid) == []


def test_a_key_put_together_by_the_code_belongs_to_a_declared_family() -> None:
    assert sorted(_keys().families - FAMILIES.keys()) == [], "declare it in FAMILIES, with its reason"
    assert sorted(FAMILIES.keys() - _keys().families) == [], "no code puts these together any more"
    empty = [family for family in FAMILIES if not any(fnmatchcase(key, family) for key in _known())]
    assert empty == [], "no text belongs to these"
