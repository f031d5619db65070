"""Evidence: what has come in, in which state, and what a person can do about it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ui.views.evidence import ROWS_PER_PAGE, EvidenceDesk, Intake, Obtained, Remedy, Row, RowsPage, Shown
from ui.web import tenancy
from ui.web.parts.look import badge_text, link, note, rule, small, title_in_box
from ui.web.parts.page_head import head, screen
from ui.web.parts.speech import _, plain, plural
from ui.web.parts.trouble import told

_WIDTHS = [1.1, 4.1, 1.6, 2.2, 1.6]


def main() -> None:
    """Draw the page."""
    desk = tenancy.house().desks().evidence
    summary = desk.summary()
    about = [plural("{n} exhibit", "{n} exhibits", summary.counts[Shown.ALL])]
    if summary.counts[Shown.NEEDS_PERSON]:
        about.append(plural("{n} needs a person", "{n} need a person", summary.counts[Shown.NEEDS_PERSON]))
    if summary.last_intake:
        about.append(plain(summary.last_intake))
    head(_("Evidence"), " · ".join(about))
    intake, adding = st.columns([5, 3])
    with intake, st.container(border=True, height="stretch"):
        intake_now = desk.intake()
        # Asked again and again only while there is something to see.
        pace = 2 if intake_now is not None and intake_now.running else None
        st.fragment(_intake, run_every=pace)(desk)
    with adding, st.container(border=True, height="stretch"):
        title_in_box(_("Add material"))
        note(_("From a folder of this computer. Accounts: record the consent first."))
        if st.button(_("Add a folder"), type="primary", icon=":material/drive_folder_upload:", key="add", shortcut="F"):
            _add_folder()
    _list(desk, summary.counts)


def _intake(desk: EvidenceDesk) -> None:
    """Redrawn on its own while an intake runs; when it ends, or the workspace is locked, the whole page is."""
    if tenancy.house().door.person() is None:
        st.rerun()
    intake = desk.intake()
    running = intake is not None and intake.running
    if st.session_state.get("intake_ran") and not running:
        st.session_state["intake_ran"] = False
        st.rerun()
    st.session_state["intake_ran"] = running
    if intake is None:
        title_in_box(_("No intake yet"))
        note(_("Every file gets a receipt, two digests and exactly one of seven states."))
    else:
        _draw_intake(intake)


def _draw_intake(intake: Intake) -> None:
    title = _("Intake {number} in progress") if intake.running else _("Intake {number} is done")
    done = _("{done} of {all} files · {size} of {total}").format(
        done=f"{intake.files_done:,}", all=f"{intake.files:,}", size=_size(intake.bytes_done), total=_size(intake.bytes)
    )
    if intake.running and intake.seconds_left is not None:
        done += " · " + plural("about {n} min left", "about {n} min left", max(1, round(intake.seconds_left / 60)))
    title_in_box(title.format(number=intake.number), done)
    st.progress(intake.share)
    counts = [
        f":green-badge[:material/check: {plural('{n} read', '{n} read', intake.read)}]",
        f":yellow-badge[:material/front_hand: {plural('{n} needs help', '{n} need help', intake.need_help)}]",
        f":red-badge[:material/warning: {plural('{n} failed', '{n} failed', intake.failed)}]",
        f":gray-badge[:material/content_copy: {plural('{n} duplicate', '{n} duplicates', intake.duplicates)}]",
    ]
    st.markdown(" ".join(counts))
    if intake.trouble:
        st.error(plain(intake.trouble), icon=":material/error:")


@st.dialog(_("Add a folder"), icon=":material/drive_folder_upload:")
def _add_folder() -> None:
    desk = tenancy.house().desks().evidence
    with st.form("add_folder", border=False):
        path = st.text_input(_("Folder or file on this computer"), key="add_path", placeholder="/media/disk/W-021")
        known = {choice.id: choice.label for choice in desk.sources()}
        source = st.selectbox(
            _("Source"),
            list(known),
            format_func=lambda code: known.get(code, code),
            index=None,
            key="add_source",
            accept_new_options=True,
            placeholder=_("Choose a code, or type a new one"),
        )
        note(_("How it was obtained; what you leave empty is recorded as not stated."))
        left, right = st.columns(2)
        when = left.text_input(_("When"), key="add_when", placeholder="2020-08-14")
        by = right.text_input(_("By whom"), key="add_by")
        where = left.text_input(_("Where"), key="add_where")
        how = right.text_input(_("How"), key="add_how")
        pressed = st.form_submit_button(_("Take in"), type="primary", key="take_in", shortcut="Ctrl+Enter")
    if not pressed:
        return
    if not path.strip() or not source:
        st.error(_("Nothing was taken in. Name a folder and a source."), icon=":material/error:")
        return
    with told():
        obtained = Obtained(when=when.strip(), where=where.strip(), how=how.strip(), by=by.strip())
        desk.add_folder(Path(path.strip()).expanduser(), str(source), obtained)
        st.rerun()


def _list(desk: EvidenceDesk, counts: dict[Shown, int]) -> None:
    shown = st.segmented_control(
        _("Which exhibits"),
        list(Shown),
        default=Shown.ALL,
        required=True,
        label_visibility="collapsed",
        key="shown",
        format_func=lambda each: f"{_(each.value)} {counts[each]:,}",
    )
    place = st.container(border=True, gap="xsmall")
    left, middle, right = st.columns([5.2, 1.8, 3], vertical_alignment="center")
    rows = desk.rows(shown, int(st.session_state.get(f"rows_page_{shown.name}", 1)))
    with place:
        _table(rows)
    with left:
        note(_("Every state is one of seven. A retry adds an entry; nothing is overwritten."))
    if rows.rows:
        first = (rows.page - 1) * ROWS_PER_PAGE + 1
        said = _("Rows {first}–{last} of {all}").format(
            first=first, last=first + len(rows.rows) - 1, all=f"{rows.total:,}"
        )
        with middle:
            note(said, align_right=True)
    if rows.pages > 1:
        with right:
            st.pagination(rows.pages, key=f"rows_page_{shown.name}", width="stretch")


def _table(rows: RowsPage) -> None:
    titles = (_("Number"), _("Original name"), _("State"), _("What happened"), _("Do"))
    for column, title in zip(st.columns(_WIDTHS), titles, strict=True):
        column.markdown(small(title))
    if not rows.rows:
        note(_("No exhibit is in this list."))
    for row in rows.rows:
        rule()
        _draw_row(row)


def _draw_row(row: Row) -> None:
    number, name, state, what, do = st.columns(_WIDTHS, vertical_alignment="center")
    with number:
        if st.button(link(row.number), key=f"open_{row.exhibit}", type="tertiary", help=_("Open it in Review")):
            _open(row.exhibit)
    name.markdown(f":small[{plain(row.name)}]")
    state.markdown(badge_text(row.state.value))
    what.markdown(f":small[{plain(row.what)}]")
    if row.remedy is not None:
        with do:
            if st.button(
                _(row.remedy.word), key=f"do_{row.exhibit}", type="tertiary", icon=f":material/{row.remedy.icon}:"
            ):
                _remedy(row)


def _open(exhibit: str) -> None:
    st.switch_page(screen("review"), query_params={"exhibit": exhibit, "page": "1"})


def _remedy(row: Row) -> None:
    if row.remedy is Remedy.ENTER_PASSWORD:
        _ask_password(row)
    elif row.remedy is not None:
        with told():
            tenancy.house().desks().evidence.remedy(row.exhibit, row.remedy)
            st.rerun()


@st.dialog(_("Enter the file's password"), icon=":material/key:")
def _ask_password(row: Row) -> None:
    st.markdown(
        _("{number} is opened with it once, and a try is recorded; the password is kept nowhere.").format(
            number=row.number
        )
    )
    with st.form("file_password", border=False, clear_on_submit=True):
        password = st.text_input(_("Password"), type="password", key="file_password_value", autocomplete="off")
        pressed = st.form_submit_button(_("Try it"), type="primary", key="try_password")
    if pressed:
        with told():
            tenancy.house().desks().evidence.remedy(row.exhibit, Remedy.ENTER_PASSWORD, password)
            st.rerun()


def _size(count: int) -> str:
    size, units = float(count), ["B", "kB", "MB", "GB", "TB"]
    while size >= 1000 and len(units) > 1:
        size /= 1000
        units.pop(0)
    return f"{size:.0f} {units[0]}" if units[0] == "B" else f"{size:.1f} {units[0]}"


main()
