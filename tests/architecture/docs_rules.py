"""What must hold of the documents: links lead somewhere, and what they name can be run, opened or read."""

from __future__ import annotations

import re
import shlex
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

import typer

_FENCE = re.compile(r"^(?P<fence>```+|~~~+)[^\n]*\n(?P<code>.*?)^(?P=fence)\s*$", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)|^\[[^\]\n]+\]:\s*(\S+)", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_MAKE = re.compile(r"(?<![\w/.-])make ((?:[a-z][a-z-]*)(?: [a-z][a-z-]*)*)")
# A path of the project: two folders deep or a file, as the documents write them, maybe with `*` or `{a,b}`.
_PATH = re.compile(r"(?:evidence|graph|ingest|ui|tests|docs|examples|bench|\.ci)/[\w./*{},-]+(?:::\w+)?")
_BRACES = re.compile(r"\{([^{}]*)\}")
_SKIPPED = frozenset({".venv", ".git", ".cache", ".hypothesis", ".mypy_cache", ".ruff_cache", "demo", "node_modules"})


class Command(Protocol):
    """What is asked of a click command; a group also has `commands`."""

    @property
    def params(self) -> Iterable[object]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One document: its path below the root, and its text."""

    path: str
    text: str

    def code(self) -> Iterator[str]:
        """Lines of code blocks, a continued one as one line; and code spans."""
        prose = _FENCE.sub("", self.text)
        for block in _FENCE.finditer(self.text):
            yield from block["code"].replace("\\\n", " ").splitlines()
        yield from (span[1] for span in _SPAN.finditer(prose))


def pages(root: Path) -> list[Page]:
    """Every document of the project, sorted."""
    found = (path for path in root.rglob("*.md") if not _SKIPPED & set(path.relative_to(root).parts))
    return [Page(path=str(path.relative_to(root)), text=path.read_text(encoding="utf-8")) for path in sorted(found)]


def dead_links(page: Page, root: Path) -> list[str]:
    """Relative links that lead to no file, or to no heading of it."""
    prose = _SPAN.sub("", _FENCE.sub("", page.text))
    links = [first or second for first, second in _LINK.findall(prose)]
    return [link for link in links if not _ELSEWHERE.match(link) and not _leads(link, page, root)]


def missing_paths(page: Page, root: Path) -> list[str]:
    """Paths of the project named in code spans that do not exist; `file::test` must define that test."""
    named = [match[0].rstrip(".,") for span in _SPAN.findall(page.text) for match in _PATH.finditer(span)]
    return [one for one in named if not all(_exists(path, root) for path in _spread(one))]


def unknown_targets(code: Iterable[str], makefile: str) -> set[str]:
    """Words after `make` that the Makefile has no target for."""
    targets = set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))
    return {word for line in code for match in _MAKE.finditer(line) for word in match[1].split()} - targets


def commands_in(code: Iterable[str]) -> Iterator[list[str]]:
    """The words of each `sviedka …` in these lines, up to what ends a command in a shell."""
    for line in code:
        found = re.search(r"(?:^|[\s;&|/])sviedka((?:\s+[^#;&|>]*)?)(?:$|[#;&|>])", line)
        # `sviedka record 1\\n` is what a signature is over, no command.
        if found and not line.lstrip().startswith("#") and "\\n" not in line:
            yield [word for word in shlex.split(found[1]) if word not in ("…", "...")]


def unknown_command(words: list[str], app: Command) -> str | None:
    """What is wrong with a command as a document writes it, or None: a word, or an option that it does not have."""
    command, way = app, "sviedka"
    options = _options(app)
    left = list(words)
    while left:
        word = left.pop(0)
        inner: Mapping[str, Command] | None = getattr(command, "commands", None)
        if word.startswith("-"):
            name = word.partition("=")[0]
            if name not in options and name != "--help":
                return f"{way} has no {name}"
            if inner is not None and "=" not in word and name != "--help" and left:
                left.pop(0)  # the options before a command all take a value
        elif inner is not None:
            # `graph rebuild|check|ask` names three; `casefile …` and `claim FORM` stop here.
            names = word.split("|")
            if word.isupper():
                return None
            if any(name not in inner for name in names):
                return f"{way} has no {word}"
            command, way = inner[names[0]], f"{way} {names[0]}"
            options = _options(command)
    return None


def command_of(app: typer.Typer) -> Command:
    """The tree of commands that an application is."""
    return cast(Command, typer.main.get_command(app))


def slug(heading: str) -> str:
    """The anchor that a forge gives a heading."""
    plain = re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


def without_vectors(page: Page, root: Path) -> bool:
    """Whether a page of a format neither names vectors that are there nor says why it has none."""
    folders = {match[1] for match in re.finditer(r"tests/vectors/([\w-]+)", page.text)}
    there = any((root / "tests" / "vectors" / folder).is_dir() for folder in folders)
    return not there and not re.search(r"^No vectors: \S.{9,}", page.text, re.MULTILINE)


def gaps(numbers: Collection[int]) -> set[int]:
    """The numbers that are missing from 1 to the highest."""
    return set(range(1, max(numbers, default=0) + 1)) - set(numbers)


def _options(command: Command) -> set[str]:
    return {
        name
        for param in command.params
        for name in (*getattr(param, "opts", ()), *getattr(param, "secondary_opts", ()))
    }


def _leads(link: str, page: Page, root: Path) -> bool:
    path, _, anchor = link.partition("#")
    target = (root / page.path).parent / path if path else root / page.path
    if not target.exists():
        return False
    if not anchor or target.suffix != ".md":
        return True
    prose = _FENCE.sub("", target.read_text(encoding="utf-8"))
    return anchor in {slug(heading) for heading in _HEADING.findall(prose)}


def _spread(path: str) -> Iterator[str]:
    braces = _BRACES.search(path)
    if braces is None:
        yield path
        return
    for choice in braces[1].split(","):
        yield from _spread(path[: braces.start()] + choice + path[braces.end() :])


def _exists(path: str, root: Path) -> bool:
    file, _, test = path.partition("::")
    if "*" in file:
        return next(root.glob(file), None) is not None
    if not (root / file).exists():
        return False
    return not test or f"def {test}(" in (root / file).read_text(encoding="utf-8")
