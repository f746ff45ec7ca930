"""A candidate's Markdown, made harmless for pages that a provider opens.

nbconvert and JupyterLab read Markdown differently, and JupyterLab cleans nothing in a notebook marked as trusted. So
Markdown is not parsed here: each mark that could begin something live is made plain wherever it stands, also inside
code. It is always the same cure, a space after the mark: `< script>`, `] (javascript:...)`, `\\ href`.
"""

from __future__ import annotations

import html
import re

LONGEST_MARKDOWN = 100_000  # characters: about forty pages
CUT = "\n… cut"

# Half characters and null characters cannot be written to a file, other control characters end words for one parser and
# not for the next. They are replaced and not removed: what stood on either side of them must not come together.
BROKEN = re.compile("[\0\ud800-\udfff]")
CONTROLS = re.compile("[\0-\x08\x0b-\x1f\x7f\ud800-\udfff]")
REPLACED = "\ufffd"

REFERENCE = re.compile(r"&(?:#[0-9]{1,40}|#[xX][0-9a-fA-F]+|[^\t\n\f <&#;]{1,32});")
LINE_END = re.compile("\r\n?|[\x85\u2028\u2029]")
ANGLES = re.compile(r"<(https?://[^\s<>]*)>")
TAG = re.compile(r"<(?=[A-Za-z/!?])")
# MathJax commands that make links, take styles, load code or change what other commands on the page mean.
MATHS = re.compile(
    r"\\(?=(?:href|url|class|style|cssId|data|require|unicode|includegraphics|bbox|enclose|mmlToken|toggle|tooltip"
    r"|texttip|mathtip|setOptions|def|gdef|edef|xdef|let|futurelet|csname|catcode|newcommand|renewcommand"
    r"|providecommand|newenvironment|renewenvironment|Newextarrow|DeclareMathOperator|DeclarePairedDelimiters?\w*"
    r"|begingroup\w*|endgroup)(?![A-Za-z]))"
)
# nbconvert looks for the end of each of these in all that follows: with thousands of them a page takes minutes.
OPENED = re.compile(r"\\(?=\\[(\[]|begin\{)")
MOST_OPENED = 100
# Where a link may lead. In a path below the page's own folder there is no colon, so no scheme; nbconvert takes "files/"
# away from the front of a path, so no second slash may follow it. No title: JupyterLab puts maths back unescaped there.
TARGET = (
    r"(?:(?:https?://|mailto:)[\w\-.~:/?#@!*+,;=%&]+|#[\w.%-]*"
    r"|(?![\w.,/+~%-]*(?:\.\.|//))\w(?:[\w.,/+~-]|%20)*(?:#[\w.%-]*)?)"
)
PICTURE = re.compile(r"!(?=\[)")  # a picture is fetched without a click, and a missing attachment stops nbconvert
LINK = re.compile(rf"\](?=\()(?!\([ \t]*{TARGET}[ \t]*\))", re.ASCII)
DEFINITION = re.compile(rf"\](?=:)(?!:[ \t]*{TARGET}[ \t]*(?:\n|\Z))", re.ASCII)
# An address on its own becomes a link; JupyterLab puts maths that follows it back unescaped.
ADDRESS = re.compile(r"((?:(?:https?|ftp)://|www\.)[^\s$\\]*)([$\\]?)", re.IGNORECASE)
# What may stand before a block: quotes, bullets, numbers, definitions and the box of a task.
MARKS = r" \t>*+\-0-9.):\[\]xX"
FENCE = re.compile(rf"^([{MARKS}]*)(`{{3,}}(?=[^`\n]*$)|~{{3,}})([^\n]*)$", re.MULTILINE)
INFO = re.compile(r"(?![^\S\n]*mermaid)[\w .+#-]*", re.IGNORECASE)
NOT_PLAIN = re.compile(r"[^\w .+#-]")
HEADING = re.compile(rf"^([{MARKS}]*#{{1,6}}(?!#)[ \t]*)(?=[^\s\u2060])", re.MULTILINE)
UNDERLINE = re.compile(rf"[{MARKS}=]*[=-][ \t]*")
# nbconvert makes a heading's words its id, and formgrader finds the boxes for marks by id: with an invisible word
# joiner in its words, no heading is taken for such a box.
JOINER = "\u2060"


def clean_source(text: str) -> str:
    """Return the source of a code cell that can be written to a file; nothing else in it is changed."""
    return BROKEN.sub(REPLACED, text)


def clean_markdown(source: str) -> str:
    """Return Markdown in which no HTML, script, harmful link or harmful maths is live, and plain words read as before.

    Links lead to http, https, mailto, a heading or a path below the page; pictures become links. At most 100,000
    characters are kept.
    """
    text = cut(source, LONGEST_MARKDOWN)
    # A reference such as &#92; is read here, once, so that what follows sees the character that a page would show.
    text = REFERENCE.sub(lambda found: html.unescape(found[0]), CONTROLS.sub(REPLACED, _with_plain_lines(text)))
    text = CONTROLS.sub(REPLACED, _with_plain_lines(text))
    text = ANGLES.sub(r"< \1 >", REFERENCE.sub(_broken_reference, text))
    for mark in (TAG, PICTURE, LINK, DEFINITION, MATHS):
        text = mark.sub(spaced, text)
    if len(OPENED.findall(text)) > MOST_OPENED:
        text = OPENED.sub(spaced, text)
    text = ADDRESS.sub(lambda found: f"{found[1]} {found[2]}" if found[2] else found[1], text)
    text = FENCE.sub(_plain_fence, text)
    return _with_unlike_headings(text)


def cut(text: str, most: int) -> str:
    """Return a text of at most so many characters, and say where it was cut."""
    return text if len(text) <= most else text[:most] + CUT


def _with_plain_lines(text: str) -> str:
    return LINE_END.sub("\n", text)


def spaced(found: re.Match[str]) -> str:
    """Return a mark with a space after it: for `sub`."""
    return f"{found[0]} "


def _broken_reference(found: re.Match[str]) -> str:
    return found[0] if html.unescape(found[0]) == found[0] else f"& {found[0][1:]}"


def _plain_fence(found: re.Match[str]) -> str:
    """Return the first line of a code block with plain words only: nbconvert puts a diagram on the page unescaped."""
    before, fence, info = found.groups()
    return found[0] if INFO.fullmatch(info) else f"{before}{fence}text {NOT_PLAIN.sub(' ', info).strip()}"


def _with_unlike_headings(text: str) -> str:
    lines = HEADING.sub(rf"\1{JOINER}", text).split("\n")
    for at, line in enumerate(lines[1:]):
        above = lines[at]
        if UNDERLINE.fullmatch(line) and above.strip() and not above.endswith(JOINER) and not FENCE.match(above):
            lines[at] = above + JOINER
    return "\n".join(lines)
