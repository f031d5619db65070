"""The invented case in a workspace of its own: taken in, read, told and reviewed; made once, copied for each test.

Two people work in it, a disclosure asks for both, and the authority is this machine's own.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from evidence.custody.policy import Person, Role
from evidence.ids import DerivativeId, ExhibitId
from evidence.model.holding import Obtained
from examples import records
from examples.authority import make_authority
from examples.make_files import make_files
from examples.story import STORY
from ui.session import Session
from ui.settings import load_settings
from ui.use import house_rules, intake
from ui.wiring import found_workspace, hand_of, make_identity, open_session, read_root_key, trust_root

ANNA_SAYS, BORIS_SAYS = "birch bark and rain", "the second of two keys"
KEYS = ("anna.age", "boris.age")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A folder that holds one workspace, the identities, the authority and the settings."""

    folder: Path

    @property
    def settings(self) -> Path:
        return self.folder / "settings.toml"

    def copied(self, folder: Path, *, authority_url: str) -> Place:
        """The same workspace in another folder, for a test that changes it."""
        shutil.copytree(self.folder, folder)
        place = Place(folder=folder)
        place.settle(authority_url)
        return place

    def settle(self, authority_url: str) -> None:
        """Write the settings; an authority that nobody serves does no harm until something is stamped."""
        authority = make_authority(self.folder / "authority")
        self.settings.write_text(
            f'workspace = "workspace"\nidentity = "people/anna.age"\norganisation = "An invented centre"\n\n'
            f'[authority]\nname = "demo"\nurl = "{authority_url}"\ncertificate = "{authority.root}"\n\n'
            f'[seal]\ncertificate = "{authority.seal_certificate}"\nkey = "{authority.seal_key}"\n'
            f'authority = "{authority.root}"\n',
            encoding="utf-8",
        )


def made(folder: Path) -> Place:
    """Make it; about half a minute, most of it reading."""
    place = Place(folder=folder)
    place.folder.mkdir(parents=True)
    people = folder / "people"
    people.mkdir()
    place.settle("http://127.0.0.1:9/")
    anna = make_identity(people / "anna.age", ANNA_SAYS)
    boris = make_identity(people / "boris.age", BORIS_SAYS)
    found_workspace(folder / "workspace", anna, folder / "root.age", ANNA_SAYS)
    root = read_root_key(folder / "root.age", ANNA_SAYS)
    settings = load_settings({"SVIEDKA_SETTINGS": str(place.settings)})
    with open_session(settings, anna) as session:
        assert boris.signer is not None
        roles = frozenset({Role.INVESTIGATOR, Role.LAWYER, Role.CUSTODIAN})
        second_person = Person(key=boris.person, recipient=boris.recipient, public=boris.signer.public, roles=roles)
        house_rules.admit(session, second_person, root)
        house_rules.amend(session, root, approvals=2, reviews=None)
        trust_root(settings, boris, session.workspace.root_fingerprint)
        second = hand_of(settings, boris, session)
        exhibits = _taken_in(session, folder / "files")
        records.tell(session.hand, second, STORY, exhibits, law_digest=session.catalogue.digest, custodian=second)
    return place


def _taken_in(session: Session, folder: Path) -> dict[str, tuple[ExhibitId, DerivativeId]]:
    files = make_files(folder)
    sources = records.sources(session.hand, STORY)
    numbers = {}
    for file in STORY.files:
        obtained = Obtained(when=file.obtained_when, how=file.obtained_how, by="I-01")
        receipts = intake.take_in(session, [files[file.key]], sources[file.source], obtained)
        numbers[file.key] = str(receipts.arrivals[0].number)
    session.read()
    found = {key: session.exhibit(number).id for key, number in numbers.items()}
    return {key: (exhibit, session.text(exhibit)) for key, exhibit in found.items()}
