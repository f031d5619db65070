"""The invented case as one value: who, what and when, what the files say, and what is made of it.

People, towns, hospitals and organisations are invented; the Ministry and the codes of law are real.
"""

from __future__ import annotations

from examples.assertions import CLAIMS
from examples.cast import ACCOUNTS, CONSENTS, FILES, HEADS, IDENTITIES, SOURCES
from examples.drafting import CASE_FILE, TRANSLATIONS
from examples.plan import Story
from examples.weighing import ALLEGATIONS, BEARINGS, JUDGEMENTS, WITHDRAWALS

STORY = Story(
    sources=SOURCES,
    files=FILES,
    heads=HEADS,
    claims=CLAIMS,
    bearings=BEARINGS,
    accounts=ACCOUNTS,
    consents=CONSENTS,
    identities=IDENTITIES,
    judgements=JUDGEMENTS,
    withdrawals=WITHDRAWALS,
    allegations=ALLEGATIONS,
    translations=TRANSLATIONS,
    case_file=CASE_FILE,
    # Nobody has read these a second time yet: where policy asks for a review, they are not usable.
    unreviewed=("post_order", "certificate_born"),
    withheld=("transcript_w03", "consent_w01", "consent_w02", "consent_w03"),
)
