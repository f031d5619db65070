"""Keeping the search index equal to what is held: only what is new is put, and a rebuild comes to the same."""

from __future__ import annotations

from evidence.holdings import TEXT
from evidence.ids import ExhibitId, RecordId
from evidence.model.heads import Account, Consent
from evidence.model.holding import Exhibit
from evidence.search import IndexedExhibit, IndexedText, SearchIndex
from evidence.standing import Standing
from evidence.texts import VaultTexts

_BATCH = 20
"""How many texts are in memory at a time."""


def update(index: SearchIndex, standing: Standing, texts: VaultTexts) -> int:
    """Put every exhibit whose text or receipts are new, forget what is not to be listed; how many texts were put."""
    held = index.texts()
    withheld = withheld_from_lists(standing)
    listed = [exhibit for exhibit in standing.holdings.exhibits.values() if exhibit.id not in withheld]
    index.keep_only({exhibit.id for exhibit in listed})
    index.put((_names(exhibit) for exhibit in listed), ())
    newest = [(e.id, text.id) for e in listed if (text := standing.holdings.latest(e.id, TEXT)) is not None]
    fresh = [(exhibit, text) for exhibit, text in newest if held.get(exhibit) != text]
    for start in range(0, len(fresh), _BATCH):
        batch = fresh[start : start + _BATCH]
        index.put((), (IndexedText(exhibit=e, text=text, pages=texts.pages(text)) for e, text in batch))
    return len(fresh)


def rebuild(index: SearchIndex, standing: Standing, texts: VaultTexts) -> int:
    """Forget the index and make it anew from vault and ledger."""
    index.clear()
    return update(index, standing, texts)


def withheld_from_lists(standing: Standing) -> frozenset[ExhibitId]:
    """Exhibits of accounts whose source has no Consent on record, given or refused, and what came out of them."""
    asked = {standing.line(RecordId(consent.source)) for consent in standing.live(Consent)}
    accounts = [account for account in standing.live(Account) if standing.line(RecordId(account.source)) not in asked]
    return standing.holdings.parts_of(exhibit for account in accounts for exhibit in account.exhibits)


def _names(exhibit: Exhibit) -> IndexedExhibit:
    return IndexedExhibit(
        exhibit=exhibit.id,
        numbers=tuple(sorted({receipt.number for receipt in exhibit.receipts})),
        sha256=exhibit.sha256,
        blake3=exhibit.blake3,
        names=tuple(sorted({receipt.name.decode("utf-8", "replace") for receipt in exhibit.receipts})),
    )
