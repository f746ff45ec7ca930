"""Nothing that was typed is lost, and no state stands beside another text, whatever interrupts the typing.

Run with NPQML_INTERRUPTIONS=100 or another number: each takes up to a minute, so no other run has them. NPQML_SEED=2
types and interrupts otherwise, and NPQML_ONLY="two tabs" (or another kind of interrupting.py) has that kind only.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import free_port
from tests.browser.interrupting import STOOD, DocumentPage, Edition, JupyterLab, Robot, serve_again
from tests.browser.site_page import COHORT, PRACTICE, ROOT
from tests.browser.test_lab import PAGE
from tests.browser.walking import built, copied
from tests.conftest import laptop

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.interruptions]
SEED = int(os.environ.get("NPQML_SEED", "1"))
COUNT = int(os.environ.get("NPQML_INTERRUPTIONS", "0"))
ONLY = os.environ.get("NPQML_ONLY", "")


DOCUMENTS = (
    "budget", "change-plan", "development-plan", "project-plan", "pupil-performance-data", "raw-data-analysis",
    "responsibilities", "risk-register", "sponsor-comments",
)  # fmt: skip


@pytest.fixture
def own_lab(request, chromium, tmp_path_factory, tmp_path):
    """JupyterLab as a candidate has it, whose server can be killed and started again; its parameter is a document."""
    document = getattr(request, "param", "")
    place = copied(built(tmp_path_factory, COHORT), tmp_path / "course")
    if document:
        shutil.copytree(ROOT / "release" / COHORT / "assessment", place.release(COHORT) / "assessment")
    own, home, port = place.root / "my-course" / ".settings-candidate", tmp_path / "home", free_port()
    own.mkdir(parents=True)
    opened = {"LabApp": {"expose_app_in_browser": True}, "IdentityProvider": {"token": ""}}
    (own / "jupyter_lab_config.json").write_text(json.dumps(opened))
    places = {"JUPYTER_DATA_DIR": "data", "JUPYTER_RUNTIME_DIR": "runtime", "IPYTHONDIR": "ipython"}
    environment = os.environ | {name: str(home / folder) for name, folder in places.items()}
    program = str(Path(sys.executable).with_name("npqml"))
    command = [program, "lab", COHORT, "--role", "candidate", "--no-browser", "--port", str(port)]
    url = f"http://127.0.0.1:{port}"
    served = serve_again(command, environment, place.root, url)
    edition = (
        DocumentPage(laptop(chromium), f"{url}/doc/tree/assessment/{document}.ipynb", served)
        if document
        else JupyterLab(laptop(chromium), f"{url}/doc/tree/{PAGE}", served)
    )
    try:
        yield edition
        edition.context.close()
    finally:
        os.killpg(edition.server.pid, signal.SIGTERM)
        edition.server.wait()


def looked_at(edition: Edition) -> None:
    robot = Robot(edition, SEED)
    try:
        robot.run(COUNT, ONLY)
    finally:
        print(robot.found)  # noqa: T201 - the figures
    assert (robot.found.lost, robot.found.wrong) == ([], [])


def test_nothing_is_lost_in_jupyterlab(own_lab):
    looked_at(own_lab)


@pytest.mark.parametrize("own_lab", DOCUMENTS, indirect=True)
def test_nothing_is_lost_of_a_document(own_lab):
    own_lab.page = own_lab.open()
    for number, kind in enumerate(own_lab.kinds):
        words = f"Written before interruption {number}"
        box = own_lab.box()
        box.fill(words)
        box.press("Tab")
        own_lab.page.wait_for_timeout(1000 * STOOD)
        own_lab.do(kind, lambda page, seconds: None)
        expect(own_lab.box()).to_have_value(words)


def test_nothing_is_lost_in_the_site(address, whole_chromium):
    context = laptop(whole_chromium)
    looked_at(Edition(context, f"{address}/app/notebooks/index.html?path={PRACTICE}"))
    context.close()
