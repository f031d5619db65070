"""What several demo desks share: ids, passphrases, a name that must never leave the page."""

from __future__ import annotations

PASSPHRASE = "пяць зялёных вавёрак"
OTHER_PASSPHRASE = "trzy srebrne lisy"
ORDER_ID, REPORT_ID = "exh_00000000000000000000000127", "exh_00000000000000000000000207"
NOTE_ID = "exh_00000000000000000000000301"
"""An exhibit of plain text: no picture, no boxes."""
PERSON_NAME = "Ieva Norkutė"
CANARY = "Зарубовцу"
"""A name on the page: it must never stand in an address or a log."""
