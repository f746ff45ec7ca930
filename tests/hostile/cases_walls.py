"""Cases that try to read and write beyond the submission's own box."""

# ruff: noqa: E501 - the lines of a candidate are as long as they are

from __future__ import annotations

from tests.hostile.case import LEFT, LIBC, PRIVATE, SECRET, Case, probe


def _needle(text: str) -> str:
    """Give a pattern that finds a text and is not that text itself."""
    return f"[{text[0]}]{text[1:]}"


EVERYWHERE = """\
def everywhere():
    yield from ("/tmp", "/var/tmp", "/dev/shm", "@COURSE@", "@COURSE@/submitted/demo-small")
    if alone():
        for place, folders, _ in os.walk("/"):
            if place.count("/") > 3:  # below, folders are alike: a whole walk takes too long
                folders.clear()
            if not place.startswith("/box"):
                yield place
"""
MEMORY = """\
import ctypes, gc
libc = ctypes.CDLL(None)
libc.sbrk.restype = ctypes.c_void_p
reading, writing = os.pipe()
def piece(at):
    number = libc.write(writing, ctypes.c_void_p(at), 65536)  # EFAULT where nothing is mapped: no other privilege
    return os.read(reading, number) if number > 0 else b""
def whole():
    known = gc.get_objects()
    places = {id(one) >> 20 for one in known} | {id(ref) >> 20 for one in known for ref in gc.get_referents(one)}
    blocks = {place + near for place in places for near in (-1, 0, 1)}
    top = libc.sbrk(0) >> 20
    while piece(top - 1 << 20):
        top -= 1
        blocks.add(top)
    for block in sorted(blocks):
        for at in range(block << 20, block + 1 << 20, 65536):
            yield piece(at)
own, theirs = re.compile(b"mark-of-my[-]own"), re.compile(b"mark-of-another[-]candidate")
mine = ["mark-of-my" + "-own %d" % one for one in range(1000)]
def memory():
    seen = False
    for one in whole():
        seen = seen or bool(own.search(one))
        if theirs.search(one):
            return "another candidate's words in memory"
    print("SEES ITS OWN" if seen else "is blind")
def objects():
    for one in gc.get_objects():
        for ref in gc.get_referents(one):
            if type(ref) is str and re.search("mark-of-another[-]candidate", ref):
                return "another candidate's words in an object"
tried(memory, objects)
"""


def _marked(sent) -> None:
    """Put the mark of another candidate into names, cells and answers."""
    (sent.folder / "mark-of-another-candidate.csv").write_text("mark-of-another-candidate\n" * 100)
    sent.save("1a-t3", priority="mark-of-another-candidate " * 20)
    sent.type("1a-t2", "print('mark-of-another-candidate ' * 20); gap = 'mark-of-another-candidate'")


CASES = (
    Case("pair-memory-1-holds", "a marked string in names, cells, output and answers, for the next one to find",
         {"1a-t1": "theirs = ['mark-of-another-candidate %d' % one for one in range(1000)]"}, _marked),
    probe("pair-memory-2-scans", "its own readable memory scanned for the words of the submission before it", MEMORY),
    probe("pair-place-1-writes", "something left in every place that can be written to, for the next one to find",
          EVERYWHERE + LIBC + f"""
def files():
    found = []
    for place in [".", "..", os.environ.get("HOME", "."), os.environ.get("TMPDIR", "."), *everywhere()]:
        try:
            open(os.path.join(place, "{LEFT}-1"), "w").write("for the next one")
            found.append(place)
        except OSError:
            pass
    return found[4:]
def segments():
    shared = call(29, 0x51515, 4096, 0o1666)
    if shared >= 0: call(30, shared, 0, 0)
def sockets():
    import socket
    global kept
    kept = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    kept.bind("\\0{LEFT}")
def terminals():
    os.posix_openpt(os.O_RDWR) if hasattr(os, "posix_openpt") else os.openpty()
tried(files, segments, sockets, terminals)""", open=True),
    probe("pair-place-2-lists", "every place that two submissions could share, looked through", EVERYWHERE + LIBC + f"""
wanted = re.compile("{_needle(LEFT)}-1")
def files():
    for top in ("/tmp", "/var/tmp", "/dev", ".", "..", "/box", os.environ.get("HOME", ".")):
        for place, folders, names in os.walk(top):
            if place.count("/") > 4 and not place.startswith("/box"):
                folders.clear()
            if any(map(wanted.match, names)):
                return "what another candidate left in " + place
def segments():
    return call(29, 0x51515, 4096, 0) >= 0 and "another candidate's shared memory"
def terminals():
    return [one for one in os.listdir("/dev/pts") if one.isdigit()] if alone() else ""
tried(files, segments, terminals)""", open=True),
    probe("proc", "/proc: processes, command lines, environments, memory, descriptors, the host's mounts", """
def entries():
    return os.listdir("/proc") and "entries of /proc"
def others():
    return [one for one in os.listdir("/proc") if one.isdigit() and int(one) != os.getpid()][:1] and "other processes"
def environment():
    return open(f"/proc/{os.getppid()}/environ", "rb").read() and "the environment of another process"
def mounts():
    return open("/proc/self/mountinfo").read() and "the mounts"
def memory():
    return open("/proc/self/mem", "r+b") and "memory as a file"
def settings():
    return open("/proc/sys/kernel/hostname").read() and "the kernel's settings"
tried(entries, others, environment, mounts, memory, settings)""", open=True),
    probe("descriptors", "inherited descriptors: files, sockets, memory, the parent's control", """
import stat
def kinds():
    found = []
    for number in range(3, 2048):
        try:
            found.append(os.fstat(number).st_mode)
        except OSError:
            pass
    return (len(found) > 1 or not all(map(stat.S_ISFIFO, found))) and f"{len(found)} descriptors"
def terminal():
    return any(os.fstat(one).st_rdev != os.stat("/dev/null").st_rdev for one in range(3)) and "the grader's own streams"
def by_name():
    return [one for one in os.listdir("/dev/fd")][1:] and "descriptors by name"
tried(kinds, terminal, by_name)"""),
    probe("environment", "what stands in the environment, in Python and in the process", LIBC + f"""
secret = re.compile("{_needle(SECRET)}")
def values():
    return [name for name, one in os.environ.items() if secret.search(one)]
def block():
    found = ctypes.POINTER(ctypes.c_char_p).in_dll(libc, "environ")
    number = 0
    while found[number]:
        if secret.search(found[number].decode("latin-1")):
            return "a secret of the environment"
        number += 1
def stack():
    base = ctypes.POINTER(ctypes.c_char_p).in_dll(libc, "environ")
    start = ctypes.addressof(ctypes.c_char_p.in_dll(libc, "environ")) and ctypes.cast(base, ctypes.c_void_p).value
    return secret.search(ctypes.string_at(start & ~0xFFF, 4096).decode("latin-1")) and "a secret near the environment"
tried(values, block, stack)"""),
    probe("walk", "a walk from / for any file of the course", """
names = {"demo-" + "small", "demo-small" + ".db", "framework" + ".toml", "private" + "-notes.txt", "1a-analyse-performance-data" + ".ipynb"}
def walk():
    for top in ("@COURSE@", "..", "/tmp", "/"):
        for place, folders, files in os.walk(top):
            if place == "/":
                folders[:] = [one for one in folders if one != "proc"]
            found = names.intersection(folders, ) or names.intersection(files)
            if found and not os.path.abspath(place).startswith(os.getcwd()):
                return f"{found} in {place}"
tried(walk)""", open=True),
    probe("source", "the instructor's notebook read from source/ and its solutions run", """
import glob, json
def solutions():
    for top in ("@COURSE@", "../../..", "../../../..", "../../../../.."):
        for path in glob.glob(top + "/source/*/1a/*.ipynb"):
            for cell in json.load(open(path))["cells"]:
                text = "".join(cell["source"])
                if cell["id"] in ("1a-t1", "1a-t2", "1a-t4"):
                    exec(text.split("BEGIN " + "SOLUTION")[1], globals())
                    globals()["solved"] = dict(on_roll=on_roll, gap=globals().get("gap"), small=globals().get("small"))
            return "the solutions"
tried(solutions)
if "solved" in globals():
    from IPython import get_ipython as _g
    _again = lambda *_: _g().user_ns.update({k: v for k, v in solved.items() if v is not None})
    _g().events.register("pre_run_cell", _again)""", open=True),
    probe("gradebook", "the gradebook read, and its own marks written", """
import glob, sqlite3
def book():
    for top in ("@COURSE@", "../../..", "../../../.."):
        for path in [*glob.glob(top + "/gradebook/*.db"), *glob.glob(top + "/gradebook.db")]:
            with sqlite3.connect(path, timeout=0.5) as db:
                rows = db.execute("select count(*) from grade").fetchone()[0]
                db.execute("update grade set manual_score = 99, needs_manual_grade = 0")
            return f"the gradebook ({rows} rows), and wrote in it"
tried(book)""", open=True),
    probe("others-work", "the work of other candidates read, changed and deleted", f"""
import glob
private = re.compile("{_needle(PRIVATE)}")
def read():
    for path in glob.glob("@COURSE@/submitted/*/*/1a/work/*.json"):
        if private.search(open(path).read()):
            return "read another candidate's answer"
def write():
    for path in glob.glob("@COURSE@/submitted/*/z-honest/1a/work/*.json"):
        open(path, "w").write("{LEFT}")
        return "changed another candidate's answer"
def remove():
    for path in glob.glob("@COURSE@/autograded/*/a-honest/1a/*"):
        os.remove(path)
        return "deleted another candidate's result"
tried(read, write, remove)""", open=True),
    probe("own-submission", "its own submission changed after it was handed in", f"""
import glob
def write():
    for path in glob.glob("@COURSE@/submitted/*/own-submission/1a/*.csv"):
        open(path, "a").write("{LEFT}")
        return "changed its own submission"
tried(write)""", open=True),
    probe("write-outside", "a file made in every folder that there is, and the interpreter's own files opened to write",
          EVERYWHERE + f"""
def make():
    found = []
    for place in everywhere():
        try:
            os.close(os.open(place + "/{LEFT}-2", os.O_CREAT | os.O_WRONLY))
            found.append(place)
        except OSError:
            pass
    return found[:5]
def change():
    import npqml_widgets, pandas
    for path in (os.__file__, npqml_widgets.__file__, pandas.__file__, sys.executable):
        try:
            open(path, "r+b").close()
            return "files that grade could be changed"
        except OSError:
            pass
def links():
    if alone():
        os.link(os.__file__, "here")
        return "a second name for a file outside"
def times():
    if alone():
        os.utime(os.__file__)
        return "the time of a file outside changed"
tried(make, change, links, times)""", open=True),
)  # fmt: skip
