"""Before anything leaves: what the file relies on, and every reason why it may not go to this recipient.

A blocker stops it and is named by ids. The rules' ids are those of the law data (`rules.yaml`); REC and LAW are the
program's own: a record it cannot read, and the law data a file was opened with.
"""

from __future__ import annotations

import datetime
import enum
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from evidence.casefile.subject import Subject, passages_of
from evidence.casefile.translations import Readers
from evidence.disclosure.consent import Leave, consent_for
from evidence.errors import NotClearedError
from evidence.ids import ExhibitId, RecordId
from evidence.law.catalogue import Catalogue
from evidence.life import Life
from evidence.model.claim import Claim
from evidence.model.decision import Description, Judgement, Review, ReviewDecision, Withdrawal
from evidence.model.heads import Account, Consent, Head, Source
from evidence.model.output import Allegation, CaseFile, Disclosure, Translation
from evidence.model.record import Record, UnknownRecord
from evidence.standing import Standing, Usable


class Weight(enum.Enum):
    """How much a check weighs: a blocker stops the disclosure."""

    BLOCKER = "blocker"
    MAJOR = "major"
    PASSED = "passed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCheck:
    """One rule looked at: its id, its weight, one line with ids only, and the ids it looked at."""

    rule: str
    weight: Weight
    says: str
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliance:
    """What a file rests on: its claims, the exhibits they cite, and every record whose change makes it stale."""

    claims: tuple[RecordId, ...]
    exhibits: tuple[ExhibitId, ...]
    records: tuple[RecordId, ...]


def reliance(standing: Standing, case_file: CaseFile, catalogue: Catalogue) -> Reliance:
    """Claims bound to sentences, bearing on the file's elements, or about its alleged persons; and what they cite.

    These exhibits are handed over, so whatever else the file prints from them is relied on too.
    """
    elements = _elements(case_file, catalogue)
    passages = passages_of(standing, case_file)
    bearings = [one for one in standing.bearings() if one.element in elements]
    bound = {claim for passage in passages for sentence in passage.sentences for claim in sentence.claims}
    wanted = bound | {bearing.claim for bearing in bearings} | _about_the_alleged(standing, case_file)
    core = [claim for claim in standing.usable_claims if claim.id in wanted]
    exhibits = {citation.exhibit for claim in core for citation in claim.cites}
    allegations = tuple(standing.current(allegation, Allegation) for allegation in case_file.allegations)
    subject = Subject(case_file, standing, catalogue, allegations, exhibits)
    claims = tuple({claim.id: claim for claim in (*core, *subject.printed)}.values())
    told = tuple({claim.id: claim for claim in (*claims, *subject.mentioned)}.values())
    records: list[Record | UnknownRecord] = [*told, *bearings, *subject.against, *passages, case_file, *allegations]
    records += [*_about(standing, exhibits), *_named(standing, told), *_what_became(standing, told)]
    return Reliance(
        claims=tuple(sorted(claim.id for claim in claims)),
        exhibits=tuple(sorted(exhibits, key=lambda one: standing.holdings.exhibit(one).number)),
        records=tuple(sorted({record.id for record in records})),
    )


def _about(standing: Standing, exhibits: Set[ExhibitId]) -> Iterator[Record]:
    """What is said of these exhibits, and under which consents they were given."""
    yield from (one for one in standing.live(Description) if one.exhibit in exhibits)
    for translation in standing.live(Translation):
        if translation.quote is not None and translation.quote.exhibit in exhibits:
            yield translation
    accounts = [one for one in standing.live(Account) if not exhibits.isdisjoint(one.exhibits)]
    yield from accounts
    sources = {standing.line(RecordId(account.source)) for account in accounts}
    yield from (one for one in standing.live(Consent) if standing.line(RecordId(one.source)) in sources)


def _named(standing: Standing, claims: Sequence[Claim]) -> Iterator[Record]:
    """The heads and sources that these claims name, as they are now called, and who of them was judged to be one."""
    lines = {standing.line(RecordId(head)) for claim in claims for _, head in claim.says.heads()}
    together = {other for line in lines for other in standing.clusters.members(line)}
    yield from (standing.current(line, Head) for line in lines | together)
    for judgement in standing.live(Judgement):
        if {standing.line(RecordId(judgement.a)), standing.line(RecordId(judgement.b))} & together:
            yield judgement
    sources = {standing.line(RecordId(one)) for claim in claims for one in (claim.said_by, claim.told_by) if one}
    yield from (standing.current(line, Source) for line in sources)


def _what_became(standing: Standing, claims: Sequence[Claim]) -> Iterator[Record | UnknownRecord]:
    """What colleagues said of these claims, what took them back, and what replaced them: the file prints that too."""
    told = {claim.id for claim in claims}
    yield from (review for review in standing.live(Review) if review.of in told)
    yield from (one for one in standing.live(Withdrawal) if one.of in told)
    yield from (standing.record(heir) for claim in told for heir in standing.heirs(claim))


def refused_accounts(standing: Standing, recipient: str, on: datetime.date) -> frozenset[ExhibitId]:
    """Exhibits of accounts whose source did not agree that this recipient uses them, and whatever came out of those."""
    accounts = (
        one for one in standing.live(Account) if consent_for(standing, one.source, recipient, on).leave is not Leave.YES
    )
    return standing.holdings.parts_of(exhibit for account in accounts for exhibit in account.exhibits)


def _accepts(standing: Standing, review: Review) -> bool:
    return review.decision is ReviewDecision.ACCEPT and standing.life(review.id) is Life.LIVE


def check(
    standing: Standing,
    case_file: CaseFile,
    catalogue: Catalogue,
    relied_on: Reliance,
    recipient: str,
    on: datetime.date,
) -> tuple[PlanCheck, ...]:
    """Every rule that the model can check, for this recipient, on what this Standing holds and the file relies on."""
    return (
        *_unknown(standing),
        *_consents(standing, relied_on, recipient, on),
        *_protected(standing, relied_on, recipient, on),
        *_clearance(standing, relied_on),
        *_sentences(standing, case_file),
        *_law(case_file, catalogue),
        *_translations(standing, relied_on, case_file),
    )


def require_none_blocks(checks: Iterable[PlanCheck]) -> None:
    """NotClearedError that names rules and ids, if anything blocks."""
    blockers = [one for one in checks if one.weight is Weight.BLOCKER]
    if blockers:
        subjects = ", ".join(sorted({subject for one in blockers for subject in one.subjects})[:12])
        rules = ", ".join(sorted({one.rule for one in blockers}))
        raise NotClearedError(
            f"{len(blockers)} blockers ({rules}): {subjects}",
            hint="`sviedka disclosure check` lists each with its remedy",
        )


def approvals(standing: Standing, disclosure: Disclosure) -> tuple[str, ...]:
    """The persons who approved this very body, its author first; a return by anybody takes all of them away.

    None while the disclosure itself does not hold, or is contested.
    """
    reviews = [one for one in standing.live(Review) if one.of == disclosure.id]
    if any(review.decision is ReviewDecision.RETURN for review in reviews) or not _holds(standing, disclosure.id):
        return ()
    others = sorted({review.by for review in reviews if _accepts(standing, review)} - {disclosure.by})
    return (disclosure.by, *others)


def is_stale(standing: Standing, disclosure: Disclosure, now: Reliance) -> bool:
    """Whether a record that the disclosure used has changed, or another would be used if it were prepared `now`.

    A claim that was taken back already is told of as such, so that claims are seen by what became of them.
    """
    used = (one for one in disclosure.rests_on if not isinstance(standing.record(one), Claim))
    if not all(_holds(standing, one) for one in (disclosure.id, *used)):
        return True
    return set(now.records) != set(disclosure.rests_on)


def _holds(standing: Standing, record: RecordId) -> bool:
    return standing.holds(record) and standing.life(record) is Life.LIVE


def _elements(case_file: CaseFile, catalogue: Catalogue) -> frozenset[str]:
    profile = catalogue.profile(case_file.forum)
    rows = catalogue.requirements(case_file.forum, profile.crimes)
    modes = catalogue.mode_requirements(case_file.forum, profile.modes)
    statute = catalogue.requirements("ICC", profile.crimes)
    return frozenset(row.id for row in (*rows, *modes, *statute))


def _about_the_alleged(standing: Standing, case_file: CaseFile) -> set[RecordId]:
    allegations = [standing.current(allegation, Allegation) for allegation in case_file.allegations]
    persons = {standing.canonical(one.person) for one in allegations if one.person is not None}
    return {
        claim.id
        for claim in standing.usable_claims
        if any(standing.canonical(head) in persons for _, head in claim.says.heads())
    }


def _unknown(standing: Standing) -> Iterator[PlanCheck]:
    for record in standing.unknown():
        says = f"{record.id} is of a kind this version cannot read: use the version that wrote it"
        yield PlanCheck(rule="REC-01", weight=Weight.BLOCKER, says=says, subjects=(record.id,))


def _consents(standing: Standing, relied_on: Reliance, recipient: str, on: datetime.date) -> Iterator[PlanCheck]:
    for account in standing.live(Account):
        used = sorted(set(account.exhibits) & set(relied_on.exhibits))
        if not used:
            continue
        given = consent_for(standing, account.source, recipient, on)
        numbers = ", ".join(standing.holdings.exhibit(exhibit).number for exhibit in used)
        subjects, code = (account.source, *used), standing.current(RecordId(account.source), Source).code
        if given.leave is Leave.YES:
            says = f"{code} agreed: {numbers}"
            yield PlanCheck(rule="ACC-01", weight=Weight.PASSED, says=says, subjects=subjects)
        else:
            says = f"{code} has not agreed to this recipient ({given.leave.value}): {numbers}; withhold it"
            yield PlanCheck(rule="ACC-01", weight=Weight.BLOCKER, says=says, subjects=subjects)


def _protected(standing: Standing, relied_on: Reliance, recipient: str, on: datetime.date) -> Iterator[PlanCheck]:
    """What protected sources gave that is no account of theirs: nobody may have asked whether it may go out."""
    told = {exhibit for account in standing.live(Account) for exhibit in account.exhibits}
    for exhibit in relied_on.exhibits:
        held = standing.holdings.exhibit(exhibit)
        source = standing.current(RecordId(held.source), Source)
        agreed = consent_for(standing, held.source, recipient, on).leave is Leave.YES
        if source.protected and exhibit not in told and not agreed:
            says = f"{source.code} is protected, gave {held.number}, and no consent for this recipient is recorded"
            yield PlanCheck(rule="ACC-01", weight=Weight.MAJOR, says=says, subjects=(held.source, exhibit))


def _clearance(standing: Standing, relied_on: Reliance) -> Iterator[PlanCheck]:
    said: dict[ExhibitId, list[bool]] = defaultdict(list)
    for one in standing.live(Description):
        # Two people may have described one exhibit: it is cleared when neither of them says that it is not.
        said[one.exhibit].append(one.cleared and standing.life(one.id) is Life.LIVE)
    for exhibit in relied_on.exhibits:
        number = standing.holdings.exhibit(exhibit).number
        if said[exhibit] and all(said[exhibit]):
            yield PlanCheck(rule="ACC-02", weight=Weight.PASSED, says=f"{number} is cleared", subjects=(exhibit,))
        else:
            says = f"nobody has cleared who is named in {number}: describe it as cleared, or withhold it"
            yield PlanCheck(rule="ACC-02", weight=Weight.BLOCKER, says=says, subjects=(exhibit,))


def _sentences(standing: Standing, case_file: CaseFile) -> Iterator[PlanCheck]:
    for passage in passages_of(standing, case_file):
        claims = {claim for sentence in passage.sentences for claim in sentence.claims}
        gone = sorted(claim for claim in claims if not standing.lives(claim))
        unusable = sorted(c for c in claims if c not in gone and standing.usable(c) is not Usable.YES)
        if gone:
            why = "rests on what no longer holds or is withheld; write it anew, or take it back"
            says = f"{passage.id} {why}: {', '.join(gone)}"
            yield PlanCheck(rule="FRM-06", weight=Weight.BLOCKER, says=says, subjects=(passage.id, *gone))
        if unusable:
            why = "rests on claims that are not usable; have them reviewed, or take it back"
            says = f"{passage.id} {why}: {', '.join(unusable)}"
            yield PlanCheck(rule="FRM-06", weight=Weight.BLOCKER, says=says, subjects=(passage.id, *unusable))
        if any(not sentence.claims for sentence in passage.sentences):
            says = f"{passage.id} has an unbound sentence; it is printed as unbound"
            yield PlanCheck(rule="FRM-06", weight=Weight.MAJOR, says=says, subjects=(passage.id,))


def _law(case_file: CaseFile, catalogue: Catalogue) -> Iterator[PlanCheck]:
    if case_file.law_digest != catalogue.digest:
        says = "the law data has changed since this case file was opened: look at it, then amend the case file"
        yield PlanCheck(rule="LAW-01", weight=Weight.BLOCKER, says=says, subjects=(case_file.id,))
    profile = catalogue.profile(case_file.forum)
    rows = catalogue.requirements(case_file.forum, profile.crimes)
    from_memory = sorted({row.citation for row in rows if row.mark.value == "M"})
    if from_memory:
        says = f"law from memory, to be confirmed by a lawyer: {', '.join(from_memory)}"
        yield PlanCheck(rule="LAW-02", weight=Weight.MAJOR, says=says)


def _translations(standing: Standing, relied_on: Reliance, case_file: CaseFile) -> Iterator[PlanCheck]:
    readers = Readers(standing)
    described = {one.exhibit: one.language for one in standing.live(Description)}
    translated = {
        (one.quote.exhibit, one.quote.quote)
        for one in standing.live(Translation)
        if one.quote is not None and one.text.lang == case_file.language and readers.may_leave(one)
    }
    missing = []
    for claim in standing.usable_claims:
        if claim.id in relied_on.claims:
            for citation in claim.cites:
                foreign = described.get(citation.exhibit, "und") != case_file.language
                if foreign and (citation.exhibit, citation.quote) not in translated:
                    missing.append(claim.id)
    if missing:
        says = f"{len(missing)} relied-on quotes have no translation into {case_file.language}"
        yield PlanCheck(rule="FRM-04", weight=Weight.MAJOR, says=says, subjects=tuple(sorted(missing)))
