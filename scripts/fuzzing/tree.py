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


class Program(Node):
    """The files of a program: a block for each, the main one first."""

    __slots__ = ("names",)

    def __init__(self, files):
        super().__init__(*files.values())
        self.names = list(files)


FILE_MARK = "# file "


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


def program_text(program):
    """Returns the text of all files of `program`, each but the first behind a line of its name."""
    pieces = []
    for name, block in zip(program.names, program.parts):
        if pieces:
            pieces.append(f"{FILE_MARK}{name}\n")
        pieces += [text(statement) + "\n" for statement in block.parts]
    return "".join(pieces)


def files_of(text):
    """Returns the files, by name, of a text that `program_text` made."""
    main, *others = text.split(FILE_MARK)
    files = {"main.myco": main}
    for other in others:
        name, _, content = other.partition("\n")
        files[name] = content
    return files


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
