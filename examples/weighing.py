"""How the claims of the invented case bear on the law, which heads are one, and what is alleged."""

from __future__ import annotations

from examples.plan import Allegation, Bearing, Json, Judgement, Withdrawal

_WORKSPACE: dict[str, Json] = {"form": "workspace"}


def _at(incident: str, element: str, *claims: str, side: str = "for") -> tuple[Bearing, ...]:
    scope: dict[str, Json] = {"form": "incident", "incident": f"@incident:{incident}"}
    return tuple(Bearing(claim=claim, element=element, scope=scope, side=side) for claim in claims)


def _context(element: str, *claims: str) -> tuple[Bearing, ...]:
    return tuple(Bearing(claim=claim, element=element, scope=_WORKSPACE) for claim in claims)


def _of(person: str, element: str, claim: str, why: str | None = None) -> Bearing:
    return Bearing(claim=claim, element=element, scope={"form": "person", "person": f"@person:{person}"}, inference=why)


_MEANT = (
    "He led the blows himself and the words shouted with them name the purpose; meant is a judgement for the court."
)
_PART = "The words shouted tie the blows to the vote, as in the other places the report describes."

_STATUTE = (
    *_context("ctx_attack", "report_accounts", "news_sixty", "report_civilians"),
    *_context("ctx_policy", "letter_order", "report_phone"),
    *_context("ctx_scale", "report_accounts", "report_pattern"),
    *_at("yard", "e1", "w01_held", "w02_held", "w01_same_cell"),
    *_at("yard", "e2", "w02_no_papers", "w01_no_water"),
    *_at("yard", "e2", "refusal_lawful", side="against"),
    *_at("yard", "f1", "w01_victim", "w02_victim", "certificate_consistent", "epicrisis_rib"),
    *_at("yard", "f1", "refusal_other_cause", side="against"),
    *_at("yard", "f2", "w01_held", "w02_held"),
    *_at("yard", "f3", "w01_beating", "news_yard"),
    *_at("yard", "f4", "report_pattern"),
    *_at("yard", "h1", "w01_victim", "w02_victim"),
    *_at("yard", "h2", "w01_words"),
    *_at("yard", "h3", "w01_words"),
    *_at("yard", "h4", "w01_victim"),
    *_at("transfer", "e1", "register_v1", "w02_sizo"),
    *_at("transfer", "f1", "w02_line_victim", "register_injuries"),
    *_at("transfer", "f2", "w02_moved", "register_transfer"),
    *_at("corridor", "f1", "w03_victim", "report_second"),
    *_at("corridor", "f2", "w03_held"),
    _of("zarubavets", "f5", "w01_words", _PART),
    _of("zarubavets", "7-1-f.art30_intent", "w01_who", _MEANT),
    _of("dubalias", "s1", "order_ivs_head"),
    _of("dubalias", "s3", "w01_head_knew", "He stood where the yard is seen and left without a word."),
    _of("dubalias", "s5", "w01_head_watched", "He was there, in command, and the blows went on."),
    _of("dubalias", "lb1", "post_order"),
)

_LITHUANIA = (
    *_context("lt_c2", "letter_order", "report_phone"),
    *_context("lt_c3", "report_accounts", "news_sixty"),
    _of("zarubavets", "lt_c1", "w01_who", _MEANT),
    *_at("yard", "LT-BK-100.e", "w01_held", "w02_held"),
    *_at("yard", "LT-BK-100.e", "refusal_lawful", side="against"),
    *_at("yard", "LT-BK-100.f", "w01_victim", "w02_victim", "certificate_consistent", "epicrisis_rib"),
    *_at("yard", "LT-BK-100.f", "refusal_other_cause", side="against"),
    *_at("yard", "LT-BK-100.j", "w01_words"),
    *_at("yard", "lt_t1", "roster_night"),
    *_at("yard", "lt_t2", "w01_beating", "w02_victim"),
    *_at("yard", "lt_t3", "w01_victim", "epicrisis_rib"),
    *_at("yard", "lt_t3", "refusal_other_cause", side="against"),
    *_at("transfer", "LT-BK-100.e", "register_v1", "w02_sizo"),
    *_at("transfer", "LT-BK-100.f", "w02_line_victim"),
    *_at("transfer", "lt_t2", "w02_line_victim", "register_injuries"),
    *_at("corridor", "LT-BK-100.f", "w03_victim", "report_second"),
    *_at("corridor", "lt_t2", "w03_victim"),
    _of("dubalias", "lt_v1", "order_ivs_head"),
    _of("dubalias", "lt_v2", "roster_shift_in_ivs"),
    _of("dubalias", "lt_v3", "w01_head_knew", "He stood where the yard is seen and left without a word."),
    _of("dubalias", "LT-BK-24.25-3-b", "post_order"),
    _of("zarubavets", "LT-BK-24.25-3-a-direct", "w01_who"),
)

_POLAND = (
    *_context("pl_c1", "report_accounts", "news_sixty"),
    *_context("pl_c2", "report_civilians"),
    *_context("pl_c3", "letter_order", "report_phone"),
    *_at("yard", "PL-KK-118a.2.2", "w01_held", "w01_no_water"),
    *_at("yard", "PL-KK-118a.2.3", "w01_victim", "w02_victim", "certificate_consistent"),
    *_at("yard", "PL-KK-118a.2.3", "refusal_other_cause", side="against"),
    *_at("yard", "PL-KK-118a.3.2", "w01_words"),
    *_at("transfer", "PL-KK-118a.2.3", "w02_line_victim"),
    *_at("corridor", "PL-KK-118a.2.3", "w03_victim", "report_second"),
)

BEARINGS = (*_STATUTE, *_LITHUANIA, *_POLAND)

JUDGEMENTS = (
    Judgement(a="@person:zarubavets", b="@person:zarubavecas", decision="same", grounds=("w02_who", "order_shift_head"),
              note="Same name in Lithuanian spelling, same post, same night shift."),
    Judgement(a="@person:zarubavets", b="@person:namesake", decision="not_same",
              grounds=("roster_patronymic", "leave_patronymic", "roster_born", "leave_born"),
              note="Other patronymic and other year of birth; the order on leave is on the other man."),
)  # fmt: skip

WITHDRAWALS = (Withdrawal(claim="post_boast", reason="Hearsay of an unknown author; not to be used even as a lead."),)

ALLEGATIONS = (
    Allegation(key="torture", person="@person:zarubavets", crime="7-1-f", mode="25-3-a-direct",
               period=("2020-08-10", "2020-08-12"), place="@place:ivs_building", acts=("@act:beating",)),
    Allegation(key="imprisonment", person="@person:dubalias", crime="7-1-e", mode="28-b",
               period=("2020-08-09", "2020-08-12"), place="@place:ivs_building", acts=()),
    Allegation(key="superior", person="@person:dubalias", crime="7-1-f", mode="28-b",
               period=("2020-08-10", "2020-08-12"), place="@place:ivs_building", acts=("@act:beating",)),
    Allegation(key="persecution", person="@person:zarubavets", crime="7-1-h", mode="25-3-a-direct",
               period=("2020-08-10", "2020-08-12"), place="@place:ivs_building", acts=("@act:beating",)),
)  # fmt: skip
