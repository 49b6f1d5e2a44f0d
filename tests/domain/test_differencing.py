"""Nobody who reads all that is published learns about one to four people: every period, group and wave together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain import eyes, waves
from bot.domain.anonymity import may_be_told
from bot.domain.eyes import for_everybody
from bot.domain.splits import Group, Split, split_for_everybody
from bot.domain.waves import ASKED, SOMEBODY, Found
from tests.domain.attacker import Knowledge
from tests.domain.small_company import NETWORK_NAMES, SITES, TOOK_PART, Company

WITHOUT = {Found.NOBODY, Found.NOBODY_FOR_THEM}
#: Three networks that are as good as alike: which of them is small changes from month to month.
SWINGING = ((12, 9, 10, 40, 30), (9, 10, 12, 40, 30), (12, 9, 10, 40, 30))
#: Columns of a wave that are no figure of the tree, and whom they are about.
COLUMNS = {
    "answered": {*Found} - {Found.SILENT},
    "found": SOMEBODY,
    "without": WITHOUT,
}


def leaks(
    company, *, tell=for_everybody, split=split_for_everybody, by=("network",), tell_wave=waves.for_everybody
):
    """What can be worked out of everything that is published of this company."""
    told = Told(company)
    for span in company.spans:
        told.figures(span, tell(company.counts(span)))
        for one in by:
            told.groups(span, one, split(one, company.crowds(span, one)))
    if company.long_term:
        for month in company.months:
            so_far = told.took_part(month)
            told.wave(month, tell_wave(month, company.lines(month), is_final=True, so_far=so_far))
    return [leak for knowledge in told.everything() for leak in knowledge.leaks()]


class Told:
    """Everything that was published, block by block: what is told, of whom, and how many these really are."""

    def __init__(self, company):
        self.company = company
        self.blocks = {
            id(block): (block, {}, {}, set())
            for block in [
                *(block for evening in company.evenings.values() for block in evening),
                *(company.periods, company.meetings, company.rounds),
            ]
        }
        for span in company.spans:
            for block in self.of(span):
                for tree in block.trees:
                    for node in tree.nodes():
                        self.asked(block, node, span)
                        for name in NETWORK_NAMES if tree in block.split else ():
                            self.asked(block, node, span, networks=(name,))
                        for name in SITES if tree in block.split else ():
                            self.asked(block, node, span, site=name)

    def of(self, span):
        flows = (self.company.periods, self.company.meetings, self.company.rounds)
        return (*self.company.evenings[span.ends], *flows)

    def asked(self, block, node, span, **where):
        """A question about these people: its name."""
        name = f"{node.name} {span} {where or ''}"
        if name not in self.blocks[id(block)][1]:
            self.add(block, name, {leaf.name for leaf in node.leaves()}, span, **where)
        return name

    def add(self, block, name, leaves, span, **where):
        months = set(span.each) if block in (self.of(span)[-3:]) else None
        _, about, true, _ = self.blocks[id(block)]
        about[name] = block.about(leaves, months=months, **where)
        true[name] = block.number(about[name])

    def figures(self, span, found, **where):
        for block in self.of(span):
            for tree in block.trees if not where else block.split:
                for node in tree.nodes():
                    if found[node.name] is not None:
                        self.say(block, self.asked(block, node, span, **where), found[node.name])

    def groups(self, span, by, found):
        named = {group.name for group in found.groups if not group.others}
        for group in found.groups:
            if by == "network":
                rest = tuple(name for name in NETWORK_NAMES if name not in named)
                self.figures(span, group.figures, networks=rest if group.others else (group.name,))
            elif not group.others:
                self.figures(span, group.figures, site=group.name)

    def wave(self, month, found):
        span, block = next(one for one in self.company.spans if one.each == (month,)), self.company.rounds
        for node in ASKED.nodes():
            value = {"asked": found.asked, "chose": found.chose, "got_first": found.first_choice}.get(
                node.name
            )
            value = found.one_of_three if node.name == "one_of_three" else value
            if value is not None:
                self.say(block, self.asked(block, node, span), value)
        if found.so_far is not None:
            people = self.company.evenings[month][0]
            self.add(people, f"so far {span}", {TOOK_PART}, span)
            self.say(people, f"so far {span}", found.so_far)
        for column, leaves in COLUMNS.items():
            self.column(block, span, column, {one.value for one in leaves}, getattr(found, column))
        for column in ("again", "met_early"):
            self.column(block, span, column, {column}, getattr(found, column))

    def took_part(self, month):
        block = self.company.evenings[month][0]
        return block.number(block.about({TOOK_PART}))

    def column(self, block, span, column, leaves, value):
        name = f"{column} {span}"
        self.add(block, name, leaves, span)
        if value is not None:
            self.say(block, name, value)

    def say(self, block, name, value):
        _, _, true, told = self.blocks[id(block)]
        assert true[name] == value, f"{name}: the model has {true[name]}, the report {value}"
        told.add(name)

    def everything(self):
        for _, about, true, told in self.blocks.values():
            yield Knowledge(about=about, true=true, told=frozenset(told))


def test_nothing_that_is_published_tells_about_a_few():
    assert leaks(Company.drawn(0)) == []
    assert leaks(Company.drawn(3, sizes=SWINGING, long_term=False)) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("long_term", [True, False])
def test_nor_over_a_year_of_many_companies(seed, long_term):
    assert leaks(Company.drawn(seed, months=12, long_term=long_term)) == []


# -- the attack finds what a rule less would let through -----------------------------------------------------------


def each_alone(counts):
    """Withheld only where the figure itself is small."""
    found = eyes._figures([counts], withheld=())[0]
    small = {name: value if may_be_told(value) else None for name, value in found.values.items()}
    return replace(found, values=small)


def as_one_month(counts):
    """A longer period withheld by its own size, and not by its months."""
    names = dict.fromkeys(name for month in counts.flows for name in month)
    added = {name: sum(month.get(name, 0) for month in counts.flows) for name in names}
    return for_everybody(replace(counts, flows=(added,)))


def each_group_alone(by, crowds):
    """Groups as they are, each withheld by its own size."""
    groups = [
        Group(name=one.name, headcount=one.headcounts[-1], figures=for_everybody(one.counts))
        for one in crowds
    ]
    return Split(by=by, groups=tuple(groups))


def groups_of_the_last_month(by, crowds):
    """Whatever the groups were in the months before."""
    return split_for_everybody(by, [replace(one, headcounts=one.headcounts[-1:]) for one in crowds])


def telling_how_many_so_far(month, lines, **known):
    """Beside those who have a mentor: who mentors only is the rest."""
    return replace(waves.for_everybody(month, lines, **known), so_far=known["so_far"])


def telling_waves(month, lines, *, is_final, so_far):
    return waves.for_the_team(month, lines, is_final=is_final, so_far=so_far)


#: Each rule, and a company of which it keeps something.
BROKEN = [
    pytest.param({"tell": each_alone}, {"seed": 0}, id="each figure alone"),
    pytest.param({"tell": as_one_month}, {"seed": 0}, id="a quarter by itself"),
    pytest.param({"split": each_group_alone}, {"seed": 0}, id="each group alone"),
    pytest.param(
        {"split": groups_of_the_last_month},
        {"seed": 3, "sizes": SWINGING, "long_term": False},
        id="groups that change",
    ),
    pytest.param({"by": ("network", "site")}, {"seed": 2}, id="two splits"),
    pytest.param({"tell_wave": telling_waves}, {"seed": 0}, id="waves as they are"),
    pytest.param({"tell_wave": telling_how_many_so_far}, {"seed": 42}, id="so far"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("broken", "drawn"), BROKEN)
def test_without_one_of_the_rules_somebody_is_found(broken, drawn):
    company = Company.drawn(**drawn)
    assert leaks(company) == []
    assert leaks(company, **broken)


@pytest.mark.slow
def test_without_the_rule_for_figures_around_one_another_somebody_is_found(monkeypatch):
    monkeypatch.setattr(eyes, "CONTAINED", ())
    assert any(leaks(Company.drawn(seed)) for seed in range(10))
