"""Words put in at one end are found nowhere in the clear afterwards: not on the disk, in a log, an error, or a name."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest

from evidence.language.fold import folded_words
from tests.support.canary_walk import CANARIES

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """Where a process worked, and what it said."""

    folder: Path
    out: str
    err: str

    def files(self, *names: str) -> Iterator[tuple[str, bytes]]:
        """Path and content of every file below these folders; of a link, what it points to."""
        for name in names:
            for path in sorted((self.folder / name).rglob("*")):
                shown = str(path.relative_to(self.folder))
                if path.is_symlink():
                    yield shown, os.fsencode(path.readlink())
                elif path.is_file():
                    yield shown, path.read_bytes()
                else:
                    yield shown, b""


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Walked:
    folder = tmp_path_factory.mktemp("canary")
    for name in ("home", "tmp", "run", "out"):
        (folder / name).mkdir(mode=0o700)
    own = {"HOME": "home", "TMPDIR": "tmp", "XDG_RUNTIME_DIR": "run"}
    ran = subprocess.run(
        [sys.executable, "-m", "tests.support.canary_walk", folder],
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **{name: str(folder / at) for name, at in own.items()}},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    return Walked(folder=folder, out=ran.stdout, err=ran.stderr)


def spellings(word: str) -> Iterator[bytes]:
    """A word as bytes in the ways a program may have written it."""
    for form in {word, word.casefold(), word.upper()}:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            yield form.encode(encoding)
        yield quote(form).encode()
        yield json.dumps(form)[1:-1].encode()
        yield form.encode().hex().encode()
        for shift in range(3):
            # Whatever stands before it, one of three alignments holds its middle.
            coded = base64.b64encode(b"\0" * shift + form.encode())[4:-4]
            yield coded
            yield coded.replace(b"+", b"-").replace(b"/", b"_")


def needles() -> dict[bytes, str]:
    words = {word: name for name, canary in CANARIES.items() for word in canary.split()}
    found = {spelled: name for word, name in words.items() for spelled in spellings(word)}
    found |= {key.encode(): name for word, name in words.items() for key in folded_words(word) if len(key) > 5}
    assert min(map(len, found)) > 5
    return found


NEEDLES = needles()


def told_by(content: bytes) -> set[str]:
    return {name for needle, name in NEEDLES.items() if needle in content}


def test_the_needles_find_what_is_there() -> None:
    for name, canary in CANARIES.items():
        assert name in told_by(f"…{canary}…".encode())
        assert name in told_by(base64.b64encode(f"12 {canary} 3".encode()))
        assert name in told_by(canary.encode("utf-16"))


def test_nothing_can_be_read_in_any_file_or_name_that_stays_on_the_disk(walked: Walked) -> None:
    kept = list(walked.files("workspace", "home", "tmp", "run", "authority"))

    assert len([path for path, _ in kept if "objects/" in path]) > 4
    assert any(path.endswith("index.db") for path, _ in kept)
    assert {path: found for path, content in kept if (found := told_by(path.encode() + b"\n" + content))} == {}


def test_no_log_line_tells_anything_even_at_its_most_talkative(walked: Walked) -> None:
    assert "DEBUG:" in walked.err
    assert [line for line in walked.err.splitlines() if told_by(line.encode())] == []


def test_no_error_tells_anything(walked: Walked) -> None:
    errors = [json.loads(line) for line in walked.out.splitlines()]

    assert len(errors) > 50
    assert [error for error in errors if error[0] == "nothing was refused"] == []
    assert [error for error in errors if told_by("\n".join(error).encode())] == []
    assert all(hint or message for _, message, _, hint in errors)


def test_a_package_tells_nothing_by_its_names_its_labels_and_its_proofs(walked: Walked) -> None:
    package = list(walked.files("out"))
    data = [(path, content) for path, content in package if not path.startswith("out/CF-1/data/")]
    named = {path: told_by(path.encode()) for path, _ in package}
    assert {path: found for path, found in named.items() if found} == {}

    for path, content in data:
        if not path.endswith("case-file.pdf"):
            assert told_by(content) == set(), path
    tables = {path: told_by(content) for path, content in package if path.endswith(".csv")}
    assert set().union(*tables.values()) <= {"quote", "label", "place"}, tables


def test_who_a_source_is_what_was_searched_and_what_was_noted_leave_by_no_way_at_all(walked: Walked) -> None:
    import pypdfium2  # type: ignore[import-untyped]  # it ships no types

    pdf = pypdfium2.PdfDocument(walked.folder / "out" / "CF-1" / "case-file.pdf")
    text = "".join(page.get_textpage().get_text_range() for page in pdf).replace("\n", "").replace(" ", "")
    told = told_by(text.encode()) | told_by(json.dumps(pdf.get_metadata_dict()).encode())

    assert "quote" in told
    assert not told & {"source", "asked", "file"}
