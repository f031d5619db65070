"""Which adapter does which job: the only place that names them."""

from __future__ import annotations

import fcntl
import hmac
import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from blake3 import blake3

from evidence.adapters.envelope_age import AgeEnvelope
from evidence.adapters.identity_age import (
    identity_of,
    new_identity,
    new_root,
    read_identity,
    read_root,
    write_identity,
    write_root,
)
from evidence.adapters.index_sqlcipher import SqlcipherIndex
from evidence.adapters.shelf_folder import FolderShelf
from evidence.adapters.signer_ed25519 import Ed25519Signer
from evidence.adapters.workspace_folder import create_workspace, open_workspace, trust_workspace
from evidence.casefile.ports import Typesetter
from evidence.custody.founding import read_format
from evidence.decide import Hand
from evidence.disclosure.ports import Sealer
from evidence.errors import (
    DigestMismatchError,
    MalformedError,
    NotAllowedError,
    NotConfiguredError,
    NotHeldError,
    StorageError,
    WrongPassphraseError,
)
from evidence.ids import ExhibitId, PersonKey, WorkspaceId, base32
from evidence.law.load import catalogue
from evidence.ports import Identity, RecoverySheet, Shelf, Signer, TimestampAuthority
from evidence.secrecy import Confidential
from evidence.workspace import Workspace
from graph.ports import GraphStore
from ingest.ports import Pool
from ingest.recognise.ports import Recogniser
from ui.session import Means, Session, scopes
from ui.settings import Settings, first_line

AskPassphrase = Callable[[], str]
_INDEX_KEY_BYTES = 32


def unlock(settings: Settings, ask: AskPassphrase) -> Identity:
    """The person's identity, by the passphrase file of the settings or by asking."""
    file, identity = settings.passphrase_file, settings.need_identity()
    if not identity.is_file():
        raise NotHeldError("no identity file there", hint="check --identity; `sviedka identity new FILE` makes one")
    if file is None:
        return read_identity(identity, ask())
    return read_identity(identity, first_line(file, "the passphrase file", "check SVIEDKA_PASSPHRASE_FILE"))


def check_workspace(folder: Path) -> None:
    """Whether a workspace that this program reads is there: NotHeldError, NewerFormatError, MalformedError."""
    if not folder.is_dir():
        raise NotHeldError("no workspace there", hint="check --workspace; `sviedka workspace new FOLDER` founds one")
    read_format(FolderShelf(folder))


@dataclass(frozen=True, slots=True, kw_only=True)
class Founded:
    """A new workspace, the fingerprint of its root, and the recovery sheet's lines, which are shown once."""

    id: WorkspaceId
    device: str
    person: PersonKey
    root: str
    recovery_lines: tuple[str, ...]


def make_identity(file: Path, passphrase: str) -> Identity:
    """A new identity in a new file; StorageError if the file exists."""
    if os.path.lexists(file):
        # Also a link that leads nowhere: whatever bears this name is not replaced.
        raise StorageError("a file of this name exists and is never overwritten", hint="choose another name")
    identity = new_identity()
    write_identity(file, identity, passphrase)
    return identity


def found_workspace(folder: Path, identity: Identity, root_file: Path, root_passphrase: str) -> Founded:
    """Found a workspace; its root key goes to `root_file`, under the passphrase, and never into the workspace.

    StorageError if either is there already or the disk refuses; then neither is left behind.
    """
    check_founding(folder, root_file)
    root, place = new_root(), Path(os.path.realpath(folder))
    write_root(root_file, root, root_passphrase)
    # Founded beside its place and moved there whole: another process may be founding in the same folder.
    partial = place.with_name(f".sviedka-{secrets.token_hex(8)}")
    try:
        workspace, sheet = create_workspace(partial, identity, root)
        _move(partial, place)
    except BaseException:
        # A root key without its workspace would be in the way of the next try.
        root_file.unlink(missing_ok=True)
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return Founded(
        id=workspace.id,
        device=str(workspace.device),
        person=workspace.person,
        root=workspace.root_fingerprint,
        recovery_lines=_lines(sheet),
    )


def _move(partial: Path, place: Path) -> None:
    try:
        # rename(2) takes an empty folder's place, and refuses one that holds anything.
        partial.rename(place)
        descriptor = os.open(place.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise StorageError("the folder cannot be made there", hint="name a folder that does not exist yet") from error


def check_founding(folder: Path, root_file: Path) -> None:
    """StorageError unless a workspace can be founded there and its root key written there; nothing is written."""
    if os.path.lexists(folder) and not (folder.is_dir() and not any(folder.iterdir())):
        raise StorageError("the folder is not empty", hint="name a folder that does not exist yet")
    if Path(os.path.realpath(root_file)).is_relative_to(os.path.realpath(folder)):
        raise StorageError("the root key is never kept in the workspace", hint="name another place by --root")
    if os.path.lexists(root_file):
        raise StorageError("the file for the root key exists and is never overwritten", hint="name another by --root")


def read_root_key(file: Path, passphrase: str) -> Signer:
    """The organisation's root key, which signs policies; WrongPassphraseError."""
    return read_root(file, passphrase)


def trust_root(settings: Settings, identity: Identity, untrusted_fingerprint: str) -> str:
    """Write this person's pin in the shared folder; errors as for `trust_workspace`. Gives the root's fingerprint."""
    return trust_workspace(settings.need_workspace(), identity, untrusted_fingerprint)


def keys_for_child(settings: Settings, identity: Identity) -> dict[str, str]:
    """What a child process of ours needs to open the workspace as the same person; it travels by a pipe only."""
    if not isinstance(identity.signer, Ed25519Signer):
        raise NotConfiguredError("a recovery sheet takes nothing in")
    return {
        "workspace": str(settings.need_workspace().resolve()),
        "age": identity.secret.reveal("to hand to our own child process"),
        "ed25519": identity.signer.seed().hex(),
    }


def order(keys: Mapping[str, str], path: Path, source: str, obtained: Mapping[str, str]) -> bytes:
    """What an intake's child process reads from its standard input."""
    return json.dumps({"keys": keys, "path": str(path), "source": source, "obtained": obtained}).encode()


def session_of_order(keys: Mapping[str, str]) -> Session:
    """The child's session, from what `keys_for_child` gave."""
    identity = identity_of(Confidential(keys["age"]), Ed25519Signer(bytes.fromhex(keys["ed25519"])))
    return open_session(Settings(workspace=Path(keys["workspace"])), identity)


def hand_of(settings: Settings, identity: Identity, session: Session) -> Hand:
    """Another person's hand in the same session, who signs with that person's own key and is forgotten after it."""
    workspace = open_workspace(settings.need_workspace(), identity)
    return Hand(workspace, session.standing, session.texts, scopes(session.catalogue))


def _lines(sheet: RecoverySheet) -> tuple[str, ...]:
    groups = sheet.groups("to print the recovery sheet")
    return tuple(" ".join(groups[at : at + 5]) for at in range(0, len(groups), 5))


def unlock_file(file: Path, passphrase: str) -> Identity:
    """The identity in this file, or WrongPassphraseError."""
    return read_identity(file, passphrase)


def open_session(settings: Settings, identity: Identity, *, index_afresh: bool = False) -> Session:
    """Open the workspace for this person, with everything that a session may need; `index_afresh` drops the index."""
    workspace = open_workspace(settings.need_workspace(), identity)
    stack = ExitStack()
    shelf, name = FolderShelf(settings.need_workspace()), f"local/{identity.person}/broken.age"
    index = stack.enter_context(open_index(settings.need_workspace(), workspace, identity, afresh=index_afresh))
    means = Means(
        pool=lambda: _pool(stack),
        recogniser=_recogniser,
        graph=lambda: _graph(settings, workspace, stack),
        typesetter=_typesetter,
        authority=lambda: _authority(settings),
        sealer=lambda: _sealer(settings),
        broken=lambda: _broken(shelf, name, identity),
        keep_broken=lambda found: _keep_broken(shelf, name, identity, found),
        close=stack.close,
    )
    session = Session(workspace, index, catalogue(), settings, means)
    session.refresh()
    return session


def _broken(shelf: Shelf, name: str, identity: Identity) -> frozenset[ExhibitId]:
    try:
        sealed = shelf.read(name)
    except NotHeldError:
        return frozenset()
    listed = AgeEnvelope().open(sealed, [identity.secret]).decode("ascii").split()
    return frozenset(ExhibitId(one) for one in listed)


def _keep_broken(shelf: Shelf, name: str, identity: Identity, found: frozenset[ExhibitId]) -> None:
    shelf.replace(name, AgeEnvelope().seal("\n".join(sorted(found)).encode("ascii"), [identity.recipient]))


def open_index(folder: Path, workspace: Workspace, identity: Identity, *, afresh: bool = False) -> SqlcipherIndex:
    """The person's search index on this device; its key lies beside it, sealed for the person.

    A projection that does not open is no loss: it is made anew from vault and ledger. With `afresh` it always is.
    """
    place = folder / "local" / identity.person
    with _alone_in(place):
        if afresh:
            _forget_index(place)
        try:
            return SqlcipherIndex(place / "index.db", _index_key(folder, workspace, identity))
        except WrongPassphraseError:
            _forget_index(place)
            return SqlcipherIndex(place / "index.db", _index_key(folder, workspace, identity))


@contextmanager
def _alone_in(place: Path) -> Iterator[None]:
    """Hold the folder: of two processes that both find no index, one makes it."""
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(place, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise StorageError("the folder of the search index cannot be made") from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _index_key(folder: Path, workspace: Workspace, identity: Identity) -> bytes:
    shelf, envelope, name = FolderShelf(folder), AgeEnvelope(), f"local/{identity.person}/index.key.age"
    try:
        return _own_key(identity, envelope.open(shelf.read(name), [identity.secret]))
    except NotHeldError:
        pass
    except (NotAllowedError, DigestMismatchError, MalformedError):
        _forget_index(folder / "local" / identity.person)
    key = workspace.chance(_INDEX_KEY_BYTES)
    shelf.keep(name, envelope.seal(key, [identity.recipient]))
    return _own_key(identity, key)


def _own_key(identity: Identity, stored: bytes) -> bytes:
    # Anybody can seal a key of his own for this person: what lies there is mixed with what only the person has.
    own = identity.secret.reveal("to key the search index").encode()
    return hmac.digest(own, b"sviedka index 1\n" + stored, "sha256")


def _forget_index(place: Path) -> None:
    for old in (*place.glob("index.db*"), place / "index.key.age"):
        old.unlink(missing_ok=True)


def _pool(stack: ExitStack) -> Pool:
    from ingest.adapters.local_pool import LocalPool

    return stack.enter_context(LocalPool())


def _recogniser() -> Recogniser:
    from importlib.resources import files

    import yaml

    from ingest.adapters.spacy_recogniser import SpacyRecogniser
    from ingest.recognise.gazetteer import from_rows

    organs = (files("evidence.law") / "data" / "organs.yaml").read_bytes()
    return SpacyRecogniser(from_rows(yaml.load(organs, Loader=yaml.CSafeLoader)))


def _graph(settings: Settings, workspace: Workspace, stack: ExitStack) -> GraphStore:
    if settings.graph is None:
        from graph.adapters.embedded import EmbeddedGraph

        # One graph for each person: what one may see, another may not.
        key = base32(blake3(f"{workspace.id}/{workspace.person}".encode()).digest(length=16))
        graph: GraphStore = EmbeddedGraph.open(key)
    else:
        from graph.adapters.bolt import BoltGraph

        hint = "check password_file under [graph]"
        password = first_line(settings.graph.password_file, "the graph's password file", hint)
        database = settings.graph.database or "neo4j"
        graph = BoltGraph(settings.graph.uri, user=settings.graph.user, password=password, database=database)
    stack.callback(graph.close)
    return graph


def _typesetter() -> Typesetter:
    from evidence.adapters.typesetter_typst import TypstTypesetter

    return TypstTypesetter()


def _authority(settings: Settings) -> TimestampAuthority | None:
    if settings.authority is None:
        return None
    from evidence.adapters.timestamps_rfc3161 import Rfc3161Authority

    wanted = settings.authority
    return Rfc3161Authority(name=wanted.name, url=wanted.url, certificates=wanted.certificate)


def _sealer(settings: Settings) -> Sealer:
    if settings.seal is None:
        raise NotConfiguredError("no seal certificate is configured", hint="name one under [seal] in the settings")
    from evidence.adapters.seal_openssl import OpensslSealer

    wanted = settings.seal
    return OpensslSealer(certificate=wanted.certificate, key=wanted.key, issuer=wanted.authority)
