"""What is said beside a mark that would otherwise look like a reproach."""

REST_WITH_BUGS = "nothing wrong; the rest comes with the bugs you catch"


def note(name: str, points: int, max_points: int, *, valid: bool, isolated: bool) -> str:
    """Why a quality mark is below full when the suite did nothing wrong; empty for other marks.

    Args:
        name: the part's name.
        points: what the suite earned in it.
        max_points: what there is to earn in it.
        valid: whether the suite accepts every correct system.
        isolated: whether the order of its tests makes no difference.
    """
    nothing_wrong = {"Valid": valid, "Isolated": isolated}.get(name, False)
    return REST_WITH_BUGS if nothing_wrong and points < max_points else ""
