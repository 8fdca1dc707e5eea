"""``%load_ext labkit`` and ``%unload_ext labkit``."""

from typing import Any

from labkit.ui.sentences import in_one_sentence

MAGIC = "suite"


@in_one_sentence
def load(shell: Any) -> None:
    """Register ``%%suite`` in ``shell`` and connect the container engine; print nothing.

    Loading again is harmless.

    Args:
        shell: the running IPython ``InteractiveShell``.

    Raises:
        LabError: when no container engine can be connected or started.
    """
    from labkit import engine
    from labkit.ui.suite_magic import suite

    shell.register_magic_function(suite, magic_kind="cell", magic_name=MAGIC)
    engine.use()


def unload(shell: Any) -> None:
    """Take ``%%suite`` away; the engine stays, for the containers of this kernel may be in use."""
    shell.magics_manager.magics["cell"].pop(MAGIC, None)
