"""Files as strangers hand them over: each ends as one row with a state, a reason and a remedy, and the rest goes on."""

from __future__ import annotations

import io
import json
import os
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ingest.walk import Found, walk
from tests.integration.cli.house import Desk
from tests.support.documents import docx, encrypted, paragraph, plain_pdf, run
from ui.settings import Settings
from ui.wiring import keys_for_child, order

# Root opens any file whatever its mode; without these two capabilities it is refused like everyone else, and still
# reaches its own interpreter, which may lie where no other user may look.
WITHOUT_ROOTS_RIGHT = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--") if os.geteuid() == 0 else ()
Rows = dict[str, dict[str, object]]


def taken(desk: Desk, *paths: str | Path | bytes, source: str = "S-1") -> Rows:
    """The table of one intake, by the last part of each file's name."""
    done = desk("exhibit", "add", *paths, "--source", source, "--json").fine()
    return {str(row["name"]).rpartition("/")[2]: row for row in json.loads(done.out)}


def intact(desk: Desk) -> None:
    done = desk("workspace", "verify")
    assert done.code == 0, done.out
    assert "internal consistency: INTACT" in done.out


@pytest.fixture
def folder(empty: Desk) -> Path:
    made = empty.home / "handed over"
    made.mkdir()
    (made / "good.txt").write_text("a good page", encoding="utf-8")
    return made


def test_every_bad_name_and_kind_of_file_ends_in_exactly_one_state(empty: Desk, folder: Path) -> None:
    (folder / "empty.pdf").touch()
    (folder / ("n" * 251 + ".txt")).write_text("a name of 255 bytes", encoding="utf-8")
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.txt")).write_text("no UTF-8", encoding="utf-8")
    (folder / "a\x1b[2J\u202etxt.exe\n.txt").write_text("a name that would redraw", encoding="utf-8")
    (folder / "loop").symlink_to("loop")
    (folder / "out").symlink_to("/etc/hostname")
    (folder / "up").symlink_to("..")
    os.mkfifo(folder / "pipe")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(folder / "socket"))

        rows = taken(empty, folder)

    states = {name: (row["state"], row["reason"]) for name, row in rows.items()}
    assert states["good.txt"] == ("read", "")
    assert states["empty.pdf"][1] == "empty"
    assert states["n" * 251 + ".txt"][0] == "read"
    assert states["\ufffd\ufffd.txt"][0] == "read"
    assert states["a\x1b[2J\u202etxt.exe\n.txt"][0] == "read"
    assert {states[name][1] for name in ("loop", "out", "up")} == {"link"}
    assert {states[name][1] for name in ("pipe", "socket")} == {"not_a_regular_file"}
    assert len(rows) == 10
    assert all(row["remedy"] for row in rows.values() if row["reason"])
    intact(empty)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes device files")
def test_a_device_file_is_not_opened(empty: Desk, folder: Path) -> None:
    os.mknod(folder / "endless", 0o666 | 0o020000, os.makedev(1, 5))

    assert taken(empty, folder)["endless"]["reason"] == "not_a_regular_file"
    assert taken(empty, "/dev/zero", source="S-2")["zero"]["reason"] == "not_a_regular_file"


def test_names_are_shown_and_not_obeyed(empty: Desk, folder: Path) -> None:
    (folder / "a\x1b[2J\u202etxt.exe\nB-000001  read.txt").write_text("words", encoding="utf-8")

    shown = [
        empty("exhibit", "add", folder, "--source", "S-1").fine().out,
        empty("exhibit", "list").fine().out,
        empty("search", "exe").fine().out,
        empty("exhibit", "list", "--json").fine().out,
    ]

    for out in shown:
        assert not set(out) & set("\x1b\u202e\x9b")
    assert "[U+001B][2J[U+202E]" in shown[1].replace("\n", "")
    assert not any(line.strip().startswith("B-000001") for line in shown[1].splitlines())


def test_a_folder_two_thousand_levels_deep_is_walked(empty: Desk, folder: Path) -> None:
    here = os.open(folder, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("d", dir_fd=here)
        below = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    with os.fdopen(os.open("deep.txt", os.O_WRONLY | os.O_CREAT, 0o600, dir_fd=here), "w") as file:
        file.write("far down")
    os.close(here)

    rows = taken(empty, folder)

    assert rows["deep.txt"]["state"] == "read"
    assert rows["good.txt"]["state"] == "read"
    subprocess.run(["rm", "-rf", folder / "d"], check=True)


def test_a_path_that_is_not_there_makes_no_source_and_no_entry(empty: Desk, folder: Path) -> None:
    before = empty.kept()

    done = empty("exhibit", "add", folder, folder / "Zarubavets.pdf", "--source", "S-1").refused(13)

    assert "number 2" in done.err
    assert "Zarubavets" not in done.err
    assert empty.kept() == before


def test_a_file_that_vanishes_between_finding_and_reading_is_a_row(
    empty: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "zz gone.txt").write_text("soon away", encoding="utf-8")

    def walk_and_lose(paths: list[Path]) -> list[Found]:
        found = list(walk(paths))
        (folder / "zz gone.txt").unlink()
        return found

    # The moment between the walk and the reading has no other handle.
    monkeypatch.setattr("ingest.receive.walk", walk_and_lose)
    rows = taken(empty, folder)

    assert rows["zz gone.txt"]["reason"] == "vanished"
    assert rows["good.txt"]["state"] == "read"
    listed = json.loads(empty("exhibit", "list", "--json").fine().out)
    assert [row["state"] for row in listed] == ["read", "never came in"]


def test_a_workspace_is_not_taken_into_a_workspace(empty: Desk) -> None:
    assert taken(empty, empty.workspace)["workspace"]["reason"] == "a_workspace"
    assert taken(empty, empty.home, source="S-2")["workspace"]["reason"] == "a_workspace"


def test_documents_that_attack_their_reader_are_kept_and_said(empty: Desk, folder: Path) -> None:
    whole = plain_pdf(["a page of words"] * 20)
    (folder / "locked.pdf").write_bytes(encrypted(whole, user="secret"))
    (folder / "cut.pdf").write_bytes(whole[: len(whole) // 3])
    (folder / "noise.pdf").write_bytes(b"%PDF-1.7\n" + os.urandom(4096))
    (folder / "laughs.docx").write_bytes(billion_laughs())
    (folder / "bomb.docx").write_bytes(docx(paragraph(run("a")), extra={"word/media/x.bin": b"\0" * (300 << 20)}))

    rows = taken(empty, folder)

    assert rows["locked.pdf"]["state"] == "needs_password"
    assert rows["good.txt"]["state"] == "read"
    for name in ("locked.pdf", "cut.pdf", "noise.pdf", "laughs.docx"):
        assert rows[name]["number"], name
        if rows[name]["state"] != "read":
            assert rows[name]["reason"], name
            assert rows[name]["remedy"], name
    assert rows["laughs.docx"]["state"] in ("failed", "refused")
    assert rows["noise.pdf"]["state"] == "failed"
    kept = empty("exhibit", "show", str(rows["laughs.docx"]["number"]), "--json").fine()
    assert any(row["what"] == "SHA-256" for row in json.loads(kept.out))
    intact(empty)


def test_a_pdf_of_ten_thousand_pages_is_read_or_said_to_be_too_long(empty: Desk, folder: Path) -> None:
    from pypdf import PdfReader, PdfWriter

    one, writer, out = PdfReader(io.BytesIO(plain_pdf(["the same page again"]))).pages[0], PdfWriter(), io.BytesIO()
    for _ in range(10_000):
        writer.add_page(one)
    writer.write(out)
    (folder / "long.pdf").write_bytes(out.getvalue())

    row = taken(empty, folder)["long.pdf"]

    if row["state"] == "read":
        last = empty("exhibit", "show", str(row["number"]), "--page", "10000").fine()
        assert "the same page again" in last.out
        empty("exhibit", "show", str(row["number"]), "--page", "10001").refused(51)
    else:
        assert str(row["reason"]).startswith("over_limit")
        assert row["remedy"]


def test_what_this_user_may_not_read_is_a_row_with_its_reason(empty: Desk, folder: Path) -> None:
    (folder / "mine.txt").write_text("only for its owner", encoding="utf-8")
    (folder / "shut").mkdir()
    (folder / "shut" / "inside.txt").write_text("behind a door", encoding="utf-8")
    for one in (folder / "mine.txt", folder / "shut"):
        one.chmod(0)
    given = order(keys_for_child(Settings(workspace=empty.workspace), empty.identity), folder, "S-1", {})

    ran = subprocess.run(
        [*WITHOUT_ROOTS_RIGHT, sys.executable, "-m", "ui.intake_child"],
        input=given, capture_output=True, check=False,
    )  # fmt: skip

    (folder / "shut").chmod(0o700)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    listed = json.loads(empty("exhibit", "list", "--json").fine().out)
    assert [(row["name"], row["state"], row["reason"]) for row in listed] == [
        ("good.txt", "read", ""),
        ("mine.txt", "never came in", "no_permission"),
        ("shut", "never came in", "no_permission"),
    ]


def test_the_same_delivery_again_adds_receipts_only_from_another_source(empty: Desk, folder: Path) -> None:
    taken(empty, folder)
    objects = set((empty.workspace / "objects").rglob("*.age"))

    again = taken(empty, folder)
    other = taken(empty, folder, source="S-2")

    assert str(again["good.txt"]["state"]).startswith("already here")
    assert str(other["good.txt"]["state"]).startswith("duplicate")
    assert set((empty.workspace / "objects").rglob("*.age")) == objects
    sources = json.loads(empty("source", "list", "--json").fine().out)
    assert sorted(row["code"] for row in sources) == ["S-1", "S-2"]


def billion_laughs() -> bytes:
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{lines}]>'
    body = docx(paragraph(run("&a11;")))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as read, zipfile.ZipFile(out, "w") as written:
        for name in read.namelist():
            content = read.read(name)
            if name == "word/document.xml":
                content = content.replace(b'<?xml version="1.0" encoding="UTF-8"?>', bomb.encode())
            written.writestr(name, content)
    return out.getvalue()
