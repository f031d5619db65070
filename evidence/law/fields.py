"""Reads one mapping of the law data strictly: every key is asked for, or refused; every value is of its closed set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from typing import TypeVar

import yaml

from evidence.errors import MalformedError

Choice = TypeVar("Choice", bound=Enum)


class _Strict(yaml.CSafeLoader):
    """YAML without duplicate keys and without implicit dates: a date stays the string that was written."""


_Strict.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def _mapping(loader: _Strict, node: yaml.MappingNode) -> dict[object, object]:
    pairs = [
        (loader.construct_object(key, deep=True), loader.construct_object(value, deep=True))
        for key, value in node.value
    ]
    built = dict(pairs)
    if len(built) != len(pairs):
        raise MalformedError(f"law data: a key stands twice, line {node.start_mark.line + 1}")
    return built


_Strict.add_constructor("tag:yaml.org,2002:map", _mapping)


def parse_yaml(untrusted: bytes, where: str) -> Fields:
    """The top mapping of a file of law data, or MalformedError naming the file."""
    try:
        # _Strict is a CSafeLoader: it builds plain values only.
        loaded = yaml.load(untrusted, Loader=_Strict)  # noqa: S506
    except yaml.YAMLError as error:
        raise MalformedError(f"law data: {where} is not YAML") from error
    return Fields(loaded, where)


class Fields:
    """A mapping under reading; `done` refuses what nobody asked for, so a misspelt key cannot pass."""

    def __init__(self, untrusted: object, where: str) -> None:
        if not isinstance(untrusted, Mapping) or not all(isinstance(key, str) for key in untrusted):
            raise MalformedError(f"law data: {where} is not a mapping with names as keys")
        self._rest = dict(untrusted)
        self.where = where

    def __contains__(self, key: str) -> bool:
        return key in self._rest

    def names(self) -> tuple[str, ...]:
        """The names not yet asked for, in the order of the file."""
        return tuple(self._rest)

    def take(self, key: str) -> object:
        """The raw value, or None when absent; the key counts as asked for."""
        return self._rest.pop(key, None)

    def text(self, key: str) -> str:
        """A text that must be there and not be empty."""
        value = self.take(key)
        if not isinstance(value, str) or not value.strip():
            raise self.refusal(key, "must be a text")
        return value

    def text_or(self, key: str, default: str = "") -> str:
        """A text, or the default when the key is absent or null."""
        return default if self._rest.get(key) is None else self.text(key)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, one text, or nothing at all, always as a tuple."""
        value = self.take(key)
        if value is None:
            return ()
        if isinstance(value, str):
            return (value,)
        if isinstance(value, Sequence) and all(isinstance(item, str) for item in value):
            return tuple(value)
        raise self.refusal(key, "must be a list of texts")

    def whole(self, key: str) -> int | None:
        """A whole number, or None when absent."""
        value = self.take(key)
        if value is None or type(value) is int:
            return value
        raise self.refusal(key, "must be a whole number")

    def flag(self, key: str) -> bool:
        """True or false; absent means false."""
        value = self.take(key)
        if value is None or isinstance(value, bool):
            return bool(value)
        raise self.refusal(key, "must be true or false")

    def one_of(self, key: str, choices: type[Choice], default: Choice | None = None) -> Choice:
        """A value of a closed set."""
        value = self.take(key)
        if value is None and default is not None:
            return default
        try:
            return choices(value)
        except ValueError as error:
            raise self.refusal(key, "is not of its closed set") from error

    def words(self, key: str) -> Mapping[str, str]:
        """A mapping from names to texts, empty when absent."""
        value = self.take(key)
        if value is None:
            return {}
        if isinstance(value, Mapping) and all(isinstance(k, str) and isinstance(v, str) for k, v in value.items()):
            return dict(value)
        raise self.refusal(key, "must map names to texts")

    def day(self, key: str) -> date | None:
        """An ISO 8601 calendar date, or None when absent or null."""
        value = self.take(key)
        return None if value is None else iso_day(value, f"{self.where}.{key}")

    def rows(self, key: str) -> tuple[Fields, ...]:
        """A list of mappings, empty when absent."""
        value = self.take(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            raise self.refusal(key, "must be a list")
        return tuple(Fields(row, f"{self.where}.{key}[{number}]") for number, row in enumerate(value))

    def inner(self, key: str) -> Fields:
        """A mapping that must be there."""
        return Fields(self.take(key), f"{self.where}.{key}")

    def skip(self, *keys: str) -> None:
        """Name the keys that are for human readers only."""
        for key in keys:
            self._rest.pop(key, None)

    def done(self) -> None:
        """MalformedError when a key was never asked for."""
        if self._rest:
            raise MalformedError(f"law data: {self.where} has unknown keys: {', '.join(sorted(self._rest))}")

    def refusal(self, key: str, why: str) -> MalformedError:
        """The error to raise for one key."""
        return MalformedError(f"law data: {self.where}.{key} {why}")


def iso_day(untrusted: object, where: str) -> date:
    """A full ISO date and nothing else: `2020-08`, `20200809` and 30 February are refused."""
    if isinstance(untrusted, str) and len(untrusted) == len("2020-08-09"):
        try:
            return date.fromisoformat(untrusted)
        except ValueError:
            pass
    raise MalformedError(f"law data: {where} is not an ISO date")
