"""A whole year of anybody's: from the ladder to the message, the budget's promises kept every day."""

import random
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.budget import Spoken, Waiting, decide
from bot.domain.cadence import outlook
from bot.domain.calendar import DAY, Hours, Period, at_local, cycle_at, is_open, local_day, month_of
from bot.domain.kinds import CLASS_OF, PromptClass, PromptKind
from tests.domain.pairs import HOUR, PARIS, TOM, pair

NUDGES = [kind for kind in PromptKind if CLASS_OF[kind] is PromptClass.NUDGE]

YEAR = datetime(2026, 1, 1, tzinfo=UTC)


@st.composite
def people(draw):
    opens, closes = draw(st.sampled_from([(7, 15), (9, 18), (10, 11), (22, 23)]))
    return Hours(
        zone=draw(
            st.sampled_from([PARIS, "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Asia/Dubai"])
        ),
        opens=time(opens, 30),
        closes=time(closes, 30),
        days=draw(st.sampled_from([frozenset(range(5)), frozenset({6, 0, 1, 2, 3}), frozenset({2})])),
        holidays=frozenset(
            date(2026, 1, 1) + DAY * n for n in draw(st.lists(st.integers(0, 380), max_size=30))
        ),
    )


def a_years_prompts(chance):
    """Up to a hundred and forty prompts of all kinds, in a few mentorships, good for hours or for weeks."""
    prompts = []
    for id in range(chance.randint(1, 140)):
        begins = YEAR + chance.randint(0, 365 * 24) * HOUR
        lasts = chance.choice([6 * HOUR, 2 * DAY, 8 * DAY, 25 * DAY, 50 * DAY])
        kind = chance.choice([*PromptKind, *NUDGES, *NUDGES])
        prompts.append(
            Waiting(
                id=id,
                kind=kind,
                mentorship_id=chance.choice([None, 1, 2, 3]),
                not_before=begins,
                expires_at=begins + lasts,
            )
        )
    return prompts


@dataclass
class Year:
    """One person's year: every prompt is offered when it begins, and again whenever its wait is over."""

    hours: Hours
    muted: frozenset[PromptKind]
    sent: list[tuple[datetime, Waiting]]
    ended: Counter
    messages: list[tuple[datetime, tuple[Waiting, ...]]]

    @classmethod
    def lived(cls, hours, prompts, muted):
        year = cls(hours, muted, [], Counter(), [])
        pending, coming = {}, sorted(prompts, key=lambda p: p.not_before)
        now = None
        while coming or now:
            begins = coming[0].not_before if coming else None
            now = min(moment for moment in (now, begins) if moment)
            while coming and coming[0].not_before <= now:
                prompt = coming.pop(0)
                pending[prompt.id] = prompt
            wait_until = year.decide(pending, now)
            assert wait_until is None or wait_until > now
            assert bool(pending) == bool(wait_until)
            now = wait_until
        return year

    def decide(self, pending, now):
        spoken = [Spoken(kind_class=CLASS_OF[p.kind], at=at) for at, p in self.sent]
        decision = decide(pending.values(), spoken, self.hours, now, self.muted, person_id=TOM)
        fates = [*decision.send, *decision.expired, *(id for id, _ in decision.cancelled)]
        assert len(fates) == len(set(fates)), "each prompt has one fate"
        assert set(fates) <= set(pending)
        said = tuple(pending[id] for id in decision.send)
        self.sent += [(now, prompt) for prompt in said]
        self.messages += [(now, said)] if said else []
        for id in fates:
            self.ended[id] += 1
            del pending[id]
        return decision.wait_until

    def proactive(self):
        return [(at, p) for at, p in self.sent if CLASS_OF[p.kind] is not PromptClass.ANSWER]

    def nudges(self):
        return [(at, p) for at, p in self.sent if CLASS_OF[p.kind] is PromptClass.NUDGE]


@given(people(), st.integers(), st.frozensets(st.sampled_from(list(PromptKind)), max_size=3))
def test_a_year_of_anybodys_life_keeps_every_promise(hours, seed, muted):
    prompts = a_years_prompts(random.Random(seed))
    year = Year.lived(hours, prompts, muted)

    assert year.ended == Counter(prompt.id for prompt in prompts), "each ends once, and none is forgotten"
    nudges_a_month = Counter(month_of(hours.zone, at) for at, _ in year.nudges())
    assert max(nudges_a_month.values(), default=0) <= 3
    nudges_a_day = Counter(local_day(hours.zone, at) for at, _ in year.nudges())
    assert max(nudges_a_day.values(), default=0) <= 1
    proactive = {at for at, _ in year.proactive()}
    messages_a_day = Counter(local_day(hours.zone, at) for at in proactive)
    assert max(messages_a_day.values(), default=0) <= 1
    assert all(is_open(hours, at) for at in proactive)
    assert all(local_day(hours.zone, at) not in hours.holidays for at in proactive)
    for at, prompt in year.sent:
        assert prompt.not_before <= at < prompt.expires_at
        assert prompt.kind not in muted or CLASS_OF[prompt.kind] is PromptClass.ANSWER
        assert at == prompt.not_before or CLASS_OF[prompt.kind] is not PromptClass.ANSWER


@given(people(), st.integers())
def test_the_order_in_which_prompts_were_written_changes_nothing(hours, seed):
    chance = random.Random(seed)
    prompts = a_years_prompts(chance)
    now = YEAR + chance.randint(0, 365 * 24) * HOUR
    shuffled = chance.sample(prompts, len(prompts))
    assert decide(prompts, [], hours, now, person_id=TOM) == decide(shuffled, [], hours, now, person_id=TOM)


# A mentorship and its people, from the ladder to the message

MARCH = date(2026, 3, 1)
#: Tom reads English and works in Paris.
TOMS_HOURS = Hours(zone=PARIS)


def quiet_since_april(now):
    """Léa and Tom met in March 2026 and never again."""
    cycle = cycle_at(MARCH, Period(), local_day(PARIS, now))
    return pair(cycle=cycle, met_this_cycle=cycle == 0, quiet_cycles=max(0, cycle - 1))


def planned(id, due):
    return Waiting(
        id=id,
        kind=due.kind,
        mentorship_id=due.mentorship_id,
        not_before=due.not_before,
        expires_at=due.expires_at,
    )


def what_tom_hears(until, bot_is_down=()):
    """His messages from 1 April on, day by day, planned and decided every hour as ticks do."""
    ledger, done, spoken, heard = {}, set(), [], []
    now = at_local(date(2026, 4, 1), time(0), PARIS)
    while local_day(PARIS, now) < until:
        if local_day(PARIS, now) not in bot_is_down:
            for due in outlook(quiet_since_april(now), now).prompts:
                if due.recipient_id == TOM:
                    ledger.setdefault(due.dedupe_key, planned(len(ledger), due))
            pending = {row.id: row for row in ledger.values() if row.id not in done}
            decision = decide(pending.values(), spoken, TOMS_HOURS, now, person_id=TOM)
            kinds = [pending[id].kind for id in decision.send]
            spoken += [Spoken(kind_class=CLASS_OF[kind], at=now) for kind in kinds]
            heard += [(f"{now.astimezone(ZoneInfo(PARIS)):%d/%m}", *kinds)] if kinds else []
            done |= {*decision.send, *decision.expired, *(id for id, _ in decision.cancelled)}
        now += HOUR
    return heard


def test_in_two_quiet_months_tom_reads_seven_messages_and_never_on_a_weekend():
    assert what_tom_hears(date(2026, 6, 5)) == [
        ("01/04", "sheet"),
        ("16/04", "missing_meeting"),
        ("23/04", "missing_meeting"),
        ("01/05", "last_word", "sheet"),
        ("18/05", "missing_meeting"),
        ("25/05", "missing_meeting"),
        ("01/06", "last_word", "sheet"),
    ]


def test_days_without_the_bot_are_not_made_up_for():
    down = {date(2026, 4, 29) + DAY * n for n in range(10)}
    assert what_tom_hears(date(2026, 5, 17), down) == [
        ("01/04", "sheet"),
        ("16/04", "missing_meeting"),
        ("23/04", "missing_meeting"),
        ("11/05", "sheet"),
    ]
