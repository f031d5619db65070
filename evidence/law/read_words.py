"""Reads headings and terms, organs and codes, readiness rules, consent dimensions and profiles."""

from __future__ import annotations

from collections.abc import Mapping

from evidence.law.fields import Fields
from evidence.law.terms import Mark
from evidence.law.words import (
    LANGUAGES,
    Article,
    ConsentModel,
    Grade,
    Office,
    Pattern,
    Profile,
    Rule,
    RuleScope,
    Severity,
    Term,
)


def read_terms(fields: Fields) -> tuple[Mapping[str, Term], Mapping[str, Term]]:
    """(section headings in the order of a file, terms by key); every one in all five languages."""
    fields.skip("meta")
    groups = {group: fields.inner(group) for group in fields.names()}
    fields.done()
    sections: dict[str, Term] = {}
    terms: dict[str, Term] = {}
    for group, rows in groups.items():
        kept = sections if group == "sections" else terms
        for key in rows.names():
            # A key may stand in two groups with two senses: the group is part of its name then.
            name = key if key not in kept else f"{group}.{key}"
            kept[name] = _term(rows.inner(key), name, group)
    return sections, terms


def _term(fields: Fields, key: str, group: str) -> Term:
    official = {language: text for language in LANGUAGES if (text := fields.text_or(f"{language}_official"))}
    fields.skip("seen")
    read = Term(
        key=key,
        group=group,
        forms={language: fields.text(language) for language in LANGUAGES},
        official=official,
        mark=fields.one_of("verified", Mark),
        sources=fields.texts("src"),
        note=fields.text_or("note"),
    )
    fields.done()
    return read


def read_rules(fields: Fields) -> tuple[Rule, ...]:
    """The readiness rules, in the order of the data."""
    fields.skip("meta")
    rules = tuple(_rule(row) for row in fields.rows("rules"))
    fields.done()
    return rules


def _rule(fields: Fields) -> Rule:
    read = Rule(
        id=fields.text("id"),
        scope=fields.one_of("scope", RuleScope),
        severity=fields.one_of("severity", Severity),
        check=fields.text("check"),
        why=fields.text("why"),
        mark=fields.one_of("verified", Mark),
        sources=fields.texts("src"),
        forums=fields.texts("forum"),
    )
    fields.done()
    return read


def read_office(fields: Fields) -> Office:
    """An organ, a kind of detention place, or a place."""
    acronyms = fields.inner("acronyms") if "acronyms" in fields else Fields({}, fields.where)
    fields.skip("women", "valid_from", "instances_minsk")
    read = Office(
        id=fields.text("id"),
        types=fields.texts("type"),
        parent=fields.text_or("parent") or None,
        names=fields.words("names"),
        acronyms={language: acronyms.texts(language) for language in acronyms.names()},
        aliases=fields.texts("aliases"),
        town=fields.words("town"),
        number=fields.whole("number"),
        mark=fields.one_of("verified", Mark),
        seen=fields.texts("seen"),
        sources=fields.texts("src"),
        note=fields.text_or("note"),
    )
    if not read.names and not read.town:
        raise fields.refusal("names", "must be there, or a town")
    fields.done()
    return read


def read_article(fields: Fields, code: str) -> Article:
    """An article of a Belarusian code."""
    use = fields.text_or("use")
    if use not in ("", "dual_criminality"):
        raise fields.refusal("use", "is not of its closed set")
    read = Article(
        code=code,
        number=fields.text("art"),
        old=fields.text_or("old"),
        labels={language: text for language in ("en", "ru", "be") if (text := fields.text_or(language))},
        dual_criminality=bool(use),
        mark=fields.one_of("verified", Mark),
        sources=fields.texts("src"),
        note=fields.text_or("note"),
    )
    fields.done()
    return read


def read_grades(fields: Fields) -> tuple[Grade, ...]:
    """Ranks, lowest first, then posts."""
    mark = fields.one_of("ranks_verified", Mark)
    fields.skip("systems")
    ranks = tuple(_grade(row, mark, row.whole("o") or 0) for row in fields.rows("ladder"))
    posts = tuple(_grade(row, mark, 0) for row in fields.rows("positions"))
    fields.done()
    return ranks + posts


def _grade(fields: Fields, mark: Mark, order: int) -> Grade:
    read = Grade(order=order, forms={language: fields.text(language) for language in LANGUAGES}, mark=mark)
    fields.done()
    return read


def read_pattern(fields: Fields) -> Pattern:
    """A pattern of an identifying number."""
    read = Pattern(
        id=fields.text("id"),
        regex=fields.text("regex"),
        check=fields.text_or("check"),
        mark=fields.one_of("verified", Mark),
    )
    fields.done()
    return read


def read_consent(fields: Fields) -> ConsentModel:
    """The consent dimensions with a closed list each; the term of a consent is a date, not a dimension."""
    model = fields.inner("consent_model")
    dimensions = model.inner("dimensions")
    dimensions.skip("time")
    read = ConsentModel(
        dimensions={name: _answers(dimensions, name) for name in dimensions.names()},
        states=model.texts("states"),
        rules=model.texts("rules"),
        legal_limits=model.texts("legal_limits"),
        mark=model.one_of("verified", Mark),
    )
    model.skip("record")
    model.done()
    return read


def _answers(dimensions: Fields, name: str) -> tuple[str, ...]:
    raw = dimensions.take(name)
    # YAML 1.1 reads a bare yes and no as true and false; the answer is the word.
    words = [{True: "yes", False: "no"}.get(item, item) for item in raw] if isinstance(raw, list) else []
    answers = tuple(word for word in words if isinstance(word, str))
    if not answers or len(answers) != len(words) or len(set(answers)) != len(answers):
        raise dimensions.refusal(name, "must be a closed list")
    return answers


def read_profiles(fields: Fields) -> tuple[Profile, ...]:
    """What each forum's file shows."""
    profiles = tuple(_profile(row) for row in fields.rows("profiles"))
    fields.done()
    return profiles


def _profile(fields: Fields) -> Profile:
    read = Profile(
        forum=fields.text("forum"),
        recipient=fields.text("recipient"),
        languages=fields.texts("languages"),
        crimes=fields.texts("crimes"),
        modes=fields.texts("modes"),
        sections=fields.texts("sections"),
        sign_off=fields.text("sign_off"),
    )
    fields.done()
    return read
