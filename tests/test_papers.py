"""Certificates on paper: the same each time, in whatever script, and told from anything else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pypdfium2
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib.tables._g_l_y_f import Glyph
from living import CUSTOMS

from bot.domain.certificates import Certificate, CertificateKind, Named, Page, Paper, codes_in
from bot.domain.mentorships import SeatRole
from bot.pdf.fonts import at_hand
from bot.programme import papers

THEN = datetime(2026, 11, 23, 9, tzinfo=UTC)
STEPS = ("Première rencontre", "Des objectifs écrits, avec une date", "Un retour reçu mis en pratique")
#: Points of an A4 sheet across, and of its frame.
ACROSS, DOWN, FRAME = 841.9, 595.3, 30.0


def paper(
    name: str = "Tom Becker",
    *partners: str,
    language: str = "fr",
    role: SeatRole = SeatRole.MENTEE,
    kind: CertificateKind = CertificateKind.MENTORSHIP,
    thanks: Sequence[str] = (),
    **more: object,
) -> Paper:
    page = Page(
        who=Named(id=1, name=name, handle="tom.b"),
        programme="Mentorat" if language == "fr" else "Mentoring",
        company="Atelier",
        since=date(2026, 1, 1),
        until=date(2026, 11, 23),
        role=role,
        partners=tuple(
            Named(id=2 + place, name=one, handle="lea")
            for place, one in enumerate(partners or ("Léa Martin",))
        ),
        **{"done": 8, "of": 10, "steps": STEPS, "minutes": 90, "meetings": 2, "mentees": 1, **more},  # type: ignore[arg-type]
    )
    issued = Certificate(
        id=1,
        code="BIN-7KQ2-M4XP",
        kind=kind,
        programme_id=1,
        mentorship_id=1,
        person_id=1,
        about="mentorship-1",
        language=language,
        issued_at=THEN,
        page=page,
    )
    return Paper(
        page=page,
        kind=kind,
        language=language,
        on=THEN.date(),
        made_at=THEN,
        certificate=issued,
        thanks=tuple(thanks),
    )


def drawn(what: Paper) -> bytes:
    return papers.draw(what, CUSTOMS)


def read(content: bytes) -> str:
    """What a screen reader finds on the one page; nothing of it stands outside the frame."""
    with pypdfium2.PdfDocument(content) as document:
        assert len(document) == 1
        page = document[0]
        assert (round(page.get_width(), 1), round(page.get_height(), 1)) == (ACROSS, DOWN)
        text = page.get_textpage()
        boxes = [text.get_rect(place) for place in range(text.count_rects())]
        assert all(FRAME < left < right < ACROSS - FRAME for left, _, right, _ in boxes)
        assert all(FRAME < low < high < DOWN - FRAME for _, low, _, high in boxes)
        return " ".join(text.get_text_range().split())


def a_font_of(letters: str) -> FontBuilder:
    """One that draws each of these letters as nothing at all."""
    glyphs = {ord(letter): f"glyph{ord(letter)}" for letter in letters}
    names = [".notdef", *dict.fromkeys(glyphs.values())]
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder(names)
    font.setupCharacterMap(glyphs)
    font.setupGlyf(dict.fromkeys(names, Glyph()))
    font.setupHorizontalMetrics(dict.fromkeys(names, (500, 0)))
    font.setupHorizontalHeader()
    return font


def test_the_same_paper_is_the_same_file_and_every_number_is_another() -> None:
    once = drawn(paper())
    assert drawn(paper()) == once
    other = paper()
    assert other.certificate is not None
    other = replace(other, certificate=replace(other.certificate, code="BIN-AAAA-BBBB"))
    assert drawn(other) != once


def test_a_page_is_read_aloud_in_order_and_says_what_it_is() -> None:
    content = drawn(paper())
    words = read(content)
    told = ["Atelier".upper(), "Attestation de mentorat", "Tom Becker", "avec Léa Martin", "8 étapes", *STEPS]
    told += ["1er janvier 2026", "23 novembre 2026", "BIN-7KQ2-M4XP"]
    places = [words.index(one) for one in told]
    assert places == sorted(places)
    with pypdfium2.PdfDocument(content) as document:
        about = document.get_metadata_dict()
    assert (about["Title"], about["Keywords"]) == (
        "Attestation de mentorat\u202f: Tom Becker",
        "BIN-7KQ2-M4XP",
    )
    assert b"/Lang (fr)" in content
    assert codes_in(content) == ["BIN-7KQ2-M4XP"]


def test_it_speaks_the_language_of_its_reader() -> None:
    words = read(drawn(paper(language="en", role=SeatRole.MENTOR, steps=("First meeting",))))
    assert "Mentoring certificate" in words
    assert "for mentoring Léa Martin" in words
    assert "1 January 2026 – 23 November 2026" in words


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        "Li",
        "Marie-Antoinette-Élisabeth de La Rochefoucauld-Montmorency-Bouteville",
        "W" * 60,
        "Nguyễn Thị Ánh Nguyệt",
        "Ελένη Παπαδοπούλου",
        "Анна Андреевна Ахматова",
        "欧阳修",
        "小野寺 健太郎",
        "김민준",
        "欧" * 40,
    ],
)
def test_a_name_is_written_in_its_own_script_and_within_the_frame(name: str) -> None:
    words = read(drawn(paper(name, "Léa Martin", name)))
    assert name.replace(" ", "") in words.replace(" ", ""), name


@pytest.mark.slow
@pytest.mark.parametrize("name", ["محمد الخوارزمي", "علی‌رضا محمدی", "שרה בת-אל לוי"])
def test_a_name_that_is_read_from_the_right_keeps_its_letters_together(name: str) -> None:
    words = read(drawn(paper(name, "Tom", name)))
    letters = {letter for letter in name if letter.isalpha()}
    assert letters <= set(words), "none of them is a box"
    assert at_hand().readable(name) == name


def test_pictures_in_a_name_are_left_out() -> None:
    assert at_hand().readable("Zoé 🌟👩🏽\u200d🚀 Dupré ❤️") == "Zoé Dupré"
    assert at_hand().readable("🐙") is None


@pytest.mark.slow
def test_a_name_that_no_font_draws_is_never_boxes() -> None:
    strange = "สมชาย ใจดี"
    words = read(drawn(paper(strange, strange)))
    assert "tom.b" in words, "as Slack calls them"
    assert "avec lea" in words
    nameless = paper(strange, "Léa Martin")
    nameless = replace(nameless, page=replace(nameless.page, who=Named(id=1, name=strange, handle="ส")))
    assert "Nom et prénom, à la main" in read(drawn(nameless))


def test_a_folder_of_ones_own_brings_a_font_that_is_missing(tmp_path: Path) -> None:
    name = "สมชาย"
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    (tmp_path / "notes.txt").write_text("no font either", encoding="utf-8")
    assert at_hand(tmp_path).readable(name) is None, "what cannot be read draws nothing, and hinders nobody"
    a_font_of(name).save(tmp_path / "thai.ttf")
    assert at_hand(tmp_path).readable(name) == name
    assert [one.path.name for one in at_hand(tmp_path).standing_in([name])] == ["thai.ttf"]


@pytest.mark.slow
def test_too_many_names_and_steps_leave_room_for_the_rest() -> None:
    long = [f"Jean-Christophe-Maximilien Hohenzollern-Sigmaringen {number}" for number in range(8)]
    steps = tuple(["Une étape dont les mots prennent toute la place qu’il y a sur une ligne"] * 12)
    full = paper(long[0], *long, role=SeatRole.MENTOR, done=12, of=12, steps=steps, left_out=3)
    words = read(drawn(full))
    assert "pour avoir accompagné 8 personnes" in words
    assert "12 étapes franchies sur 12, 3 laissées de côté d’un commun accord" in words
    assert "Numéro".upper() in words


@pytest.mark.slow
def test_a_group_goes_by_its_name_when_somebody_in_it_was_forgotten() -> None:
    assert "avec Données" in read(drawn(paper("Tom", "Léa Martin", "", group="Données")))
    assert "avec une autre personne" in read(drawn(paper("Tom", "")))


@pytest.mark.slow
def test_a_mentors_year_shows_thanks_whole_or_not_at_all() -> None:
    short, endless = "Merci, Léa.", "Merci encore " * 200
    words = read(drawn(paper("Léa Martin", kind=CertificateKind.YEAR, thanks=[short, endless])))
    assert "pour votre année 2026 de mentor" in words
    assert "1 h 30" in words
    assert short in words
    assert "encore" not in words
