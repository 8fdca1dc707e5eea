"""The self-check's questions: what the kit ships is fair, and each mistake in a file is told."""

import json
from collections import Counter
from pathlib import Path

import pytest

from labkit.errors import LabError
from labkit.lessons.review import ORDER, Chapter, Question, chapter
from labkit.lessons.review.chapters import read_chapter

ROOT = Path(__file__).parents[3]

FILE = """\
number = "1"
title = "Hats"

[claim]
title = "hats fit"
options = ["-q"]

[[questions]]
id = "which-hat"
question = "Which hat?"
right = "large"
read = "notebooks/hats.ipynb: Sizes"

[[questions.options]]
id = "small"
text = "The small one."
why = "It slips."

[[questions.options]]
id = "large"
text = "The large one."
why = "It fits."
"""


@pytest.fixture(params=ORDER)
def shipped(request: pytest.FixtureRequest) -> Chapter:
    return chapter(request.param)


def headings(notebook: Path) -> set[str]:
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    texts = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    lines = (line for text in texts for line in text.splitlines())
    return {line.lstrip("#").strip() for line in lines if line.startswith("#")}


def right_is_longest(question: Question) -> bool:
    lengths = {option.id: len(option.text) for option in question.options}
    return lengths.pop(question.right) > max(lengths.values())


def test_each_chapter_asks_at_least_four_questions(shipped: Chapter) -> None:
    assert len(shipped.questions) >= (5 if shipped.name == "practice" else 4)


def test_each_chapter_but_the_practice_questions_claims_something(shipped: Chapter) -> None:
    assert (shipped.claim is None) == (shipped.name == "practice")


def test_the_right_option_is_given_away_neither_by_its_place_nor_by_its_length(
    shipped: Chapter,
) -> None:
    places = [[o.id for o in each.options].index(each.right) for each in shipped.questions]
    assert max(Counter(places).values()) <= 2
    assert sum(map(right_is_longest, shipped.questions)) <= 2


def test_the_reason_against_a_wrong_option_does_not_name_the_right_one(shipped: Chapter) -> None:
    for question in shipped.questions:
        [right] = [each.text for each in question.options if each.id == question.right]
        wrong = [each.why for each in question.options if each.id != question.right]
        assert not [why for why in wrong if right.rstrip(".").lower() in why.lower()]


def test_what_to_read_again_is_there(shipped: Chapter) -> None:
    for question in shipped.questions:
        notebook, _, heading = question.read.partition(": ")
        assert heading in headings(ROOT / notebook), question.read


def test_a_file_becomes_a_chapter(tmp_path: Path) -> None:
    read = read_chapter(written(tmp_path, FILE))
    assert (read.name, read.number, read.title) == ("hats", "1", "Hats")
    assert read.claim is not None
    assert (read.claim.title, read.claim.options) == ("hats fit", ("-q",))
    [question] = read.questions
    assert [(each.id, each.why) for each in question.options] == [
        ("small", "It slips."),
        ("large", "It fits."),
    ]
    assert (question.right, question.read) == ("large", "notebooks/hats.ipynb: Sizes")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('right = "large"', 'right = "huge"', ":11: 'which-hat' has no option 'huge'"),
        ('id = "large"', 'id = "small"', ":8: the id 'small' is used twice"),
        ('why = "It fits."', "", ":19: 'why' is missing here"),
        ("question =", "asks =", ":10: unknown key 'asks'"),
        ('number = "1"', "", ":1: 'number' is missing here"),
        ("[claim]", "[claims]", ":4: unknown key 'claims'"),
        ('title = "Hats"', "title =", ":2: this is not TOML"),
        (FILE[FILE.index("[[questions]]") :], "", ":1: there is no question"),
        (FILE[FILE.rindex("[[questions.options]]") :], "", "'which-hat' has 1 options"),
    ],
)
def test_a_mistake_is_a_sentence_with_file_and_line(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    with pytest.raises(LabError, match=r"^review/hats\.toml") as raised:
        read_chapter(written(tmp_path, FILE.replace(old, new, 1)))
    assert message in str(raised.value)


def test_two_questions_of_one_name_are_refused(tmp_path: Path) -> None:
    twice = FILE + FILE[FILE.index("[[questions]]") :]
    with pytest.raises(LabError, match="the id 'which-hat' is used twice"):
        read_chapter(written(tmp_path, twice))


def test_an_unknown_chapter_is_a_sentence_with_the_known_ones() -> None:
    with pytest.raises(LabError, match=r"no questions for 'hats'; there are for: practice, why,"):
        chapter("hats")


def written(folder: Path, text: str) -> Path:
    path = folder / "review" / "hats.toml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return path
