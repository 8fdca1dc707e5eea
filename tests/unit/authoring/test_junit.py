"""Reading nbval's report."""

from pathlib import Path

from labkit.authoring.junit import read_results

REPORT = """<testsuites><testsuite>
<testcase name="Cell 0"/>
<testcase name="Cell 1"><failure message="m">Notebook cell execution failed
Cell 1: Cell outputs differ

Input:
secret()

Traceback:
1 disagrees with 2</failure></testcase>
<testcase name="Cell 2"><skipped type="pytest.skip"/></testcase>
<testcase name="Cell 3"><skipped type="pytest.xfail"/></testcase>
</testsuite></testsuites>"""


def test_passed_failed_and_unreached_cells_are_told_apart(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT)
    results = read_results(report)
    assert results.passed == 1
    assert results.problems == (
        "code cell 1: Cell outputs differ\n1 disagrees with 2",
        "code cell 3: not reached.",
    )
