"""Intake of many small files and of one large one, beside `restic backup` of the same set.

Both read what lies in the page cache, hash it, encrypt it and make it durable. Ours also keeps each file under its own
key and writes a signed entry for each; restic also looks for pieces it already has, and compresses. The content cannot
be compressed, as photographs and films cannot. Restic's time holds the opening of its repository, which the remark
gives; ours begins with an unlocked person.
"""

from __future__ import annotations

import os
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

from bench.measure import Row, Size, Spent, missing, scratch, timed
from bench.place import Place, new_place
from evidence.model.heads import SourceSort
from ingest.receive import State, receive

_PIECE = 1 << 20


def rows(size: Size) -> Iterator[Row]:
    """Files a second for the small ones, MB a second for the large one."""
    with scratch() as folder:
        small, large = folder / "small", folder / "large"
        _many(small, size.small_files, size.small_bytes)
        _one(large, size.large_bytes)
        place = new_place(folder / "workspace")
        for what, delivery, unit, amount in (
            (f"intake of small files, {size.small_bytes // 1000} kB each", small, "files", float(size.small_files)),
            ("intake of one large file", large, "MB", size.large_bytes / 1e6),
        ):
            ours = _taken_in(place, delivery)
            peer, theirs = _restic(folder / f"restic-{delivery.name}", delivery)
            yield Row(what=what, unit=unit, amount=amount, ours=ours, peer=peer, peer_amount=amount, theirs=theirs)


def _taken_in(place: Place, delivery: Path) -> Spent:
    with place.session() as session:
        source, _ = session.source(f"S-{delivery.name}", sort=SourceSort.OTHER)
        os.sync()
        spent, receipts = timed(lambda: receive([delivery], source=source, workspace=session.workspace))
        assert receipts.count(State.TAKEN_IN) == len(receipts.arrivals)
    return spent


def _restic(repository: Path, delivery: Path) -> tuple[str, Spent | None]:
    if missing("restic"):
        return "peer missing: restic is not installed", None
    environment = {**os.environ, "RESTIC_PASSWORD": "invented", "RESTIC_REPOSITORY": str(repository)}

    def restic(*words: str) -> None:
        command = ["restic", "--quiet", "--cache-dir", str(repository.with_suffix(".cache")), *words]
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)

    restic("init")
    opening, _ = timed(lambda: restic("cat", "config"))
    os.sync()
    spent, _ = timed(lambda: restic("backup", str(delivery)))
    return f"restic backup, {opening.wall:.1f} s of it to open", spent


def _many(folder: Path, files: int, size: int) -> None:
    chance = random.Random(1)
    for number in range(files):
        # A hundred to a folder, as cameras and phones write them.
        path = folder / f"{number // 100:03}" / f"IMG_{number:05}.jpg"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(chance.randbytes(size))


def _one(folder: Path, size: int) -> None:
    folder.mkdir()
    chance = random.Random(2)
    with (folder / "film.mp4").open("wb") as file:
        for at in range(0, size, _PIECE):
            file.write(chance.randbytes(min(_PIECE, size - at)))
