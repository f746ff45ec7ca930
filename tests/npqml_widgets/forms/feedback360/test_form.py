"""The collator's form: what is done in it is kept, refused in words, or can never be taken back."""

from __future__ import annotations

import base64
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from npqml_widgets.documents.feedback360.codes import Answers, to_code, to_file
from npqml_widgets.documents.feedback360.questionnaire import standard_questionnaire
from npqml_widgets.documents.feedback360.rounds import NEVER_THE_LEADER, NO_THIRD, Rounds
from npqml_widgets.documents.feedback360.worked import collected_round, worked_rounds
from npqml_widgets.forms.feedback360.acts import NOT_KNOWN_YET
from npqml_widgets.forms.feedback360.form import FeedbackForm
from npqml_widgets.keeping import documents

IDS = [one.id for one in standard_questionnaire().statements]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the empty folder of a notebook."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(documents, "_unsaved", {})
    return tmp_path


class Hand:
    """Somebody who works in the form, by the steps that a page sends."""

    def __init__(self, start: Rounds | None = None, name: str = "round") -> None:
        self.form = FeedbackForm(name, start)

    def step(self, event: str, **details: Any) -> str:
        return self.form.take({"event": event, "turn": "1", **details})

    def edit(self, key: str, value: str) -> str:
        return self.step("edit", key=key, value=value)

    def press(self, key: str, **values: str) -> str:
        return self.step("press", key=key, values=values)

    def add(self, ids: str, group: str = "team") -> str:
        return self.press("add-raters:", ids=ids, group=group)

    def go(self, section: str) -> str:
        """Open a section and give all its words."""
        self.step("go", key=section)
        return json.dumps(self.form.sections.page["parts"])

    def bring(self, *files: tuple[str, bytes], instead: str = "") -> str:
        plain = [{"name": name, "content": base64.b64encode(content).decode()} for name, content in files]
        return self.step("bring", key="came:", values={"instead": instead}, files=plain)

    @property
    def document(self) -> Rounds:
        return self.form.document

    @property
    def kept(self) -> bool:
        return bool(self.form.sections.page["kept"])


def ready() -> Hand:
    """Give a form in which everything is there that forms need."""
    hand = Hand()
    hand.edit("entry:leader", "leader-7")
    hand.edit("entry:collator", "c1")
    hand.add("p1 p2 p3", "peers")
    hand.add("t1,t2;t3\nt4")
    return hand


def sent_out() -> Hand:
    hand = ready()
    hand.press("make:")
    return hand


def answers(hand: Hand, rater: str, rating: int = 2, **more: Any) -> Answers:
    asked = hand.document.collecting.round
    token = next(one.token for one in asked.raters if one.id == rater)
    return Answers(asked.tag, token, dict.fromkeys(IDS, rating), **more)


def test_the_leader_is_never_the_collator_and_the_form_says_so_where_the_round_is_set_up():
    hand = Hand()
    assert NEVER_THE_LEADER in hand.go("round")
    hand.edit("entry:leader", "c1")
    assert hand.edit("entry:collator", "c1").startswith(NEVER_THE_LEADER)
    assert not hand.kept
    assert hand.document.draft.collator == ""


@pytest.mark.parametrize("found", ["Anna Smith", "Anna", "", "-p1"])
def test_what_is_no_id_is_refused_as_one(found):
    hand = Hand()
    assert "is no id" in hand.edit("entry:leader", found)
    assert hand.document.draft.leader == ""


def test_raters_are_added_many_at_once_and_an_id_only_once():
    hand = ready()
    assert list(hand.document.draft.raters) == ["p1", "p2", "p3", "t1", "t2", "t3", "t4"]
    assert hand.add("p9 p2", "peers") == "p2 is among the raters already. Nobody was added."
    assert hand.add("leader-7") == "leader-7 is among the raters already. Nobody was added."
    assert hand.add(" ") == "There is no id yet: write one or more, such as p1, p2."
    assert len(hand.document.draft.raters) == 7


def test_the_questions_are_changed_added_and_taken_out_until_the_forms_are_made():
    hand = ready()
    hand.edit("reword:respect-1", "Greets us by name.")
    hand.press("add-statement:respect", **{"new:respect": "Thanks people."})
    hand.press("take-out:respect-2")
    hand.press("add-question:", **{"new-question": "What else?"})
    asked = hand.document.draft.questionnaire
    assert [one.text for one in asked.statements if one.behaviour == "respect"] == [
        "Greets us by name.",
        "Thanks people.",
    ]
    assert asked.questions[-1].text == "What else?"
    hand.press("take-out:respect-1")
    assert "a statement for each behaviour" in hand.press("take-out:respect-3")
    assert hand.edit("reword:respect-3", "  ") == "There are no words: write a sentence."
    hand.press("make:")
    assert "stay as they were promised" in hand.edit("reword:respect-3", "Too late.")
    assert "Thanks people." in hand.go("questions")


def test_forms_are_written_for_everybody_beside_the_notebook_without_a_name_or_id(folder):
    hand = ready()
    said = hand.press("make:")
    made = sorted((folder / f"360-forms-{hand.document.collecting.round.tag}").iterdir())
    assert said.startswith("8 forms are in the folder 360-forms-")
    assert [one.suffix for one in made] == [".html", ".xlsx"] * 8
    pages = " ".join(one.read_text(encoding="utf-8") for one in made if one.suffix == ".html")
    assert not [one for one in ("leader-7", '"p1"', "t4") if one in pages]


def test_a_folder_is_named_as_there_only_where_it_is(folder):
    hand = Hand(collected_round())
    name = f"360-forms-{hand.document.collecting.round.tag}"
    assert f"there is no folder {name} beside this notebook. Press" in hand.go("forms")
    hand.press("write:")
    assert (folder / name).is_dir()
    assert f"Their folder is {name}, beside this notebook." in hand.go("forms")


def test_undo_says_what_it_will_take_back_and_is_there_by_key_in_the_table_too():
    hand = Hand()
    hand.edit("entry:name", "autumn 2026")
    assert hand.form.bar.undo == "the name of the round"
    assert hand.form.grid._answers["undo"]() == "Undone: the name of the round."
    assert hand.document.draft.name == "first round"


def test_what_is_missing_is_said_before_forms_can_be_made(folder):
    hand = Hand()
    for words in ("The leader has no id yet.", "Say who collects the forms.", "Nobody is asked yet but the leader."):
        assert words in hand.go("forms")
    assert "The leader has no id yet." in hand.press("make:")
    assert [one.name for one in folder.iterdir()] == []


def test_a_file_and_a_code_are_taken_in_and_what_is_refused_is_kept_with_the_reason():
    hand = sent_out()
    code = to_code(answers(hand, "t1"), hand.document.collecting.round.questionnaire)
    said = hand.bring(("from p1.json", to_file(answers(hand, "p1")).encode()), ("notes.txt", b"Hello"))
    assert said.startswith("p1 answered.\nnotes.txt: not taken. The code has a mistake in it")
    assert hand.press("code:", code=f"{code.lower()}\n\n", instead="") == "t1 answered."
    assert [one.content for one in hand.document.collecting.put_aside] == ["Hello"]
    assert "Hello" in hand.go("answers")


def test_a_second_answer_is_put_aside_and_can_be_taken_after_all():
    hand = sent_out()
    hand.bring(("first.json", to_file(answers(hand, "p1", 2)).encode()))
    assert "has answered before" in hand.bring(("second.json", to_file(answers(hand, "p1", 3)).encode()))
    assert hand.press("again:0") == "p1 answered."
    taken = hand.document.collecting
    assert set(taken.response("p1").answers.ratings.values()) == {3}
    assert taken.put_aside == ()
    assert "no longer among" in hand.press("again:0")


def test_a_damaged_workbook_stays_put_aside_however_often_it_is_tried():
    hand = sent_out()
    hand.bring(("form.xlsx", b"PK\x03\x04 and no more"))
    before = hand.document.collecting.put_aside
    assert "not taken" in hand.press("again:0")
    assert hand.document.collecting.put_aside == before


def test_a_filled_spreadsheet_is_taken_in(folder):
    hand = sent_out()
    asked = hand.document.collecting.round
    token = next(one.token for one in asked.raters if one.id == "t2")
    file = next(folder.glob(f"360-forms-*/*-{token}.xlsx"))
    book = load_workbook(file)
    for row in book["Answers"].iter_rows():
        if str(row[0].value).startswith("rating:"):
            row[3].value = 1
    book.save(file)
    assert hand.bring((file.name, file.read_bytes())) == "t2 answered."


def test_the_table_of_raters_shows_who_declined_and_why():
    hand = sent_out()
    gone = Answers(*(lambda one: (one.tag, one.token))(answers(hand, "p2")), declined=True, reason="On leave.")
    silent = Answers(*(lambda one: (one.tag, one.token))(answers(hand, "p3")), declined=True)
    for one in (gone, silent):
        hand.bring(("x.json", to_file(one).encode()))
    hand.go("raters")
    rows = {row[0]: row[1] for row in hand.form.grid.rows}
    assert rows["p2"][2:] == ["declined", gone.token, "On leave."]
    assert rows["p3"][2:] == ["declined", silent.token, "none given"]
    assert rows["t1"][2] == "waiting"


def test_a_rater_is_moved_while_nobody_was_asked_and_stays_once_they_have_answered():
    hand = ready()
    hand.form._edit_rater("t4", "group", "peers")
    assert hand.form._edit_rater("t1", "rater", "t2") == "t2 is among the raters already."
    hand.form._edit_rater("t1", "rater", "t9")
    assert hand.document.draft.raters["t4"] == "peers"
    assert "t9" in hand.document.draft.raters
    hand.press("make:")
    assert "stay as they were promised" in hand.form._edit_rater("t4", "group", "team")
    hand.bring(("x.json", to_file(answers(hand, "t4")).encode()))
    assert hand.form._remove_rater("t4") == "t4 has answered, so t4 stays."
    assert hand.form._remove_rater("leader-7").startswith("The leader answers too")
    assert hand.form._remove_rater("t3") == ""
    assert hand.add("late-1") == "1 rater is added."
    assert [one.id for one in hand.document.collecting.round.raters][-1] == "late-1"


def read_all(hand: Hand) -> None:
    """Decide on every comment, one after the other, as the form offers them."""
    hand.go("comments")
    while "still to read" in json.dumps(hand.form.sections.page["parts"]):
        keys = [part.get("key", "") for part in hand.form.sections.page["parts"]]
        hand.press(next(key for key in keys if key.startswith("decide:ok:")))


def test_comments_are_decided_on_one_by_one_with_names_pointed_out():
    hand = Hand(collected_round())
    pointed = [part["marked"] for part in json.loads(hand.go("comments")) if part["kind"] == "quote"]
    assert len(pointed) == 1, "one comment at a time"
    seen = set()
    for _ in range(13):
        parts = hand.form.sections.page["parts"]
        quote = next(part for part in parts if part["kind"] == "quote")
        place = next(part["key"] for part in parts if part.get("key", "").startswith("decide:ok:")).split(":")[-1]
        if "Priya" in quote["marked"]:
            assert hand.press(f"decide:changed:{place}", **{f"wording:{place}": ""}).startswith(
                "A changed comment needs"
            )
            hand.press(f"decide:changed:{place}", **{f"wording:{place}": "We ran them in our lunch breaks."})
        else:
            hand.press(f"decide:ok:{place}")
        seen.add(place)
    assert len(seen) == 13
    assert "All 13 are read." in hand.go("comments")
    hand.press("publish:", known="yes")
    written = json.dumps(documents.to_plain(hand.document.out[0].report))
    assert "We ran them in our lunch breaks." in written
    assert "Priya" not in written


def test_nothing_is_published_unread_or_unticked_and_what_is_out_is_never_taken_back():
    hand = Hand(collected_round())
    assert "13 comments not read yet" in hand.go("publish")
    assert "13 comments not read yet" in hand.press("publish:", known="yes")
    read_all(hand)
    assert hand.press("publish:", known="") == NOT_KNOWN_YET
    assert hand.press("publish:", known="yes").startswith("The report is out.")
    assert hand.form.sections.page["here"] == "report"
    assert hand.form._answer("undo", "", b"").startswith("There is nothing to undo.")
    for revision, _ in hand.form.bar.versions:
        assert "cannot be taken back" in hand.form._answer("back", revision, b"")
    assert hand.document.is_published


def test_a_second_tab_cannot_take_back_what_the_first_one_published():
    first, second = Hand(collected_round()), Hand(collected_round())
    first.edit("names:", "Priya, Tom")
    second.edit("names:", "Priya")
    read_all(first)
    first.press("publish:", known="yes")
    second.form._answer("undo", "", b"")
    assert second.document.is_published
    assert "is out" in second.press("publish:", known="yes")
    assert len(second.document.out) == 1


def test_what_comes_after_the_report_is_put_aside_and_not_lost():
    hand = Hand(worked_rounds())
    late = to_file(answers(hand, "p1", 4)).encode()
    assert "The report of this round is out" in hand.bring(("late.json", late))
    assert len(hand.document.collecting.put_aside) == 1


def test_a_second_round_keeps_people_and_questions_and_a_third_is_refused():
    hand = Hand(collected_round())
    read_all(hand)
    hand.press("publish:", known="yes")
    hand.press("next-round:")
    assert hand.document.collation is None
    assert hand.document.draft.raters.keys() == {one.id for one in worked_rounds().collecting.round.raters} - {
        "leader-4",
        "t8",
    }
    assert "asks the same as the first" in hand.edit("reword:respect-1", "Something else.")
    assert "of the same leader" in hand.edit("entry:leader", "leader-5")
    assert "a name of its own" in hand.edit("entry:name", "autumn 2025")
    hand.form._remove_rater("t7")
    assert "1 of 7 counted in the first round is not asked now" in hand.go("forms")
    both = Hand(worked_rounds(), "both")
    assert both.press("next-round:") == NO_THIRD
    assert NO_THIRD in both.go("publish")


def test_the_report_is_written_in_each_form_and_holds_no_id(folder):
    hand = Hand(worked_rounds())
    for ending in ("-report.xlsx", "-report.html", "-report.docx"):
        assert hand.form._answer("write", ending, b"").startswith(f"Written to round{ending}")
    page = (folder / "round-report.html").read_text(encoding="utf-8")
    assert "Since the first round" in page
    assert not [one for one in ("t1", "p5", "m1") if f">{one}<" in page or f" {one} " in page]
    assert Hand(name="empty").form._answer("write", "-report.xlsx", b"").startswith("There is no report yet")


@pytest.mark.slow
def test_the_report_on_the_page_says_what_its_charts_show():
    hand = Hand(worked_rounds())
    words = hand.go("report")
    assert "Blind spots: none." in words
    assert "Two rounds compared, team members" in words
    hand.edit("show:", "0")
    words = json.dumps(hand.form.sections.page["parts"])
    assert "Blind spots: Collaboration (you 1, team members 1.8 to 2.2)" in words
    assert "Where a plan could start" in words


def test_a_saved_notebook_holds_counts_and_nobodys_id():
    hand = Hand(collected_round())
    assert hand.form.as_text().splitlines()[1:4] == ["The round: first of two", "Questions: fixed", "Raters: 14 asked"]
    assert not [one for one in ("t1", "p5", "leader-4") if one in hand.form.as_text()]


def test_every_section_can_be_opened_at_every_stage():
    for start in (None, collected_round(), worked_rounds()):
        hand = Hand(start, f"stage-{'none' if start is None else len(start.out)}")
        for section in hand.form.sections.page["nav"]:
            hand.go(section[0])
            assert hand.form.sections.page["here"] == section[0]


def test_a_date_typed_is_the_day_on_the_forms():
    hand = ready()
    hand.edit("opened:", "2026-09-07")
    hand.press("make:")
    assert hand.document.collecting.round.opened == date(2026, 9, 7)
