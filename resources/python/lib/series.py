"""The runs of a series, which belong together (of one problem in one check), by one child: a fork costs more than most
scripts.

Nothing may pass from one to the next, so only plain scripts are run so. Whatever else happens than that a plain script ends,
or raises, the series has no child any more, and its runs are done as all others are, this one included.
"""
import ctypes
import json
import os
import re
import select
import signal
import struct
import sys
import time

import plainscripts
import surroundings
from frames import read_frame, write_frames

LIBC = ctypes.PyDLL(None)
EXHAUSTED = ("MemoryError", "RecursionError")  # of what there is some more in a child of its own
SECONDS = 0.5  # for one run; there is more for it in a child of its own
SELDOM_PLAIN = re.compile(r"__|\b(class|with|yield)\b|\b(os|sys)\.|\b(eval|exec|getattr|globals|open|setattr|type)\s*\(")
WARM = 10  # runs
LARGEST_REQUEST = 1 << 16  # what a pipe takes, so that writing never waits


def may_be_plain(code):
    """At a glance, which saves a fork; plainscripts decides."""
    names = (surroundings.imported_names(found) for found in surroundings.IMPORTED.finditer(code))
    return not SELDOM_PLAIN.search(code) and all(imported <= plainscripts.IMPORTABLE for imported in names)


class Series:
    """The runs with one number, not 0; or no series. Has no child once one of its runs was not for it."""

    def __init__(self, key):
        self.key = key
        self.child = None
        self.may_share = key != 0
        self.known = set()  # scripts that it ran

    def run(self, request, frame, most, start):
        """What the run left and its errors, or nothing. `most`: bytes of each; `start` is called in a new child, with the
        ends to read from and to write to."""
        if self.child is None and self.may_share and may_be_plain(request["code"]):
            self.fork(start)
        if self.child is None:
            self.end()
            return None
        texts = self.ask(frame, most) if len(frame) < LARGEST_REQUEST else None
        if texts is None:
            self.end()
        self.known.add(request["code"])
        return texts

    def fork(self, start):
        their_requests, self.requests = os.pipe()
        self.replies, their_replies = os.pipe()
        # Without Python's own care for threads and generators of numbers, which touches many pages; here are none.
        child = LIBC.fork()
        if child == 0:
            try:
                start(their_requests, their_replies)
            finally:
                os._exit(1)
        os.close(their_requests)
        os.close(their_replies)
        if child > 0:
            self.child = child
        else:
            self.close()

    def ask(self, frame, most):
        deadline = time.monotonic() + SECONDS
        try:
            write_frames(self.requests, frame)
        except OSError:
            return None
        received = bytearray()
        poller = select.poll()
        poller.register(self.replies, select.POLLIN)
        while True:
            left = deadline - time.monotonic()
            if left <= 0 or not poller.poll(left * 1000):
                return None
            part = os.read(self.replies, 1 << 16)
            received += part
            if not part or len(received) > sum(most) + 8:
                return None
            texts = split(received)
            if texts:
                return texts if all(len(text) <= limit for text, limit in zip(texts, most)) else None

    def end(self):
        """No more runs share a child."""
        self.may_share = False
        if self.child is None:
            return
        os.kill(self.child, signal.SIGKILL)
        os.waitpid(self.child, 0)
        self.child = None
        self.close()

    def close(self):
        os.close(self.requests)
        os.close(self.replies)


def split(received):
    """The two frames of a reply, once they are there."""
    texts = []
    while len(texts) < 2:
        if len(received) < 4:
            return None
        end = 4 + struct.unpack(">I", received[:4])[0]
        if len(received) < end:
            return None
        texts.append(bytes(received[4:end]))
        received = received[end:]
    return texts


def warm_up():
    """Runs a script of ours often enough for the interpreter to have made of its own functions what it makes of those that run
    often: it writes where they are, and each page that a child need not write to is one less to copy."""
    script = surroundings.text_of({"code": "import random\nx = random.random()\ndef f(x):\n    return float(x)\ny = f('z')\n"})
    random = sys.modules.pop("random", None)
    for _ in range(WARM):
        surroundings.run_plain(plainscripts.plain_code(script), {"globals": {"seed": 1}, "seed": 1}, "")
    del sys.modules["random"]
    if random is not None:
        sys.modules["random"] = random
    surroundings.settle()


def serve(room, requests=0, replies=1):
    """In the child: until a script is not plain."""
    codes = {}
    while True:
        frame = read_frame(requests)
        if frame is None:
            return
        request = json.loads(frame)
        text = surroundings.text_of(request)
        if text not in codes:
            codes[text] = plainscripts.plain_code(text)
        if codes[text] is None:
            return
        left, errors = surroundings.run_plain(codes[text], request, room)
        if any(name in errors for name in EXHAUSTED):
            return
        write_frames(replies, left.encode(), errors.encode("utf-8", "backslashreplace"))
