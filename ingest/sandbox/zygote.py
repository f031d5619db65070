"""The process from which every document's process is forked: parsers loaded, network left, nothing secret inside.

It was started afresh (not forked) from the program, with an empty environment, so no key was ever in its memory. It
serves one job at a time: fork, wait, report how the child ended, end what the child left behind.
"""

from __future__ import annotations

import gc
import mmap
import os
import select
import signal
import socket
import time
from collections.abc import Callable, Iterator
from typing import NoReturn

from evidence import canonical
from ingest.read.pages import Step
from ingest.read.request import Content
from ingest.sandbox import jail, work
from ingest.sandbox.wire import Frame, Job, frame_bytes, parse_job

KILL = b"kill"
JOB_LARGEST = 1 << 16
OUT_OF_MEMORY = 71
UNEXPECTED = 70
_SILENT_SECONDS = 0.5


Perform = Callable[[Job, Content], Iterator[Frame]]


def main(control_descriptor: int, perform: Perform = work.perform) -> None:
    """Serve jobs that come through the control socket until its other end is closed."""
    control = socket.socket(fileno=control_descriptor)
    work.preload(Step.READ)
    left = jail.enter()
    gc.collect()
    # What is loaded now is shared by every child; the collector must not touch, and so copy, it.
    gc.freeze()
    control.send(canonical.encode({"isolation": "+".join(("child", "rlimits", *left))}))
    while _serve(control, perform):
        jail.end_strays()
    jail.end_strays()


def _serve(control: socket.socket, perform: Perform) -> bool:
    message, descriptors, _, _ = socket.recv_fds(control, JOB_LARGEST, 2)
    if not message:
        return False
    if message == KILL:
        # It crossed with the end of the job that it was meant for.
        return True
    job = parse_job(message)
    work.preload(job.step)
    pid = os.fork()
    if pid == 0:
        control.close()
        _child(job, perform, *descriptors)
    for descriptor in descriptors:
        os.close(descriptor)
    going_on = _watch(control, pid)
    _, status = os.waitpid(pid, 0)
    if going_on:
        control.send(canonical.encode({"ended": os.waitstatus_to_exitcode(status)}))
    return going_on


def _watch(control: socket.socket, pid: int) -> bool:
    """Wait for the child's end; kill it when told to, or when nobody is there any more (then False)."""
    child = os.pidfd_open(pid)
    poll = select.poll()
    poll.register(child, select.POLLIN)
    poll.register(control, select.POLLIN)
    going_on = True
    try:
        while going_on:
            ready = {descriptor for descriptor, _ in poll.poll()}
            if child in ready:
                return True
            going_on = control.recv(JOB_LARGEST) != b""
            os.kill(pid, signal.SIGKILL)
        return False
    finally:
        os.close(child)


def _answer(frames: Iterator[Frame], descriptor: int) -> None:
    sent = time.monotonic()
    with os.fdopen(descriptor, "wb", buffering=1 << 16) as out:
        for frame in frames:
            out.write(frame_bytes(frame))
            # A page that took long shows the parent that the document goes on.
            if time.monotonic() - sent > _SILENT_SECONDS:
                out.flush()
                sent = time.monotonic()


def _child(job: Job, perform: Perform, content_descriptor: int, out_descriptor: int) -> NoReturn:
    status = UNEXPECTED
    try:
        gc.disable()
        content = mmap.mmap(content_descriptor, 0, access=mmap.ACCESS_COPY)
        limits = job.limits
        ocr_seconds = limits.ocr_pages * limits.ocr_page_seconds if job.ocr else 0
        jail.limit(seconds=limits.seconds + ocr_seconds, memory=limits.memory)
        _answer(perform(job, content), out_descriptor)
        status = 0
    except MemoryError:
        status = OUT_OF_MEMORY
    finally:
        # Whatever else was raised, nothing of the document is printed, and no exit handler runs.
        os._exit(status)
