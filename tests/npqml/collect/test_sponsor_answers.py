"""Nobody but the sponsor can make what counts as the sponsor's: twelve ways to try, and what is said of each.

What is held here is only what a key holds: see decision 25 for what it cannot.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from npqml.authoring.worked_documents.sponsor import worked_sponsor
from npqml.collect.sponsor_answers import (
    ABOUT_ANOTHER,
    DOCUMENT,
    NO_KEY_MADE,
    NOT_CONFIRMED,
    OLDER,
    OTHER_KEY,
    OWN_NAME,
    UNREADABLE,
    check_cohort,
    confirm_answer,
    judge,
)
from npqml.course.cohort import load_cohort
from npqml.course.sources import load_sources
from npqml.course.sponsors import Sponsor, make_keys, read_sponsors, write_sponsors
from npqml.place import Place
from npqml.refusal import Refusal
from npqml_widgets.documents.shared.printing import to_text
from npqml_widgets.documents.sponsor.answer import Comment, content_of, request_of
from npqml_widgets.documents.sponsor.model import Received, SponsorComments
from npqml_widgets.documents.sponsor.printing import printed
from npqml_widgets.documents.sponsor.seal import number_of
from npqml_widgets.documents.sponsor.verdict import EXAMPLE, NO_KEY_USED, Verdict
from npqml_widgets.documents.sponsor.xlsx_form import read_form, write_form
from npqml_widgets.keeping.documents import as_json
from tests.npqml_widgets.documents.sponsor.filledforms import filled
from tests.npqml_widgets.documents.sponsor.sponsors import (
    ANSWER,
    CAME,
    DAY,
    KEY,
    MADE,
    SHEET,
    answered,
    sealed,
    with_what,
)
from tests.npqml_widgets.documents.sponsor.sponsors import OTHER_KEY as OTHER

COURSE = Path(__file__).parents[3] / "course"
COHORT = "demo-secondary"
SPONSOR = Sponsor("c001", KEY)


def judged(sheet: SponsorComments, **more: object) -> Verdict:
    return judge(sheet, "c001", more.pop("sponsor", SPONSOR), name="Sam Lee", **more)  # type: ignore[arg-type]


def refused(verdict: Verdict, words: str) -> None:
    """Hold that an answer does not count, for this reason, and that neither line nor print calls it the sponsor's."""
    assert not verdict.counts
    assert words in verdict.words
    assert "sponsor's comments" not in verdict.heading.casefold()


def test_an_answer_that_the_sponsor_has_sealed_is_checked() -> None:
    verdict = judged(answered(sealed()))
    assert verdict == Verdict("checked", ("Sealed with the sponsor's key by Ruth Moss, Headteacher, on 3 May 2027.",))
    assert verdict.counts
    assert verdict.heading == "The sponsor's comments: checked"


def test_before_anybody_has_answered_there_is_nothing_to_judge() -> None:
    assert judged(SHEET) == Verdict("none")


# The attempts of a candidate.


def test_1_an_edited_answer_file_does_not_fit_its_seal() -> None:
    received = sealed()
    better = evolve(received, content=received.content.replace("I was there", "I was always there"))
    refused(judged(answered(better)), OTHER_KEY)


@settings(deadline=None)
@given(st.data())
def test_2_a_comment_changed_by_one_letter_does_not_fit_its_seal(data: st.DataObject) -> None:
    received = sealed()
    start = received.content.index("I was there")
    place = data.draw(st.integers(start, start + 40))
    letter = data.draw(st.sampled_from("abcXYZ 1"))
    changed = received.content[:place] + letter + received.content[place + 1 :]
    verdict = judged(answered(evolve(received, content=changed)))
    assert verdict.counts == (changed == received.content)


def test_3_another_candidate_s_answer_is_about_another_candidate() -> None:
    theirs = sealed(evolve(ANSWER, request=evolve(ANSWER.request, candidate="c002")))
    refused(judged(answered(theirs)), ABOUT_ANOTHER.format("c002", "c001"))
    claimed = evolve(theirs, content=theirs.content.replace("c002", "c001"))
    refused(judged(answered(claimed)), OTHER_KEY)
    with_their_key = sealed(ANSWER, OTHER)
    refused(judged(answered(with_their_key)), OTHER_KEY)


def test_4_an_answer_moved_to_other_evidence_says_which_rows_the_sponsor_has_not_seen() -> None:
    moved = with_what(with_what(answered(sealed()), "E2", "Led the trust"), "E3", "Saved half a million")
    verdict = judged(moved)
    assert verdict.state == "changed since"
    assert not verdict.counts
    assert verdict.words[-1] == (
        "Evidence changed after the sponsor saw it on 3 May 2027: rows E2, E3 changed (E2: What was done; E3: What was "
        "done)."
    )


def test_5_a_candidate_s_own_key_seals_nothing_that_counts() -> None:
    refused(judged(answered(sealed(key=OTHER))), OTHER_KEY)


def test_6_an_older_answer_played_again_is_older_than_one_that_came_before() -> None:
    verdict = judged(answered(sealed()), newest=MADE + timedelta(days=2))
    refused(verdict, OLDER.format("5 May 2027 at 15:05"))
    assert judged(answered(sealed()), newest=MADE).counts


def test_7_json_made_by_hand_is_not_verified_or_does_not_fit() -> None:
    by_hand = Received("sponsor-answer.json", "page", content_of(ANSWER), "", "", CAME)
    refused(judged(answered(by_hand)), NO_KEY_USED["page"])
    refused(judged(answered(evolve(by_hand, seal="0" * 64))), OTHER_KEY)
    refused(judged(answered(evolve(by_hand, seal="checked"))), OTHER_KEY)
    refused(judged(answered(evolve(by_hand, seal="é\ud800"))), OTHER_KEY)
    refused(judged(answered(evolve(by_hand, content="{}"))), ABOUT_ANOTHER.format("nobody", "c001"))
    refused(judged(answered(evolve(by_hand, content="[" * 5000))), UNREADABLE)


@pytest.mark.parametrize(
    ("before", "after"),
    [("2027-05-03", "2027-07-10"), ("Headteacher", "Chief executive"), ("Ruth Moss", "Ruth Mossman")],
)
def test_8_a_changed_date_role_or_name_does_not_fit_its_seal(before: str, after: str) -> None:
    received = sealed()
    refused(judged(answered(evolve(received, content=received.content.replace(before, after)))), OTHER_KEY)


def test_9_no_key_can_be_worked_out_from_a_seed_an_id_or_another_key(tmp_path: Path) -> None:
    """That no release holds one is held in test_own_documents.py."""
    place = Place(tmp_path)
    place.submitted(COHORT).mkdir(parents=True)
    rows = "".join(f"c{number:03},Name {number}\n" for number in range(200))
    (place.submitted(COHORT) / "candidates.csv").write_text(f"id,name\n{rows}", encoding="utf-8")
    found = []
    for _ in range(2):
        random.seed(1)
        found += [sponsor.key for sponsor in make_keys(place, COHORT)]
        write_sponsors(place, COHORT, ())
    assert len(set(found)) == 400
    assert not any(judged(answered(sealed(key=key))).counts for key in found)


def test_10_a_workbook_is_never_verified_edited_or_not() -> None:
    form = write_form(request_of(SHEET, DAY))
    changed = filled(form, **{"Comment on 4.1.1": "The best lead whom I have ever seen."})
    as_sent, edited = (read_form(content, MADE) or "" for content in (filled(form), changed))
    for content in (as_sent, edited):
        refused(judged(answered(Received("form.xlsx", "workbook", content, "", "", CAME))), NO_KEY_USED["workbook"])
    asked = evolve(SPONSOR, confirmed=number_of(as_sent), on=DAY, how="by phone")
    assert judged(answered(Received("a.xlsx", "workbook", as_sent)), sponsor=asked).state == "confirmed"
    refused(judged(answered(Received("a.xlsx", "workbook", edited)), sponsor=asked), NO_KEY_USED["workbook"])


def test_11_the_course_s_example_counts_for_nobody_whatever_is_put_around_it() -> None:
    example = worked_sponsor(load_cohort(COURSE, COHORT), load_sources(COURSE))
    refused(judged(example), EXAMPLE)
    renamed = evolve(example, candidate="c001", name="Sam Lee")
    refused(judged(renamed), EXAMPLE)
    assert example.answer is not None
    claimed = evolve(example.answer, content=example.answer.content.replace("(example)", "c001"))
    refused(judged(answered(claimed)), EXAMPLE)
    refused(judged(answered(evolve(claimed, seal=""))), NO_KEY_USED["page"])


def test_12_a_candidate_is_no_sponsor_of_their_own_with_the_key_even() -> None:
    refused(judged(answered(sealed(evolve(ANSWER, name="  sam LEE ")))), OWN_NAME.format("  sam LEE "))


# What else may be the case.


def test_a_seal_without_a_key_of_ours_is_not_verified() -> None:
    for sponsor in (None, Sponsor("c001")):
        refused(judged(answered(sealed()), sponsor=sponsor), NO_KEY_MADE)


def test_a_statement_that_was_not_confirmed_is_told_beside_the_seal() -> None:
    verdict = judged(answered(sealed(evolve(ANSWER, confirms=False))))
    assert verdict.counts
    assert verdict.words[-1] == NOT_CONFIRMED


def test_the_candidate_s_own_notes_are_no_evidence_and_may_change() -> None:
    sheet = answered(sealed())
    noted = evolve(sheet, evidence=tuple(evolve(row, notes="later") for row in sheet.evidence))
    assert judged(noted).state == "checked"


def test_the_answer_that_counts_is_the_last_one() -> None:
    assert judged(answered(sealed(key=""), answered(sealed()))).state == "not verified"
    assert judged(answered(sealed(), answered(sealed(key="")))).state == "checked"


@settings(deadline=None)
@given(st.text(max_size=30), st.text(max_size=30))
def test_whatever_stands_where_an_answer_should_be_nothing_fails_and_nothing_counts(content: str, seal: str) -> None:
    assert not judged(answered(Received("x.json", "page", content, seal))).counts


# A cohort's hand-ins.


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place(tmp_path)
    for candidate in ("c001", "c002", "c003", "c004"):
        (place.submitted(COHORT) / candidate / "assessment" / "work").mkdir(parents=True)
    rows = "c001,Sam Lee\nc002,Ann Poe\nc003,Joe Ray\nc004,Kim Day\n"
    (place.submitted(COHORT) / "candidates.csv").write_text(f"id,name\n{rows}", encoding="utf-8")
    write_sponsors(place, COHORT, [SPONSOR])
    return place


def put(place: Place, candidate: str, sheet: SponsorComments, *, earlier: str = "") -> None:
    folder = place.submitted(COHORT) / candidate / "assessment"
    if earlier:
        folder = place.root / "submitted" / ".earlier" / COHORT / candidate / "assessment" / earlier
    (folder / "work").mkdir(parents=True, exist_ok=True)
    (folder / DOCUMENT).write_bytes(as_json(sheet, 1, CAME))


def test_each_hand_in_of_a_cohort_gets_its_verdict(place: Place) -> None:
    put(place, "c001", answered(sealed()))
    put(place, "c002", answered(sealed()))
    (place.submitted(COHORT) / "c003" / "assessment" / DOCUMENT).write_bytes(b"{broken")
    found = {checked.candidate: checked for checked in check_cohort(place, COHORT)}
    assert {who: checked.verdict.state for who, checked in found.items()} == {
        "c001": "checked", "c002": "does not fit", "c003": "does not fit",
    }  # fmt: skip
    assert "cannot be read" in found["c003"].line()


def test_a_later_answer_of_the_sponsor_in_an_earlier_hand_in_is_remembered(place: Place) -> None:
    worse = evolve(
        ANSWER, comments=(Comment("4.1.1", "I was wrong: it was not done."),), made=MADE + timedelta(hours=1)
    )
    put(place, "c001", answered(sealed(worse)), earlier="20270505T100000Z-0123456789ab")
    put(place, "c001", answered(sealed()))
    (checked,) = check_cohort(place, COHORT)
    assert checked.verdict.state == "does not fit"
    assert "older" in checked.line()


def test_a_forged_later_answer_in_an_earlier_hand_in_makes_no_true_one_old(place: Place) -> None:
    later = evolve(ANSWER, made=MADE + timedelta(days=9))
    put(place, "c001", answered(sealed(later, OTHER)), earlier="20270505T100000Z-0123456789ab")
    put(place, "c001", answered(sealed()))
    (checked,) = check_cohort(place, COHORT)
    assert checked.verdict.state == "checked"


def test_what_a_sponsor_says_on_the_phone_counts_for_that_very_answer(place: Place) -> None:
    put(place, "c002", answered(sealed(evolve(ANSWER, request=evolve(ANSWER.request, candidate="c002")), ""),
                                evolve(SHEET, candidate="c002")))  # fmt: skip
    (checked,) = check_cohort(place, COHORT)
    assert checked.verdict.state == "not verified"
    with pytest.raises(Refusal, match="expected the number of the answer"):
        confirm_answer(place, COHORT, "c002", "1234 5678 9abc", "by phone")
    with pytest.raises(Refusal, match="no answer of a sponsor"):
        confirm_answer(place, COHORT, "c004", checked.number, "by phone")
    confirmed = confirm_answer(place, COHORT, "c002", f"{checked.number[:4]} {checked.number[4:12]}", "by phone")
    assert confirmed.verdict.state == "confirmed"
    assert "(by phone)" in confirmed.line()
    assert read_sponsors(place, COHORT)["c001"].key == KEY
    put(place, "c002", answered(sealed(evolve(ANSWER, name="Ann Other"), "")))
    assert not check_cohort(place, COHORT)[0].verdict.counts


def test_a_pack_that_is_not_verified_never_says_that_it_is_the_sponsor_s() -> None:
    for sheet in (answered(sealed()), answered(sealed(key="")), answered(sealed(key=OTHER))):
        text = to_text(printed(sheet, date(2027, 5, 10)))
        assert "not verified" in text
        assert "The sponsor's comments" not in text
    judged_words = to_text(printed(answered(sealed()), DAY, judged(answered(sealed()))))
    assert "The sponsor's comments: checked" in judged_words
    assert "not verified" not in judged_words
