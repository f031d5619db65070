"""What an audit finds BROKEN is kept: claims on it are no longer built on, until an audit finds it whole again."""

from __future__ import annotations

import json

from tests.integration.cli.house import Desk


def usable(desk: Desk) -> list[str]:
    return [row["usable"] for row in json.loads(desk("claim", "list", "--json").out)]


def test_a_claim_on_a_broken_exhibit_is_not_usable_until_it_is_whole_again(desk: Desk) -> None:
    assert set(usable(desk)) == {"yes"}
    spoiled = []
    for path in sorted((desk.workspace / "objects").rglob("*.age")):
        content = path.read_bytes()
        path.chmod(0o600)
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        spoiled.append((path, content))

    assert desk("workspace", "verify").code == 1
    assert set(usable(desk)) == {"exhibit_broken"}

    for path, content in spoiled:
        path.write_bytes(content)
    assert desk("workspace", "verify").code == 0
    assert set(usable(desk)) == {"yes"}


def test_the_kept_result_names_nothing_in_the_clear(desk: Desk) -> None:
    desk("workspace", "verify")

    [kept] = (desk.workspace / "local").rglob("broken.age")
    assert kept.read_bytes().startswith(b"age-encryption.org/v1\n")
