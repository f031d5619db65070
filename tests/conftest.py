"""What holds for every test: slow sets are asked for, and in CI a skip is a failure."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

# A shared machine stalls now and then; laws are not about time.
IN_CI = os.environ.get("SVIEDKA_CI") == "1"
# Everybody's runs look for new examples; the gate tries the same ones each time, and answers for the change alone.
settings.register_profile("house", deadline=None, derandomize=IN_CI, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

SLOW = os.environ.get("SVIEDKA_SLOW") == "1"
CORPUS = "needs a corpus folder"
"""The one reason to skip that CI lets pass: material that is not the project's to ship."""


def pytest_configure(config: pytest.Config) -> None:
    # A shell that starts us in the background has SIGINT ignored, which children inherit: Ctrl+C could not be tested.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    config.addinivalue_line("markers", "slow: takes minutes; runs under `make test-all`")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not SLOW:
        slow = [item for item in items if item.get_closest_marker("slow")]
        items[:] = [item for item in items if item not in slow]
        config.hook.pytest_deselected(items=slow)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]  # pluggy's result has no type here
    if IN_CI and report.skipped and not hasattr(report, "wasxfail") and CORPUS not in str(report.longrepr):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI, where nothing may be missing: {report.longrepr}"
