from __future__ import annotations

import threading
import time

from npqml_widgets.keeping.one_at_a_time import one_at_a_time


def test_two_messages_that_come_at_once_are_handled_one_after_the_other():
    kept = [0]

    @one_at_a_time
    def add() -> None:
        found = kept[0]
        time.sleep(0.01)
        kept[0] = found + 1

    both = [threading.Thread(target=add) for _ in range(8)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert kept == [8]


def test_an_act_may_lead_to_another():
    @one_at_a_time
    def inner() -> int:
        return 3

    @one_at_a_time
    def outer() -> int:
        return inner()

    assert outer() == 3
