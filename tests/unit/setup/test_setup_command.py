"""``labkit setup``: everything that is missing, and nothing started."""

import pytest

from labkit.errors import LabError
from labkit.setup import entering, servers, setup_command


def test_it_makes_the_environment_fetches_the_servers_and_says_so(monkeypatch, capsys):
    done = []
    monkeypatch.setattr(entering, "ensure", lambda *_: done.append("environment"))
    monkeypatch.setattr(entering, "_become", lambda _, argv: done.append(argv))
    monkeypatch.setattr(servers, "fetch_if_possible", lambda: done.append("servers"))
    assert setup_command.main([]) == 0
    assert done == ["environment", ["setup"], "servers"]
    assert ".venv/bin/labkit" in capsys.readouterr().out


def test_it_takes_no_arguments():
    with pytest.raises(LabError, match="labkit setup --help"):
        setup_command.main(["now"])
