"""Frames between the program, the warm processes and their children: a length of four bytes, big end first, and that many
bytes."""
import os
import struct


def read_exactly(fd, count):
    parts = []
    while count:
        part = os.read(fd, min(count, 1 << 20))
        if not part:
            return None
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def read_frame(fd):
    head = read_exactly(fd, 4)
    return head and read_exactly(fd, struct.unpack(">I", head)[0])


def write_frames(fd, *payloads):
    left = b"".join(part for payload in payloads for part in (struct.pack(">I", len(payload)), payload))
    while left:
        left = left[os.write(fd, left):]
