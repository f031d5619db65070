"""Disclose: four steps to a sealed package, and one click to verify any package."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import streamlit as st

from ui.views.disclose import Approval, CheckLine, DiscloseDesk, Plan, Verification
from ui.views.words_shown import Found, Weight
from ui.web import tenancy
from ui.web.parts.look import badge_text, note, rule, section, small, title_in_box
from ui.web.parts.page_head import head, open_at, screen
from ui.web.parts.speech import _, plain, plural
from ui.web.parts.trouble import told


def main() -> None:
    """Draw the page."""
    desks = tenancy.house().desks()
    files = [choice.id for choice in desks.case.files()]
    chosen = st.session_state.get("case_file")
    file = chosen if chosen in files else (files[0] if files else None)
    recipients = {choice.id: choice.label for choice in desks.disclose.recipients(file)} if file else {}
    if file and recipients:
        with told():
            _prepare(desks.disclose, file, recipients)
    else:
        head(_("Disclose"), _("No case file yet"))
        st.info(
            _("A package is made from a case file. Make one first: `sviedka casefile new`."),
            icon=":material/outgoing_mail:",
        )
    _verify(desks.disclose)


def _prepare(desk: DiscloseDesk, file: str, recipients: dict[str, str]) -> None:
    recipient = st.session_state.get("recipient")
    recipient = recipient if recipient in recipients else next(iter(recipients))
    plan = desk.plan(file, recipient)
    head(_("Disclose"), plain(plan.about))
    for column, step in zip(st.columns(len(plan.steps), gap="small"), plan.steps, strict=True):
        with column, st.container(border=True, height="stretch", gap="xsmall"):
            with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
                st.markdown(f"**{plain(step.title)}**", width="content")
                st.markdown(badge_text(step.state.value), width="content")
            note(plain(step.text))
    left, right = st.columns([360, 684], gap="small")
    with left:
        with st.container(border=True):
            purpose = _recipient(recipients, plan)
            _build(desk, file, recipient, purpose, plan)
        with st.container(border=True):
            _approvals(desk, file, recipient, plan)
        _seal(desk, file, recipient, plan)
    with right, st.container(border=True, gap="xsmall"):
        _checks(plan)


def _recipient(recipients: dict[str, str], plan: Plan) -> str:
    title_in_box(_("Recipient and purpose"))
    st.selectbox(_("Recipient"), list(recipients), format_func=lambda each: recipients[each], key="recipient")
    purpose = st.text_input(_("Purpose"), value=plan.purpose, key="purpose")
    st.markdown(
        f":green-badge[:material/description: {plural('{n} whole', '{n} whole', plan.whole)}] "
        f":yellow-badge[:material/ink_eraser: {plural('{n} redacted', '{n} redacted', plan.redacted)}] "
        f":gray-badge[:material/visibility_off: {plural('{n} withheld', '{n} withheld', plan.withheld)}]"
    )
    return purpose


def _build(desk: DiscloseDesk, file: str, recipient: str, purpose: str, plan: Plan) -> None:
    # What was sealed stays sealed: building after it begins another disclosure.
    word = _("Build another") if plan.sealed else _("Build it again") if plan.prepared else _("Build the file")
    if st.button(
        word,
        type="secondary" if plan.prepared else "primary",
        icon=":material/build:",
        width="stretch",
        key="build",
    ):
        if not purpose.strip():
            st.error(_("Nothing was built. Say what the recipient needs it for."), icon=":material/error:")
            return
        with told(), st.spinner(_("Typesetting the file")):
            desk.build(file, recipient, purpose.strip())
            st.rerun()


def _approvals(desk: DiscloseDesk, file: str, recipient: str, plan: Plan) -> None:
    title_in_box(_("Approvals"), plain(plan.policy))
    for approval in plan.approvals:
        _approval(approval)
    shut = bool(plan.blockers) or not plan.prepared or plan.approved or plan.sealed
    label = _("Approve")
    if plan.blockers:
        label += f" :red[{plural('{n} blocker', '{n} blockers', plan.blockers)}]"
    given = shut or plan.approved_by_me
    main_act: Literal["primary", "secondary"] = "secondary" if given else "primary"
    if st.button(label, type=main_act, width="stretch", key="approve", disabled=given):
        with told():
            desk.approve(file, recipient)
            st.rerun()
    other = _("Another person approves")
    if desk.others() and st.button(
        other, type="tertiary", icon=":material/group_add:", key="approve_as", disabled=shut
    ):
        _approve_as(file, recipient)


def _approval(approval: Approval) -> None:
    badge = f":yellow-badge[:material/hourglass_empty: {_('waits')}]"
    if approval.when is not None:
        badge = f":green-badge[:material/how_to_reg: {_('approved')}]"
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(f"{badge} {plain(approval.who)}", width="content")
        if approval.when is not None:
            st.markdown(small(plain(approval.when)), width="content")


@st.dialog(_("Another person approves"), icon=":material/group_add:")
def _approve_as(file: str, recipient: str) -> None:
    desk = tenancy.house().desks().disclose
    others = {choice.id: choice.label for choice in desk.others()}
    st.markdown(_("That person signs this very file once, with their own passphrase. It is forgotten at once."))
    with st.form("approve_as_form", border=False, clear_on_submit=True):
        person = st.selectbox(_("Who"), list(others), format_func=lambda each: others[each], key="approver")
        passphrase = st.text_input(_("Passphrase"), type="password", key="approver_passphrase", autocomplete="off")
        pressed = st.form_submit_button(_("Sign once"), type="primary", key="approve_as_sign")
    if pressed and person is not None:
        with told():
            desk.approve_as(file, recipient, person, passphrase)
            st.rerun()


def _seal(desk: DiscloseDesk, file: str, recipient: str, plan: Plan) -> None:
    if plan.sealed:
        elsewhere = _("Sealed. The package was written elsewhere, not from these pages; the ledger keeps its entry.")
        here = _("Sealed. The package is in {folder}.").format(folder=plain(str(plan.package)))
        st.success(elsewhere if plan.package is None else here, icon=":material/verified:")
    elif st.button(
        _("Seal the package"),
        type="primary" if plan.approved else "secondary",
        icon=":material/approval:",
        width="stretch",
        key="seal",
        disabled=not plan.approved or bool(plan.blockers),
    ):
        _seal_now(file, recipient, plan.about)


@st.dialog(_("Seal the package"), icon=":material/approval:")
def _seal_now(file: str, recipient: str, about: str) -> None:
    st.markdown(
        _(
            "Sealing enters the disclosure in the ledger, has it stamped, signs the manifest and writes the package. "
            "It cannot be taken back."
        )
    )
    note(plain(about))
    if st.button(_("Seal"), type="primary", key="seal_now"):
        with told(), st.spinner(_("Sealing")):
            tenancy.house().desks().disclose.seal(file, recipient)
            st.rerun()


def _checks(plan: Plan) -> None:
    counted = _("{n} rules: {passed} passed, {blockers} stop it").format(
        n=sum(check.count for check in plan.checks),
        passed=sum(check.count for check in plan.checks if check.weight is Weight.PASSED),
        blockers=plan.blockers,
    )
    title_in_box(_("Checks for this recipient"), counted)
    for index, check in enumerate(plan.checks):
        if index:
            rule()
        _check(check, index)


def _check(check: CheckLine, index: int) -> None:
    badge, text, reference, do = st.columns([1.15, 4.8, 0.9, 1.35], vertical_alignment="center")
    badge.markdown(badge_text(check.weight.value))
    text.markdown(plain(check.text))
    with reference:
        note(plain(check.reference))
    if check.verb and check.screen and do.button(_(check.verb), key=f"check_{index}", width="stretch"):
        if check.spot is not None:
            open_at(check.spot)
        where = {"exhibit": check.exhibit, "page": "1"} if check.exhibit else None
        st.switch_page(screen(check.screen), query_params=where)


def _verify(desk: DiscloseDesk) -> None:
    section(_("Verify a package"), _("works offline, also for packages made elsewhere"))
    with st.form("verify_form", border=False):
        path, button = st.columns([6, 1.4], vertical_alignment="bottom")
        asked = path.text_input(_("Folder of the package on this computer"), key="verify_path")
        pressed = button.form_submit_button(
            _("Verify"), icon=":material/folder_open:", width="stretch", key="verify", shortcut="Alt+V"
        )
    if pressed:
        st.session_state.pop("verification", None)
        if not asked.strip():
            st.error(_("Nothing was verified. Name the folder of a package."), icon=":material/error:")
        else:
            with told(), st.spinner(_("Verifying")):
                st.session_state["verification"] = desk.verify(Path(asked.strip()).expanduser())
    verification = st.session_state.get("verification")
    if isinstance(verification, Verification):
        _show(verification)


def _show(verification: Verification) -> None:
    box = {Found.INTACT: st.success, Found.INDETERMINATE: st.warning, Found.BROKEN: st.error}[verification.found]
    look = verification.found.value
    box(f"**{look.word}** — {plain(verification.title)}  \n{plain(verification.says)}", icon=f":material/{look.icon}:")
    checks = [finding for finding in verification.findings if finding.found is not None]
    notes = [finding for finding in verification.findings if finding.found is None]
    checks.sort(key=lambda finding: -1 if finding.found is None else list(Found).index(finding.found), reverse=True)
    with st.expander(plural("{n} check", "{n} checks", len(checks))):
        for finding in (*checks, *notes):
            sign = badge_text(finding.found.value) if finding.found else f":gray-badge[:material/info: {_('Note')}]"
            st.markdown(f"{sign} :small[{plain(finding.code)}] {plain(finding.says)}")


main()
