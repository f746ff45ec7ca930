"""A published 360 report: what it holds, what it says, and that it comes back whole from a workbook."""

from __future__ import annotations

import html
import json
from datetime import date
from itertools import combinations_with_replacement
from pathlib import Path
from statistics import stdev, variance

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from npqml_widgets.documents.feedback360.analysis import (
    Rated,
    compare,
    findings,
    gap,
    rated,
    starting_points,
    together,
)
from npqml_widgets.documents.feedback360.codes import Answers, to_file
from npqml_widgets.documents.feedback360.collate import Collation, receive
from npqml_widgets.documents.feedback360.export import from_xlsx, to_xlsx
from npqml_widgets.documents.feedback360.model import GROUPS, Group, Questionnaire, new_round, standard_questionnaire
from npqml_widgets.documents.feedback360.printing import as_docx, as_html
from npqml_widgets.documents.feedback360.privacy import bands, is_split
from npqml_widgets.documents.feedback360.report import (
    Figure,
    Part,
    Published,
    Report,
    publish,
    shown_units,
    units_to_read,
)
from npqml_widgets.documents.feedback360.second_round import advice
from npqml_widgets.documents.feedback360.texts import Comment, decide, names_in, to_read
from npqml_widgets.documents.feedback360.trust import agreement, reliability, reliability_words, variance_limits
from npqml_widgets.documents.shared.workbook import Damaged
from npqml_widgets.keeping import documents
from npqml_widgets.keeping.authored import Refused
from npqml_widgets.keeping.plain import to_plain

ASKED = standard_questionnaire()
IDS = [one.id for one in ASKED.statements]
NAMES = ("zq-boss", "zq-peer-1", "zq-peer-2", "zq-peer-3", "zq-team-1", "zq-team-2")
PEOPLE: dict[str, Group] = {
    "zq-self": "self", "zq-boss": "manager",
    **{f"zq-peer-{n}": "peers" for n in range(1, 5)}, **{f"zq-team-{n}": "team" for n in range(1, 7)},
}  # fmt: skip


def collated(
    ratings: dict[str, int], texts: dict[str, str] | None = None, *, named: bool = False, name: str = "autumn"
) -> Collation:
    """Give a round in which each of these people rated every statement alike."""
    asked = new_round(name, "leader-7", PEOPLE, opened=date(2026, 9, 7), manager_named=named)
    collation = Collation(asked)
    for one in asked.raters:
        if one.id in ratings or one.id in (texts or {}):
            given_ = dict.fromkeys(IDS, ratings[one.id]) if one.id in ratings else {}
            wrote = {"keep": texts[one.id]} if texts and one.id in texts else {}
            collation = receive(collation, to_file(Answers(asked.tag, one.token, given_, wrote)), one.id).collation
    return collation


def everybody(own: int = 1, peers: int = 2, team: int = 3) -> dict[str, int]:
    by_group = {"self": own, "manager": 2, "peers": peers, "team": team}
    return {name: by_group[group] for name, group in PEOPLE.items()}


def read_all(collation: Collation, verdict: str = "as written") -> Collation:
    for one in to_read(collation, units_to_read(collation)):
        collation = decide(collation, one.place, verdict)  # type: ignore[arg-type]
    return collation


def published(collation: Collation) -> Published:
    return publish(read_all(collation))


def test_a_report_holds_no_id_no_token_and_nothing_of_a_hidden_group() -> None:
    ratings = {**everybody(), "zq-peer-3": 4}
    for gone in ("zq-team-1", "zq-team-2", "zq-team-3", "zq-team-4", "zq-team-5", "zq-team-6", "zq-boss"):
        ratings.pop(gone)
    texts = {"zq-team-1": "secret of the team", "zq-team-2": "secret of the team", "zq-peer-1": "said by a peer"}
    done = published(collated(ratings, texts))
    plain = json.dumps(to_plain(done.report))
    assert [part.groups for part in done.report.parts] == [("peers",)]
    assert "zq-" not in plain
    assert "secret" not in plain
    assert "said by a peer" in plain
    assert not [one.token for one in done.collation.round.raters if one.token in plain]


def test_the_footprint_for_the_next_round_holds_no_rating() -> None:
    plain = to_plain(publish(collated(everybody())).footprint)
    assert set(plain["counted"][0]) == {"unit", "statement", "people", "low", "high"}
    assert {(one["low"], one["high"]) for one in plain["counted"]} <= {
        band for people in (5, 6) for band in bands(people)
    }


def test_a_line_manager_is_shown_alone_only_if_the_round_says_so() -> None:
    hidden = publish(collated(everybody())).report
    named = publish(collated(everybody(), named=True)).report
    assert [part.groups for part in hidden.parts] == [("team",), ("manager", "peers")]
    assert [part.groups for part in named.parts] == [("manager",), ("peers",), ("team",)]
    assert named.parts[0].figures[0] == Figure(IDS[0], 1, 2, 2)


def test_a_report_is_made_once() -> None:
    done = publish(collated(everybody()))
    with pytest.raises(Refused, match="The report of this round is out"):
        publish(done.collation)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"leader": "leader-8"}, "The first round is of leader-8"),
        ({"number": 2}, "guard two rounds"),
        ({"manager_named": True}, "treat the line manager alike"),
        ({"asked": "other"}, "must ask the same"),
    ],
)
def test_a_second_round_that_does_not_match_the_first_is_refused(change: dict[str, object], said: str) -> None:
    earlier = evolve(publish(collated(everybody())).footprint, **change)
    with pytest.raises(Refused, match=said):
        publish(collated(everybody(), name="spring"), earlier)


def test_before_the_second_round_goes_out_it_is_said_what_a_change_of_raters_costs() -> None:
    first = publish(collated(everybody(), named=True))
    people = {name: group for name, group in PEOPLE.items() if name != "zq-team-1"} | {"zq-peer-9": "peers"}
    second = new_round("spring", "leader-7", people, opened=date(2027, 3, 1), manager_named=True)
    lines = advice(second, first.footprint)
    assert [line[:55] for line in lines] == [
        "Peers: 1 is new. Their ratings are not counted beside t",
        "Team members: 1 of 6 counted in the first round is not ",
    ]
    assert "The same people" in advice(first.collation.round, first.footprint)[0]


def test_nothing_is_published_before_each_comment_is_read() -> None:
    collation = collated(everybody(), {"zq-team-1": "Good notes.", "zq-team-2": "Ask Priya about it."})
    with pytest.raises(Refused, match="2 comments not read yet"):
        publish(collation)
    waiting = to_read(collation, shown_units(collation), ["Priya Shah"])
    collation = decide(collation, next(one.place for one in waiting if one.names), "changed", "Ask a colleague.")
    with pytest.raises(Refused, match="1 comment not read yet"):
        publish(collation)
    report = publish(decide(collation, next(one.place for one in waiting if not one.names), "as written")).report
    assert {one.text for part in report.parts for one in part.comments} == {"Good notes.", "Ask a colleague."}


def test_a_comment_that_was_left_out_is_nowhere_in_the_report() -> None:
    collation = read_all(collated(everybody(), {"zq-team-1": "Mrs Okafor said so."}), "left out")
    assert "Okafor" not in json.dumps(to_plain(publish(collation).report))


def test_a_named_manager_s_comment_is_read_before_it_is_shown_too() -> None:
    collation = collated(everybody(), {"zq-boss": "Ask Priya."}, named=True)
    with pytest.raises(Refused, match="1 comment not read yet"):
        publish(collation)
    assert published(collation).report.parts[0].comments == (Comment("keep", "Ask Priya."),)


def test_a_comment_that_came_anew_has_to_be_read_anew() -> None:
    collation = read_all(collated(everybody(), {"zq-team-1": "First."}))
    token = next(one.token for one in collation.round.raters if one.id == "zq-team-1")
    second = to_file(Answers(collation.round.tag, token, dict.fromkeys(IDS, 3), {"keep": "Second."}))
    with pytest.raises(Refused, match="1 comment not read yet"):
        publish(receive(collation, second, "second", instead=True).collation)


def test_the_order_of_comments_follows_a_secret_not_the_order_of_arrival() -> None:
    texts = {f"zq-team-{n}": f"{n}" for n in range(1, 7)}
    collation = collated(everybody(), texts)
    turned = evolve(collation, responses=collation.responses[::-1])
    orders = set()
    for secret in range(12):
        shown = [one.text for one in to_read(evolve(collation, secret=f"{secret}"), [("team",)])]
        assert shown == [one.text for one in to_read(evolve(turned, secret=f"{secret}"), [("team",)])]
        orders.add(tuple(shown))
    assert len(orders) > 9


def test_what_the_collator_reads_does_not_say_who_wrote_it() -> None:
    waiting = to_read(collated(everybody(), {"zq-team-1": "Good."}), [("team",)])
    assert "zq-" not in str(waiting)


def test_one_new_voice_is_not_heard_beside_five_known_ones() -> None:
    first = {name: rating for name, rating in everybody().items() if name != "zq-team-6"}
    earlier = publish(collated(first, named=True)).footprint
    second = collated(
        everybody(), {"zq-team-6": "I am new here.", "zq-team-1": "As before."}, named=True, name="spring"
    )
    assert [one.text for one in to_read(second, [("team",)], earlier=earlier)] == ["As before."]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("She helped Priya with Year 9.", ["Priya"]),
        ("Thanks to Mr O'Neill and Zoë.", ["Mr", "O'Neill", "Zoë"]),
        ("Great. Listens well. I think the SEN team agrees on Monday.", []),
        ("priya's cover was late", ["priya"]),
        ("Priya was late", ["Priya"]),
    ],
)
def test_names_in_a_comment_are_pointed_out(text: str, names: list[str]) -> None:
    assert list(names_in(text, ["Priya Shah"])) == names


def test_self_against_others_names_blind_spots_and_hidden_strengths_by_the_stated_rule() -> None:
    view = Rated("respect", "Peers", 2.0, 2.5, (6, 6))
    assert [gap(own, view) for own in (1.0, 1.5, 1.6, 2.9, 3.0, None)] == [
        "blind spot", "blind spot", "no clear gap", "no clear gap", "hidden strength", "not comparable",
    ]  # fmt: skip


def test_a_leader_who_rates_themselves_best_has_a_blind_spot_where_the_team_does_not() -> None:
    report = publish(collated(everybody(own=1, peers=1, team=3), named=True)).report
    kinds = {(one.behaviour, one.others.who): one.kind for one in findings(report)}
    assert kinds["respect", "Team members"] == "blind spot"
    assert kinds["respect", "Peers"] == "no clear gap"
    start = starting_points(report)[0]
    assert start["behaviour"] == "Commitment"
    assert "n = 6" in start["why"]
    assert start["question"].endswith("?")


def test_a_plan_always_has_somewhere_to_start() -> None:
    assert len(starting_points(publish(collated(everybody(own=2, peers=2, team=2), named=True)).report)) == 1


def test_a_split_group_is_a_starting_point_and_is_said_beside_the_mean() -> None:
    ratings = everybody(own=2) | {f"zq-team-{n}": 1 if n < 4 else 4 for n in range(1, 7)}
    report = publish(collated(ratings, named=True)).report
    team = rated(report, report.parts[2], "respect")
    assert team is not None
    assert (team.n, team.splits) == ((6, 6), 2)
    assert "split" in starting_points(report)[0]["why"]


def test_the_mean_of_all_leaves_out_whoever_is_hidden() -> None:
    ratings = {name: rating for name, rating in everybody(peers=4).items() if not name.startswith("zq-team")}
    ratings |= {"zq-team-1": 1, "zq-team-2": 1}
    report = publish(collated(ratings, named=True)).report
    assert [part.name for part in report.parts] == ["Line manager", "Peers and team members"]
    view = together(report, "respect")
    assert view is not None
    assert view.n == (6, 6)


@pytest.mark.parametrize("people", [5, 6, 7, 8, 10])
def test_limits_of_spread_hold_for_every_set_of_answers_and_are_reached(people: int) -> None:
    seen: dict[tuple[tuple[int, int], bool], list[float]] = {}
    for answers in combinations_with_replacement((1, 2, 3, 4), people):
        band = next(one for one in bands(people) if one[0] <= sum(answers) <= one[1])
        seen.setdefault((band, is_split(answers)), []).append(variance(answers))
    for (band, split), found in seen.items():
        figure = Figure("a", people, round(band[0] / people, 4), round(band[1] / people, 4), split)
        assert variance_limits(figure) == pytest.approx((min(found), max(found)))


def test_agreement_is_r_wg_against_answers_spread_evenly_over_four_ratings() -> None:
    assert agreement(0) == 1
    assert agreement(variance([1, 1, 2, 2, 3])) == pytest.approx(1 - 0.7 / 1.25)
    assert agreement(stdev([1, 1, 4, 4]) ** 2) == 0


def test_reliability_follows_spearman_brown_with_the_sourced_figures() -> None:
    found = [reliability(group, 3) for group in ("team", "peers", "manager")]
    assert found == pytest.approx([0.56, 0.64, 0.75], abs=0.005)
    assert "needs 6" in reliability_words(Part(("team",), 3, 3))
    assert "no figure was found" in reliability_words(Part(("peers", "team"), 6, 6))


def test_two_rounds_show_a_change_only_where_the_ranges_do_not_meet() -> None:
    first = publish(collated(everybody(peers=3, team=3), named=True))
    second = publish(collated(everybody(peers=3, team=1), named=True, name="spring"), first.footprint)
    changes = {(one.behaviour, one.who): one.change for one in compare(first.report, second.report)}
    assert changes["respect", "Team members"] == "better"
    assert changes["respect", "Peers"] == "no clear change"
    assert changes["respect", "Self"] == "no clear change"
    assert second.report.number == 2


def test_a_page_and_a_word_document_say_the_scale_n_and_rules_beside_the_figures() -> None:
    done = published(collated(everybody(), {"zq-team-1": "<b>Bold</b> & =1+1"}))
    page = as_html(done.report, done.report)
    assert "Mean (1 high to 4 low)" in page
    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; =1+1" in page
    assert "agreement (r_wg)" in page
    assert "Since the first round" in page
    assert all(html.escape(rule) in page for rule in done.report.rules)
    pytest.importorskip("docx")
    assert as_docx(done.report)[:2] == b"PK"


any_text = st.text(min_size=1, max_size=60) | st.sampled_from(
    [
        "=cmd|' /C calc'!A0",
        "+44",
        "-1",
        "@SUM(A1)",
        "'=1",
        "\u202eabc",
        "👩‍🏫" * 50,
        "a" * 10_000,
        "_x000D_",
        " x\n\ty ",
    ]
)
comments = st.builds(Comment, st.sampled_from(["keep", "change"]), any_text).filter(lambda one: bool(one.text))
means = st.floats(1, 4).map(lambda mean: round(mean, 4))
figures = st.builds(
    Figure, st.sampled_from(IDS), st.integers(0, 300), means, means,
    st.sampled_from([True, False, None]), st.text(max_size=10),
)  # fmt: skip
group_sets = st.sampled_from([("manager",), ("peers",), ("team",), ("peers", "team")])
reports = st.builds(
    Report,
    round=any_text, leader=any_text, number=st.integers(1, 2), opened=st.none() | st.dates(),
    questionnaire=st.sampled_from([ASKED, Questionnaire("=1", statements=ASKED.statements)]),
    rules=st.lists(any_text, max_size=2).map(tuple),
    own=st.dictionaries(st.sampled_from(IDS), st.integers(1, 4)),
    parts=st.lists(
        st.builds(Part, group_sets, st.integers(0, 300), st.integers(0, 300),
                  st.lists(figures, max_size=3).map(tuple), st.lists(comments, max_size=3).map(tuple)),
        max_size=3, unique_by=lambda part: part.groups,
    ).map(tuple),
)  # fmt: skip


@given(reports)
@settings(deadline=None, max_examples=40)
def test_a_report_comes_back_from_the_store_and_a_workbook_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, report: Report
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("module"))
        documents.save("360-report", report, revision=0)
        loaded = documents.load("360-report", Report)
    assert loaded.notice == ""
    assert from_xlsx(to_xlsx(loaded.document)) == report


def test_nothing_in_an_exported_report_is_a_formula(tmp_path: Path) -> None:
    text = '=HYPERLINK("http://example.invalid")'
    report = evolve(published(collated(everybody(), {"zq-team-1": text})).report, leader="@leader")
    file = tmp_path / "report.xlsx"
    file.write_bytes(to_xlsx(report))
    cells = [cell for sheet in load_workbook(file) for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    assert f"'{text}" in [cell.value for cell in cells]


def test_a_workbook_that_is_no_report_is_refused_in_words() -> None:
    with pytest.raises(Damaged, match="expected a 360 report"):
        from_xlsx(b"PK nothing")


def test_every_group_has_a_name_for_people() -> None:
    assert Part(("manager", "peers")).name == "Line manager and peers"
    assert set(GROUPS) == {"self", "manager", "peers", "team"}
