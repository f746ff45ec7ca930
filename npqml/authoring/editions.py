"""Earlier editions of a module: kept when another build takes their place, and made again for work that needs one."""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path

from npqml.grading.assignment import release_of, source_of
from npqml.grading.editions.kept import MOST, forget_oldest, keep, kept_editions, origin_in
from npqml.grading.editions.origin import origin_of_folder
from npqml.place import Place
from npqml.refusal import Refusal, Refusals


def keep_earlier(place: Place, cohort: str, module: str, build: str) -> str:
    """Keep the present build of a module where another one is to take its place, and say so in words.

    Anybody may have been given it, and what they hand in is judged by it. The oldest go that no work was handed in on.
    """
    source, release = source_of(place, cohort, module), release_of(place, cohort, module)
    origin = origin_in(release)
    if origin is None or origin.build in ("", build) or not any(source.glob("*.ipynb")):
        return ""
    target = place.earlier(cohort, module) / origin.build
    target.parent.mkdir(parents=True, exist_ok=True)
    keep(source, release, target)
    kept = kept_editions(place, cohort, module)
    if len(kept) > MOST:
        forget_oldest(place, cohort, module, _handed_in(place, cohort, module))
    where = target.relative_to(place.root).as_posix()
    return (
        f"{module}: what this build replaces (seed {origin.seed}) is kept in {where}: work on it stays with its own "
        f"numbers. The latest {MOST} are kept, and all that work was handed in on."
    )


def _handed_in(place: Place, cohort: str, module: str) -> set[str]:
    """Return the builds of a module that work was handed in on."""
    folders = place.submitted(cohort).glob(f"*/{module}")
    name = next((path.name for path in release_of(place, cohort, module).glob("*.ipynb")), "")
    return {origin_of_folder(folder, name).build for folder in folders if folder.is_dir()}


def remake(place: Place, cohort: str, module: str, seed: int) -> str:
    """Build a module with a seed from the present sources, keep it as an earlier edition, and return its build.

    Returns an empty text where it cannot be built. The present build stays as it is.
    """
    from npqml.authoring.build import build  # it keeps editions itself

    try:
        with tempfile.TemporaryDirectory() as folder:
            aside = Place(Path(folder))
            aside.course.symlink_to(place.course.resolve())
            [made] = build(aside, cohort, only=[module], seed=seed)
            origin = None if made.failed else origin_in(release_of(aside, cohort, module))
            if origin is None:
                logging.getLogger(__name__).warning("making %s again with seed %s: %s", module, seed, made.failed)
                return ""
            target = place.earlier(cohort, module) / origin.build
            target.parent.mkdir(parents=True, exist_ok=True)
            keep(source_of(aside, cohort, module), release_of(aside, cohort, module), target)
            return origin.build
    except (Refusal, Refusals) as why:  # the module has left the course, say
        logging.getLogger(__name__).warning("making %s again with seed %s: %s", module, seed, why)
        return ""
    except OSError as error:
        raise Refusal(
            place.earlier(cohort, module), "", found=f"a disk that cannot be written ({error.strerror or error})",
            expected="room for an edition that work is to be judged by", do="Make room and grade again.",
        ) from error  # fmt: skip
