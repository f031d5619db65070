"""Two persons: admitted by the root key, and a disclosure that one of them alone cannot let go."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evidence.adapters.identity_age import new_identity, write_identity
from evidence.ports import Identity
from tests.integration.cli.conftest import PASSPHRASE
from tests.integration.cli.house import Desk, program


def words_of(identity: Identity, roles: str = "investigator,lawyer") -> list[str]:
    assert identity.signer is not None
    return [
        *("--person", identity.person, "--recipient", identity.recipient),
        *("--public", identity.signer.public.hex(), "--roles", roles),
    ]


@pytest.fixture
def two(desk: Desk, boris: Identity, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Anna's desk; Boris is admitted, and two persons must stand for a disclosure."""
    monkeypatch.setenv("SVIEDKA_PASSPHRASE_FILE", str(desk.home / "passphrase"))
    desk("workspace", "admit", "--root", desk.home / "root.age", *words_of(boris)).fine()
    desk("workspace", "policy", "--root", desk.home / "root.age", "--approvals", "2").fine()
    desk.of(boris)("workspace", "trust", root_of(desk)).fine()
    return desk


def root_of(desk: Desk) -> str:
    """The root's fingerprint, as Anna reads it off her screen."""
    rows = json.loads(desk("workspace", "status", "--json").fine().out)
    [value] = [row["value"] for row in rows if row["what"] == "root fingerprint"]
    return str(value)


def test_identity_show_prints_all_that_admit_asks_for(founded: Desk, anna: Identity) -> None:
    shown = dict(line.split(None, 1) for line in founded("identity", "show").fine().out.splitlines())

    assert anna.signer is not None
    assert shown == {"person": anna.person, "recipient": anna.recipient, "public": anna.signer.public.hex()}


def test_an_admitted_person_opens_and_decides_and_a_stranger_does_not(two: Desk, boris: Identity) -> None:
    two.of(boris)("source", "add", "S-7", "--sort", "media").fine()
    assert "S-7" in two("source", "list").fine().out
    assert boris.person in two("workspace", "policy").fine().out
    before = two.kept()

    refused = two.of(new_identity())("workspace", "status").refused(21)

    assert "workspace admit" in refused.err
    assert two.kept() == before
    two("workspace", "verify").fine()


def test_an_admitted_person_opens_nothing_before_comparing_the_root(desk: Desk, boris: Identity) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SVIEDKA_PASSPHRASE_FILE", str(desk.home / "passphrase"))
        admitted = desk("workspace", "admit", "--root", desk.home / "root.age", *words_of(boris)).fine()
    told = root_of(desk)
    assert f"root fingerprint {told}" in admitted.out
    two, before = desk.of(boris), desk.kept()

    for words in (("source", "list"), ("workspace", "verify"), ("source", "add", "S-7", "--sort", "media")):
        refused = two(*words).refused(23)
        assert told in refused.err
        assert "workspace trust" in refused.err
    other = ("0" if told[0] != "0" else "1") + told[1:]
    two("workspace", "trust", other).refused(23)
    two("workspace", "trust", told[:-1]).refused(10)
    desk.of(new_identity())("workspace", "trust", told).refused(21)
    assert desk.kept() == before

    assert told in two("workspace", "trust", *told.upper().split("-")).fine().out

    new = set(desk.kept().files) - set(before.files)
    assert new == {f"keys/trust/{boris.person}.json"}
    two("source", "list").fine()
    two("workspace", "verify").fine()
    two("workspace", "trust", told).fine()
    two("workspace", "trust", other).refused(23)


def test_a_disclosure_waits_for_another_person(two: Desk, boris: Identity) -> None:
    package = two.home / "out" / "package"

    waiting = two("disclosure", "seal", "LT-1", package).refused(60)

    assert "1 of 2 approvals" in waiting.err
    assert not package.parent.exists()
    [row] = json.loads(two("disclosure", "list", "--json").fine().out)
    assert row["state"] == "prepared"
    # A second approval by the same hand is refused, and counts for nothing.
    two("disclosure", "approve", str(row["id"])).refused(21)
    two("disclosure", "seal", "LT-1", package).refused(60)

    two.of(boris)("disclosure", "approve", str(row["id"])).fine()

    [row] = json.loads(two("disclosure", "list", "--json").fine().out)
    assert row["state"] == "approved"
    two("disclosure", "seal", "LT-1", package).fine()
    assert two("verify", package).code == 0
    [row] = json.loads(two("disclosure", "list", "--json").fine().out)
    assert row["state"] == "sealed"


def test_an_approval_returned_by_anybody_stops_it(two: Desk, boris: Identity) -> None:
    two("disclosure", "prepare", "LT-1", "--purpose", "complaint").fine()
    [row] = json.loads(two("disclosure", "list", "--json").fine().out)
    two.of(boris)("disclosure", "approve", str(row["id"])).fine()
    two.of(boris)("decide", "review", str(row["id"]), "return").fine()

    two("disclosure", "seal", "LT-1", two.home / "package").refused(60)


def test_with_reviews_a_claim_counts_once_another_person_accepted_it(two: Desk, boris: Identity) -> None:
    two("workspace", "policy", "--root", two.home / "root.age", "--reviews", "yes").fine()
    [claim] = json.loads(two("claim", "list", "--json").fine().out)
    assert claim["usable"] == "not_reviewed"
    two("decide", "review", claim["id"], "accept").refused(21)

    two.of(boris)("decide", "review", claim["id"], "accept").fine()

    [claim] = json.loads(two("claim", "list", "--json").fine().out)
    assert claim["usable"] == "yes"


def test_only_the_root_key_changes_the_house(two: Desk, boris: Identity) -> None:
    other = two.home / "other.age"
    write_identity(other, boris, PASSPHRASE)
    before = two.kept()

    two("workspace", "admit", "--root", other, *words_of(boris)).refused(10)
    two("workspace", "admit", "--root", two.home / "none.age", *words_of(boris)).refused(13)
    two("workspace", "policy", "--approvals", "1").refused(42)
    two("workspace", "policy", "--root", two.home / "root.age", "--approvals", "3").refused(10)
    two("workspace", "policy", "--root", two.home / "root.age", "--reviews", "perhaps").refused(10)

    assert two.kept() == before


def test_a_slip_in_copying_a_persons_lines_admits_nobody(two: Desk, boris: Identity) -> None:
    before = two.kept()
    right = words_of(boris)
    stranger = words_of(new_identity())

    for at in (1, 3, 5):
        wrong = list(right)
        wrong[at] = stranger[at]
        two("workspace", "admit", "--root", two.home / "root.age", *wrong).refused(10)
    for wrong_public in ("", "zz", boris.person):
        two("workspace", "admit", "--root", two.home / "root.age", *right[:5], wrong_public, *right[6:]).refused(10)
    two("workspace", "admit", "--root", two.home / "root.age", *words_of(boris, "king")).refused(10)

    assert two.kept() == before


def test_a_person_with_fewer_roles_may_not_do_more(two: Desk, boris: Identity) -> None:
    two("workspace", "admit", "--root", two.home / "root.age", *words_of(boris, "prosecutor")).fine()
    before = two.kept()

    two.of(boris)("head", "add", "person", "x").refused(21)

    assert two.kept() == before


def test_what_is_to_stay_is_never_handed_over_by_an_older_preparation(desk: Desk) -> None:
    desk("disclosure", "prepare", "LT-1", "--purpose", "complaint").fine()

    done = desk("disclosure", "seal", "LT-1", desk.home / "package", "--withhold", "A-000001").refused(61)

    assert "A-000001" in done.err
    assert not (desk.home / "package").exists()


def test_the_true_program_admits_a_person_with_a_passphrase_file(desk: Desk, boris: Identity, tmp_path: Path) -> None:
    where: list[str | Path] = ["--workspace", desk.workspace, "--identity", desk.home / "me.age"]

    done = program(
        *where, "workspace", "admit", "--root", desk.home / "root.age", *words_of(boris),
        home=tmp_path, SVIEDKA_PASSPHRASE_FILE=str(desk.home / "passphrase"),
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert f"{boris.person} is admitted as investigator, lawyer" in done.stdout
