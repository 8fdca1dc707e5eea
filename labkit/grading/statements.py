"""The statements in a system's functions: which a change begins at, and which a run comes to.

A run that comes to none of the statements at which a change begins goes as if nothing were changed.
"""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

Function = ast.FunctionDef | ast.AsyncFunctionDef

REACHED = "labkit_reached"
"""The builtin that a traced source calls with the name of each statement that is reached."""

_CALLED = f"_{REACHED}"
_REMEMBERED = 256  # sources; every check looks at the same ones again
_HEADER = f'{_CALLED} = getattr(__import__("builtins"), "{REACHED}", str)'
_BLOCKS = ("body", "orelse", "finalbody")


@lru_cache(_REMEMBERED)
def traced(source: str, file: str) -> str:
    """The source with a call before each statement in a function, by which a run tells of it.

    Where nobody listens, the calls do nothing.

    Args:
        source: a module of the system.
        file: its path, relative to the folder of the systems.
    """
    tree = ast.parse(source)
    number = {id(statement): n for n, statement in enumerate(_statements(tree))}
    for block in list(_blocks_in_functions(tree)):
        marked = []
        for statement in block:
            name = f"{file}:{number[id(statement)]}"
            marked += [*ast.parse(f"{_CALLED}({name!r})").body, statement]
        if block and _is_text(block[0]):
            marked[:2] = reversed(marked[:2])  # a docstring comes first
        block[:] = marked
    start = 1 if tree.body and _is_text(tree.body[0]) else 0
    while start < len(tree.body) and _is_future_import(tree.body[start]):
        start += 1
    tree.body[start:start] = ast.parse(_HEADER).body
    return ast.unparse(ast.fix_missing_locations(tree))


def touched(before: str, after: str, file: str) -> frozenset[str] | None:
    """The statements at which a change begins; None when it changes more than functions' bodies.

    An import that is added changes nothing by itself where nobody knows the name.

    Args:
        before: a module of the system as it is.
        after: the module with the change.
        file: its path, relative to the folder of the systems.
    """
    here, there = _taken_apart(before), _taken_apart(after)
    if (here.rest, here.names) != (there.rest, there.names) or not here.imports_stay_in(there):
        return None
    found: set[int] = set()
    for old, new in zip(here.bodies, there.bodies, strict=True):
        if old.yields and not new.yields:  # a call came to no statement, and comes to some now
            return None
        if old.names_more(new):
            found.add(here.numbers[id(old.block[0])])
        else:
            found |= {here.numbers[id(each)] for each in _first_changed(old.block, new.block)}
    return frozenset(f"{file}:{number}" for number in found)


class _Body:
    """A function's body."""

    def __init__(self, function: Function) -> None:
        self.block = function.body
        inside = [node for statement in self.block for node in ast.walk(statement)]
        self._read = {n.id for n in inside if isinstance(n, ast.Name)}
        self._bound = {name for node in inside for name in _bound_by(node)}

    def names_more(self, other: "_Body") -> bool:
        """Whether the other binds names that are another's here, or yields: felt from the start."""
        more = other._bound - self._bound
        return bool(more & (self._read | {_YIELDS}))

    @property
    def yields(self) -> bool:
        """Whether a call of the function makes a generator."""
        return _YIELDS in self._bound


_YIELDS = "yield"
_ANYTHING = "*"  # what an import of a star binds


def _bound_by(node: ast.AST) -> Iterator[str]:
    """The names that a node makes the function's own, or gives away."""
    match node:
        case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
            yield name
        case ast.ExceptHandler(name=str(name)) | ast.alias(asname=str(name)):
            yield name
        case ast.alias(name=name) | ast.ClassDef(name=name):
            yield name.partition(".")[0]
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            yield name
        case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            yield name
        case ast.MatchMapping(rest=str(name)):
            yield name
        case ast.Global(names=names) | ast.Nonlocal(names=names):
            yield from names
        case ast.Yield() | ast.YieldFrom():
            yield _YIELDS


@dataclass(frozen=True)
class _Module:
    """A module taken apart.

    Attributes:
        rest: it without the bodies of its functions and its imports.
        imports: what its own lines import: a name, and what it stands for.
        known: every name in it.
        names: the functions' names.
        bodies: their bodies, each without the bodies of the functions inside it.
        numbers: by statement, its number.
    """

    rest: str
    imports: frozenset[tuple[str, str]]
    known: frozenset[str]
    names: Sequence[str]
    bodies: Sequence[_Body]
    numbers: dict[int, int]

    def imports_stay_in(self, other: "_Module") -> bool:
        """Whether the other imports the same, and besides only under names unknown here."""
        new = {name for name, _ in other.imports - self.imports}
        return self.imports <= other.imports and not new & {*self.known, _ANYTHING}


@lru_cache(_REMEMBERED)
def _taken_apart(source: str) -> _Module:
    tree = ast.parse(source)
    numbers = {id(statement): n for n, statement in enumerate(_statements(tree))}
    functions = list(_functions(tree))
    bodies = [_Body(function) for function in functions]
    known = frozenset(name for node in ast.walk(tree) for name in _named_by(node))
    for function in functions:
        function.body = [ast.Pass()]
    imports = frozenset(name for node in tree.body for name in _imported_by(node))
    tree.body = [node for node in tree.body if not [*_imported_by(node)]]
    names = [each.name for each in functions]
    return _Module(ast.dump(tree), imports, known, names, bodies, numbers)


def _named_by(node: ast.AST) -> Iterator[str]:
    """The names that a node reads, binds or gives away."""
    yield from _bound_by(node)
    if isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, ast.arg):
        yield node.arg


def _imported_by(node: ast.stmt) -> Iterator[tuple[str, str]]:
    """The names that a line of a module imports, and what each stands for."""
    if isinstance(node, ast.Import | ast.ImportFrom) and not _is_future_import(node):
        source = f"{node.level} {node.module}" if isinstance(node, ast.ImportFrom) else ""
        for alias in node.names:
            yield next(_bound_by(alias)), f"{source} {ast.dump(alias)}"


def _first_changed(
    before: Sequence[ast.stmt], after: Sequence[ast.stmt], owner: ast.stmt | None = None
) -> Iterator[ast.stmt]:
    """The statements of a block at which another one begins to differ from it.

    Args:
        before: the block.
        after: what it is changed to.
        owner: the statement that the block is a part of.
    """
    texts, others = list(map(ast.dump, before)), list(map(ast.dump, after))
    if texts == others:
        return
    same = _common(texts, others)
    tail = _common(texts[same:][::-1], others[same:][::-1])
    gone, come = before[same : len(before) - tail], after[same : len(after) - tail]
    if len(gone) == len(come) == 1 and _header(gone[0]) == _header(come[0]):
        for one, other in zip(_blocks(gone[0]), _blocks(come[0]), strict=True):
            yield from _first_changed(one, other, gone[0])
    elif len(gone) == 1 and (handlers := _unguarded(gone[0], come)):
        yield from handlers
    elif same < len(before):
        yield before[same]  # the first that goes, or the one before which others come
    elif before:
        yield before[-1]
    elif owner:
        yield owner


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many elements two sequences have in common at their beginning."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _unguarded(statement: ast.stmt, after: Sequence[ast.stmt]) -> list[ast.stmt]:
    """The first statements of the handlers of a ``try`` of which only the body is left."""
    match statement:
        case ast.Try(body=body, handlers=handlers, orelse=[], finalbody=[]):
            left = [*map(ast.dump, body)] == [*map(ast.dump, after)]
            return [handler.body[0] for handler in handlers] if left else []
    return []


def _header(statement: ast.stmt) -> list[str]:
    """A statement without the blocks in it, as text."""
    if isinstance(statement, ast.ClassDef):
        return [ast.dump(statement)]  # a class is one statement, whatever is in it
    parts = [type(statement).__name__]
    for field, value in ast.iter_fields(statement):
        if field == "handlers":
            parts += [f"except {_text(each.type)} as {each.name}" for each in value]
        elif field == "cases":
            parts += [f"case {_text(each.pattern)} if {_text(each.guard)}" for each in value]
        elif field not in _BLOCKS:
            parts.append(_text(value))
    return parts


def _text(value: object) -> str:
    if isinstance(value, list):
        return ",".join(map(_text, value))
    return ast.dump(value) if isinstance(value, ast.AST) else repr(value)


def _blocks(node: ast.AST) -> Iterator[list[ast.stmt]]:
    """The blocks of statements that a node consists of, empty ones too; not a lambda's body."""
    for field in _BLOCKS:
        if isinstance(block := getattr(node, field, None), list):
            yield block
    for part in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
        yield part.body


def _statements(tree: ast.AST) -> Iterator[ast.stmt]:
    """Every statement inside a function, always in the same order."""
    for block in _blocks_in_functions(tree):
        yield from block


def _blocks_in_functions(node: ast.AST, *, inside: bool = False) -> Iterator[list[ast.stmt]]:
    inside = inside or isinstance(node, Function)
    for block in _blocks(node):
        if inside:
            yield block
        for statement in block:
            yield from _blocks_in_functions(statement, inside=inside)


def _functions(node: ast.AST) -> Iterator[Function]:
    """Every function, always in the same order."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function):
            yield child
        yield from _functions(child)


def _is_text(statement: ast.stmt) -> bool:
    match statement:
        case ast.Expr(value=ast.Constant(value=str())):
            return True
    return False


def _is_future_import(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"
