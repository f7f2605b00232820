"""Trees of Myco programs: expressions, statements and blocks, with their text."""


class Node:
    """A piece of a program: strings and nodes in the order of the text."""

    __slots__ = ("parts",)

    def __init__(self, *parts):
        self.parts = list(parts)


class Expression(Node):
    """An expression; `type` is one of kinds.py, or None where it has no simpler stand-in."""

    __slots__ = ("type",)

    def __init__(self, type, *parts):
        super().__init__(*parts)
        self.type = type


class Statement(Node):
    """A statement, with what ends it."""

    __slots__ = ()


class Block(Node):
    """Statements, one a line."""

    __slots__ = ()


def text(node):
    """Returns the program text of `node`."""
    pieces = []
    write(node, 0, pieces)
    return "".join(pieces)


def write(node, depth, pieces):
    if isinstance(node, str):
        pieces.append(node)
    elif isinstance(node, Block):
        pieces.append("\n")
        for statement in node.parts:
            pieces.append("    " * (depth + 1))
            write(statement, depth + 1, pieces)
            pieces.append("\n")
        pieces.append("    " * depth)
    else:
        for part in node.parts:
            write(part, depth, pieces)


def program_text(block):
    """Returns the text of the top-level statements of `block`."""
    return "".join(text(statement) + "\n" for statement in block.parts)


def children(node):
    """Yields the nodes directly below `node`."""
    for part in node.parts:
        if isinstance(part, Node):
            yield part


def walk(node):
    """Yields `node` and all nodes below it, outer ones first."""
    yield node
    for child in children(node):
        yield from walk(child)


def blocks(root):
    """Returns all blocks of `root`, outer ones first."""
    return [node for node in walk(root) if isinstance(node, Block)]


def line_count(block):
    return program_text(block).count("\n")
