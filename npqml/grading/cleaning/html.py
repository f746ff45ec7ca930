"""A candidate's HTML and pictures, made harmless for pages that a provider opens."""

from __future__ import annotations

import base64
import binascii
import re

import nh3

from npqml.grading.cleaning.markdown import BROKEN, MATHS, REPLACED, spaced

LOOSE_TAGS, MOST_TAGS, DEEPEST = 200, 20_000, 50
LARGEST_PICTURE = 700_000  # bytes
MOST_PIXELS = 40_000_000
STARTS = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}
ALIGNED = re.compile(r"(?:^|;)\s*text-align\s*:\s*(left|right|center)\s*(?:;|$)", re.IGNORECASE)
EMPTY_PICTURE = re.compile(r'<img(?: alt="[^"]*")?>')


def clean_html(source: str) -> str:
    """Return HTML with nothing but tables, lists, headings, emphasis, code, figures and built-in pictures.

    Links lead to http and https only. "" where nothing is left, and where the tags of a long page are not well nested.
    """
    # A deep page takes minutes to read; what pandas and our own charts write is well nested.
    tags = source.count("<")
    if tags > MOST_TAGS or (tags > LOOSE_TAGS and not _well_nested(source)):
        return ""
    cleaned = EMPTY_PICTURE.sub("(Left out: a picture.)", CLEANER.clean(BROKEN.sub(REPLACED, source)))
    return MATHS.sub(spaced, cleaned).strip()


def clean_document(source: str) -> str:
    """Return what our own page of a document prints, in the same way; its marked cells and wide tables stay such."""
    return DOCUMENT_CLEANER.clean(BROKEN.sub(REPLACED, source))


def _well_nested(source: str) -> bool:
    """Tell whether each element is closed in its order, none of them too deep."""
    opened: list[str] = []
    for closing, name in re.findall(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)", source):
        name = name.lower()
        if name in ("br", "hr", "img", "col"):
            continue
        if not closing:
            opened.append(name)
            if len(opened) > DEEPEST:
                return False
        elif not opened or opened.pop() != name:
            return False
    return not opened


def clean_picture(kind: str, text: str) -> str | None:
    """Return a picture's base64 without blanks, or None if it is no PNG or JPEG (`kind`) of a reasonable size."""
    text = "".join(text.split())
    if len(text) > LARGEST_PICTURE * 4 // 3 + 4:
        return None
    try:
        picture = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    if not picture.startswith(STARTS[kind]):
        return None
    # A PNG of a few bytes can unfold to gigabytes: its width and height stand at bytes 16 and 20.
    pixels = int.from_bytes(picture[16:20], "big") * int.from_bytes(picture[20:24], "big")
    return None if kind == "image/png" and not 0 < pixels <= MOST_PIXELS else text


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Return the value of an attribute that may stay, else None."""
    if name == "href":
        return value if value.lower().startswith(("http://", "https://")) else None
    if name == "src":
        found = re.fullmatch(r"data:(image/png|image/jpeg);base64,([A-Za-z0-9+/=]+)", value)
        return value if found and clean_picture(found[1], found[2]) else None
    if name == "style":
        side = ALIGNED.search(value)
        return f"text-align: {side[1]}" if side else None
    return value


TAGS = set(
    "a abbr b blockquote br caption code col colgroup dd del details div dl dt em figcaption figure h1 h2 h3 h4"
    " h5 h6 hr i img ins kbd li mark ol p pre s samp small span strong sub summary sup table tbody td tfoot th"
    " thead tr u ul var".split()
)
# No id, class, name or data-*: formgrader and JupyterLab find their own elements and commands by them.
CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes={
        "a": {"href"},
        "abbr": {"title"},
        "caption": {"style"},
        "details": {"open"},
        "img": {"alt", "src"},
        "ol": {"start"},
        "td": {"colspan", "rowspan", "style"},
        "th": {"colspan", "rowspan", "scope", "style"},
        "tr": {"style"},
    },
    attribute_filter=_attribute,
    url_schemes={"http", "https", "data"},
    url_relative="deny",
    link_rel="noopener noreferrer",
)
# What `npqml_widgets/documents/shared/printing.py` writes: no link, and the classes of its tables.
DOCUMENT_CLEANER = nh3.Cleaner(
    tags=TAGS - {"a"},
    attributes={
        "*": {"dir"},
        "div": {"aria-label", "role", "tabindex"},
        "img": {"alt", "src"},
        "th": {"scope"},
    },
    allowed_classes={"div": {"beside", "wide"}, "td": {"long", "marked", "short"}, "th": {"long", "marked", "short"}},
    attribute_filter=_attribute,
    url_schemes={"data"},
    url_relative="deny",
    link_rel=None,
)
