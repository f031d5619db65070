"""One workspace for all these tests, made once; who spoils it works on a copy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from evidence.adapters.identity_age import new_identity, write_identity
from evidence.ports import Identity
from examples.authority import DemoAuthority, make_authority, serving
from tests.integration.cli.house import PAGES, QUOTE, Desk
from tests.support.documents import docx, paragraph, plain_pdf, run
from ui.wiring import found_workspace

PASSPHRASE = "invented people only"


@pytest.fixture(scope="session")
def anna() -> Identity:
    return new_identity()


@pytest.fixture(scope="session")
def boris() -> Identity:
    return new_identity()


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[DemoAuthority, str]]:
    """The demonstration's authority, and the URL of its time stamps."""
    folder = tmp_path_factory.mktemp("authority")
    with serving(folder) as url:
        yield make_authority(folder), url


@pytest.fixture(scope="session")
def founded(anna: Identity, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A new workspace with its root key beside it (passphrase file: `passphrase`) and a small delivery."""
    home = tmp_path_factory.mktemp("house")
    (home / "passphrase").write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    write_identity(home / "me.age", anna, PASSPHRASE)
    found_workspace(home / "workspace", anna, home / "root.age", PASSPHRASE)
    delivery(home / "delivery")
    with pytest.MonkeyPatch.context() as patch:
        yield Desk(home=home, workspace=home / "workspace", identity=anna, monkeypatch=patch)


@pytest.fixture(scope="session")
def told(founded: Desk, authority: tuple[DemoAuthority, str], tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The delivery is taken in and read; one claim on a page, described and cleared; a case file that rests on it."""
    home = tmp_path_factory.mktemp("told")
    desk = founded.copied(home, founded.monkeypatch)
    for name in ("passphrase", "root.age", "me.age"):
        (home / name).write_bytes((founded.home / name).read_bytes())
    desk = desk.configured(settings_text(*authority))
    desk("exhibit", "add", founded.home / "delivery", "--source", "S-1", "--when", "2020-09").fine()
    desk("head", "add", "person", "the captain").fine()
    claim = desk(
        *("claim", "add", "says", "entities=the captain", "text=he ordered it", "--exhibit", "A-000001"),
        *("--page", "1", "--quote", QUOTE, "--by", "S-1", "--basis", "read"),
    ).fine()
    desk("exhibit", "describe", "A-000001", "--title", "A report", "--language", "en", "--cleared").fine()
    desk("casefile", "new", "LT-1", "An invented case", "--forum", "LT").fine()
    desk("casefile", "write", "LT-1", "context", "It was ordered.", "--claim", claim.last).fine()
    return desk


@pytest.fixture
def empty(founded: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A copy of the new workspace, to be spoiled."""
    return _equipped(founded, founded.copied(tmp_path, monkeypatch))


@pytest.fixture
def desk(told: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A copy of the workspace with something in it, to be spoiled."""
    return _equipped(told, told.copied(tmp_path, monkeypatch))


def delivery(folder: Path) -> None:
    """A small folder as people hand one over: two PDFs, a DOCX, a text, and the same text again in a folder."""
    (folder / "letters").mkdir(parents=True)
    (folder / "a report.pdf").write_bytes(plain_pdf(PAGES))
    (folder / "order.docx").write_bytes(docx(paragraph(run("Order No. 12 of 9 August 2020."))))
    (folder / "letters" / "note.txt").write_text("Пратакол затрымання ад 10 жніўня 2020 г.\n", encoding="utf-8")
    (folder / "letters" / "note copy.txt").write_bytes((folder / "letters" / "note.txt").read_bytes())
    (folder / "list.pdf").write_bytes(plain_pdf(["A list of the cells and of those who kept them."]))


def settings_text(authority: DemoAuthority, url: str) -> str:
    return (
        'organisation = "Demonstration Documentation Centre"\n'
        f'[authority]\nname = "demo"\nurl = "{url}"\ncertificate = "{authority.root}"\n'
        f'[seal]\ncertificate = "{authority.seal_certificate}"\nkey = "{authority.seal_key}"\n'
        f'authority = "{authority.root}"\n'
    )


def _equipped(whose: Desk, desk: Desk) -> Desk:
    for name in ("passphrase", "root.age", "me.age", "settings.toml"):
        if (whose.home / name).is_file():
            (desk.home / name).write_bytes((whose.home / name).read_bytes())
    return replace(desk, settings=desk.home / "settings.toml" if whose.settings else None)
