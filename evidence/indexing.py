"""Keeping the search index equal to what is held: only what is new is put, and a rebuild comes to the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from evidence.holdings import TEXT, Holdings
from evidence.ids import ExhibitId, RecordId
from evidence.model.heads import Account, Consent
from evidence.model.holding import Exhibit
from evidence.search import IndexedExhibit, IndexedPage, SearchIndex
from evidence.standing import Standing
from evidence.texts import VaultTexts

_BATCH = 200


def update(index: SearchIndex, standing: Standing, texts: VaultTexts) -> int:
    """Put every exhibit whose text or receipts are new; returns how many texts were put."""
    held = index.texts()
    withheld = withheld_from_lists(standing)
    listed = [exhibit for exhibit in standing.holdings.exhibits.values() if exhibit.id not in withheld]
    wanted = [(e, text.id) for e in listed if (text := standing.holdings.latest(e.id, TEXT)) is not None]
    fresh = [exhibit for exhibit, text in wanted if held.get(exhibit.id) != text]
    index.put((_names(exhibit) for exhibit in listed), ())
    for start in range(0, len(fresh), _BATCH):
        index.put((), _pages(fresh[start : start + _BATCH], standing.holdings, texts))
    return len(fresh)


def rebuild(index: SearchIndex, standing: Standing, texts: VaultTexts) -> int:
    """Forget the index and make it anew from vault and ledger."""
    index.clear()
    return update(index, standing, texts)


def withheld_from_lists(standing: Standing) -> frozenset[ExhibitId]:
    """Exhibits of accounts whose source has no Consent on record, given or refused: their text is not listed."""
    asked = {standing.line(RecordId(consent.source)) for consent in standing.live(Consent)}
    accounts = [account for account in standing.live(Account) if standing.line(RecordId(account.source)) not in asked]
    return frozenset(exhibit for account in accounts for exhibit in account.exhibits)


def _names(exhibit: Exhibit) -> IndexedExhibit:
    return IndexedExhibit(
        exhibit=exhibit.id,
        numbers=tuple(sorted({receipt.number for receipt in exhibit.receipts})),
        sha256=exhibit.sha256,
        blake3=exhibit.blake3,
        names=tuple(sorted({receipt.name.decode("utf-8", "replace") for receipt in exhibit.receipts})),
    )


def _pages(exhibits: Iterable[Exhibit], holdings: Holdings, texts: VaultTexts) -> Iterator[IndexedPage]:
    for exhibit in exhibits:
        text = holdings.latest(exhibit.id, TEXT)
        if text is None:
            continue
        for page, content in enumerate(texts.pages(text.id), start=1):
            yield IndexedPage(exhibit=exhibit.id, text=text.id, page=page, content=content)
