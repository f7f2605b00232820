"""Generation of programs that use the library collections."""

from . import kinds
from .tree import Block, Statement

PARTS = {
    "stacks": (["create()"], ["push({x})", "push({x})", "pop()", "take()", "clear()"],
               ["top()", "toArray()", "size", "isEmpty()"]),
    "queues": (["create()"], ["enqueue({x})", "enqueue({x})", "dequeue()", "pop()", "clear()"],
               ["front()", "back()", "toArray()", "size"]),
    "heaps": (["create()", "create(True)"],
              ["insert({x})", "insert({x})", "insert({x})", "extract()", "pop()"],
              ["peek()", "elements", "isMaxHeap", "size"]),
    "trees": (["create()", "create((a, b) => a > b)", "create((a, b) => str(a) < str(b))"],
              ["insert({x})", "insert({x})", "insert({x})", "remove({x})", "clear()"],
              ["min", "max", "height", "search({x})", "toArray()"]),
    "graphs": (["create()", "create(True)"],
               ["addNode({x})", "addEdge({x}, {y})", "addEdge({y}, {x}, i)", "removeNode({x})",
                "removeEdge({x}, {y})"],
               ["nodes", "edges", "neighbors({x})", "bfs({x})", "dfs({y})", "components()",
                "shortestPath({x}, {y})", "topologicalSort()", "hasEdge({x}, {y})"]),
}


class LibraryCollectionRecipes:
    """Library collections in variables, fields and other collections, and copies of them."""

    def library_collections(self):
        library = self.pick(list(PARTS))
        create, changes, reads = PARTS[library]
        create = f"{library}.{self.pick(create)}"
        held, kept = self.new_name("h"), self.new_name("k")
        declared, value, path = [], create, held
        place = self.pick(["variable", "variable", "element", "entry", "field"])
        if place == "element":
            value, path = f"[1, {create}]", f"{held}[1]"
        elif place == "entry" and self.has("maps"):
            value, path = f"{{a: {create}}}", f"{held}.a"
        elif place == "field" and self.has("classes"):
            name = self.new_name("C")
            declared = [Statement(f"class {name}:", Block(Statement(f"let c = {create};")), "end")]
            value, path = f"{name}()", f"{held}.c"
        type = self.pick([kinds.INT, kinds.INT, kinds.STRING, kinds.ANY])

        def use(template):
            parts, rest = [], template
            while "{" in rest:
                before, _, rest = rest.partition("{")
                mark, _, rest = rest.partition("}")
                number = f"(i * 7 + {self.random.randint(0, 9)}) % 10"
                parts += [before, number if mark == "x" and self.chance(0.5)
                          else self.plain(type)]
            return [*parts, rest]

        def change():
            call = use(self.pick(changes))
            return self.pick([
                [f"{path}.", *call, ";"], [f"{path}.", *call, ";"],
                [f"print({path}.", *call, ");"]])

        uses = [change() for _ in range(self.random.randint(2, 6))]
        uses += [[f"print({path}.", *use(self.pick(reads)), ");"] for _ in range(2)]
        uses += self.some_of([
            [f"if i % 3 == 0: {kept} = {path}; end"], [f"print({kept} == {path}, {path});"],
            [f"{kept}.", *use(self.pick(changes)), ";"], [f"print({path} ? 1 : 0, {kept}.type);"],
            [f"let c = {path}; c.", *use(self.pick(changes)), "; print(c);"]])
        self.random.shuffle(uses)
        body = Block(*[
            Statement("try: ", *each, " catch e: print(e); end") for each in uses])
        return [
            *declared, Statement(f"let {held} = {value};"), Statement(f"let {kept} = {path};"),
            Statement(f"for i in 0..{self.pick([1, 3, 12, 40])}:", body, "end"),
            Statement(f"print({path}, {kept});")]
