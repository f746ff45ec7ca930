"""A risk register as one HTML page for printing, which needs no other file."""

from __future__ import annotations

from datetime import date
from html import escape

from npqml_widgets.documents.risk.consistency import warnings
from npqml_widgets.documents.risk.model import Register
from npqml_widgets.documents.risk.printing import PrintedTable, matrix, method, printable, risk_table, summary, title_of

_STYLE = """
@page { size: A4 landscape; margin: 12mm }
body { font: 10pt/1.4 system-ui, sans-serif; color: #222; background: #fff; margin: 1.5em auto; max-width: 75em }
h1 { font-size: 1.5em } h2 { font-size: 1.2em; break-after: avoid }
table { border-collapse: collapse; margin: 0.5em 0 1em; width: 100% }
caption { text-align: left; padding: 0.25em 0 }
th, td { border: 1px solid #767676; padding: 0.25em 0.4em; text-align: left; vertical-align: top; white-space: pre-line;
  overflow-wrap: break-word }
tbody th, td:nth-child(2), td:nth-child(6), td:nth-child(7), td:nth-child(8) { overflow-wrap: anywhere }
tbody th { min-width: 3em }
thead { display: table-header-group } tr { break-inside: avoid }
.marked { background: #ffd9b3; font-weight: bold; print-color-adjust: exact; -webkit-print-color-adjust: exact }
.maps { display: grid; grid-template-columns: 1fr 1fr; gap: 1.5em }
@media (max-width: 50em) { .maps { display: block } .wide { overflow-x: auto } }
"""


def to_html(register: Register, today: date) -> str:
    """Give the register as a page: both heat maps, all risks, what does not add up by `today`, how to read it."""
    title = escape(title_of(register))
    faults = "".join(f'<li dir="auto">{escape(printable(one.words))}</li>' for one in warnings(register, today))
    setting = f'<p dir="auto">{escape(printable(register.setting))}</p>' if register.setting.strip() else ""
    return f"""<!DOCTYPE html>
<html lang="en-GB">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>
<style>{_STYLE}</style></head>
<body><main>
<h1 dir="auto">{title}</h1>
{setting}<p>{escape(summary(register, today))}</p>
<h2>Heat maps</h2>
<div class="maps">{_table(matrix(register, "inherent"))}{_table(matrix(register, "residual"))}</div>
<h2>Risks</h2>
<div class="wide" role="region" aria-label="All risks" tabindex="0">{_table(risk_table(register))}</div>
<h2>What does not add up</h2>
{f"<ul>{faults}</ul>" if faults else "<p>Nothing was found.</p>"}
<h2>How to read it</h2>
{"".join(f"<p>{escape(one)}</p>" for one in method(register))}
</main></body></html>
"""


def _table(table: PrintedTable) -> str:
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in table.headings)
    body = "".join(f"<tr>{_cells(table, row)}</tr>" for row in range(len(table.rows)))
    return (
        f"<table><caption>{escape(table.caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _cells(table: PrintedTable, row: int) -> str:
    name, *rest = table.rows[row]
    cells = [f'<th scope="row" dir="auto">{escape(name)}</th>']
    for place, text in enumerate(rest, 1):
        marked = ' class="marked"' if (row, place) in table.marked else ""
        cells.append(f'<td dir="auto"{marked}>{escape(text)}</td>')
    return "".join(cells)
