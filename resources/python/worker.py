"""Runs a course's scripts, each in a child of its own, inside the fence that the program built around us. Plain ones of one
series share a child.

A request is one frame: the number of its series in eight bytes (0: none), big end first, and JSON: code, globals, seed.
A reply is three: JSON with the exit status and what stopped the child, then its output, then its errors. The model is
codejail's: a child reads names, runs the code, and prints the names that survive JSON. We never run a course's code
ourselves and never read what a child printed.

A fork costs by the page, and most scripts use no library. So the first process stays bare and forks for those; the first
script that needs more makes it fork a second one, which imports the libraries and forks for their likes from then on. One
request runs at a time, in whichever of the two.
"""
import ctypes
import importlib.util
import json
import os
import resource
import select
import signal
import struct
import sys
import time

HOME = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HOME, "lib"))
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import surroundings  # noqa: E402
import courselib  # noqa: E402
from frames import read_frame, write_frames  # noqa: E402
from series import Series, serve, warm_up  # noqa: E402

ROOMS = "/tmp"
ROOM = ROOMS + "/codejail-00000000"  # in the LMS any eight letters; scripts see it in paths and tracebacks
CLEARING_SECONDS = 0.25
SPARE_MEMORY = 32 << 20  # what an error may use when the memory has run out
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 1, 4, 22, 2
DONE, RAISED = (json.dumps({"status": status, "stopped": "", "last": False}).encode() for status in (0, 1))
NUMBER = struct.Struct(">Q")
LIBC = ctypes.CDLL(None, use_errno=True)


class Filter(ctypes.Structure):
    """struct sock_fprog."""

    _fields_ = [("length", ctypes.c_ushort), ("program", ctypes.c_void_p)]


class Worker:
    """Answers requests one after another, each by a child of its own."""

    def __init__(self, settings, replies, requests):
        self.settings = settings
        self.replies = replies
        self.requests = requests
        self.series = Series(0)  # of the last request
        self.is_warm = False
        self.libraries = None  # the two ends of the worker that has them, once one was needed
        with open(os.path.join(HOME, "child.bpf"), "rb") as file:
            self.filter_bytes = ctypes.create_string_buffer(file.read())
        self.filter = Filter((len(self.filter_bytes) - 1) // 8, ctypes.cast(self.filter_bytes, ctypes.c_void_p))
        self.filter_place = ctypes.byref(self.filter)
        self.measure()

    def measure(self):
        """The limits of a child, before each fork that other libraries are loaded for."""
        limits = self.settings
        self.limits = (
            (resource.RLIMIT_CPU, (limits["cpuSeconds"], limits["cpuSeconds"] + 1)),
            (resource.RLIMIT_FSIZE, (limits["fileBytes"],) * 2),
            (resource.RLIMIT_NOFILE, (64, 64)),
            (resource.RLIMIT_NPROC, (64, 64)),
            (resource.RLIMIT_CORE, (0, 0)),
            (resource.RLIMIT_MEMLOCK, (0, 0)),
        )
        memory = memory_in_use() + limits["memoryBytes"]
        self.limits += ((resource.RLIMIT_AS, (memory, memory + SPARE_MEMORY)),)

    def serve(self):
        """Of the first process: until the program is gone, or the room cannot be emptied."""
        while True:
            frame = read_frame(self.requests)
            if frame is None:
                return
            series, request = opened(frame)
            if self.answer_in_series(series, request, frame):
                continue
            last = self.pass_on(frame) if surroundings.needs_libraries(request, frame) else self.answer(request)
            if last:
                return

    def serve_with_libraries(self):
        surroundings.preload("numpy scipy")
        surroundings.preload_the_usual()
        surroundings.settle()
        loaded = 0
        while True:
            frame = read_frame(self.requests)
            if frame is None:
                return
            _, request = opened(frame)
            surroundings.preload(request["code"])
            if len(sys.modules) != loaded:
                loaded = len(sys.modules)
                self.measure()
            if self.answer(request):
                return

    def answer_in_series(self, key, request, frame):
        """Says whether it could; if not, no child is there any more."""
        if self.series.key != key:
            self.series.end()
            self.series = Series(key)
        if not key:
            return False
        if not self.is_warm:
            warm_up()
            self.is_warm = True
        if request["code"] not in self.series.known and surroundings.needs_libraries(request, frame):
            self.series.end()
        most = self.settings["replyBytes"], self.settings["outputBytes"]
        texts = self.series.run(request, frame[NUMBER.size:], most, self.start_series)
        if texts is None:
            return False
        write_frames(self.replies, RAISED if texts[1] else DONE, *texts)
        return True

    def start_series(self, requests, replies):
        """In its child."""
        self.become_child(requests, replies, os.open(os.devnull, os.O_WRONLY), ROOMS)
        serve(ROOM)

    def answer(self, request):
        """Says whether it was the last."""
        surroundings.furnish(ROOM, self.settings["course"])
        header, out, err = self.supervise(ROOM, lambda: surroundings.run(request, self.settings["course"], ROOM))
        # A room that cannot be emptied ends the worker, and its whole file system with it.
        header["last"] = not surroundings.clear(ROOMS, CLEARING_SECONDS)
        write_frames(self.replies, json.dumps(header).encode(), out, err)
        return header["last"]

    def pass_on(self, frame):
        """Lets the worker with the libraries answer; says whether it was the last."""
        if self.libraries is None:
            self.libraries = self.fork_with_libraries()
        requests, replies = self.libraries
        write_frames(requests, frame)
        poller = select.poll()
        poller.register(replies, select.POLLIN)
        poller.register(self.requests, 0)  # only to hear that the program is gone
        if any(fd == self.requests for fd, _ in poller.poll()):
            os._exit(0)
        header, out, err = (read_frame(replies) for _ in range(3))
        if err is None:  # it was ended, and we have nothing to say
            os._exit(1)
        write_frames(self.replies, header, out, err)
        return json.loads(header)["last"]

    def fork_with_libraries(self):
        their_requests, our_requests = os.pipe()
        our_replies, their_replies = os.pipe()
        if os.fork() == 0:
            try:
                for fd in (self.replies, self.requests, our_requests, our_replies):
                    os.close(fd)
                Worker(self.settings, their_replies, their_requests).serve_with_libraries()
            finally:
                os._exit(1)
        os.close(their_requests)
        os.close(their_replies)
        return our_requests, our_replies

    def compile_course(self):
        """Compiles the course's modules ahead, in a child as scripts run in."""
        paths = [path for path in self.settings["course"] if path.endswith(".zip")]
        if not paths:
            return
        frames = []
        header, out, _ = self.supervise(ROOMS, lambda: courselib.compile_modules(paths, lambda f: write_frames(1, f)) or 0)
        while len(out) >= 4:
            end = 4 + struct.unpack(">I", out[:4])[0]
            frames.append(out[4:end])
            out = out[end:]
        if header["status"] == 0:
            courselib.remember(frames)

    def supervise(self, room, work):
        """Runs `work` in a child below its limits, and gives back what it said and how it ended."""
        out_read, out_write = os.pipe()
        err_read, err_write = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                # An input of its own: flags and locks of a shared one would last.
                self.become_child(os.open(os.devnull, os.O_RDWR), out_write, err_write, room)
                os._exit(work())
            except BaseException as error:
                os.write(2, repr(error).encode())
            finally:
                os._exit(1)
        os.close(out_write)
        os.close(err_write)
        limits = {out_read: self.settings["replyBytes"], err_read: self.settings["outputBytes"]}
        texts, stopped = self.collect(child, limits)
        if stopped:
            os.kill(child, signal.SIGKILL)
        status = os.waitpid(child, 0)[1]
        os.close(out_read)
        os.close(err_read)
        header = {"status": os.waitstatus_to_exitcode(status), "stopped": stopped}
        return header, bytes(texts[out_read]), bytes(texts[err_read])

    def collect(self, child, limits):
        """What the child says, until it has ended, says too much or takes too long."""
        deadline = time.monotonic() + self.settings["wallSeconds"]
        texts = {fd: bytearray() for fd in limits}
        ended = os.pidfd_open(child)
        poller = select.poll()
        for fd in (*limits, ended):
            poller.register(fd, select.POLLIN)
        poller.register(self.requests, 0)  # only to hear that the program is gone
        waiting = {*limits, ended}
        try:
            while waiting:
                left = deadline - time.monotonic()
                if left <= 0:
                    return texts, "time"
                for fd, _ in poller.poll(left * 1000):
                    if fd == self.requests:
                        os._exit(0)
                    part = os.read(fd, 1 << 16) if fd != ended else b""
                    if not part:
                        poller.unregister(fd)
                        waiting.remove(fd)
                        continue
                    texts[fd] += part
                    if len(texts[fd]) > limits[fd]:
                        return texts, "output"
            return texts, ""
        finally:
            os.close(ended)

    def become_child(self, given, out, err, room):
        os.setsid()
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        os.dup2(given, 0)
        os.dup2(out, 1)
        os.dup2(err, 2)
        os.closerange(3, 1024)
        os.chdir(room)
        for limit in self.limits:
            resource.setrlimit(*limit)
        if LIBC.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, self.filter_place, 0, 0) != 0:
            raise OSError(ctypes.get_errno(), "no filter")


def opened(frame):
    """The series of a request, 0 without, and the request."""
    return NUMBER.unpack_from(frame)[0], json.loads(frame[NUMBER.size:])


def memory_in_use():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[0]) * resource.getpagesize()


def fence():
    """What the program checks before it trusts us with a course's code."""
    with open("/proc/self/status") as file:
        status = dict(line.split(":\t", 1) for line in file.read().splitlines() if ":\t" in line)
    try:
        with open("/proc/net/dev") as file:
            interfaces = [line.split(":")[0].strip() for line in file if ":" in line]
    except OSError:
        interfaces = []
    return {
        "filtered": status.get("Seccomp", "").strip() == "2",
        "capable": int(status["CapEff"], 16) != 0,
        "networked": interfaces not in ([], ["lo"]),
        "writable": any(os.access(folder, os.W_OK) for folder in ("/", "/usr", "/etc", "/dev/shm", HOME)),
        "sees": sorted(set(os.listdir("/")) - set("bin dev etc lib lib32 lib64 libx32 proc sbin scriptorium course tmp usr".split())),
    }


def main():
    requests, replies = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.close(nothing)
    LIBC.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)  # a child may not look into us
    with open(os.path.join(HOME, "settings.json")) as file:
        settings = json.load(file)
    libraries = ("numpy", "scipy", "lxml", "bs4", "sympy")
    missing = [name for name in libraries if not importlib.util.find_spec(name)]
    hello = {"python": sys.version.split()[0], "missing": missing, "fence": fence()}
    write_frames(replies, json.dumps(hello).encode())
    surroundings.preload_at_hand()  # after those who wait know that we are there
    surroundings.prepare(ROOM)
    worker = Worker(settings, replies, requests)
    worker.compile_course()
    surroundings.settle()
    worker.serve()


if __name__ == "__main__":
    main()
