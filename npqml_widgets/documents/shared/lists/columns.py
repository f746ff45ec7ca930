"""The columns of a document that is lists of entries: what each is called, what stands in it, what is worked out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from attrs import evolve, field, frozen

from npqml_widgets.documents.shared.cells import Unreadable
from npqml_widgets.documents.shared.entry_rows import RowKind, any_of
from npqml_widgets.documents.shared.lists.kinds import FieldKind
from npqml_widgets.documents.shared.table_import import named_field

T = TypeVar("T")
NO_VALUE: tuple[object, ...] = (None, "", ())
"""What stands in a field that nobody has filled in."""


@frozen
class Field:
    """One field: what people read for it, its kind, a hint, and how wide it is in a table, in em.

    `headings` are other words for it in somebody's own table, in lower case.
    """

    label: str
    kind: FieldKind
    help: str = ""
    wide: float = 9
    headings: tuple[str, ...] = ()

    def say(self, value: Any) -> str:
        """Return a value in words; nothing for what is not filled in."""
        return "" if value in NO_VALUE else self.kind.say(value)


@frozen
class Places:
    """Where the cells of one row of a list are in its workbook, for a formula: "$C4" or a whole column."""

    sheet: str
    letters: Mapping[str, str]
    last: int
    row: int = 0

    def cell(self, name: str) -> str:
        """Return the cell of a field in this row."""
        return f"${self.letters[name]}{self.row}"

    def column(self, name: str) -> str:
        """Return all cells of a field."""
        letter = self.letters[name]
        return f"'{self.sheet}'!${letter}$2:${letter}${self.last}"


@frozen
class WorkedOut:
    """What is worked out for each entry: from document and entry here, by a formula in the workbook."""

    label: str
    kind: FieldKind
    value: Callable[[Any, Any], Any]
    formula: Callable[[Places], str]
    wide: float = 8


@frozen
class Total:
    """What is worked out for the whole document; its formula has the columns of each list by the list's part."""

    label: str
    kind: FieldKind
    value: Callable[[Any], Any]
    formula: Callable[[Mapping[str, Places]], str]


@frozen
class EntryList:
    """One list of a document: `part` is its attribute, `name` its tab and sheet, `word` what one entry is called;
    `caption` says in print what stands in it.

    Its fields have `id` first and `notes` last. A row of somebody's own table that has nothing in one of `says` is no
    entry, as it `lacks`, such as "names nobody". `worked_out` stands before the notes.
    """

    part: str
    name: str
    caption: str
    word: str
    letter: str
    make: Callable[..., Any]
    fields: Mapping[str, Field]
    says: tuple[str, ...]
    lacks: str
    worked_out: Mapping[str, WorkedOut] = field(factory=dict)

    @property
    def labels(self) -> dict[str, str]:
        """What people read for each field."""
        return {name: each.label for name, each in self.fields.items()}

    @property
    def columns(self) -> dict[str, Field | WorkedOut]:
        """All columns in their order."""
        own = [name for name in self.fields if name != "notes"]
        return {name: self.fields[name] for name in own} | dict(self.worked_out) | {"notes": self.fields["notes"]}

    def read(self, name: str, value: object) -> Any:
        """Return what a value means as a field; raises Unreadable, saying what was expected."""
        return self.fields[name].kind.read(value)

    def can_read(self, name: str, value: object) -> bool:
        """Tell whether a value can be a field's."""
        try:
            self.read(name, value)
        except Unreadable:
            return False
        return True

    def fields_for(self, heading: str) -> tuple[str, ...]:
        """Return the fields that a plain heading may stand for."""
        return named_field(heading, {name: each.headings for name, each in self.fields.items()}, self.labels)

    def say(self, document: Any, entry: Any, name: str) -> str:
        """Return what stands in a column of an entry, in words."""
        if name in self.fields:
            return self.fields[name].say(getattr(entry, name))
        worked = self.worked_out[name]
        value = worked.value(document, entry)
        return "" if value in NO_VALUE else worked.kind.say(value)

    @property
    def row_kind(self) -> RowKind[Any]:
        """How rows of a table are read as its entries."""
        texts = tuple(name for name, each in self.fields.items() if each.kind.is_text)
        return RowKind(self.make, self.letter, texts, self.read, any_of(self.says), self.lacks)


@frozen
class ListDocument(Generic[T]):
    """A kind of document that is lists of entries: `title` is what it is called while it has none of its own.

    Somebody's own table comes into the first list. `method` says how things are worked out.
    """

    model: type[T]
    title: str
    settings: Mapping[str, Field]
    lists: tuple[EntryList, ...]
    totals: tuple[Total, ...] = ()
    method: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What it is called in a sentence."""
        return self.title[0].lower() + self.title[1:]

    def title_of(self, document: Any) -> str:
        """Return the title of a document."""
        return str(document.title).strip() or self.title

    def with_setting(self, document: T, name: str, typed: object) -> T:
        """Return the document with a setting as typed; raises Unreadable where it cannot be read."""
        return evolve(document, **{name: self.settings[name].kind.read(typed)})  # type: ignore[misc]
