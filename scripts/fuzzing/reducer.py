"""Makes a program small while it keeps a property."""

import time

from . import kinds
from .tree import Block, Expression, Statement, children, program_text, walk

BRANCHES, ENDS = ("else", "catch", "finally"), ("end",)
GUARDS, GUARD_ENDS = (" if ", " when "), (":", " => ")


class Reducer:
    """Shrinks the tree `root` in place as long as `test(text)` holds."""

    def __init__(self, root, test, seconds=90):
        self.root, self.test = root, test
        self.deadline = time.monotonic() + seconds
        self.tried = {program_text(root)}
        self.tests = 0

    def reduce(self):
        """Shrinks until nothing helps or the time is over; returns the program's text."""
        before = None
        while before != program_text(self.root) and not self.is_over():
            before = program_text(self.root)
            self.remove_statements()
            self.hoist_blocks()
            self.remove_branches()
            self.simplify_expressions()
            self.remove_elements()
        return program_text(self.root)

    def is_over(self):
        return time.monotonic() > self.deadline

    def attempt(self, node, parts):
        """Gives `node` other parts if the property survives; whether it does."""
        before, node.parts = node.parts, parts
        text = program_text(self.root)
        if text not in self.tried and not self.is_over():
            self.tried.add(text)
            self.tests += 1
            if self.test(text):
                return True
        node.parts = before
        return False

    def attached(self, wanted):
        return [node for node in walk(self.root) if isinstance(node, wanted)]

    def remove_statements(self):
        for block in self.attached(Block):
            size = len(block.parts)
            while size >= 1:
                start = 0
                while start < len(block.parts):
                    rest = block.parts[:start] + block.parts[start + size:]
                    if not self.attempt(block, rest):
                        start += size
                size //= 2

    def hoist_blocks(self):
        """Replaces statements by what stands in their blocks."""
        for block in self.attached(Block):
            i = 0
            while i < len(block.parts):
                for inner in self.inner_blocks(block.parts[i]):
                    if self.attempt(block, block.parts[:i] + inner.parts + block.parts[i + 1:]):
                        break
                i += 1

    def inner_blocks(self, statement):
        if isinstance(statement, str):
            return []
        return [node for node in walk(statement) if isinstance(node, Block)][:6]

    def remove_branches(self):
        """Removes else, catch and finally with their blocks, and the guards of cases."""
        for node in self.attached(Statement):
            for starts, ends in ((BRANCHES, BRANCHES + ENDS), (GUARDS, GUARD_ENDS)):
                for start in reversed(self.places(node, starts)):
                    behind = [i for i in self.places(node, ends) if i > start]
                    if behind:
                        self.attempt(node, node.parts[:start] + node.parts[behind[0]:])

    def places(self, node, prefixes):
        return [
            i for i, part in enumerate(node.parts)
            if isinstance(part, str) and part.startswith(prefixes)]

    def simplify_expressions(self):
        for parent in self.attached((Statement, Expression, Block)):
            for i, part in enumerate(parent.parts):
                if isinstance(part, Expression):
                    self.simplify(parent, i, part)

    def simplify(self, parent, i, expression):
        """Replaces an expression by the simplest of its type, or by a part of it."""
        choices = []
        if expression.type is not None:
            choices += [
                Expression(expression.type, text) for text in kinds.simplest(expression.type)]
            choices += [
                node for node in list(walk(expression))[1:40]
                if isinstance(node, Expression) and node.type == expression.type]
        for choice in choices:
            if self.attempt(parent, parent.parts[:i] + [choice] + parent.parts[i + 1:]):
                return

    def remove_elements(self):
        """Removes elements of lists, with the comma before or after them."""
        for node in self.attached((Statement, Expression)):
            i = 0
            while i < len(node.parts):
                part = node.parts[i]
                if part == ", " and i + 1 < len(node.parts):
                    if self.attempt(node, node.parts[:i] + node.parts[i + 2:]):
                        continue
                    if i > 0 and self.attempt(node, node.parts[:i - 1] + node.parts[i + 1:]):
                        continue
                i += 1
