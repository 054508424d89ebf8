"""How large files and functions are; small ones can be read."""

import ast
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).parents[2]
SOURCE = [path for path in (ROOT / "trialhead").rglob("*.py") if "migrations" not in path.parts]
TESTS = list((ROOT / "tests").rglob("*.py"))


def lines(path: Path) -> int:
    """Lines of a file."""
    return len(path.read_text().splitlines())


def functions() -> dict[str, int]:
    """Lines of every function of the program, by file and name."""
    found = {}
    for path in SOURCE:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                found[f"{path.relative_to(ROOT)}:{node.name}:{node.lineno}"] = length
    return found


def p95(values: list[int]) -> float:
    """The 95th percentile."""
    return quantiles(values, n=20)[-1]


def test_files_are_small():
    sizes = {str(path.relative_to(ROOT)): lines(path) for path in SOURCE}
    assert median(sizes.values()) <= 120
    assert p95(list(sizes.values())) <= 350
    assert not {name: size for name, size in sizes.items() if size > 500}


def test_functions_are_short():
    sizes = functions()
    assert median(sizes.values()) <= 9
    assert p95(list(sizes.values())) <= 40
    assert not {name: size for name, size in sizes.items() if size > 80}


def test_tests_are_about_as_long_as_the_source():
    """The aim is 1.5 to 2.2; below 0.85 something is surely untested."""
    ratio = sum(map(lines, TESTS)) / sum(map(lines, SOURCE))
    assert 0.85 <= ratio <= 2.6, f"tests are {ratio:.2f} times the source"
