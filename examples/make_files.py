"""Writes the files of the invented case into a folder: the same bytes every time, nothing random, nothing read.

python -m examples.make_files FOLDER
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from examples import accounts, official, others
from examples.story import STORY

MAKERS: dict[str, Callable[[], bytes]] = {
    "interview_w01": accounts.interview_w01,
    "consent_w01": accounts.consent_w01,
    "statement_w02": accounts.statement_w02,
    "consent_w02": accounts.consent_w02,
    "transcript_w03": accounts.transcript_w03,
    "consent_w03": accounts.consent_w03,
    "order": official.appointment_order,
    "letter": official.directive_letter,
    "roster": official.duty_roster,
    "register": official.prison_register,
    "refusal": official.refusal,
    "leave": official.leave_order,
    "epicrisis": official.hospital_extract,
    "certificate": others.medical_certificate,
    "report": others.ngo_report,
    "news": others.news_article,
    "post": others.anonymous_post,
}


def make_files(folder: Path) -> dict[str, Path]:
    """Write every file of the story, in one folder per source, and give their paths by key.

    A file that is there already is written again with the same bytes.
    """
    made: dict[str, Path] = {}
    for file in STORY.files:
        path = folder / file.source / file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(MAKERS[file.same_as or file.key]())
        made[file.key] = path
    return made


def main() -> int:
    """Take the folder from the command line and say what was written."""
    if len(sys.argv) != 2:
        print("usage: python -m examples.make_files FOLDER", file=sys.stderr)
        return 2
    made = make_files(Path(sys.argv[1]))
    for path in made.values():
        print(f"{path.stat().st_size:>9} bytes  {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
