"""Time stamps from the command line: at once, over a stick, and one that nobody gave."""

from __future__ import annotations

import json
import urllib.request

from evidence.custody.entry import EntryType
from examples.authority import DemoAuthority
from tests.integration.cli.conftest import settings_text
from tests.integration.cli.house import Desk
from ui.settings import Settings
from ui.wiring import open_session

Authority = tuple[DemoAuthority, str]
# Nobody listens there.
SILENT = "http://127.0.0.1:9/tsa"


def newer_than_any_anchor(desk: Desk) -> int:
    rows = json.loads(desk("workspace", "status", "--json").fine().out)
    [value] = [row["value"] for row in rows if row["what"] == "newer than any outside anchor"]
    return int(value.rpartition(": ")[2])


def not_done(desk: Desk) -> list[tuple[object, object]]:
    with open_session(Settings(workspace=desk.workspace), desk.identity) as session:
        opened = [one for one in session.workspace.entries() if one.entry.type is EntryType.NOT_DONE]
        return [(one.private["step"], one.private["reason"]) for one in opened]


def test_a_stamp_covers_every_entry_before_it(desk: Desk) -> None:
    assert newer_than_any_anchor(desk) > 1

    assert desk("ledger", "stamp").fine().out == "stamped by demo\n"

    # The anchor is an entry itself.
    assert newer_than_any_anchor(desk) == 1
    assert "outside anchor:       INTACT, since " in desk("workspace", "verify").fine().out


def test_a_stamp_comes_back_over_a_stick(desk: Desk, authority: Authority) -> None:
    offline = desk.configured(settings_text(*authority).replace(authority[1], SILENT))
    before = newer_than_any_anchor(offline)
    offline("ledger", "stamp", "--request", desk.home / "log.tsq").fine()
    asked = urllib.request.Request(
        authority[1], (desk.home / "log.tsq").read_bytes(), {"Content-Type": "application/timestamp-query"}
    )
    with urllib.request.urlopen(asked, timeout=20) as answer:
        (desk.home / "log.tsr").write_bytes(answer.read())
    offline("source", "add", "S-9", "--sort", "open").fine()

    offline("ledger", "stamp", "--import", desk.home / "log.tsr").fine()

    # The new source and the anchor came after what was stamped.
    assert newer_than_any_anchor(offline) == 2 < before
    offline("workspace", "verify").fine()


def test_a_stamp_that_was_not_given_is_an_entry(desk: Desk, authority: Authority) -> None:
    desk = desk.configured(settings_text(*authority).replace(authority[1], SILENT))

    refused = desk("ledger", "stamp")

    refused.refused(refused.code)
    assert refused.code not in {0, 1, 2}
    assert not_done(desk) == [("timestamp", "unreachable")]
    desk("workspace", "verify").fine()
