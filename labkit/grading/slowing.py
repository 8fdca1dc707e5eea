"""In a suite's own process: a slow network between the suite and its servers, and longer sleeps."""

from __future__ import annotations

import ast
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest

from labkit.grading.jobs import Job
from labkit.grading.sleeps import Sleep, fixed_sleeps

_DELAY_SECONDS = 0.001
_DELAY_WHERE_IT_SLEEPS = 0.05
_LONGEST_SLEEP_SECONDS = 5.0
_HERE = ("127.0.0.1", "localhost")


class SlowNetwork:
    """A pytest plugin that puts a proxy in front of each server that testcontainers tells of.

    Answers come late: by 1 ms, which adds up over a suite, and by 50 ms in a test that relies on
    a fixed sleep.

    Args:
        slow: whether the proxies delay at all.
        sleeps: the suite's fixed sleeps.
    """

    def __init__(self, slow: bool, sleeps: tuple[Sleep, ...]) -> None:
        self._slow = slow
        self._sleepy = {test for sleep in sleeps for test in sleep.tests}
        self._delay = 0.0
        self._proxies: dict[int, Any] = {}

    def begin(self) -> None:
        """Let containers name the proxies' ports from now on."""
        from testcontainers.core.container import DockerContainer

        exposed: Callable[..., Any] = DockerContainer.get_exposed_port

        def proxied(container: Any, *args: Any, **kwargs: Any) -> Any:
            port = exposed(container, *args, **kwargs)
            if container.get_container_host_ip() not in _HERE:
                return port
            return type(port)(self._proxy(int(port)).port)

        setattr(DockerContainer, "get_exposed_port", proxied)  # noqa: B010 - mypy forbids the other

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Choose the delay for a test."""
        function = getattr(item, "originalname", "") or item.name
        delay = _DELAY_WHERE_IT_SLEEPS if function in self._sleepy else _DELAY_SECONDS
        self._delay = delay if self._slow else 0.0
        for proxy in self._proxies.values():
            proxy.heal()
            proxy.latency(self._delay)

    def _proxy(self, port: int) -> Any:
        from labkit.faults import FaultProxy

        if port not in self._proxies:
            self._proxies[port] = FaultProxy(_HERE[0], port)
            self._proxies[port].latency(self._delay)
        return self._proxies[port]


def slow_down(session: pytest.Session, job: Job, suite: str) -> None:
    """Do what the job's circumstances ask for.

    Args:
        session: the session of pytest, before the suite is collected.
        job: the job, whose suite is valid Python.
        suite: the path of the suite's file.
    """
    special = job.circumstances
    if not special.proxied and special.stretch == 1.0:
        return
    sleeps = fixed_sleeps(job.source) if _is_python(job.source) else ()
    if special.proxied:
        network = SlowNetwork(special.slow, sleeps)
        network.begin()
        session.config.pluginmanager.register(network)
    if special.stretch != 1.0:
        _stretch(special.stretch, suite, {sleep.line for sleep in sleeps})


def _stretch(times: float, suite: str, lines: set[int]) -> None:
    """Make the fixed sleeps of a suite longer."""
    sleep = time.sleep

    def longer(seconds: Any) -> None:
        frame = sys._getframe(1)
        if frame.f_code.co_filename == suite and frame.f_lineno in lines:
            seconds = max(seconds, min(times * seconds, _LONGEST_SLEEP_SECONDS))
        sleep(seconds)

    time.sleep = longer


def _is_python(source: str) -> bool:
    try:
        ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return False
    return True
