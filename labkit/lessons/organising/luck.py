"""Running the same tests again and again: do they always say the same?"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from labkit.lessons.organising.projects import Project
from labkit.lessons.organising.running import AT_A_TIME


@dataclass(frozen=True)
class Repeated:
    """What came of several runs.

    Attributes:
        passed: for each run, whether it passed.
    """

    passed: tuple[bool, ...]

    def __repr__(self) -> str:
        signs = " ".join("✔" if each else "✘" for each in self.passed)
        return f"{signs}   passed {sum(self.passed)} of {len(self.passed)} times"


def repeated(project: Project, *options: str, times: int = 3) -> Repeated:
    """Run pytest several times; each time Python orders its sets in another way.

    Args:
        project: where.
        options: pytest's.
        times: how often.
    """
    with ThreadPoolExecutor(AT_A_TIME) as threads:
        runs = threads.map(lambda seed: project.run(*options, seed=seed), range(times))
        return Repeated(tuple(each.status == 0 for each in runs))
