"""The number that somebody typed or pasted, without its unit; or, in words, why there is none."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_DASHES = "‐‑‒–—―−﹣－"
_QUOTES = "\"'“”„‟‘’‚‛«»‹›`´"
_RAISED = re.compile(r"(?<=\d)[·‧⋅∙⸳](?=\d)|^([+-]?)[·‧⋅∙⸳](?=\d)")
"""The raised point, as British print has it: 54·3."""
_DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}")
"""A comma that can part no thousands: 54,3 and 0,25."""
_SIDES = re.compile(
    r"(?P<rest>.*\d.*?)(?<! or) (?P<side>above|ahead|higher|more|below|behind|lower|less)"
    r"(?: (?:of |than )?(?:(?:the |their )?(?:estimates?|others)|(?:was )?expected))?"
)
_MINUS_SIDES = ("below", "behind", "lower", "less")
_OF_HOW_MANY = re.compile(
    r"(?P<part>\d+)(?: (?:pupils|children|students|people))? (?:of|out of)(?: the| our| all)* (?P<all>\d+)"
    r"(?: (?:pupils|children|students|people))?(?: on roll)?"
)
_PARTS = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_WHOLE = r"(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+)"
_NUMBER = re.compile(rf"(?:{_WHOLE}(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?")
_WITH_PART = re.compile(rf"(?P<whole>{_WHOLE})? ?(?P<part>[{_PARTS}])")
_SIGN = re.compile(r"(?:= ?)?(?P<sign>[+-]|minus |negative |plus )? ?(?P<rest>.*)")
_ABOUT = re.compile(r"(?:about|around|approx(?:imately|\.)?|roughly|circa|ca?\.? ?(?=[\d£.+-])|[~≈])[ :]*")
# Words that change nothing, and working in brackets: "% of pupils", "(12 of 48)", "(1 d.p.)", "(rounded)".
_NAMED = re.compile(  # "r = 0.4", "gap = 12", "on roll: 177"
    r"[a-z][a-z_ ]{0,20}= ?(?=[-+.£\d])|(?:pupils |number )?on (?:the )?roll ?:? ?(?=\d)"
)
_ASIDE = re.compile(
    r"[ -]?(?:ish|or so|approx(?:imately|\.)?|roughly)$"
    r"|(?:(?<=%)|(?<=cent)) of(?: [a-z']+){1,3}$"
    r"|(?<=[a-z\d]) on (?:the |our )?(?:roll|register)$"
    r"|\((?:\d[\d ,]*(?:of|out of|/|÷)[\d ,]*(?: [a-z]+)?|(?:to )?\d ?d\.?p\.?|rounded|approx\.?)\)$"
)

_WHY = tuple(
    (re.compile(pattern), why, todo)
    for pattern, why, todo in (
        (
            r"#.*|nan|<na>|nat|[+-]?inf(?:inity)?|[+-]?∞",
            "it is what a sum gives when a part of it is missing",
            "",
        ),
        (
            r"[-?_.*/ ]*|n\.?/?a\.?|tbc|pending|unknown|not (?:applicable|known)|don'?t know",
            "there is no number in it",
            "Leave the box empty until you have one.",
        ),
        (
            r"none|nothing|no|nobody",
            "it may mean nought or no answer",
            "Type 0 for nought, or leave the box empty.",
        ),
        (
            r"(?:an? |one |two |three )?(?:half|thirds?|quarters?)",
            "it is a part of one",
            "Write it in figures, as in 0.5.",
        ),
        (
            r"=.*|.*\d\)? ?[*×÷^+] ?\(?\d.*|[a-z]+\(.*\)",
            "it is a sum",
            "Work it out and give its result.",
        ),
        (
            r"[+-]? ?\d*,\d+",
            "the comma may part thousands or decimals",
            "Use a point for decimals, as in 12.5.",
        ),
        (
            r"[+-]? ?\d+(?:[.,' ]\d+){2,}",
            "it can be read in two ways",
            "Use one point, for decimals only.",
        ),
        (
            r".*\d.*(?:\bto\b|-|\bor\b|\.\.|±|\+/).*\d.*|between .*\d.*",
            "it looks like a range",
            "",
        ),
        (
            r".*\d ?(?:/|⁄|of|out of) ?\d.*",
            "it may be a fraction, a score or a date",
            "",
        ),
        (
            r"(?:[<>≤≥]|(?:over|under|above|below|more than|less than|fewer than|at least|at most|up to"
            r"|nearly|almost|just)\b).*|.*\d ?\+",
            "it gives a limit, not the number itself",
            "",
        ),
        (
            r"\([^()]*\)",
            "brackets can mean a minus",
            "Write a minus sign if you mean one.",
        ),
        (
            r".*\d[\d,.]* +[\d.].*",
            "there are two numbers in it",
            "",
        ),
    )
)


class NoNumber(ValueError):
    """Says in words why a text is not one number, and what to do where that needs saying."""

    def __init__(self, why: str, todo: str = "") -> None:
        """Keep why, which is no whole sentence, and what to do, which is one."""
        self.why, self.todo = why, todo
        super().__init__(why)


def tidy(text: str) -> str:
    """The text in plain characters: digits, minus, quotes and spaces of every kind made one kind."""
    plain = " ".join("".join(map(_plain_character, text)).split()).casefold().strip(_QUOTES + " ")
    plain = _RAISED.sub(lambda found: f"{found[1] or ''}.", plain)
    return plain.rstrip(".,;! ").strip(_QUOTES + " ")


def _plain_character(character: str) -> str:
    if character in _DASHES:
        return "-"
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if blank_character(character):
        return "" if unicodedata.category(character) == "Cf" else " "
    wide = unicodedata.east_asian_width(character) in "FH"
    return unicodedata.normalize("NFKC", character) if wide else character


def blank_character(character: str) -> bool:
    """Tell whether a character shows nothing: spaces of all widths, controls, marks of direction."""
    return character.isspace() or unicodedata.category(character) in ("Cf", "Cc", "Zs")


def without_asides(text: str) -> str:
    """Tidied text without a name, "about", "or so" and working in brackets, which change no answer."""
    for before in (_NAMED, _ABOUT):  # a name first: "gap = about 12"
        if found := before.match(text):
            text = text[found.end() :]
    return _ASIDE.sub("", text).strip()


def without_side(text: str) -> tuple[str, str]:
    """Tidied text without "above" or "lower" behind it, and the sign for which that stands.

    Raises NoNumber where a sign of its own stands in front: minus 3 below may be meant either way.
    """
    found = _SIDES.fullmatch(text)
    if not found:
        return text, ""
    if _SIGN.fullmatch(found["rest"])["sign"]:  # type: ignore[index]
        raise NoNumber(f"it has a sign and the word “{found['side']}”", "Use one of the two.")
    return found["rest"], "-" if found["side"] in _MINUS_SIDES else "+"


def of_how_many(text: str) -> tuple[int, int] | None:
    """The two numbers of a tidied "90 of 164", of which the first is a part; None for any other text."""
    found = _OF_HOW_MANY.fullmatch(text)
    part, whole = (int(found["part"]), int(found["all"])) if found else (0, 0)
    return (part, whole) if part <= whole and whole else None


def number_in(text: str) -> float:
    """The number that a tidied text is, in figures or in English words; raise NoNumber if it is none."""
    found = _SIGN.fullmatch(text)
    sign, rest = (found["sign"] or "", found["rest"]) if found else ("", text)
    size = _in_figures(rest)
    if size is None:
        size = _in_words(rest)
    if size is None:
        raise _why_not(text)
    return -size if sign.startswith(("-", "m", "n")) and size else size


def _in_figures(text: str) -> float | None:
    if _DECIMAL_COMMA.fullmatch(text):
        return float(text.replace(",", "."))
    if _NUMBER.fullmatch(text):
        return float(text.replace(",", "").replace(" ", ""))
    if found := _WITH_PART.fullmatch(text):
        return float(re.sub("[, ]", "", found["whole"] or "0")) + unicodedata.numeric(found["part"])
    return None


def _why_not(text: str) -> NoNumber:
    """Why a tidied text is not one number."""
    for pattern, why, todo in _WHY:
        if pattern.fullmatch(text):
            return NoNumber(why, todo)
    if found := re.match(rf"[+-]? ?{_NUMBER.pattern} ?(?=\D)", text):
        return NoNumber(f"we do not know “{text[found.end() :][:30]}”")
    if re.search(r"\d", text):
        return NoNumber("there are words round the number")
    return NoNumber("we find no number in it", "Write the number in figures, as in 12.5.")


def _in_words(text: str) -> float | None:
    whole, point, decimals = re.sub(r"[- ]+", " ", text).partition(" point ")
    spelt = _spellings()
    digits = [spelt.get(word, 10) for word in decimals.split()]
    if whole not in spelt or (point and not digits) or max(digits, default=0) > 9:
        return None
    return float(f"{spelt[whole]}.{''.join(map(str, digits))}")


@cache
def _spellings() -> dict[str, int]:
    """Every whole number under a thousand by its spellings, in small letters without hyphens."""
    ones = (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen"
    ).split()
    tens = "twenty thirty forty fifty sixty seventy eighty ninety".split()
    spelt = {word: number for number, word in enumerate(ones)}
    for ten, word in enumerate(tens, start=2):
        spelt |= {f"{word} {ones[one]}" if one else word: 10 * ten + one for one in range(10)}
    rests = [(word, number) for word, number in spelt.items() if number]
    for said, hundreds in [("a", 1), *zip(ones[1:10], range(1, 10), strict=True)]:
        spelt[f"{said} hundred"] = 100 * hundreds
        for word, number in rests:
            spelt[f"{said} hundred and {word}"] = spelt[f"{said} hundred {word}"] = 100 * hundreds + number
    return spelt | {"nil": 0, "nought": 0}
