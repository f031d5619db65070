"""The readers on a folder of odd and hostile files that is not the project's to ship.

`SVIEDKA_CORPUS` names a folder with `manifest.csv` (path, type, expected, expected_text …); elsewhere this is skipped.
"""

from __future__ import annotations

import csv
import os
import time
import unicodedata
from pathlib import Path

import pytest

from ingest.adapters.local_pool import LocalPool
from ingest.ports import Document
from ingest.read.pages import NotDone, Reading, Reason
from tests.conftest import CORPUS

FOLDER = os.environ.get("SVIEDKA_CORPUS")
OURS = {"pdf", "docx", "docm", "txt"}
_ACCEPTED = {
    Reason.NEEDS_PASSWORD: {"needs password"},
    Reason.UNSUPPORTED: {"unsupported", "refused", "needs OCR"},
    Reason.EMPTY: {"refused"},
    Reason.MALFORMED: {"refused"},
}
_SHARE = 90


def rows() -> list[dict[str, str]]:
    if FOLDER is None:
        return []
    with (Path(FOLDER) / "manifest.csv").open(encoding="utf-8", newline="") as manifest:
        return [row for row in csv.DictReader(manifest) if row["type"] in OURS or row["path"].split(".")[-1] in OURS]


@pytest.fixture(scope="module")
def answers() -> list[tuple[dict[str, str], Reading | NotDone, float]]:
    if FOLDER is None:
        pytest.skip(f"{CORPUS}: SVIEDKA_CORPUS is not set")
    found = []
    with LocalPool(workers=1) as pool:
        for row in rows():
            began = time.monotonic()
            path = Path(FOLDER) / row["path"]
            answer = pool.read(Document(content=path.read_bytes(), suffix=path.suffix))
            found.append((row, answer, time.monotonic() - began))
    return found


def test_the_corpus_is_read(answers: list[tuple[dict[str, str], Reading | NotDone, float]]) -> None:
    wrong = [
        (row["path"], str(answer.reason))
        for row, answer, _ in answers
        if isinstance(answer, NotDone) and not _ACCEPTED.get(answer.reason, set()) & set(row["expected"].split("|"))
    ]
    # No crash, no limit reached, and no refusal of what can be read.
    assert wrong == []

    readable = [(row, answer) for row, answer, _ in answers if isinstance(answer, Reading) and row["expected_text"]]
    missed = [row["path"] for row, answer in readable if folded(row["expected_text"]) not in text_of(answer)]
    print(f"{len(answers)} files, {len(readable) - len(missed)} of {len(readable)} texts found; missed: {missed}")  # noqa: T201 (figures for whoever runs it)
    assert len(missed) * 100 <= len(readable) * (100 - _SHARE)


def text_of(reading: Reading) -> str:
    return folded("\n".join(page.text for page in reading.pages))


def folded(text: str) -> str:
    kept = text.replace("\u00ad", "").replace("\ufffe", "")
    return " ".join(unicodedata.normalize("NFC", kept).split())
