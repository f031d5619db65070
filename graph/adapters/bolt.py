"""Any engine that speaks Bolt, by the official Neo4j driver: Neo4j, a cluster, or the embedded engine.

Only managed transactions are used: an autocommit that fails leaves rows behind on one engine. Messages of the engine
and of the driver quote values, so none of them is repeated: only the error's code is.
"""

from __future__ import annotations

import ipaddress
import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar
from urllib.parse import urlsplit

import neo4j
from neo4j.exceptions import AuthError, ConfigurationError, DriverError, Forbidden, Neo4jError, TransientError

from evidence.errors import (
    BusyError,
    GraphRefusedError,
    GraphUnavailableError,
    NotConfiguredError,
    QuestionError,
    StaleError,
    SviedkaError,
)
from graph import dump, gate
from graph.adapters import statements
from graph.adapters.bolt_values import plain_row, scalar
from graph.adapters.bolt_writing import Writing
from graph.ports import Counts, Plain
from graph.rows import Rows
from graph.schema import NodeLabel, Value, check_value

_SCHEMES = frozenset({"bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc"})
_Answer = TypeVar("_Answer")
_Look = tuple[object, object, object]
_UNWRITTEN: _Look = (None, None, True)


class BoltGraph:
    """A `GraphStore` behind a URI; see the port for what it promises."""

    def __init__(
        self,
        uri: str,
        *,
        user: str,
        password: str,
        database: str = "neo4j",
        plain_allowed: bool = False,
        time_limit: float = 60.0,
        patience: float = 5.0,
        on_overtime: Callable[[], None] | None = None,
    ) -> None:
        """Connect, or raise the error that says why not.

        `time_limit` is in seconds, for one question; when it is over and the engine does not end the question itself,
        `on_overtime` is called once. `patience`, in seconds, is how long a reader waits for a replacement to end.
        """
        _check_uri(uri, plain_allowed=plain_allowed)
        _silence_driver()
        self.uri = uri
        self._database = database
        self._time_limit = time_limit
        self._patience = patience
        self._on_overtime = on_overtime
        self._constrained = False
        with _mapped():
            self._driver = neo4j.GraphDatabase.driver(
                uri,
                auth=(user, password),
                telemetry_disabled=True,
                user_agent="sviedka",
                connection_timeout=5.0,
                connection_acquisition_timeout=15.0,
                max_transaction_retry_time=15.0,
            )
        try:
            with _mapped():
                # Tried once: a managed transaction would try again for a quarter of a minute.
                self._driver.verify_connectivity()
            # A question, because the address, the password and the database must all be right.
            with _mapped(), self.session() as session:
                session.execute_read(_look)
        except SviedkaError:
            self.close()
            raise

    def replace(self, rows: Rows, *, afresh: bool = False) -> None:
        """See `GraphStore.replace`."""
        with _mapped(), self.session() as session:
            writing = Writing(session)
            if not self._constrained:
                writing.constrain()
                self._constrained = True
            writing.replace(rows, afresh=afresh)

    def counts(self) -> Counts:
        """See `GraphStore.counts`."""

        def count(tx: neo4j.ManagedTransaction) -> Counts:
            nodes = {label.value: _count(tx, statements.NODE_COUNT[label]) for label in NodeLabel}
            relations = {str(one["kind"]): int(one["n"]) for one in tx.run(statements.RELATION_COUNT)}
            return Counts(nodes={label: n for label, n in nodes.items() if n}, relations=relations)

        return self._read(count)

    def ask(self, question: str, parameters: Mapping[str, Value], limit: int) -> list[dict[str, Plain]]:
        """See `GraphStore.ask`."""
        bounded = gate.check(question)
        if limit < 1:
            raise QuestionError("a question asks for at least one row")
        for name, value in parameters.items():
            check_value(name, value)
        given = {**parameters, "limit": limit}
        over = threading.Event()

        @neo4j.unit_of_work(timeout=self._time_limit)
        def answer(tx: neo4j.ManagedTransaction) -> list[dict[str, Plain]]:
            if over.is_set():
                raise _too_long(self._time_limit)
            result = tx.run(bounded, given)
            return [plain_row(record) for _, record in zip(range(limit), result, strict=False)]

        with self._watched(over):
            return self._read(answer)

    def dump(self) -> bytes:
        """See `GraphStore.dump`."""
        return dump.assemble(self._read(lambda tx: list(_lines(tx))))

    def close(self) -> None:
        """See `GraphStore.close`."""
        with _mapped():
            self._driver.close()

    def session(self) -> neo4j.Session:
        """A session of the driver, for what is not a question: it passes no gate."""
        return self._driver.session(database=self._database, fetch_size=2_000)

    def _read(self, work: Callable[[neo4j.ManagedTransaction], _Answer]) -> _Answer:
        """Run work between two looks at the writer's node, until nothing was written in between.

        The looks are transactions of their own: an engine may answer twice the same within one.
        """
        deadline = time.monotonic() + self._patience
        with _mapped(), self.session() as session:
            first = before = session.execute_read(_look)
            while True:
                if before[2] is True:
                    answer = session.execute_read(work)
                    after = session.execute_read(_look)
                    if after == before:
                        return answer
                else:
                    time.sleep(0.05)
                    after = session.execute_read(_look)
                if time.monotonic() > deadline:
                    raise _not_whole(moving=after != first)
                before = after

    @contextmanager
    def _watched(self, over: threading.Event) -> Iterator[None]:
        """End a question that the engine itself does not end, and say so in place of the broken connection."""

        def end() -> None:
            over.set()
            if self._on_overtime is not None:
                self._on_overtime()

        # Half a second more, so that an engine with time-outs of its own uses them.
        timer = threading.Timer(self._time_limit + 0.5, end)
        timer.daemon = True
        timer.start()
        try:
            yield
        except GraphUnavailableError:
            if over.is_set():
                raise _too_long(self._time_limit) from None
            raise
        finally:
            timer.cancel()


def _check_uri(uri: str, *, plain_allowed: bool) -> None:
    try:
        parts = urlsplit(uri)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise NotConfiguredError("the graph's URI is not one", hint="write it as neo4j+s://host:7687") from None
    if parts.scheme not in _SCHEMES or not host or parts.username or parts.password:
        # The URI itself is not repeated: people write passwords into it.
        raise NotConfiguredError("the graph's URI is not one", hint="write it as neo4j+s://host:7687, without a user")
    if not plain_allowed and not parts.scheme.endswith(("+s", "+ssc")) and not _is_loopback(host):
        raise NotConfiguredError(
            "the graph's URI would send names over the network in the clear",
            hint="use neo4j+s:// or bolt+s://, or a server on this machine",
        )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _silence_driver() -> None:
    # At DEBUG the driver logs whole messages, and as warnings whole questions: both hold names.
    logger = logging.getLogger("neo4j")
    logger.setLevel(logging.CRITICAL + 1)
    logger.propagate = False


@contextmanager
def _mapped() -> Iterator[None]:
    """Turn the driver's and the engine's errors into ours, by family, without a word of their text."""
    try:
        yield
    except (AuthError, Forbidden):
        raise GraphRefusedError("the graph engine refuses the user or the password") from None
    except TransientError:
        raise BusyError("the graph engine is busy and did not take the transaction") from None
    except Neo4jError as error:
        raise _from_engine(error.code or "") from None
    except ConfigurationError:
        raise NotConfiguredError("the graph's URI or its certificate does not fit the server") from None
    except (DriverError, OSError):
        raise GraphUnavailableError("no graph engine answers at the configured place") from None


def _from_engine(code: str) -> SviedkaError:
    if "Security" in code:
        return GraphRefusedError("the graph engine refuses the user or the password")
    if "Timed" in code or "Terminated" in code:
        return QuestionError("the graph engine ended the question: it took too long")
    if ".Statement." in code:
        return QuestionError(f"the graph engine does not understand the question: {_safe(code)}")
    if "DatabaseNotFound" in code:
        return NotConfiguredError("the graph engine has no database of the configured name")
    return GraphUnavailableError(f"the graph engine failed: {_safe(code)}")


def _safe(code: str) -> str:
    # A code is a fixed word of the engine, but it comes from a socket.
    return code if code.replace(".", "").isalpha() and code.isascii() and len(code) < 100 else "no code"


def _too_long(seconds: float) -> QuestionError:
    return QuestionError(f"the question took more than {seconds:g} seconds and was ended")


def _not_whole(*, moving: bool) -> SviedkaError:
    if moving:
        return BusyError("the graph is being replaced")
    return StaleError("a replacement of the graph began and did not end", hint="run `sviedka graph rebuild`")


def _look(tx: neo4j.ManagedTransaction) -> _Look:
    record = tx.run(statements.LOOK, id=statements.WRITER_ID).single()
    return _UNWRITTEN if record is None else (record["token"], record["beat"], record["whole"])


def _count(tx: neo4j.ManagedTransaction, statement: str) -> int:
    [record] = tx.run(statement)
    return int(record["n"])


def _lines(tx: neo4j.ManagedTransaction) -> Iterator[bytes]:
    for label in NodeLabel:
        for record in tx.run(statements.NODE_ROWS[label]):
            yield dump.node_line(label.value, scalar(record["row"]))
    for record in tx.run(statements.RELATION_ROWS):
        start = (str(record["start_label"]), str(record["start"]))
        end = (str(record["end_label"]), str(record["end"]))
        yield dump.relation_line(str(record["kind"]), start, end, scalar(record["row"]))
