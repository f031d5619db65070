"""Time stamps from a local authority: what an outsider's hold notices, and what it does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from evidence.adapters.timestamps_rfc3161 import Rfc3161Authority, StampFailedError, StampReason
from evidence.custody.checks import Check, Verdict, summarise
from evidence.custody.entry import EntryType
from evidence.errors import MalformedError, NotConfiguredError, SviedkaError
from examples.authority import make_authority, reply, serving
from tests.support.store import House, fingerprint, new_house, note


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("authority")


@pytest.fixture(scope="module")
def authority(folder: Path) -> Iterator[Rfc3161Authority]:
    with serving(folder) as url:
        yield Rfc3161Authority(name="demo", certificates=folder / "ca.pem", url=url)


@pytest.fixture
def house(tmp_path: Path) -> House:
    return new_house(tmp_path / "ws")


def _checks(house: House, authority: Rfc3161Authority) -> list[Check]:
    return [check for check, _ in house.reopened().anchor_checks({"demo": authority})]


def test_a_stamped_log_is_held_from_that_moment_on(house: House, authority: Rfc3161Authority) -> None:
    entry = house.workspace.stamp(authority)
    house.workspace.commit([note(1)])

    assert entry.entry.type is EntryType.ANCHORED
    [(check, moment)] = house.reopened().anchor_checks({"demo": authority})
    assert check.verdict is Verdict.INTACT
    assert moment is not None
    assert abs((datetime.now(UTC) - moment).total_seconds()) < 60
    assert house.workspace.status().exposed == {"d-01": 2}
    summary = summarise([*house.workspace.audit(), check], outside_required=True)
    assert (summary.internal, summary.outside, summary.exit_code) == (Verdict.INTACT, Verdict.INTACT, 0)


def test_a_history_rewritten_with_the_stolen_device_key_is_broken_outside_and_intact_inside(
    house: House, authority: Rfc3161Authority
) -> None:
    before = fingerprint(house.folder)
    house.workspace.commit([note(1)])
    house.workspace.stamp(authority)
    # The thief goes back to the beginning and writes another history, with every key there is.
    for path in house.folder.glob("log/d-01/bodies/case/*"):
        path.unlink()
    for name in ("log/d-01/entries.jsonl", "log/d-01/checkpoint"):
        (house.folder / name).write_bytes(before[name])
    thief = house.reopened()
    thief.commit([note(2)])
    thief.commit([note(3), note(4)])

    [check] = _checks(house, authority)
    assert check.verdict is Verdict.BROKEN
    summary = summarise([*thief.audit(), check])
    assert (summary.internal, summary.outside, summary.exit_code) == (Verdict.INTACT, Verdict.BROKEN, 1)


def test_entries_newer_than_the_last_stamp_can_be_rewritten_unseen_and_are_counted(
    house: House, authority: Rfc3161Authority
) -> None:
    house.workspace.stamp(authority)
    after_stamp = fingerprint(house.folder)
    house.workspace.commit([note(1)])
    exposed = house.workspace.status().exposed
    for name in ("log/d-01/entries.jsonl", "log/d-01/checkpoint"):
        (house.folder / name).write_bytes(after_stamp[name])
    (house.folder / "log/d-01/bodies/case/3.age").unlink()
    house.reopened().commit([note(2)])

    # The negative control: nothing here can notice it, which is what the count of exposed entries says.
    assert summarise([*house.reopened().audit(), *_checks(house, authority)]).exit_code == 0
    assert exposed == {"d-01": 2}


def test_a_token_replayed_for_another_checkpoint_is_not_taken(house: House, authority: Rfc3161Authority) -> None:
    token = authority.stamp(house.workspace.checkpoint())
    house.workspace.commit([note(1)])

    with pytest.raises(StampFailedError) as caught:
        house.workspace.import_stamp(authority, house.workspace.checkpoint(), token)
    assert caught.value.reason is StampReason.OTHER_CONTENT
    assert not (house.folder / "anchors").exists()


def test_a_stamp_travels_over_a_stick(house: House, folder: Path) -> None:
    make_authority(folder)
    offline = Rfc3161Authority(name="demo", certificates=folder / "ca.pem")
    noted = house.workspace.checkpoint()
    question = offline.request(noted)
    house.workspace.commit([note(1)])

    house.workspace.import_stamp(offline, noted, reply(folder, question))

    assert [check.verdict for check in _checks(house, offline)] == [Verdict.INTACT]
    assert (house.folder / "anchors/d-01/2/checkpoint").read_bytes() == noted


def test_a_token_of_another_authority_is_broken_and_one_of_an_unknown_one_is_indeterminate(
    house: House, authority: Rfc3161Authority, tmp_path: Path
) -> None:
    house.workspace.stamp(authority)
    other = make_authority(tmp_path / "other")

    impostor = Rfc3161Authority(name="demo", certificates=other.root)
    assert [check.verdict for check in _checks(house, impostor)] == [Verdict.BROKEN]
    assert [check.verdict for check, _ in house.workspace.anchor_checks({})] == [Verdict.INDETERMINATE]


def _der(tag: int, content: bytes) -> bytes:
    size = len(content)
    long = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, size] if size < 0x80 else [tag, 0x80 | len(long), *long]) + content


def _saying(token: bytes, status: bytes) -> bytes:
    """The answer with another PKIStatusInfo, which nobody signs."""
    start = 2 + (token[1] & 0x7F if token[1] > 0x80 else 0)
    assert token[start : start + 5] == b"\x30\x03\x02\x01\x00"
    return _der(0x30, _der(0x30, status) + token[start + 5 :])


SAID = _der(0x30, _der(0x0C, b"x\nTime stamp: Jan  1 00:00:00 2027 GMT\n"))


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (b"\x02\x01\x00" + SAID, StampReason.NOT_A_TOKEN),
        (b"\x02\x01\x01" + SAID, StampReason.NOT_A_TOKEN),
        (b"\x02\x01\x00" + _der(0x03, b"\x00\x80"), StampReason.NOT_A_TOKEN),
        (b"\x02\x01\x02" + SAID, StampReason.REFUSED),
        (b"\x02\x01\x02", StampReason.REFUSED),
        (b"", StampReason.NOT_A_TOKEN),
    ],
    ids=["a moment", "a moment, modified", "a failure", "a rejection that says a moment", "a rejection", "nothing"],
)
def test_what_stands_outside_the_token_is_never_believed(
    house: House, authority: Rfc3161Authority, status: bytes, reason: StampReason
) -> None:
    noted = house.workspace.checkpoint()
    forged = _saying(authority.stamp(noted), status)

    with pytest.raises(StampFailedError) as caught:
        authority.verify(noted, forged)
    assert caught.value.reason is reason


def test_an_answer_granted_with_modifications_holds_and_its_moment_is_the_tokens(
    house: House, authority: Rfc3161Authority
) -> None:
    noted = house.workspace.checkpoint()
    token = authority.stamp(noted)

    assert authority.verify(noted, _saying(token, b"\x02\x01\x01")) == authority.verify(noted, token)


@pytest.mark.parametrize("spoil", [lambda token: token + b"x", lambda token: token[:-1], lambda _: b"", lambda _: b"0"])
def test_an_answer_that_is_cut_or_goes_on_is_no_token(
    house: House, authority: Rfc3161Authority, spoil: Callable[[bytes], bytes]
) -> None:
    noted = house.workspace.checkpoint()

    with pytest.raises(StampFailedError) as caught:
        authority.verify(noted, spoil(authority.stamp(noted)))
    assert caught.value.reason is StampReason.NOT_A_TOKEN


def test_a_moment_put_beside_a_kept_token_is_broken_inside_and_outside(
    house: House, authority: Rfc3161Authority
) -> None:
    house.workspace.stamp(authority)
    [kept] = house.folder.glob("anchors/d-01/2/*.tsr")
    forged = _saying(kept.read_bytes(), b"\x02\x01\x00" + SAID)
    kept.unlink()
    kept.write_bytes(forged)

    found = list(house.reopened().anchor_checks({"demo": authority}))
    assert [(check.verdict, moment) for check, moment in found] == [(Verdict.BROKEN, None)]
    assert summarise(house.reopened().audit()).internal is Verdict.BROKEN


@pytest.mark.parametrize(
    ("url", "error"),
    [(None, NotConfiguredError), ("http://127.0.0.1:9/", StampFailedError)],
    ids=["nobody configured one", "nobody answers"],
)
def test_without_an_answer_there_is_an_error_and_no_entry(
    house: House, folder: Path, url: str | None, error: type[SviedkaError]
) -> None:
    before = house.workspace.sizes()
    with pytest.raises(error):
        house.workspace.stamp(Rfc3161Authority(name="demo", certificates=folder / "ca.pem", url=url))
    assert house.workspace.sizes() == before


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://example.org/", "http://"])
def test_only_http_is_spoken(folder: Path, url: str) -> None:
    with pytest.raises(MalformedError):
        Rfc3161Authority(name="demo", certificates=folder / "ca.pem", url=url)


@pytest.mark.parametrize("said", [_der(0x30, _der(0x0C, b"Operation Okay")), SAID])
def test_what_an_authority_says_beside_a_good_token_is_cut_off_before_it_is_kept(
    house: House, authority: Rfc3161Authority, said: bytes
) -> None:
    noted = house.workspace.checkpoint()
    token = authority.stamp(noted)

    house.workspace.import_stamp(authority, noted, _saying(token, b"\x02\x01\x00" + said))

    [kept] = (house.folder / "anchors").rglob("*.tsr")
    assert kept.read_bytes() == token
    assert [check.verdict for check in _checks(house, authority)] == [Verdict.INTACT]
