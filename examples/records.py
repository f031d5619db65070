"""Makes the records of a story through people's hands, in the order in which people would.

First `sources`, before any file comes in: a receipt names its source. Then files are taken in and read. Then `tell`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from evidence.decide import Hand, source_of_code
from evidence.digest import Sha256
from evidence.errors import CitationError, UnknownReferenceError
from evidence.ids import DerivativeId, ExhibitId, RecordId
from evidence.model import heads, output
from evidence.model.claim import Citation, Claim
from evidence.model.decision import (
    AnyScope,
    Bearing,
    Decision,
    Description,
    Judgement,
    Review,
    ReviewDecision,
    Side,
)
from evidence.model.statement import AnyStatement
from evidence.model.values import Basis, Reliability, SourceId, Text
from evidence.when import Period, When, dec_hook
from examples import plan

Exhibits = Mapping[str, tuple[ExhibitId, DerivativeId]]
"""Key of a file -> the exhibit it became and the text that was read from it."""

_KINDS: Mapping[str, type[heads.Head]] = {
    "person": heads.Person,
    "unit": heads.Unit,
    "place": heads.Place,
    "incident": heads.Incident,
    "act": heads.Act,
}
_MOST_PARTS = 40
"""A part that is known by its name alone (`body`, `footnote 1`) is looked for among the first so many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the story became: ids by the story's own keys; heads by symbol (`@person:v1`)."""

    case_file: RecordId
    sources: Mapping[str, SourceId]
    heads: Mapping[str, RecordId]
    claims: Mapping[str, RecordId]
    allegations: Mapping[str, RecordId]


def sources(hand: Hand, story: plan.Story) -> dict[str, SourceId]:
    """Every source of the story, by its code; one that is there already is amended where the story knows more."""
    made: dict[str, SourceId] = {}
    # The origins first: a source names what it derives from.
    for told in sorted(story.sources, key=lambda source: len(source.derives_from)):
        fields: dict[str, Any] = {
            "sort": heads.SourceSort(told.sort),
            "protected": told.protected,
            "reliability": Reliability(told.reliability) if told.reliability else None,
            "derives_from": tuple(made[origin] for origin in told.derives_from),
        }
        known = source_of_code(hand.standing, told.code)
        if known is None:
            known = hand.record(heads.Source, code=told.code, **fields)
        elif any(getattr(known, name) != value for name, value in fields.items()):
            hand.amend(known, **fields)
        made[told.code] = SourceId(hand.standing.line(known.id))
    return made


def tell(
    hand: Hand,
    reviewer: Hand,
    story: plan.Story,
    exhibits: Exhibits,
    *,
    law_digest: Sha256,
    custodian: Hand | None = None,
) -> Told:
    """All records of the story, each group in one commit.

    `hand` investigates and drafts (investigator and lawyer); `reviewer` is another person, who accepts every claim
    that the story does not leave unreviewed; `custodian` keeps who the witnesses are, where one is given. All three
    share one Standing, which has absorbed the receipts and texts of `exhibits`.
    """
    telling = _Telling(hand, story, exhibits)
    telling.people()
    telling.findings()
    reviewed = telling.weighing()
    with reviewer.batch():
        for claim in reviewed:
            reviewer.record(Review, of=claim, decision=ReviewDecision.ACCEPT)
    case_file = telling.drafting(law_digest)
    if custodian is not None:
        telling.identities(custodian)
    return Told(
        case_file=case_file,
        sources=telling.sources,
        heads=telling.heads,
        claims=telling.claims,
        allegations=telling.allegations,
    )


class _Telling:
    """One telling of a story, and what has been told so far."""

    def __init__(self, hand: Hand, story: plan.Story, exhibits: Exhibits) -> None:
        self._hand = hand
        self._story = story
        self._exhibits = exhibits
        self.sources = sources(hand, story)
        self.heads: dict[str, RecordId] = {}
        self.claims: dict[str, RecordId] = {}
        self.allegations: dict[str, RecordId] = {}
        self._cited: dict[str, Citation] = {}

    def people(self) -> None:
        """Consents before accounts; then what each file is."""
        with self._hand.batch():
            for consent in self._story.consents:
                self._consent(consent)
        with self._hand.batch():
            for account in self._story.accounts:
                self._account(account)
            for file in self._story.files:
                if file.same_as is None:
                    self._describe(file)

    def findings(self) -> None:
        """Heads, then the claims about them."""
        with self._hand.batch():
            for head in self._story.heads:
                made = self._hand.head(_KINDS[head.kind], head.label, head.gazetteer)
                self.heads[head.symbol] = made.id
        with self._hand.batch():
            for claim in self._story.claims:
                self._claim(claim)

    def weighing(self) -> list[RecordId]:
        """Judgements, withdrawals, bearings; gives the claims that a second person should accept."""
        story = self._story
        with self._hand.batch():
            for judgement in story.judgements:
                self._hand.record(
                    Judgement,
                    a=self.heads[judgement.a],
                    b=self.heads[judgement.b],
                    decision=Decision(judgement.decision),
                    grounds=tuple(self.claims[key] for key in judgement.grounds),
                    note=judgement.note,
                )
            for withdrawal in story.withdrawals:
                self._hand.withdraw(self.claims[withdrawal.claim], withdrawal.reason)
            for bearing in story.bearings:
                self._bear(bearing)
        left = {withdrawal.claim for withdrawal in story.withdrawals} | {claim.replaces for claim in story.claims}
        return [self.claims[c.key] for c in story.claims if c.key not in left and c.key not in story.unreviewed]

    def drafting(self, law_digest: Sha256) -> RecordId:
        """Translations, allegations, the case file and its passages."""
        with self._hand.batch():
            for translation in self._story.translations:
                self._translate(translation)
            for allegation in self._story.allegations:
                self.allegations[allegation.key] = self._allege(allegation)
            file = self._story.case_file
            made = self._hand.record(
                output.CaseFile,
                code=file.code,
                title=Text(lang=file.language, text=file.title),
                forum=file.forum,
                language=file.language,
                recipient=file.recipient,
                profile=file.profile,
                allegations=tuple(self.allegations[key] for key in file.allegations),
                law_digest=law_digest,
            )
            for passage in file.passages:
                self._draft(passage, made.id)
        return made.id

    def identities(self, custodian: Hand) -> None:
        """Who the witnesses are: sealed."""
        with custodian.batch():
            for identity in self._story.identities:
                custodian.record(
                    heads.IdentityKey,
                    compartment="sealed",
                    subject=self.sources[identity.source],
                    names=identity.names,
                    contact=identity.contact,
                )

    def _consent(self, told: plan.Consent) -> None:
        self._hand.record(
            heads.Consent,
            source=self.sources[told.source],
            given_at=When(told.given_at),
            manner=told.manner,
            dimensions={name: heads.Answer(answer) for name, answer in told.answers.items()},
            until=When(told.until) if told.until else None,
        )

    def _account(self, told: plan.Account) -> None:
        self._hand.record(
            heads.Account,
            source=self.sources[told.source],
            exhibits=tuple(self._exhibits[file][0] for file in told.files),
            extent=heads.Extent(told.extent),
            taken=heads.Taken(
                when=When(told.when),
                means=heads.Means(told.means),
                place_kind=told.place_kind,
                language=told.language,
                interviewer=told.interviewer,
                interpreter=told.interpreter,
            ),
            earlier=told.earlier,
            read_back=told.read_back,
        )

    def _describe(self, told: plan.File) -> None:
        self._hand.record(
            Description,
            exhibit=self._exhibits[told.key][0],
            title=Text(lang=self._story.case_file.language, text=told.title),
            date=When(told.date) if told.date else None,
            author=told.author,
            language=told.lang,
            relevance=told.relevance,
            cleared=told.cleared,
            fact_to_prove=told.fact_to_prove,
        )

    def _claim(self, told: plan.Claim) -> None:
        cites = tuple(self._cite(quote) for quote in told.cites)
        made = self._hand.record(
            Claim,
            replaces=(self.claims[told.replaces],) if told.replaces else (),
            says=msgspec.convert(self._ids(dict(told.says)), AnyStatement, dec_hook=dec_hook),
            cites=cites,
            said_by=self.sources[told.said_by],
            basis=Basis(told.basis),
            told_by=self.sources[told.told_by] if told.told_by else None,
            credibility=told.credibility,
            denies=told.denies,
        )
        self.claims[told.key] = made.id
        self._cited[told.key] = cites[0]

    def _cite(self, quote: plan.Quote) -> Citation:
        exhibit, text = self._exhibits[quote.file]
        if isinstance(quote.page, int):
            return self._hand.cite(exhibit, text, quote.page, quote.words)
        for part in range(1, _MOST_PARTS):
            try:
                return self._hand.cite(exhibit, text, part, quote.words)
            except CitationError:
                continue
        raise CitationError(f"{exhibit}: a quote of the story stands in none of its parts")

    def _bear(self, told: plan.Bearing) -> None:
        self._hand.record(
            Bearing,
            claim=self.claims[told.claim],
            element=told.element,
            scope=msgspec.convert(self._ids(dict(told.scope)), AnyScope),
            side=Side(told.side),
            inference=told.inference,
        )

    def _translate(self, told: plan.Translation) -> None:
        self._hand.record(
            output.Translation,
            quote=self._cited[told.claim],
            passage=None,
            text=Text(lang=told.lang, text=told.text),
            translator=told.translator,
            sort=output.TranslationSort(told.sort),
        )

    def _allege(self, told: plan.Allegation) -> RecordId:
        return self._hand.record(
            output.Allegation,
            person=self.heads[told.person],
            office=None,
            crime=told.crime,
            mode=told.mode,
            period=msgspec.convert(list(told.period), Period, dec_hook=dec_hook),
            place=self.heads[told.place] if told.place else None,
            acts=tuple(self.heads[act] for act in told.acts),
        ).id

    def _draft(self, told: plan.Passage, case_file: RecordId) -> None:
        language = self._story.case_file.language
        self._hand.record(
            output.Passage,
            case_file=case_file,
            section=told.section,
            order=told.order,
            sentences=tuple(
                output.Sentence(
                    text=Text(lang=language, text=sentence.text),
                    claims=tuple(self.claims[key] for key in sentence.claims),
                )
                for sentence in told.sentences
            ),
        )

    def _ids(self, value: plan.Json) -> plan.Json:
        """The value with an id in place of every symbol."""
        match value:
            case str() if value.startswith("@"):
                if value not in self.heads:
                    raise UnknownReferenceError("a symbol of the story that no head has")
                return self.heads[value]
            case dict():
                return {key: self._ids(inner) for key, inner in value.items()}
            case list():
                return [self._ids(inner) for inner in value]
            case _:
                return value
