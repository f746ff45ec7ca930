"""Cases that turn Python, IPython or the course's own helpers against the checks that are to come."""

# ruff: noqa: E501 - the lines of a candidate are as long as they are

from __future__ import annotations

from tests.hostile.case import Case, probe

YES = """\
class Yes:
    def _yes(self, *_, **__): return True
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __bool__ = __contains__ = _yes
    def _same(self, *_, **__): return self
    __sub__ = __rsub__ = __add__ = __radd__ = __abs__ = __round__ = __getattr__ = __call__ = __getitem__ = _same
    def __float__(self): return 4.0
    def __int__(self): return 10
    def __hash__(self): return 0
    def __len__(self): return 1
    def __iter__(self): return iter(())
"""
SEARCH = """\
import gc, types
hidden = re.compile("not the number on[ ]roll[.]")
def holds(thing):
    if isinstance(thing, types.CodeType):
        return any(map(holds, thing.co_consts))
    return isinstance(thing, (str, bytes)) and bool(hidden.search(thing if isinstance(thing, str) else thing.decode("latin-1")))
"""
FORGE = """\
import os, json
NASTY = [
    {"task": "1a-t1", "answers": {"on_roll": {"ndarray": ["|O8", [1], "gASVEA=="]}, "__builtins__": {"dict": []}}},
    {"task": "1a-t1", "answers": {"mark": 2, "_export": 1, "same_number": True}},
    {"task": "1a-t4-check", "answers": {"small": "ehc"}}, {"task": ["1a-t4"], "answers": {"small": "ehc"}},
    {"task": "1a-t2", "answers": {"gap": {"float": "NaN"}, "check": 1}, "mark": 6, "score": 6, "points": 6},
    {"mark": 6, "marks": {"1a-t1-check": 2}, "seen": {"1a-t1-check": {"state": "right"}}, "end": "yes"},
    {"cell": 10**30, "outputs": []}, {"cell": -1, "outputs": []}, {"cell": True, "outputs": 7}, {"begin": 10**30},
    {"begin": {"a": 1}}, {"cell": 1, "error": {"x": 1}, "count": -5, "pictures": 10**30, "outputs": {"a": 1}},
]
RIGHT = {"output_type": "display_data", "metadata": {}, "data": {
    "application/vnd.npqml.verdict+json": {"task": "1a-t1", "state": "right"}, "text/plain": "FORGED right so far"}}
NASTY += [{"cell": number, "outputs": [RIGHT], "error": "", "count": 1, "pictures": 0} for number in range(40)]
LINES = [json.dumps(one).encode() for one in NASTY]
LINES += [b"[" * 100_000, b'{"cell": ' + b"9" * 5_000 + b"}", b"\\xff\\xfe{}", b"NaN", b'{"end": NaN}', b"null", b"{" * 50_000]
def write(*lines):
    for number in range(3, 64):
        try:
            os.write(number, b"\\n" + b"\\n".join(lines) + b"\\n")
        except OSError:
            pass
"""

CASES = (
    Case("input-transformer", "an input transformer that empties every later cell",
         {"1a-t1": "get_ipython().input_transformers_post.append(lambda lines: [])"}),
    Case("ast-transformer", "an AST transformer that empties every later cell",
         {"1a-t1": "import ast\nclass Empty(ast.NodeTransformer):\n    def visit(self, node):\n"
                   "        return ast.Module([], [])\nget_ipython().ast_transformers.append(Empty())"}),
    Case("run-cell-replaced", "run_cell and run_cell_async replaced on class and instance",
         {"1a-t1": "from IPython.core.interactiveshell import InteractiveShell as S, ExecutionResult, ExecutionInfo\n"
                   "def nothing(*_, **__): return ExecutionResult(ExecutionInfo('', False, False, False, ''))\n"
                   "async def later(*_, **__): return nothing()\n"
                   "for one in (S, type(get_ipython()), get_ipython()):\n"
                   "    one.run_cell, one.run_cell_async, one.run_code = nothing, later, later"}),
    Case("builtins-patched", "abs, round, len, isinstance, float and AssertionError replaced",
         {"1a-t1": "import builtins\nbuiltins.abs = builtins.round = lambda *_: 0\n"
                   "builtins.AssertionError = type('Quiet', (Exception,), {})\n"
                   "abs = round = builtins.abs\nlen = lambda *_: 99\nfloat = int = lambda *_: 4\n"}),
    Case("json-patched", "json's encoder replaced, so that what is sent out is forged",
         {"1a-t1": "import json\n_line = '{\"task\": \"1a-t4\", \"answers\": {\"small\": true, \"mark\": 1}, \"mark\": 6}'\n"
                   "json.dumps = lambda *_, **__: _line\njson.JSONEncoder.encode = lambda *_: _line\n"
                   "json.JSONEncoder.iterencode = lambda *_, **__: iter([_line])\n"
                   "json.encoder.encode_basestring_ascii = json.encoder.c_make_encoder = None"}, marks=None),
    Case("helpers-patched", "same_number and mistake replaced in the notebook and in the package",
         {"1a-t1": "import npqml_widgets, npqml_widgets.answers.comparing as _c\nfor _n in ('same_number', 'same_text', 'same_set', 'same_table'):\n"
                   "    for _w in (npqml_widgets, _c): setattr(_w, _n, lambda *_, **__: True)\n"
                   "same_number = lambda *_, **__: True\nmistake = npqml_widgets.mistake = _c.mistake = lambda *_, **__: None\n"}),
    Case("check-replaced", "check replaced by a block that swallows every failure",
         {"1a-t1": "import npqml_widgets, npqml_widgets.tasks.verdicts as _v\nclass check:\n    def __init__(self, *_, **__): pass\n"
                   "    def __enter__(self): return self\n    def __exit__(self, *_): return True\n"
                   "    def __getattr__(self, name): return None\nnpqml_widgets.check = _v.check = check"}),
    Case("no-marking", "NBGRADER_EXECUTION unset, so that checks raise nothing",
         {"1a-t1": "import os\nos.environ.pop('NBGRADER_EXECUTION', None)\nimport npqml_widgets.tasks.notebook as _t\n"
                   "_t.grading = lambda: False\nimport npqml_widgets.tasks.verdicts as _v\n_v.grading = lambda: False"}),
    Case("equal-to-everything", "answers that are equal to everything",
         {"1a-t1": YES + "on_roll = Yes()", "1a-t2": "gap = Yes()", "1a-t4": "small = Yes()"}),
    Case("equal-subclasses", "subclasses of int, float and str that are equal to everything",
         {"1a-t1": "class I(int):\n    __eq__ = __le__ = __lt__ = __ge__ = lambda *_: True\n    __hash__ = int.__hash__\n"
                   "    __sub__ = __rsub__ = __abs__ = lambda *_: 0\non_roll = I(11)",
          "1a-t2": "class F(float):\n    __eq__ = __le__ = __lt__ = __gt__ = lambda *_: True\n    __hash__ = float.__hash__\n"
                   "    __sub__ = __rsub__ = __abs__ = lambda *_: 0.0\ngap = F(-4)",
          "1a-t4": "class S(str):\n    __eq__ = lambda *_: True\n    __hash__ = str.__hash__\nsmall = S('pp')"}),
    Case("false-class", "objects that lie about their class, and a metaclass that runs when it is looked up",
         {"1a-t1": "class Meta(type):\n    def __hash__(cls): return hash(int)\n    def __eq__(cls, other): return True\n"
                   "    __mro__ = (int, object)\nclass Liar(metaclass=Meta):\n    __class__ = int\n    __eq__ = lambda *_: True\n"
                   "on_roll = Liar()",
          "1a-t2": "class Near:\n    __class__ = property(lambda self: float)\n    __reduce__ = lambda self: (print, ('FORGED',))\n"
                   "gap = Near()",
          "1a-t4": "small = type('str', (), {'__eq__': lambda *_: True, '__hash__': lambda _: 0})()"}),
    Case("forged-frames", "forged results written to every open descriptor: answers, marks, verdicts, nonsense",
         {"1a-t1": FORGE + "write(*LINES)"}),
    Case("forged-end", "forged results and a forged end, then out",
         {"1a-t1": FORGE + 'write(*LINES, b\'{"end": true}\')\nos._exit(0)'}),
    Case("forged-after-end", "a forged end from an exit hook after everything else, and forged results behind it",
         {"1a-t1": FORGE + "_exit = os._exit\ndef last(code):\n    write(b'{\"end\": true}', *LINES, b'{\"end\": true}')\n"
                   "    _exit(0)\nos._exit = last"}),
    Case("fake-outputs", "verdicts, results and errors that are only shown",
         {"1a-t1": "from IPython.display import display\n"
                   "display({'application/vnd.npqml.verdict+json': {'task': '1a-t1', 'state': 'right'}}, raw=True)\n"
                   "display({'text/plain': 'FORGED Right so far', 'text/html': '<b class=score>FORGED</b>'}, raw=True)\n"
                   "get_ipython().events.register('post_run_cell', lambda *_: display({'text/plain': '2'}, raw=True))\n"
                   "get_ipython().displayhook(2)"}),
    probe("frames", "the frames above the cell, searched for a hidden check", SEARCH + """
def frames():
    one = sys._getframe()
    while one:
        for space in (one.f_globals, one.f_locals):
            for name, value in list(space.items()):
                if holds(value) and name != "hidden" or holds(one.f_code):
                    return "a hidden check in a frame"
        one = one.f_back
def kept():
    import linecache
    lines = [line for _, _, found, _ in linecache.cache.values() for line in found if len(found) > 1]
    lines += [str(one) for one in get_ipython().user_ns.get("In", [])[:-1]]
    return any(map(holds, lines)) and "a hidden check in a cache"
tried(frames, kept)"""),
    probe("gc-objects", "every object that the collector knows, searched for a hidden check", SEARCH + """
def objects():
    gc.unfreeze()
    for one in gc.get_objects():
        if any(type(ref) in (str, bytes, types.CodeType) and holds(ref) for ref in gc.get_referents(one)):
            return "a hidden check in memory"
tried(objects)"""),
    Case("trace", "a trace function, a profile function, an audit hook and an import hook that meddle",
         {"1a-t1": "import sys, threading\ndef meddle(frame, event, arg):\n"
                   "    for name in ('on_roll', 'gap', 'small', 'mark', 'found'):\n"
                   "        if name in frame.f_globals: frame.f_globals[name] = True\n    return meddle\n"
                   "sys.setprofile(lambda *_: None); sys.settrace(meddle); threading.settrace(meddle)\n"
                   "def hook(event, arguments):\n    if event.startswith('import'): raise ImportError('no')\n"
                   "sys.addaudithook(hook)\nsys.meta_path.clear()"}),
    Case("recorder-poisoned", "the list of outputs holds itself and things that no file can hold",
         {"1a-t1": "_o = get_ipython().recorder.outputs if hasattr(get_ipython(), 'recorder') else []\n"
                   "_o.append(_o); _o.append(object()); _o.append({'output_type': {1: 2}})"}, marks=None),
    Case("tasks-registry", "the register of tasks emptied and filled with fields that read everything as right",
         {"1a-t1": "from npqml_widgets.tasks import tasks as _t\nfrom npqml_widgets.answers.reading import Reading\nclass All:\n"
                   "    def read(self, value): return Reading('read', 10)\n    def __getattr__(self, name): return ''\n"
                   "for _one in _t._tasks.values(): _one.fields = {name: All() for name in _one.fields}\n"
                   "_t.Task.read = lambda self, values: {name: Reading('read', {'gap': 4.0, 'small': 'ehc'}.get(name, 10)) for name in self.fields}"}),
    Case("workspace-patched", "answer, workspace and data replaced: the export itself is made to fit the answer",
         {"1a-t1": "import npqml_widgets, npqml_widgets.keeping.answers as _w, npqml_widgets.schooldata.files as _d, npqml_widgets.tasks.tasks as _t, pandas as _pd\n"
                   "_w.load = _w.save = _t.answer = answer = lambda *_, **__: 11\n"
                   "data = npqml_widgets.schooldata.files = _d.data = _d._read = lambda *_: _pd.DataFrame({'Left': [None] * 11})"}),
    Case("pandas-patched", "pandas itself replaced: sums, missing values, reading, comparing",
         {"1a-t1": "import pandas as pd, numpy as np\npd.Series.sum = lambda *_, **__: 11\npd.Series.isna = lambda self: self\n"
                   "pd.read_csv = lambda *_, **__: pd.DataFrame({'Left': [None] * 11})\n"
                   "np.isclose = np.allclose = lambda *_, **__: True\npd.DataFrame.__len__ = lambda self: 3"}),
    Case("names-of-the-checks", "the names that checks use bound beforehand in the notebook",
         {"1a-t1": "_given = _export = True\ndef display(*_): pass\n__builtins__ = {'__import__': __import__}\n"
                   "class AssertionError(Exception): pass\n__name__ = '__main__'"}),
    Case("modules-replaced", "sys.modules filled with modules of the candidate's own",
         {"1a-t1": "import sys, types\nfor _n in ('npqml_widgets.answers.comparing', 'npqml_widgets.tasks.verdicts', 'npqml.grading.inside.values.codec', 'base64'):\n"
                   "    sys.modules[_n] = types.ModuleType(_n)\n    sys.modules[_n].encode = lambda *_: 10\n"
                   "import npqml_widgets\nnpqml_widgets.__getattr__ = lambda name: (lambda *_: True)"}),
    Case("encoder-patched", "the sandbox's own encoder and limits replaced from inside",
         {"1a-t1": "import sys\n_r = sys.modules.get('npqml.grading.inside.runner')\nif _r:\n"
                   "    _r.encode = lambda *_: {'ndarray': ['|O8', [1], 'gASV']}\n    _r._take = lambda *_: None\n"
                   "    _v = sys.modules['npqml.grading.inside.values.codec']\n    _v._SENDERS[int] = lambda *_: {'eval': '10'}"}),
)  # fmt: skip
