"""The functions in a system's source: which of them a change touches, and which a run enters."""

import ast
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

Function = ast.FunctionDef | ast.AsyncFunctionDef

ENTERED = "labkit_entered"
"""The builtin that a traced source calls with the name of each function that is entered."""

_CALLED = f"_{ENTERED}"
_REMEMBERED = 256  # sources; every check looks at the same ones again
_HEADER = f'{_CALLED} = getattr(__import__("builtins"), "{ENTERED}", str)'


@lru_cache(_REMEMBERED)
def traced(source: str, file: str) -> str:
    """The source with a call at the beginning of each function, by which a run tells of it.

    Where nobody listens, the calls do nothing.

    Args:
        source: a module of the system.
        file: its path, relative to the folder of the systems.
    """
    tree = ast.parse(source)
    for name, function in _named(tree):
        call = ast.parse(f"{_CALLED}({f'{file}::{name}'!r})").body
        start = _behind_docstring(function.body)
        function.body[start:start] = call
    start = _behind_docstring(tree.body)
    while start < len(tree.body) and _is_future_import(tree.body[start]):
        start += 1
    tree.body[start:start] = ast.parse(_HEADER).body
    return ast.unparse(ast.fix_missing_locations(tree))


def touched(before: str, after: str, file: str) -> frozenset[str] | None:
    """The functions whose bodies alone a change changes; None when it changes anything else.

    Args:
        before: a module of the system as it is.
        after: the module with the change.
        file: its path, relative to the folder of the systems.
    """
    (rest, bodies), (other_rest, other_bodies) = _taken_apart(before), _taken_apart(after)
    if rest != other_rest or bodies.keys() != other_bodies.keys():
        return None
    return frozenset(f"{file}::{n}" for n, body in bodies.items() if body != other_bodies[n])


@lru_cache(_REMEMBERED)
def _taken_apart(source: str) -> tuple[str, Mapping[str, str]]:
    """A module without the bodies of its functions, and each body without those inside it."""
    tree = ast.parse(source)
    bodies: dict[str, str] = {}
    for name, function in reversed(list(_named(tree))):  # the inner ones first
        bodies[name] = "\n".join(map(ast.dump, function.body))
        function.body = [ast.Pass()]
    return ast.dump(tree), bodies


def _named(tree: ast.AST) -> Iterator[tuple[str, Function]]:
    """Every function with a name of its own, outer ones first."""
    often: Counter[str] = Counter()
    for path, function in _functions(tree, ""):
        often[path] += 1
        yield f"{path}#{often[path]}" if often[path] > 1 else path, function


def _functions(node: ast.AST, above: str) -> Iterator[tuple[str, Function]]:
    for child in ast.iter_child_nodes(node):
        path = f"{above}{child.name}." if isinstance(child, ast.ClassDef | Function) else above
        if isinstance(child, Function):
            yield path[:-1], child
        yield from _functions(child, path)


def _behind_docstring(body: list[ast.stmt]) -> int:
    match body:
        case [ast.Expr(value=ast.Constant(value=str())), *_]:
            return 1
        case _:
            return 0


def _is_future_import(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"
