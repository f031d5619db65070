"""Sets a document with Typst, in a process of its own that gets the values alone and gives back the PDF alone."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from evidence.adapters import typst_child
from evidence.adapters.typst_values import values_of
from evidence.casefile.document import Document
from evidence.casefile.lint import lint
from evidence.errors import MissingToolError, TypesetError

_log = logging.getLogger(__name__)
STANDARDS = ("a-3a", "ua-1")
_TEMPLATE = Path(__file__).with_name("typst")
# Dead ends: should anything in the child ask for a proxy or a home, there is none.
_NOWHERE = "http://127.0.0.1:9"
_ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "HOME": "/nonexistent",
    "http_proxy": _NOWHERE,
    "https_proxy": _NOWHERE,
    "ALL_PROXY": _NOWHERE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TypstTypesetter:
    """Typst as a `Typesetter`. 300 pages take seconds and about a gigabyte; `seconds` and `memory` are limits."""

    template: Path = _TEMPLATE
    seconds: int = 600
    memory: int = 6 << 30

    def typeset(self, document: Document) -> bytes:
        """See `Typesetter.typeset`."""
        findings = lint(document)
        if findings:
            first = findings[0]
            place = f"section {first.section}" if first.section else "the whole"
            raise TypesetError(
                f"the document has {len(findings)} faults; the first, in {place}: {first.code}", hint=first.says
            )
        _refuse_packages(self.template)
        order = {
            "template": str(self.template),
            "document": json.dumps(values_of(document), ensure_ascii=True),
            "standards": list(STANDARDS),
            "time": int(document.at.timestamp()),
            "memory": self.memory,
        }
        pdf = self._run(json.dumps(order).encode())
        # ISO 19005-3, 6.1.9: an incremental update, such as a signature, begins on a line of its own.
        return pdf if pdf.endswith(b"\n") else pdf + b"\n"

    def _run(self, order: bytes) -> bytes:
        # -I: neither the working folder nor the environment adds to what the child imports.
        command = [sys.executable, "-I", typst_child.__file__]
        try:
            done = subprocess.run(
                command, input=order, capture_output=True, env=_ENVIRONMENT, timeout=self.seconds, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise TypesetError(f"setting took longer than {self.seconds} seconds") from error
        if done.returncode == typst_child.NO_TYPST:
            raise MissingToolError("the typesetter `typst` is not installed in this environment")
        if done.returncode == typst_child.NOT_SET:
            raise TypesetError(f"Typst refused the pages at {done.stderr.decode('ascii', 'replace')}")
        if done.returncode != 0 or not done.stdout.startswith(b"%PDF-"):
            raise TypesetError(
                f"the typesetter ended with code {done.returncode} and no pages",
                hint="make several volumes: one of more than a thousand pages needs more memory than it is given",
            )
        _log.info("set the pages; the process had left: %s", done.stderr.decode("ascii", "replace") or "nothing")
        return done.stdout


def _refuse_packages(template: Path) -> None:
    """No template of ours imports a package: Typst would fetch it from the network."""
    for source in sorted(template.glob("*.typ")):
        if '"@' in source.read_text(encoding="utf-8"):
            raise TypesetError(f"the template {source.name} names a package; only files beside it may be imported")
