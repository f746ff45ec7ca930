from __future__ import annotations

from collections import Counter

from npqml.cli.answers import lines
from npqml.mistakes.unforeseen import Formula, Group, Mistake, TaskMistakes

READ = ("We read your answer as \x1b[2J62.3%.", "\x1b[2J62.3%")


def group(cohort: str, count: int, line: str = "") -> Group:
    candidates = tuple(f"c{number}" for number in range(count))
    return Group(cohort, {}, {}, candidates, Counter([READ]), Counter([line] if line else []))


def test_the_list_gives_counts_and_shares_and_quotes_candidates_without_commands_to_the_terminal():
    formula = Formula("share = 100 * 0.623")
    rows = (
        Mistake((group("one", 6, formula.code), group("two", 12)), formula, 1),
        Mistake((group("one", 2, "share = 5\nshare = share / 2"),), None, 2),
        *(Mistake((group("one", 1),), None, number) for number in range(3, 9)),
    )
    shown = list(lines([TaskMistakes("1a-t2", "Task 2: share", 100, 40, 27, 1, rows)]))
    assert shown[:3] == [
        "1a-t2  Task 2: share",
        "  100 graded, 40 wrong, 27 unexplained (68% of the wrong, 27% of all)",
        "  1. 18 candidates (one 6, two 12): 18% of all, 67% of the unexplained",
    ]
    assert "     one            > [2J62.3%" in shown
    assert "     formula        > share = 100 * 0.623" in shown
    assert shown[shown.index("     typed          > share = 5") + 1] == "                     > share = share / 2"
    assert "  and 3 further answers, by 3 candidates: see --json" in shown
    assert any(line.startswith("  1 candidate graded before answers were kept") for line in shown)
    assert all(line.isprintable() for line in shown)


def test_a_task_without_unexplained_answers_is_left_out():
    assert list(lines([TaskMistakes("1a-t1", "Task 1", 30, 4, 0, 0, ())])) == ["0 unexplained answers in all."]
