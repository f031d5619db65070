"""What whoever can write to the folder, and holds no key of it, puts in the place of ours: each is noticed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence.adapters.envelope_age import AgeEnvelope
from evidence.adapters.identity_age import new_identity, recover
from evidence.adapters.shelf_folder import FolderShelf
from evidence.adapters.workspace_folder import open_workspace, trust_workspace
from evidence.custody.checks import Code, Summary, Verdict, summarise
from evidence.custody.entry import Draft, EntryType
from evidence.custody.founding import write_policy
from evidence.custody.policy import Policy, Role
from evidence.custody.trust import fingerprint
from evidence.errors import LedgerBrokenError, MalformedError, NotAllowedError, NotTrustedError, SviedkaError
from evidence.ports import Identity
from evidence.workspace import Workspace
from tests.support.store import House, PaperAuthority, admitted, new_house, note
from tests.support.store import fingerprint as files_of
from tests.unit.store.forger import Forger, everybody, own_epoch

PAPER = PaperAuthority()
Change = Callable[[Policy], Policy]


@pytest.fixture
def house(tmp_path: Path) -> House:
    house = new_house(tmp_path / "ws")
    house.workspace.commit([note(1), note(2)])
    return house


def _audited(workspace: Workspace) -> Summary:
    return summarise([*workspace.audit(), *(check for check, _ in workspace.anchor_checks({"paper": PAPER}))])


def _of(workspace: Workspace, code: Code) -> dict[str, Verdict]:
    return {check.subject: check.verdict for check in workspace.audit() if check.code is code}


@pytest.mark.parametrize("change", [lambda policy: policy, everybody, own_epoch], ids=["root", "roles", "epoch"])
def test_a_policy_under_a_root_of_his_own_opens_nothing_and_is_broken_to_whoever_has_it_open(
    house: House, change: Change
) -> None:
    Forger(folder=house.folder).policies(change)

    with pytest.raises(LedgerBrokenError):
        house.reopened()
    assert _audited(house.workspace).exit_code == 1
    assert {subject for subject, verdict in _of(house.workspace, Code.POLICY).items() if verdict is Verdict.BROKEN} == {
        "d-01/0",
        "d-01/1",
    }
    assert _of(house.workspace, Code.TRUST) == {house.identity.person: Verdict.BROKEN}


def test_a_policy_that_is_no_text_is_broken(house: House) -> None:
    good = (house.folder / "policy/0001.json").read_bytes()
    Forger(folder=house.folder).write("policy/0001.json", good.replace(b"approvals", b"approv\xe1ls"))

    with pytest.raises(LedgerBrokenError):
        house.reopened()


@pytest.mark.parametrize("keep", [1, 2, 3])
def test_a_history_cut_under_a_root_and_a_device_of_his_own_opens_nothing(house: House, keep: int) -> None:
    Forger(folder=house.folder).history(keep)

    with pytest.raises(LedgerBrokenError):
        house.reopened()


def test_without_the_pin_a_forged_root_is_shown_and_the_true_fingerprint_is_refused(house: House) -> None:
    true = house.workspace.root_fingerprint
    forger = Forger(folder=house.folder)
    forger.history(2)
    shutil.rmtree(house.folder / "keys/trust")

    with pytest.raises(NotTrustedError) as caught:
        house.reopened()
    assert fingerprint(forger.root.public) in str(caught.value)
    with pytest.raises(NotTrustedError):
        trust_workspace(house.folder, house.identity, true)
    assert not (house.folder / "keys/trust").exists()


def test_a_pin_is_never_replaced(house: House) -> None:
    forger = Forger(folder=house.folder)
    forger.policies()
    before = files_of(house.folder)

    with pytest.raises(LedgerBrokenError):
        trust_workspace(house.folder, house.identity, fingerprint(forger.root.public))
    assert files_of(house.folder) == before


def test_a_pin_that_he_signs_himself_is_broken(house: House) -> None:
    own, forger = new_house(house.folder.with_name("his")), Forger(folder=house.folder)
    [his] = (own.folder / "keys/trust").iterdir()
    forger.write(f"keys/trust/{house.identity.person}.json", his.read_bytes())

    with pytest.raises(LedgerBrokenError):
        house.reopened()


def test_another_workspace_secret_in_my_name_is_broken(house: House) -> None:
    sealed = AgeEnvelope().seal(b"s" * 32, [house.identity.recipient])
    Forger(folder=house.folder).write(f"keys/workspace/{house.identity.person}.age", sealed)

    with pytest.raises(LedgerBrokenError):
        house.reopened()


def test_a_secret_replaced_before_a_newcomer_looked_is_told_by_the_pins_of_the_others(house: House) -> None:
    newcomer = admitted(house, Role.LAWYER, trusting=False)
    name, forger = f"keys/workspace/{newcomer.person}.age", Forger(folder=house.folder)
    true = (house.folder / name).read_bytes()
    forger.write(name, AgeEnvelope().seal(b"s" * 32, [newcomer.recipient]))

    with pytest.raises(LedgerBrokenError):
        trust_workspace(house.folder, newcomer, house.workspace.root_fingerprint)

    forger.write(name, true)
    trust_workspace(house.folder, newcomer, house.workspace.root_fingerprint)
    assert _of(house.workspace, Code.TRUST) == {
        house.identity.person: Verdict.INTACT,
        newcomer.person: Verdict.INTACT,
    }


def test_a_compartment_key_of_his_own_in_my_name_is_broken(house: House) -> None:
    envelope = AgeEnvelope()
    line = envelope.new_secret().reveal("to put a key of his own there").encode()
    sealed = envelope.seal(line + b"\n", [house.identity.recipient])
    Forger(folder=house.folder).write(f"keys/case/1/{house.identity.person}.age", sealed)

    workspace = house.reopened()
    with pytest.raises(LedgerBrokenError):
        list(workspace.entries())
    assert _of(workspace, Code.KEY)["case"] is Verdict.BROKEN
    assert _audited(workspace).exit_code == 1


def test_a_device_key_of_his_own_signs_nothing_here(house: House) -> None:
    Forger(folder=house.folder).device_key(house.workspace.policy)

    with pytest.raises(LedgerBrokenError):
        house.reopened()


def test_a_policy_taken_away_is_broken_though_the_rest_is_signed_by_the_root(house: House) -> None:
    house.workspace.amend(replace(house.workspace.policy, approvals=2), house.root)
    for name in ("policy/0002.json", "policy/0002.sig"):
        (house.folder / name).unlink()

    with pytest.raises(LedgerBrokenError):
        house.reopened()
    assert _of(house.workspace, Code.POLICY)["d-01/4"] is Verdict.BROKEN


def test_a_policy_whose_command_died_before_its_entry_is_indeterminate_and_entered_by_the_next(house: House) -> None:
    first = house.workspace.policy
    second = replace(first, version=2, previous=first.sha256, approvals=2)
    write_policy(FolderShelf(house.folder), second, house.root)

    workspace = house.reopened()
    assert _of(workspace, Code.POLICY)["policy/0002"] is Verdict.INDETERMINATE
    workspace.amend(replace(workspace.policy, needs_review=True), house.root)

    assert set(_of(house.reopened(), Code.POLICY).values()) == {Verdict.INTACT}
    assert _audited(house.reopened()).exit_code == 0


def test_the_recovery_sheet_needs_no_pin_and_can_make_none(house: House) -> None:
    saved = recover(" ".join(house.sheet.groups("to test that it opens")))
    shutil.rmtree(house.folder / "keys/trust")

    workspace = open_workspace(house.folder, saved)

    assert workspace.root_fingerprint == house.workspace.root_fingerprint
    with pytest.raises(NotAllowedError):
        trust_workspace(house.folder, saved, workspace.root_fingerprint)


def test_a_fingerprint_is_taken_as_people_write_it_and_a_slip_is_none(house: House) -> None:
    newcomer = admitted(house, Role.LAWYER, trusting=False)
    true = house.workspace.root_fingerprint
    for slip in (true[:-1], true + "0", true.replace(true[0], "g"), ""):
        with pytest.raises(MalformedError):
            trust_workspace(house.folder, newcomer, slip)
    with pytest.raises(NotAllowedError):
        trust_workspace(house.folder, new_identity(), true)

    assert trust_workspace(house.folder, newcomer, f" {true.upper().replace('-', ' ')}\n") == true
    assert trust_workspace(house.folder, newcomer, true) == true
    open_workspace(house.folder, newcomer)


def test_a_stamp_that_an_entry_names_and_that_is_gone_is_indeterminate_inside(house: House) -> None:
    house.workspace.stamp(PAPER)
    assert _audited(house.workspace).exit_code == 0
    (house.folder / "anchors/d-01/4/paper.tsr").unlink()
    assert (_audited(house.workspace).internal, _audited(house.workspace).exit_code) == (Verdict.INDETERMINATE, 2)

    shutil.rmtree(house.folder / "anchors")

    assert _of(house.reopened(), Code.TOKEN) == {"d-01/4": Verdict.INDETERMINATE}
    assert _audited(house.reopened()).exit_code == 2


def test_another_true_token_in_the_place_of_the_one_that_was_entered_is_broken(house: House) -> None:
    noted = house.workspace.checkpoint()
    house.workspace.stamp(PAPER)
    Forger(folder=house.folder).write("anchors/d-01/4/paper.tsr", PAPER.stamp(noted))

    assert _of(house.reopened(), Code.TOKEN) == {"d-01/4": Verdict.BROKEN}
    assert _audited(house.reopened()).exit_code == 1


def test_one_lost_note_hides_no_other_anchor(house: House) -> None:
    house.workspace.stamp(PAPER)
    house.workspace.stamp(PAPER)
    (house.folder / "anchors/d-01/4/checkpoint").unlink()

    found = {check.subject: check.verdict for check, _ in house.workspace.anchor_checks({"paper": PAPER})}

    assert found == {"d-01/4": Verdict.INDETERMINATE, "d-01/5/paper": Verdict.INTACT}
    assert house.workspace.status().exposed == {"d-01": 1}


def test_what_is_foreign_is_told_by_its_place_and_breaks_nothing(house: House) -> None:
    forger = Forger(folder=house.folder)
    forger.write("log/d-99/entries.jsonl", b"{}\n")
    forger.write("log/a name of a witness/x", b"")
    forger.write("objects/a name of a witness.pdf", b"x")
    forger.write("objects/ab/another name.pdf", b"x")
    forger.write(f"objects/cd/{'ef' * 32}.age", b"x")

    checks = list(house.reopened().audit())

    strays = {check.subject: check.verdict for check in checks if check.code is Code.STRAY}
    assert {"log/d-99", "log", "objects", "objects/ab", "objects/cd"} <= set(strays)
    assert set(strays.values()) == {Verdict.INDETERMINATE}
    assert not [check for check in checks if "name" in check.subject]
    assert summarise(checks).exit_code == 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Company:
    house: House
    people: tuple[Identity, ...]


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> _Company:
    """Two persons, a sheet, an object, a stamp: a file of every kind that opening and verifying rest on."""
    house = new_house(tmp_path_factory.mktemp("company") / "ws")
    boris = admitted(house, Role.INVESTIGATOR, Role.CUSTODIAN)
    stored = house.workspace.put([b"an object"], "case")
    private = (("sha256", stored.digests.sha256), ("blake3", stored.digests.blake3))
    house.workspace.commit(
        [Draft(type=EntryType.DERIVED, compartment="case", object=stored.object, private=private), note(1)]
    )
    house.workspace.stamp(PAPER)
    saved = recover(" ".join(house.sheet.groups("to let the holder of the sheet look")))
    return _Company(house=house, people=(house.identity, boris, saved))


def _noticed(company: _Company) -> Iterator[bool]:
    for person in company.people:
        try:
            workspace = open_workspace(company.house.folder, person)
            list(workspace.entries())
            yield _audited(workspace).exit_code != 0
        except SviedkaError:
            yield True


def test_untouched_nobody_notices_anything(company: _Company) -> None:
    assert list(_noticed(company)) == [False, False, False]


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=80, deadline=None)
@given(data=st.data())
def test_whichever_file_of_policy_keys_or_anchors_he_rewrites_somebody_whose_it_is_notices(
    company: _Company, data: st.DataObject
) -> None:
    folder = company.house.folder
    tops = ("policy", "keys", "anchors")
    path = data.draw(st.sampled_from(sorted(path for top in tops for path in folder.glob(f"{top}/**/*.*"))))
    good = path.read_bytes()
    forger, name = Forger(folder=folder), str(path.relative_to(folder))
    forger.write(name, data.draw(_rewritten(company, path.suffix, good)))
    try:
        assert any(_noticed(company)), name
    finally:
        forger.write(name, good)


def _rewritten(company: _Company, suffix: str, good: bytes) -> st.SearchStrategy[bytes]:
    """A flipped bit, other bytes, or an age file that opens for everybody and holds what he likes."""
    envelope = AgeEnvelope()
    key = envelope.new_secret().reveal("to put a key of his own there").encode() + b"\n"
    everybody_ = [*(one.recipient for one in company.people), *company.house.workspace.recipients.values()]
    flips = st.tuples(st.integers(0, len(good) - 1), st.integers(0, 7)).map(lambda at: _flipped(good, *at))
    other = st.binary(max_size=60).filter(lambda content: content != good)
    if suffix != ".age":
        return st.one_of(flips, other)
    return st.one_of(flips, other, st.sampled_from([key, b"s" * 32, b""]).map(lambda c: envelope.seal(c, everybody_)))


def _flipped(good: bytes, at: int, bit: int) -> bytes:
    bad = bytearray(good)
    bad[at] ^= 1 << bit
    return bytes(bad)
