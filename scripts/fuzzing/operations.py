"""The table of operations: what expressions of each type are made of.

A row is `RESULT | FEATURES | RISK | TEMPLATE`, where backquotes enclose the type of an operand,
a pseudo-type of kinds.py, or `T?` for any value, printable or not. RISK 0 cannot fail; 1 may throw.
"""

import re

from . import kinds

ROWS = """
Int | library | 0 | (`modest` % `Int`.clamp(3, 1009))
Int | | 0 | (`Int` % 1009)
Int | | 0 | (`modest` + `modest`)
Int | | 0 | (`leaf` * `leaf`)
Int | | 0 | (`Int` & `Int`)
Int | | 0 | (`Int` | `Int`)
Int | | 0 | (`Int` ^ `Int`)
Int | | 0 | (~`Int`)
Int | | 0 | (`Int` >> (`Int` & 63))
Int | | 0 | ((`Int` & 255) << `tiny`)
Int | | 0 | (`Bool` ? `Int` : `Int`)
Int | | 1 | (`Int` + `Int`)
Int | | 1 | (`Int` - `Int`)
Int | | 1 | (`Int` * `Int`)
Int | | 1 | (`Int` % `Int`)
Int | | 1 | (`Int` ** `tiny`)
Int | | 1 | (`tiny` ** `Int`)
Int | | 1 | (`Int` << `count`)
Int | | 1 | (`Int` >> `count`)
Int | | 1 | (-`Int`)
Int | | 1 | `String`.toInt()
Int | floats | 1 | `Float`.toInt()
Int | | 0 | `Bool`.toInt()
Int | | 1 | `[Int]`[`place`]
Int | | 0 | `[T]`.length
Int | strings | 0 | `String`.length
Int | library | 0 | len(`[T]`)
Int | library | 0 | `Int`.min(`Int`)
Int | library | 0 | `Int`.clamp(`Int`, `Int`)
Int | library | 0 | `Int`.sign()
Int | library | 1 | `Int`.abs()
Int | library | 0 | math.max(`Int`, `Int`, `Int`)
Int | library | 1 | math.div(`Int`, `Int`)
Int | library | 1 | math.mod(`Int`, `Int`)
Int | library | 1 | math.gcd(`Int`, `Int`)
Int | library | 1 | math.lcm(`leaf`, `leaf`)
Int | library | 1 | math.factorial(`tiny`)
Int | library floats | 1 | math.round(`Float`)
Int | library floats | 1 | `Float`.floor()
Int | library floats | 1 | `Float`.ceil()
Int | library floats | 1 | math.trunc(`Float`)
Int | library floats | 0 | `Float`.sign()
Int | strings library | 0 | `String`.indexOf(`String`)
Int | strings library | 0 | `String`.indexOf(`String`, `place`)
Int | strings library | 0 | `String`.lastIndexOf(`String`)
Int | strings library | 0 | `String`.count(`String`)
Int | strings library | 1 | `String`.charCodeAt(`place`)
Int | library | 0 | `[T]`.indexOf(`T`)
Int | library | 0 | `[T]`.lastIndexOf(`T`)
Int | library | 1 | `[Int]`.sum()
Int | library closures | 0 | `[T]`.count(`pred:T`)
Int | library closures | 0 | `[T]`.findIndex(`pred:T`)
Int | library closures | 0 | `[T]`.reduce(`(Int, T) -> Int`, `Int`)
Int | library closures | 0 | `[T]`.reduce(`Int`, `(Int, T) -> Int`)
Int | library closures | 1 | `[Int]`.reduce(`(Int, Int) -> Int`)
Int | maps library | 0 | `{K:V}`.size
Int | maps library | 0 | `{K:Int}`.get(`K`, `Int`)
Int | sets library | 0 | `<T>`.size
Int | | 1 | `Range`.length
Int | narrowing | 0 | narrow:Int
Int | errors | 0 | `Error`.line
Float | | 0 | (`Float` + `Float`)
Float | | 0 | (`Float` - `Int`)
Float | | 0 | (`Int` * `Float`)
Float | | 0 | (`Float` / `Float`)
Float | | 0 | (`Float` / `Int`)
Float | | 1 | (`Int` / `Int`)
Float | | 0 | (`Float` % `Float`)
Float | | 0 | (`Float` ** `Float`)
Float | | 0 | (`Float` ** `tiny`)
Float | | 0 | (-`Float`)
Float | | 0 | (`Bool` ? `Float` : `Float`)
Float | | 0 | `Int`.toFloat()
Float | strings | 1 | `String`.toFloat()
Float | | 1 | `[Float]`[`place`]
Float | library | 0 | math.sqrt(`Float`)
Float | library | 0 | math.cbrt(`Float`)
Float | library | 0 | math.hypot(`Float`, `Float`)
Float | library | 0 | math.exp(`Float`)
Float | library | 0 | math.log(`Float`)
Float | library | 0 | math.sin(`Float`)
Float | library | 0 | math.atan2(`Float`, `Float`)
Float | library | 0 | math.lerp(`Float`, `Float`, `Float`)
Float | library | 0 | `Float`.abs()
Float | library | 0 | `Float`.min(`Float`)
Float | library | 0 | `Float`.max(`Float`)
Float | library | 0 | `Float`.clamp(`Float`, `Float`)
Float | library | 0 | `Float`.pow(`Float`)
Float | library | 0 | `Int`.sqrt()
Float | maps library | 0 | `{K:Float}`.get(`K`, `Float`)
Float | narrowing | 0 | narrow:Float
Bool | | 0 | (`Int` < `Int`)
Bool | | 0 | (`Int` >= `Int`)
Bool | | 0 | (`Int` == `Int`)
Bool | floats | 0 | (`Float` < `Float`)
Bool | floats | 0 | (`Int` == `Float`)
Bool | floats | 0 | (`Float` > `Int`)
Bool | strings | 0 | (`String` < `String`)
Bool | strings | 0 | (`String` == `String`)
Bool | strings | 0 | (`String` in `String`)
Bool | | 0 | (`[Int]` < `[Int]`)
Bool | | 0 | (`[T]` == `[T]`)
Bool | | 0 | (`[T]` != `[T]`)
Bool | | 0 | (`T` in `[T]`)
Bool | | 0 | (`Any` == `Any`)
Bool | | 0 | (`Any` != `Int`)
Bool | | 0 | (`T` == `T`)
Bool | | 0 | (`Int` in `Range`)
Bool | | 0 | (`Bool` and `Bool`)
Bool | | 0 | (`Bool` or `Bool`)
Bool | | 0 | (`Any` and `T`)
Bool | | 0 | (`Any` or `[T]`)
Bool | | 0 | (not `Bool`)
Bool | | 0 | (!`[T]`)
Bool | | 0 | (`Bool` ? `Bool` : `Bool`)
Bool | | 1 | (`hidden` < `hidden`)
Bool | narrowing | 0 | (`Any` is Int)
Bool | narrowing | 0 | (`Any` is (String | Float))
Bool | narrowing | 0 | (`Any` is (Int?))
Bool | narrowing | 0 | (`?T` == Null)
Bool | | 1 | `hidden`.toBool()
Bool | library | 0 | `Any`.isNumber()
Bool | library | 0 | isArray(`Any`)
Bool | library | 0 | `Any`.isNull()
Bool | library | 0 | `[T]`.isEmpty()
Bool | library | 0 | `[T]`.contains(`T`)
Bool | library | 0 | math.isPrime(`leaf`)
Bool | library floats | 0 | math.isNaN(`Float`)
Bool | strings library | 0 | `String`.startsWith(`String`)
Bool | strings library | 0 | `String`.endsWith(`String`)
Bool | strings library | 0 | `String`.contains(`String`)
Bool | strings library | 0 | `String`.isDigit()
Bool | strings library | 0 | `String`.isUpper()
Bool | strings library | 0 | `String`.isLetter()
Bool | strings library | 0 | `String`.isEmpty()
Bool | library closures | 0 | `[T]`.any(`pred:T`)
Bool | library closures | 0 | `[T]`.all(`pred:T`)
Bool | maps | 0 | (`K` in `{K:V}`)
Bool | maps library | 0 | `{K:V}`.has(`K`)
Bool | maps | 0 | (`{K:V}` == `{K:V}`)
Bool | sets | 0 | (`T` in `<T>`)
Bool | sets | 0 | (`<T>` == `<T>`)
Bool | sets library | 0 | `<T>`.isSubset(`<T>`)
String | strings | 0 | (`String` + `String`)
String | strings | 0 | (`String` + `T`)
String | strings | 0 | (`Int` + `char`)
String | strings | 0 | (`char` * `tiny`)
String | strings | 0 | (`String`.slice(0, 6) * `tiny`)
String | strings | 0 | (`Bool` ? `String` : `String`)
String | strings | 1 | `String`[`place`]
String | | 1 | `[String]`[`place`]
String | strings | 0 | `T?`.toString()
String | | 0 | `T?`.type
String | strings library | 0 | str(`Any`)
String | strings library | 0 | `String`.upper()
String | strings library | 0 | `String`.lower()
String | strings library | 0 | `String`.trim()
String | strings library | 0 | `String`.reverse()
String | strings library | 0 | `String`.substring(`place`, `place`)
String | strings library | 0 | `String`.slice(`place`)
String | strings library | 0 | `String`.slice(`place`, `place`)
String | strings library | 0 | `String`.replace(`char`, `String`.slice(0, 4))
String | strings library | 0 | `String`.charAt(`place`)
String | strings library | 0 | `char`.repeat(`tiny`)
String | strings library | 0 | `String`.padLeft(`tiny`, `char`)
String | strings library | 0 | `String`.padRight(`tiny`)
String | strings library | 0 | `[T]`.join(`String`.slice(0, 3))
String | strings library | 0 | `char`.join(`[T]`)
String | strings library | 0 | `Float`.toFixed(`tiny`)
String | strings library | 0 | `Int`.toHex()
String | strings library | 1 | String.fromCode(`leaf`)
String | strings maps library | 0 | `{K:String}`.get(`K`, `String`)
String | strings narrowing | 0 | narrow:String
String | errors | 0 | `Error`.message
String | errors | 0 | `Error`.kind
Range | | 0 | (`tiny`..`leaf` % 9)
Range | | 0 | (`Int`..`Int`)
Range | | 1 | (`tiny`..`tiny`..`tiny`)
[T] | | 0 | `[T]`.slice(`place`)
[T] | | 0 | (`[T]`.slice(0, 5) + `[T]`.slice(0, 5))
[T] | | 0 | (`[T]`.slice(0, 4) + [`T`])
[T] | | 0 | (`Bool` ? `[T]` : `[T]`)
[T] | | 0 | (`[T]` + [`T`])
[T] | | 0 | ([`T`, `T`] + [`T`])
[T] | | 0 | ([`T`] * `tiny`)
[T] | | 1 | `[[T]]`[`place`]
[Int] | library | 0 | (`tiny`..`leaf` % 7).toArray()
[Int] | strings library | 0 | `String`.slice(0, 3).bytes()
[String] | strings library | 0 | `String`.slice(0, 9).chars()
[String] | strings library | 0 | `String`.split(`char`)
[String] | strings library | 0 | `String`.lines()
[T] | library | 0 | `[T]`.concat(`[T]`).take(6)
[T] | library | 0 | `[T]`.slice(`place`, `place`)
[T] | library | 0 | `[T]`.take(`place`)
[T] | library | 0 | `[T]`.drop(`place`)
[T] | library | 0 | `[T]`.reversed()
[T] | library | 0 | `[T]`.unique()
[T] | library | 0 | `[[T]]`.flatten().take(8)
[[T]] | library | 1 | `[T]`.chunk(`tiny`)
[[T]] | library | 0 | `[T]`.zip(`[T]`)
[[Any]] | library | 0 | `[Any]`.enumerate()
[Int] | library | 0 | `[Int]`.sorted()
[Float] | library | 0 | `[Float]`.sorted()
[String] | library | 0 | `[String]`.sorted()
[Any] | library | 1 | [`hidden`, `hidden`].sorted()
[T] | library closures | 0 | `[T]`.sorted(`less:T`)
[T] | library closures | 0 | `[T]`.filter(`pred:T`)
[T] | library closures | 0 | `[S]`.map(`(S) -> T`)
[T] | library closures | 0 | `[S]`.map(`(S, Int) -> T`)
[T] | library closures | 0 | `[S]`.take(3).flatMap(`(S) -> [T]`)
[Any] | library closures | 0 | `[S]`.map(`(S) -> T`)
[K] | maps library | 0 | `{K:V}`.keys
[V] | maps library | 0 | `{K:V}`.values
[T] | sets library | 0 | `<T>`.toArray()
{K:V} | maps | 0 | (`Bool` ? `{K:V}` : `{K:V}`)
{K:V} | maps library | 0 | `{K:V}`.merge(`{K:V}`)
{K:V} | maps library closures | 0 | `{K:V}`.filter(`(K, V) -> Bool`)
{K:V} | maps library closures | 0 | `{K:W}`.map(`(K, W) -> V`)
{Int:[T]} | maps library closures | 0 | `[T]`.groupBy(`(T) -> Int`)
{String:[T]} | maps library closures | 0 | `[T]`.groupBy(`(T) -> String`)
<T> | sets | 0 | (`<T>` | `<T>`)
<T> | sets | 0 | (`<T>` & `<T>`)
<T> | sets | 0 | (`<T>` ^ `<T>`)
<T> | sets | 0 | (`<T>` - `<T>`)
<T> | sets library | 0 | `<T>`.union(`<T>`)
<T> | sets library | 0 | `<T>`.difference(`<T>`)
<T> | sets library closures | 0 | `<T>`.filter(`pred:T`)
<Int> | sets library closures | 0 | `<Int>`.map(`(Int) -> Int`)
?T | library | 0 | `[T]`.first
?T | library | 0 | `[T]`.last
?T | library closures | 0 | `[T]`.find(`pred:T`)
?Int | library | 0 | `[Int]`.max()
?Float | library | 0 | `[Float]`.min()
?Float | library | 0 | `[Float]`.average()
?V | maps | 0 | `{K:V}`[`K`]
?V | maps library | 0 | `{K:V}`.get(`K`)
?T | | 0 | (`Bool` ? `T` : Null)
Any | | 1 | `[Any]`[`place`]
Any | | 1 | (`hidden` + `hidden`)
Any | | 1 | (`hidden` - `Int`)
Any | | 1 | (`hidden` * `tiny`)
Any | | 1 | (-`hidden`)
Any | | 1 | (`hidden` % `hidden`)
Any | | 1 | `hidden`[`tiny`]
Any | | 1 | `hidden`.toInt()
Any | strings | 1 | `hidden`.length
Any | strings library | 1 | `hidden`.upper()
Any | library | 1 | `hidden`.abs()
Any | strings library | 1 | `hidden`.slice(`tiny`)
Any | strings library | 1 | `hidden`.indexOf(`char`)
Any | strings | 1 | (`char` in `hidden`)
Any | | 1 | (`hidden` & `hidden`)
Any | floats | 1 | (`hidden` / `hidden`)
Any | | 1 | (`hidden` == `T`)
Any | | 1 | (`hidden` ? `hidden` : `hidden`)
Any | | 0 | `T`
Any | | 0 | `T`
Any | | 0 | (`Bool` ? `T` : `S`)
Any | maps | 0 | `{K:Any}`[`K`]
Any | library closures | 0 | `[Any]`.reduce(`(Any, Any) -> Any`, `Any`)
Any | library | 0 | `[Any]`.last
Error | errors | 0 | Error(`String`)
Error | errors | 0 | Error(`String`, `String`)
"""


class Operation:
    """A row: its result's pattern, and its template in pieces (texts and operand patterns)."""

    def __init__(self, row):
        result, features, risk, template = (cell.strip() for cell in row.split("|", 3))
        self.result = kinds.parse(result)
        self.features = set(features.split())
        self.risk = int(risk)
        pieces = re.split("`", template)
        self.pieces = [
            operand(piece) if i % 2 else piece for i, piece in enumerate(pieces) if piece]
        if re.search(r"\.(slice|take)\(", template):
            self.features.add("library")
        if re.search(r"(?i)float", result + template):
            self.features.add("floats")
        self.variables = set(kinds.variables(self.result))
        self.keys = set(kinds.key_variables(self.result))
        for piece in self.pieces:
            if isinstance(piece, tuple):
                self.variables.update(kinds.variables(piece[1]))
                self.keys.update(kinds.key_variables(piece[1]))


def operand(piece):
    """Returns how to make an operand, and its pattern."""
    if ":" in piece and piece.split(":")[0] in ("pred", "less"):
        what, element = piece.split(":")
        element = kinds.parse(element)
        parameters = (element,) if what == "pred" else (element, element)
        return ("callback", ("Function", parameters, kinds.BOOL))
    if piece.endswith("?"):
        return ("value", kinds.parse(piece[:-1]))
    pattern = kinds.parse(piece)
    if kinds.is_a(pattern, "Function"):
        return ("callback", pattern)
    return ("value", pattern)


OPERATIONS = [Operation(row) for row in ROWS.strip().splitlines()]


# Methods that change what they are called on: RECEIVER | FEATURES | RISK | CALL.
MUTATIONS = """
[T] | | 0 | .push(`T`)
[T] | | 0 | .push(`T`)
[T] | | 1 | .pop()
[T] | library | 1 | .insert(`place`, `T`)
[T] | library | 1 | .remove(`place`)
[T] | library | 1 | .pop(`place`)
[T] | library | 0 | .removeValue(`T`)
[T] | library | 0 | .extend(`[T]`.slice(0, 3))
[T] | library | 0 | .fill(`T`)
[T] | library | 0 | .fill(`T`, `tiny`)
[T] | library | 0 | .reverse()
[T] | library | 1 | .swap(`place`, `place`)
[T] | library | 0 | .clear()
[Int] | library | 0 | .sort()
[String] | library | 0 | .sort()
[Any] | library | 1 | .sort()
[T] | library closures | 0 | .sort(`less:T`)
[T] | library closures | 0 | .sortBy(`(T) -> Int`)
{K:V} | maps library | 0 | .set(`K`, `V`)
{K:V} | maps library | 0 | .delete(`K`)
{K:V} | maps library | 0 | .update(`{K:V}`)
{K:V} | maps library | 0 | .getOrInsert(`K`, `V`)
{K:V} | maps library | 0 | .clear()
<T> | sets library | 0 | .add(`T`)
<T> | sets library | 0 | .add(`T`)
<T> | sets library | 0 | .remove(`T`)
<T> | sets library | 0 | .clear()
"""

CHANGES = [Operation(row) for row in MUTATIONS.strip().splitlines()]
