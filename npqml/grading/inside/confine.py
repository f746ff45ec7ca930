"""What a fork may do: namespaces of its own, no powers, hard limits, and no system call that it has no use for.

The numbers of the system calls are those of Linux's own tables (arch/x86/entry/syscalls/syscall_64.tbl and
include/uapi/asm-generic/unistd.h). On a processor that is not listed here nothing is run.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import resource
import struct
from pathlib import Path

from npqml.grading.inside.limits import BOX, Limits

NEW_USER, NEW_MOUNTS, NEW_PIDS, NEW_IPC, NEW_UTS = 0x10000000, 0x00020000, 0x20000000, 0x08000000, 0x04000000
NO_SUID, NO_DEV, NO_EXEC, READ_ONLY = 2, 4, 8, 1
SET_NO_NEW_PRIVS, SET_SECCOMP, DROP_FROM_BOUNDS, SET_SUBREAPER, SET_PDEATHSIG = 38, 22, 24, 36, 1

# name: (x86_64, aarch64); None where a processor does not have it
REFUSED: dict[str, tuple[int | None, int]] = {
    "socket": (41, 198), "socketpair": (53, 199), "connect": (42, 203), "bind": (49, 200), "listen": (50, 201),
    "accept": (43, 202), "accept4": (288, 242), "sendto": (44, 206), "ptrace": (101, 117),
    "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "process_madvise": (440, 440),
    "kcmp": (312, 272), "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39),
    "pivot_root": (155, 41), "chroot": (161, 51), "open_tree": (428, 428), "move_mount": (429, 429),
    "fsopen": (430, 430), "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433),
    "mount_setattr": (442, 442), "bpf": (321, 280), "perf_event_open": (298, 241), "keyctl": (250, 219),
    "add_key": (248, 217), "request_key": (249, 218), "userfaultfd": (323, 282), "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426), "io_uring_register": (427, 427), "pidfd_open": (434, 434),
    "pidfd_getfd": (438, 438), "pidfd_send_signal": (424, 424), "init_module": (175, 105),
    "finit_module": (313, 273), "delete_module": (176, 106), "kexec_load": (246, 104),
    "kexec_file_load": (320, 294), "reboot": (169, 142), "swapon": (167, 224), "swapoff": (168, 225),
    "open_by_handle_at": (304, 265), "name_to_handle_at": (303, 264), "quotactl": (179, 60), "acct": (163, 89),
    "syslog": (103, 116), "sethostname": (170, 161), "setdomainname": (171, 162), "settimeofday": (164, 170),
    "clock_settime": (227, 112), "adjtimex": (159, 171), "clock_adjtime": (305, 266), "personality": (135, 92),
    "seccomp": (317, 277),
    # Memory that no limit counts: it is neither in the address space nor in the box.
    "memfd_create": (319, 279), "memfd_secret": (447, 447), "shmget": (29, 194), "shmat": (30, 196),
    "msgget": (68, 186), "semget": (64, 190), "mq_open": (240, 180),
}  # fmt: skip
PROCESSES: dict[str, tuple[int | None, int]] = {
    "fork": (57, 1079), "vfork": (58, 1071), "clone": (56, 220), "execve": (59, 221), "execveat": (322, 281),
}  # fmt: skip
CLONE3 = 435
PROCESSORS = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
X32 = 0x40000000  # the second set of numbers that x86_64 also answers to
LOAD, EQUAL, AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
ALLOW, ERROR, KILL = 0x7FFF0000, 0x00050000, 0x80000000

_libc = ctypes.CDLL(None, use_errno=True)


class NotConfined(Exception):
    """Says which step of shutting a fork in has failed: nothing may be run then."""


def known_processor() -> bool:
    """Tell whether the numbers of this processor's system calls are known."""
    return platform.machine() in PROCESSORS


def become_subreaper() -> None:
    """Have a twin inherit the processes whose own parent has ended, so that it can wait for them."""
    _must("subreaper", _libc.prctl(SET_SUBREAPER, 1, 0, 0, 0))


def own_namespaces() -> None:
    """Leave for namespaces of one's own; children are in a process namespace of theirs."""
    user, group = os.geteuid(), os.getegid()
    _must("unshare", _libc.unshare(NEW_USER | NEW_MOUNTS | NEW_PIDS | NEW_IPC | NEW_UTS))
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")


def own_box(limits: Limits) -> None:
    """Put an empty box over the twin's, the one place to write to, and nothing over /proc and the terminals."""
    size = f"size={limits.disk_bytes},nr_inodes={limits.files},mode=700".encode()
    _must("box", _libc.mount(b"box", BOX.encode(), b"tmpfs", NO_SUID | NO_DEV | NO_EXEC, size))
    empty = NO_SUID | NO_DEV | NO_EXEC | READ_ONLY
    for place in ("/proc", "/dev/pts"):  # two forks of one parent may run at once, and share these otherwise
        _must(place, _libc.mount(b"empty", place.encode(), b"tmpfs", empty, b"size=4k,nr_inodes=1,mode=555"))
    for name in ("work", "scratch", "home"):
        os.mkdir(f"{BOX}/{name}")
    os.chdir(f"{BOX}/work")


def shut_in(limits: Limits, *, processes: bool) -> None:
    """Give up every power for good: capabilities, limits, system calls. Nothing of this can be taken back."""
    for number in range(64):
        if _libc.prctl(DROP_FROM_BOUNDS, number, 0, 0, 0) and ctypes.get_errno() == errno.EINVAL:
            break
    header, nothing = struct.pack("Ii", 0x20080522, 0), bytes(24)
    _must("capabilities", _libc.capset(header, nothing))
    _must("no new privileges", _libc.prctl(SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    for what, most in _limits(limits).items():
        resource.setrlimit(what, (most, most))
    program = filter_program(platform.machine(), processes=processes)
    block = ctypes.create_string_buffer(program)
    pointer = struct.pack("HxxxxxxQ", len(program) // 8, ctypes.addressof(block))
    _must("seccomp", _libc.prctl(SET_SECCOMP, 2, pointer, 0, 0))


def _limits(limits: Limits) -> dict[int, int]:
    return {
        resource.RLIMIT_AS: limits.memory_bytes,
        resource.RLIMIT_CPU: limits.total_seconds + 5,  # should the parent not end it
        resource.RLIMIT_FSIZE: limits.disk_bytes,
        resource.RLIMIT_NOFILE: 64,
        resource.RLIMIT_NPROC: limits.processes,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MEMLOCK: 0,
    }


def filter_program(machine: str, *, processes: bool) -> bytes:
    """Give the seccomp filter of a processor as bytes; `processes` allows further processes and threads."""
    if machine not in PROCESSORS:
        raise NotConfined(f"the system calls of this processor ({machine}) are not known")
    column, architecture = PROCESSORS[machine]
    refused = REFUSED if processes else REFUSED | PROCESSES
    steps = [(LOAD, 0, 0, 4), (EQUAL, 1, 0, architecture), (RETURN, 0, 0, KILL), (LOAD, 0, 0, 0)]
    if machine == "x86_64":
        steps += [(AT_LEAST, 0, 1, X32), (RETURN, 0, 0, ERROR | errno.EPERM)]
    if not processes:  # the C library tries the older call where this one is not there
        steps += [(EQUAL, 0, 1, CLONE3), (RETURN, 0, 0, ERROR | errno.ENOSYS)]
    for numbers in refused.values():
        if (number := numbers[column]) is not None:
            steps += [(EQUAL, 0, 1, number), (RETURN, 0, 0, ERROR | errno.EPERM)]
    return b"".join(struct.pack("HBBI", *step) for step in [*steps, (RETURN, 0, 0, ALLOW)])


def die_with_parent() -> None:
    """End when the parent ends."""
    _must("pdeathsig", _libc.prctl(SET_PDEATHSIG, 9, 0, 0, 0))


def _must(step: str, code: int) -> None:
    if code != 0:
        raise NotConfined(f"{step}: {os.strerror(ctypes.get_errno())}")
