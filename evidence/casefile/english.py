"""Every fixed word of a case file, in English: the source texts of the gettext catalogue.

A file in another language needs only other words for these (and for `english_annexes`). `{name}` is filled in. Nothing
here asserts anything about a case.
"""

from __future__ import annotations

from collections.abc import Mapping

from evidence.casefile.runs import State
from evidence.model.decision import Decision
from evidence.model.statement import AttributeKey, Degree, NameSort, Role
from evidence.model.values import Basis
from evidence.standing import Usable
from evidence.words import marked as _

# The typesetter's own words
PAGE = _("Page {page} of {pages}")
TABLE, FIGURE, ANNEX = _("Table {n}."), _("Figure {n}."), _("Annex {n}.")
SECTION_REF, ANNEX_REF = _("section {n}"), _("annex {n}")
TABLE_REF, FIGURE_REF = _("table {n}"), _("figure {n}")
UNBOUND, STALE = _("UNBOUND"), _("STALE")
SOURCES, LEAD = _("Sources."), _("lead {n}")
MEMORY, PARTLY = _("M – to check"), _("P – in part")
HUMAN, SWORN, MACHINE_REVIEWED = _("h"), _("s"), _("m+h")
STATES: Mapping[State, str] = {
    State.NO_EVIDENCE: _("no evidence"),
    State.LEAD_ONLY: _("lead only"),
    State.SINGLE_SOURCE: _("single source"),
    State.CORROBORATED: _("corroborated"),
    State.CONTESTED: _("contested"),
}

# Cover
CONFIDENTIAL = _("Confidential")
FOR_ADDRESSEE = _("Confidential · for the addressee only")
SUBTITLE = _("on crimes against humanity that are alleged to have been committed: {title}")
RUNNING_HEAD = _("{heading} · case {code}")
PREVIEW_FOOT = _("PREVIEW – not prepared for disclosure")
F_DATE, F_FORUM, F_APPLICANT = _("Date, case number"), _("Forum"), _("Applicant")
F_VICTIMS, F_PERSONS, F_LAW, F_EXTENT = _("Victims"), _("Persons"), _("Law"), _("Extent")
F_PACKAGE, F_LAW_DATA = _("Package of exhibits"), _("Law data")
SUBMITTER_NOT_STATED = _("not stated in this workspace’s settings")
NOBODY_NAMED = _("nobody is named by a claim")
ALLEGEDLY = _("{who} (alleged)")
EXTENT = _("{sections} sections, {annexes} annexes; {handed} exhibits handed over, {withheld} withheld")
NO_MANIFEST = _("preview: no package yet")
SIGN_NOTE = _("Where {memory} or {partly} stands, the law beside it has yet to be confirmed.")

# How to read
HOW_TO_READ = _("How to read this document")
READING = _(
    "Every sentence of fact has a note, always built alike: claim · exhibit and page (or part of a text, or time in a "
    "recording) · how the source knows · the quote in its own language → translation (translator). Translators: h, a "
    "person; s, sworn or certified; m+h, by machine, reviewed by a person. Machine text that nobody has reviewed is "
    "not used. A number C-… names one claim: one statement by one source. Everything is alleged; only a court decides."
)
SIGN, MEANING = _("Sign"), _("Meaning")
SIGN_CORROBORATED = _("Corroborated: two sources or more whose origins share nothing, nor an interviewer")
SIGN_SINGLE = _("Single source: however many documents, one origin")
SIGN_LEAD = _("Lead only: a pointer that nothing may rest on yet")
SIGN_CONTESTED = _("Contested: there are usable claims for and against")
SIGN_NONE = _("No evidence")
SIGN_COUNT = _("so many claims for and against; not a weight and not a probability")
SIGN_UNBOUND = _("the sentence rests on no claim; it stays visible so that nobody relies on it")
SIGN_STALE = _("a claim under the sentence was replaced or taken back since it was written")
SIGN_MEMORY = _("the article, or its wording at that time, is given from memory and has to be checked")
SIGN_PARTLY = _("the article was seen in part, or was divided into elements for this file")

# Passages
LEFT_OUT = _("[A sentence is left out: it rests on {what}, which is not handed over.]")
SOMETHING = _("a claim")
NOTHING_WRITTEN = _("Nothing has been written in this section.")

# Complaint
CAPTION_ALLEGED = _("What is alleged, of whom")
H_PERSON, H_ALLEGED, H_MODE = _("Person"), _("Alleged"), _("Mode of liability")
H_WHEN_WHERE = _("Time and place")
OFFICE_ONLY = _("holder of the office “{office}”, not identified")
CAPTION_LAW = _("Provisions on the dates alleged")
H_PROVISION, H_ANSWERS, H_FORCE, H_PENALTY = _("Provision"), _("Answers to"), _("In force"), _("Penalty")
IN_FORCE = {
    "yes": _("{days}: in force"),
    "no": _("{days}: not in force"),
    "not_known": _("{days}: not known to have been in force; no edition of that day was read"),
}
NO_DAY = _("no day is alleged; whether it was in force then has to be checked")
WORDING = _("wording {period}: {note}")
PENALTY = _("{period}: {note}")
ONE_PENALTY = _("{penalty} (edition read; no earlier wording is kept)")
SINCE, FROM_TO = _("from {start}"), _("{start} – {end}")
WHO_APPLIES, APPLIES = _("Who applies"), _("{who}. To: {office}. Case {code}, {day}.")
WHO_DECIDES = _("Who decides")
COURT_DECIDES = _(
    "The applicant does not decide on anybody’s responsibility; only a court does. “Alleged” is meant wherever a "
    "person is named beside an act."
)
NO_ALLEGATIONS = _("This case file contains no allegation against a person.")

# Persons
PERSONS_INTRO = _(
    "Nobody is named here for a post alone. Names are given in all spellings that sources use, so that registers can "
    "be searched. Each entry rests on the claims in its notes; being named here is an allegation."
)
CAPTION_PERSONS = _("Persons, names, posts, and what is alleged")
H_NAMES, H_POSTS = _("Names and data"), _("Posts, with dates")
ALSO = _("also recorded as “{label}”")
IN_SHORT = _("{crime}; {mode}; {when}.")
NOTHING_ON_THIS = _("no claim")
AS_POST = _("{title}, {unit}: {period}.")
COMMANDS = _("{title} (commands {unit}): {period}.")
AS_NAMED = _("“{name}” ({sort}).")
AS_ATTRIBUTE = _("{key}: {value}.")
DATES_NOT_GIVEN = _("dates not given")
FROM_ON, UNTIL = _("from {start}"), _("until {end}")
IDENTITY = _("Identity")
JUDGED: Mapping[Decision, str] = {
    Decision.SAME: _("“{a}” and “{b}” are treated as one person: {note}"),
    Decision.NOT_SAME: _("“{a}” and “{b}” are kept apart as two persons: {note}"),
    Decision.UNSURE: _("Whether “{a}” and “{b}” are one person is not decided: {note}"),
}
CONTESTED_IDENTITY = _(
    "Judgements on “{a}” contradict each other; each record stands for itself until they are settled."
)
NAMESAKES_NONE = _("No judgement on namesakes of the persons alleged is recorded.")

# Incidents
INCIDENT = _("Incident {n}")
INCIDENT_TITLE = _("Incident {n}. {label}")
NO_INCIDENTS = _("No claim of this file describes an incident.")
FIELD, CONTENT = _("Field"), _("Content")
R_DATE, R_PLACE, R_ACTS, R_VICTIMS = _("Date"), _("Place"), _("Acts"), _("Victims")
R_UNIT, R_OFFICIALS, R_EXHIBITS = _("Unit"), _("Named officials"), _("Exhibits")
R_CONTRADICTIONS, R_ELEMENTS = _("Contradictions"), _("Elements")
NOTHING_RECORDED = _("no claim")
NO_CONTRADICTION = _("none between the usable claims")
QUOTES = _("Quotes relied on (incident {n}): original and translation")
H_CLAIM, H_ORIGINAL, H_TRANSLATION, H_TRANSLATOR = _("Claim"), _("Original"), _("Translation"), _("Translator")
SAME_LANGUAGE, NO_TRANSLATION = _("in the language of this file"), _("not translated")
BY_PERSON = _("person ({who}), {day}")
BY_SWORN = _("sworn or certified ({who}), {day}")
BY_MACHINE = _("machine ({who}), {day}")
REVIEWED_BY = _("; reviewed by {who}")
ROLES: Mapping[Role, str] = {
    Role.VICTIM: _("victim"),
    Role.ALLEGED_PERPETRATOR: _("alleged perpetrator"),
    Role.PRESENT: _("present, it is said"),
    Role.ASSISTED: _("alleged to have assisted"),
}
DEGREES: Mapping[Degree, str] = {
    Degree.DIRECT: _("directly"),
    Degree.GAVE_ORDERS: _("by giving orders"),
    Degree.FAILED_TO_EXERCISE_AUTHORITY: _("by failing to exercise authority"),
    Degree.FAILED_TO_ACT_ON_KNOWLEDGE: _("by failing to act on knowledge"),
    Degree.FAILED_TO_PREVENT: _("by failing to prevent"),
}
ALLEGEDLY_ORDERED = _("alleged to have ordered: {content}")
ALLEGEDLY_KNEW = _("alleged to have had notice: {means}")

# Chain of command
AGAIN, UNDER = _("(shown elsewhere)"), _("{below} answered to {above}")
CONTINUED, RESUMED = _("(continued below)"), _("(continued from above)")
COMMANDED_BY = _("{who}: {title}, {period} {sources}")
NO_COMMANDER = _("no head of the unit is named for that time")
BY_LAW, IN_FACT, PART_OF = _("by law"), _("in fact"), _("part of")
DISPUTED = _("{word}, contested")
CHAIN_CAPTION = _(
    "Chain of command as of {days} ({scenes}), as sources give it. Solid line: by law, or part of; dashed line: in "
    "fact; dashed frame: nobody is named; [n]: source"
)
CHAIN_ROUGHLY = _(
    "Chain of command within {days} ({scenes}); the sources give no one day, so all posts that may have been held then "
    "are shown. Solid line: by law, or part of; dashed line: in fact; dashed frame: nobody is named; [n]: source"
)
NO_CHAIN = _("No unit is named by a claim for a day of an incident, so that no chain of command can be drawn.")
CHAIN_PERSONS = _("Reporting between persons")
REPORTED = _("{who} is said to have reported to {whom}, {how} ({period}).")

# Chronology
CHRONOLOGY_INTRO = _(
    "Dates stand as the sources give them; none is made more exact. Where two dates contradict, the event stands at "
    "both, and each says which claim contradicts it."
)
CHRONOLOGY_CAPTION = _("Chronology; “~” an uncertain date, ◆ contradicted by another claim")
H_DATE, H_EVENT, H_RELATION, H_SOURCES = _("Date"), _("Event, as its source gives it"), _("Relation"), _("Sources")
CONTRADICTED_BY = _("contradicted by {claims}")
NO_EVENTS = _("No claim of this file bears a date.")
RELATIONS: Mapping[str, str] = {
    "context": _("context"),
    "posted": _("post"),
    "held": _("detention"),
    "crossed": _("border"),
    "ordered": _("order"),
    "knew": _("notice"),
}

# Matrix
MATRIX_INTRO = _(
    "The tables show how much material there is for and against each element, not whether an element is met. What is "
    "examined once for the whole case stands in the column of the whole case."
)
H_ELEMENT, WHOLE_CASE = _("Element"), _("Whole case")
MATRIX_CAPTION = _("Elements × incidents: state, usable claims for (+) and against (−)")
MATRIX_PERSONS = _("Elements × persons: state, usable claims for (+) and against (−)")
NOT_APPLICABLE, FROM_CASE = _("not applicable"), _("from the whole case")
PER_INCIDENT = _("per incident")
GROUP = _("{citation} – {title}")
SIGNS = _("Signs.")
LEGEND = _(
    "Claims of one origin stay a single source, however many they are. One usable claim on each side makes a cell "
    "contested, whatever the numbers. Claims against only: no evidence, with the number against. “Not applicable”: a "
    "limb of the provision that is not alleged here."
)
CONTESTED_CAPTION = _("What stands in the contested cells")
H_CELL, H_FOR, H_AGAINST = _("Cell"), _("For"), _("Against")
IN_SCOPE = _("{element} – {column}")
NO_ELEMENTS = _("The law data asks for no element of what is alleged here.")
CONTEXT_CAPTION = _("Contextual elements, examined once for the whole case")
H_STATE = _("State")
NONE_CONTESTED = _("No cell is contested.")

# Exonerating
EXONERATING_INTRO = _(
    "Listed here is all that is held about the incidents, persons and context of this file, and may go to this "
    "recipient, that bears against an element, denies a claim, or contradicts one; usable or not."
)
NO_SEARCH = _("No search for exonerating material is recorded: what nobody has looked for cannot stand here.")
SEARCHED = _("What was searched: {searched}")
WITHHELD_COUNTED_NOWHERE = _(
    "{count} exhibits are withheld from this recipient. What they hold, for or against, is counted nowhere in this "
    "file."
)
AGAINST_CAPTION = _("Claims that bear against an element")
H_SAYS, H_BEARS = _("What it says"), _("Against which element")
DENIALS_CAPTION = _("Claims that deny")
H_DENIED = _("What else is said of it")
NOTHING_AGAINST = _("No claim that bears against an element is recorded.")
NO_DENIALS = _("No claim that denies is recorded.")
CLASHES_CAPTION = _("Claims that contradict each other")
H_ONE, H_OTHER, H_WHY = _("One claim"), _("Other claim"), _("They differ in")
NO_CLASHES = _("No two usable claims contradict each other.")
NOT_USABLE = _("not usable: {reason}")
NOT_HANDED = _("its exhibit is not handed over")
NOT_IN_LAW = _("an element of other law data")
WHY: Mapping[str, str] = {
    "denied": _("one denies the other"),
    "dates": _("the date"),
    "places": _("the place"),
    "values": _("the value"),
    "parents": _("the superior unit"),
    "commanders": _("the commander"),
    "held_twice": _("the place of detention"),
}
UNUSABLE: Mapping[Usable, str] = {
    Usable.NOT_LIVE: _("replaced or taken back"),
    Usable.CONTESTED: _("two versions contest it"),
    Usable.EXHIBIT_BROKEN: _("its exhibit failed the integrity check"),
    Usable.RETURNED: _("returned by a second reader"),
    Usable.NOT_REVIEWED: _("not read by a second person"),
}

# Places and basis in a note
CANNOT_BE_JUDGED = _("a lead only: it cannot be judged")
P_PAGE, P_PART, P_TURN = _("p. {n}"), _("part {n}"), _("turn {n}")
P_CELL, P_MESSAGE = _("sheet {sheet}, {ref}"), _("message {id}")
BASES: Mapping[Basis, str] = {
    Basis.SAW: _("saw"),
    Basis.HEARD: _("heard"),
    Basis.TOLD: _("told by others"),
    Basis.READ: _("document"),
    Basis.INFERRED: _("inferred"),
}
TOLD_BY = _("told by {who}")
PLACED, AT_PLACE = _("{claim}, {places}"), _("{exhibit} {place}")
DOUBTED = _("{claim} ({reason})")

# What claims say
NAME_SORTS: Mapping[NameSort, str] = {
    NameSort.OFFICIAL: _("official"),
    NameSort.ALIAS: _("alias"),
    NameSort.CALLSIGN: _("call sign"),
}
ATTRIBUTES: Mapping[AttributeKey, str] = {
    AttributeKey.BORN: _("born"),
    AttributeKey.DIED: _("died"),
    AttributeKey.PATRONYMIC: _("patronymic"),
    AttributeKey.RANK: _("rank"),
    AttributeKey.CITIZENSHIP: _("citizenship"),
    AttributeKey.SEX: _("sex"),
    AttributeKey.NUMBER: _("number"),
    AttributeKey.CLOCK: _("clock time"),
}
T_DENIED = _("Denied: {what}")
T_NAMED = _("{who} is called “{name}” ({sort})")
T_ATTRIBUTE = _("{who}: {key} {value}")
T_POSTED, T_COMMANDED = _("{who} is named as {title}, {unit}"), _("{who} is named as {title}, in command of {unit}")
T_PART_OF = _("{unit} was part of {parent}")
T_REPORTS, T_REPORTS_IN_FACT = _("{who} reported to {whom}"), _("{who} reported in fact to {whom}")
T_LOCATED = _("{what} was in {place}")
T_HAPPENED, T_HAPPENED_AT = _("{what}"), _("{what}: {place}")
T_DID, T_METHOD, T_AT = _("{what}: {kind}"), _(", {method}"), _(", {place}")
T_TOOK_PART = _("{who}: {role} – {what}")
T_TOOK_PART_BY = _("{who}: {role}, {degree} – {what}")
T_HELD, T_CELL, T_GROUND = _("{who} was held: {place}"), _(", cell {cell}"), _("; legal ground given: {ground}")
T_CROSSED, T_COERCED = _("{who} crossed the border at {place}, {start} to {end}"), _(", under coercion, it is said")
T_ORDERED = _("{who} is alleged to have ordered: {content} ({what})")
T_KNEW = _("{who} is alleged to have had notice of {what}: {means}")
T_AUTHENTICATES = _("{aspect} of {exhibit} tested by {method}: {result}")
