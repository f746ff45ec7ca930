"""Cases that try to speak to anybody, start programs, and gain powers."""

# ruff: noqa: E501 - the lines of a candidate are as long as they are

from __future__ import annotations

from tests.hostile.case import LIBC, Case, probe

CASES = (
    probe("sockets", "sockets of every family, and a connection to this machine", """
import socket
def families():
    found = []
    for name in ("AF_INET", "AF_INET6", "AF_UNIX", "AF_NETLINK", "AF_PACKET", "AF_VSOCK", "AF_BLUETOOTH", "AF_ALG"):
        try:
            socket.socket(getattr(socket, name), socket.SOCK_DGRAM).close()
            found.append(name)
        except (OSError, AttributeError):
            pass
    return found
def listen():
    return socket.create_server(("127.0.0.1", 0)) and "a port of this machine"
def both():
    return socket.socketpair() and "a pair of sockets"
def fetch():
    import urllib.request
    try:
        urllib.request.urlopen("http://127.0.0.1:9/", timeout=1)
    except Exception as why:
        return "refused" in str(why).lower() and "an answer from a port of this machine"
tried(families, listen, both, fetch)""", open=True),
    probe("names-of-hosts", "names of hosts looked up, and a question sent to a name server", """
import socket
def lookup():
    return socket.getaddrinfo("localhost", 80, type=socket.SOCK_STREAM) and "localhost looked up"
def question():
    one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    one.sendto(b"\\0" * 12, ("127.0.0.1", 53))
    return "a question sent to a name server"
tried(lookup, question)""", open=True),
    probe("processes", "further programs and processes: exec, fork, spawn, vfork, clone, multiprocessing", LIBC + """
import subprocess
def shell():
    return os.system("true") == 0 and "a shell"
def program():
    return subprocess.run([sys.executable, "-c", "print(1)"], capture_output=True).stdout and "a program"
def fork():
    child = os.fork()
    if child == 0: os._exit(0)
    os.waitpid(child, 0)
    return "a fork"
def spawn():
    return os.posix_spawn("/bin/true", ["true"], {}) and "posix_spawn"
def threads():
    import threading
    one = threading.Thread(target=print)
    one.start()
    one.join()
    return "a thread"
def magic():
    return get_ipython().getoutput("echo here") == ["here"] and "a shell magic"
tried(shell, program, fork, spawn, threads, magic)""", open=True),
    probe("signals", "signals to the parent, to process 1, to everybody", """
import signal
def seen():
    for number in (*range(1, 400), os.getppid()):
        if number not in (0, os.getpid()):
            try:
                os.kill(number, 0)
                return "other processes can be reached"
            except OSError:
                pass
def parent():
    if alone() and os.getppid() > 1:
        os.kill(os.getppid(), signal.SIGKILL)
        return "the parent killed"
def group():
    if alone():
        for number in (signal.SIGCONT, signal.SIGTERM):
            os.kill(-1, number)
            return "signals to everybody"
def own():
    if alone():  # process 1 of its own namespace is not moved by its own signals
        for number in (signal.SIGSTOP, signal.SIGKILL, signal.SIGTERM):
            os.kill(1, number)
tried(seen, parent, group, own)""", open=True),
    probe("ptrace", "ptrace and the memory of other processes", LIBC + """
def trace():
    if not alone():
        return ""
    if call(101, 0, 0, 0, 0) == 0:
        return "may be traced"
    return any(call(101, 16, number, 0, 0) == 0 for number in range(2, 300)) and "another process traced"
def memory():
    own = ctypes.create_string_buffer(8)
    block = (ctypes.c_long * 2)(ctypes.addressof(own), 8)
    return any(call(310, number, block, 1, block, 1, 0) >= 0 for number in range(1, 300) if number != os.getpid()) and "memory read"
tried(trace, memory)"""),
    probe("mounts", "unshare, mount, umount, pivot_root, chroot, setns: out of the box", LIBC + """
def namespaces():
    return [hex(one) for one in (0x10000000, 0x20000, 0x20000000, 0x40000000, 0x2000000) if alone() and call(272, one) == 0]
def clone():
    return alone() and call(56, 0x10000000 | 17, 0, 0, 0, 0) > 0 and "a process with a user namespace of its own"
def unmount():
    if alone():
        for place in (b"/proc", b"/box", b"/dev", b"/"):
            if call(166, place, 2) == 0:
                return "something unmounted"
def mount():
    if alone():
        for what in (b"proc", b"tmpfs", b"sysfs", b"devpts", b"overlay"):
            if call(165, what, b"/box", what, 0, 0) == 0:
                return "something mounted"
        return call(165, b"none", b"/", b"", 32 | 4096, 0) == 0 and "the root mounted again"
def newer():
    return alone() and [one for one in (428, 429, 430, 432, 433, 442) if call(one, -100, b"/", 0, 0, 0) >= 0]
def root():
    return alone() and (call(161, b"/box") == 0 or call(155, b"/box", b"/box") == 0) and "another root"
tried(namespaces, clone, unmount, mount, newer, root)"""),
    probe("powers", "powers: other users, devices, the clock, the host's name, the kernel's log and keys", LIBC + """
def users():
    if alone():
        for step in (os.setuid, os.setgid):
            for number in (0, 1000, 65534):
                try:
                    step(number)
                except OSError:
                    continue
                if os.geteuid() != was: return "another user"
was = os.geteuid()
def device():
    return alone() and (os.mknod("device", 0o20666, os.makedev(1, 1)) or "a device")
def files():
    for path in ("/dev/mem", "/dev/kmsg", "/dev/sda", "/etc/shadow", "/etc/passwd", "/sys/kernel"):
        if os.access(path, os.R_OK):
            return path
def calls():
    names = {"bpf": 321, "perf_event_open": 298, "userfaultfd": 323, "io_uring_setup": 425, "memfd_create": 319,
             "add_key": 248, "keyctl": 250, "syslog": 103, "sethostname": 170, "personality": 135, "pidfd_open": 434,
             "open_by_handle_at": 304, "kexec_load": 246, "shmget": 29, "msgget": 68, "mq_open": 240}
    refused = (1, 38)
    return alone() and [name for name, number in names.items() if call(number, 1, 0, 0, 0) >= 0 or ctypes.get_errno() not in refused]
def other_numbers():
    return alone() and call(0x40000000 | 39) >= 0 and "the second set of numbers"
def higher():
    return alone() and (libc.prctl(8, 1, 0, 0, 0) or True) and libc.prctl(47, 2, 0, 0, 0) == 0 and "an ambient power"
def limits():
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (-1, -1))
    return alone() and "limits lifted"
tried(users, device, files, calls, other_numbers, higher, limits)"""),
    Case("i386-calls", "the system calls of the older processor, which have other numbers",
         {"1a-t1": "import ctypes, mmap, os\nif os.getpid() == 1:\n    _m = mmap.mmap(-1, 4096, prot=7)\n"
                   "    _m.write(bytes.fromhex('b814000000cd80c3'))  # getpid by int 0x80\n"
                   "    ctypes.CFUNCTYPE(ctypes.c_long)(ctypes.addressof(ctypes.c_char.from_buffer(_m)))()\n"
                   "    print('GOT: a call by its older number')"}, marks=None),
)  # fmt: skip
