/// What an instruction does.
///
/// Four families: constants and control; *generic* operations, whose operands may have any type
/// (`generic…`: what lowering emits; after inference they remain on tagged operands only); *typed*
/// operations, which inference selects; and *ownership*. `OpcodeInfo` describes each.
public enum Opcode: UInt8, CaseIterable, Sendable {

  // MARK: Constants and control

  /// A parameter of a block.
  case blockParameter
  case constInt
  case constFloat
  case constBool
  case constNull
  case constString

  /// A value that is never looked at; its type says only how it is represented.
  case undefined

  /// The library or module `immediate` as a value.
  case constNamespace

  /// Calls the function `immediate`; the operands are the arguments.
  case call

  /// Writes the text forms of the operands, with spaces between and a newline after.
  case print

  /// Raises a TypeError whose text is the symbol `immediate`; the block ends here.
  case raiseTypeError

  /// Raises a NameError, an ArgumentError likewise.
  case raiseNameError
  case raiseArgumentError

  /// Raises an error: none, or more than one, of the functions called `immediate` takes such
  /// arguments.
  case raiseNoOverload
  case raiseAmbiguous

  /// Raises the value; an Error learns its place and trace unless it has them.
  case throwValue

  /// Raises a value that was caught, as it was.
  case rethrow

  /// Takes the value that was raised: what a handler begins with.
  case errorTake

  /// An Error with a message and a kind.
  case errorMake

  /// The part of an Error that `immediate` names (`ErrorPart`).
  case errorPart

  // MARK: Generic operations

  case genericBinary
  case genericNegate
  case genericPlus
  case genericComplement
  case genericCompare
  case genericIn
  case genericTruth

  /// Checks that `container[index]` exists and returns the index as an Int.
  case genericCheckIndex

  /// The element at a checked index.
  case genericGet

  /// The container with the element at a checked index replaced.
  case genericSet

  /// The container, owned by nobody else.
  case genericUnique

  /// Moves the element at a checked index out of a unique container, which `genericPut` must
  /// fill again before anything reads it.
  case genericTake
  case genericPut

  /// Raises an error unless `genericPush` works on the value.
  case genericCheckPush
  case genericPush

  /// The set with an element added.
  case genericInsert

  /// The map or set without a key.
  case genericRemove

  /// Raises an IndexError if the array is empty; returns its last element.
  case genericLast
  case genericDropLast
  case genericLength
  case genericTypeName
  case genericToString
  case genericToInt
  case genericToFloat
  case genericToBool
  case genericRange
  case genericSteppedRange

  /// The first cursor of an iteration over a value.
  case genericIterationStart

  /// The limit of the cursors of an iteration.
  case genericIterationLimit

  /// `true` iff the cursor has not reached the limit: operands are source, cursor, limit.
  case genericIterationMore
  case genericIterationElement

  /// What a loop with two names binds: the key of a map at the cursor, else the count of iterations
  /// so far (operands are source, cursor, count); the value of a map, else the element.
  case genericIterationKey
  case genericIterationValue
  case genericIterationNext

  /// Calls the first operand, a function or class, with the others.
  case genericCall

  /// Calls the method `immediate` of the first operand.
  case genericCallMethod

  /// The property, field, bound method or entry `immediate` of the operand.
  case genericGetMember

  /// Checks that the member `immediate` of the operand can be set.
  case genericCheckMember

  /// The container with the member replaced: a map, or an instance, which stays the same one.
  case genericSetMember

  /// Moves the member out of a unique map or of an instance, which `genericPutMember` must fill
  /// again; a member that is an instance is read only.
  case genericTakeMember
  case genericPutMember

  /// The second operand as the annotation of a field of the first operand admits it there; the
  /// immediate is a `MemberPart`. Where the first operand has no such field, that field has no
  /// annotation, or the annotation says nothing of the part, the second operand as it is.
  case genericCheckMemberPromise

  /// `true` iff the value is an instance of class `immediate`, or of one that extends it.
  case testClass

  /// The value, which is known here to be such an instance.
  case refineClass

  /// `true` iff the value keeps promise `immediate`.
  case testPromise

  /// A map of the operands, keys and values in turn; a set of them.
  case mapLiteral
  case setLiteral

  /// `true` iff the value has one of the tags `immediate`.
  case testTags

  /// The value, which is known here to have one of the tags `immediate`.
  case refine

  /// Raises a TypeError unless the value keeps promise `immediate`; returns it, converted.
  case checkPromise

  /// The value in the representation of the result's type, which admits it.
  case convert

  /// The pointer as one of a narrower type: what an optional holds, an instance of a class that
  /// extends the known one, one of fewer functions. It is known to be one.
  case narrow

  /// `true` iff the optional value is Null.
  case optionalIsNull

  /// A library function of the runtime (`Intrinsic`): one that does nothing but compute its
  /// result, one that may raise, one that acts as well.
  case intrinsic
  case intrinsicRaising
  case intrinsicActing

  // MARK: Int

  case intAdd
  case intSubtract
  case intMultiply
  case intNegate

  /// Sum, difference and product that are known to fit.
  case intAddUnchecked
  case intSubtractUnchecked
  case intMultiplyUnchecked
  case intAddWrapping
  case intSubtractWrapping
  case intMultiplyWrapping

  /// Int / Int, a Float; raises by zero.
  case intDivide
  case intRemainder
  case intRemainderUnchecked
  case intPower
  case intAnd
  case intOr
  case intXor
  case intComplement
  case intShiftLeft
  case intShiftRight
  case intShiftLeftUnchecked
  case intShiftRightUnchecked
  case intCompare

  /// `true` iff the first operand is less than the second, both read as unsigned.
  case intLessUnsigned

  /// The relation between an Int and a Float by mathematical value.
  case intCompareFloat
  case intToFloat
  case intToString

  // MARK: Float and Bool

  case floatAdd
  case floatSubtract
  case floatMultiply
  case floatDivide
  case floatRemainder
  case floatPower
  case floatNegate
  case floatCompare
  case floatToInt
  case floatToString

  /// The Int that equals the Float, for use as an index; raises a TypeError if there is none.
  case floatToIndex
  case boolNot
  case boolCompare
  case boolToInt
  case boolToString

  // MARK: String

  case stringConcat
  case stringRepeat
  case stringCompare
  case stringContains
  case stringLength
  case stringByteLength
  case stringCheckIndex

  /// The scalar at a checked index, as a String.
  case stringGet

  /// The scalar at a byte offset, as a String.
  case stringScalarAt

  /// The byte offset of the scalar after the one at a byte offset.
  case stringNextOffset
  case stringToInt
  case stringToFloat
  case stringToBool

  // MARK: Array

  /// An array of the operands.
  case arrayLiteral
  case arrayLength
  case arrayCheckIndex

  /// The element at a checked index.
  case arrayGet

  /// The array at an index of an array of arrays; the empty array if the index is out of range.
  case arrayGetOrEmpty

  /// The array with the element at a checked index replaced.
  case arraySet

  /// `arraySet` on an array that is known to be unique; returns the same pointer.
  case arraySetUnique
  case arrayUnique
  case arrayTake
  case arrayPut
  case arrayPush

  /// The array, unique and with room for that many more elements.
  case arrayReserve

  /// `arrayPush` where `arrayReserve` has made room; returns the same pointer.
  case arrayPushReserved
  case arrayCheckNotEmpty
  case arrayDropLast
  case arrayConcat
  case arrayRepeat
  case arrayCompare
  case arrayContains
  case arrayToString

  // Arrays of packed instances: the immediate of the first two is the index of a field.

  /// A field of the element at a checked index.
  case arrayGetField

  /// Stores into a field of the element at a checked index, where the array is: all that refer to
  /// the array see it, as they see what is stored into an instance.
  case arraySetField

  /// The array with an element appended, or the one at a checked index replaced, whose fields are
  /// the further operands.
  case arrayPushFields
  case arraySetFields

  // MARK: Map and Set
  // Those that know no values work on sets too. The keys of `mapGet`, `mapSet`, `mapTake` and
  // `mapPut` have been checked, as those of generic operations; others raise a TypeError for what
  // cannot be a key.

  case mapLength
  case mapContains

  /// The value under a key, or Null; of the result's type.
  case mapGet

  /// The value under a key that is there.
  case mapGetPresent

  /// The cursor of the entry under a key of the map's own type; negative if there is none.
  case mapFind

  /// The value at a cursor that `mapFind` gave, or Null; of the result's type.
  case mapGetAt

  /// The map with an entry added or replaced.
  case mapSet

  /// `mapSet` where `mapFind` gave the last operand for that map and key.
  case mapSetAt
  case setInsert

  /// The map without the entry under a key.
  case mapRemove
  case mapUnique

  /// Moves the value under a key that is there out of a unique map; `mapPut` must fill it again.
  case mapTake
  case mapPut

  /// The first cursor, at least the given one, of an entry; `mapEnd` if there is none.
  case mapNext

  /// The limit of the cursors.
  case mapEnd
  case mapKeyAt
  case mapValueAt

  /// Union, difference, intersection or symmetric difference by the operation `immediate`: `|`,
  /// `-`, `&`, `^`.
  case setCombine
  case mapEqual
  case mapToString

  // MARK: Classes and functions

  // What is made, an instance, a function or a cell, takes the block of a token that is the last
  // operand.

  /// A new instance of class `immediate`, whose fields are undefined (Null where that is a value).
  case instanceMake

  /// The identity of the class of an instance, of what a function value calls.
  case instanceClassID
  case closureID

  /// The field at index `immediate` of the class of the operand's type.
  case fieldGet
  case fieldSet

  /// Moves the value out of a field, which `fieldSet` must fill again before anything reads it.
  case fieldTake

  /// The instance of a class of values, or a copy if it has another owner.
  case instanceUnique

  /// Raises a TypeError if the field has not been set.
  case fieldCheck

  /// A value that calls closure `immediate`, with the operands captured.
  case closureMake

  /// The captured value at index `immediate`.
  case closureCapture

  /// An Int that no other run of such an instruction gives.
  case tokenMake

  /// `true` iff both pointers are the same, or both values are of one function.
  case sameObject

  /// A cell for the captured variable `immediate`, empty or with a value.
  case cellMake

  /// Raises a NameError if the cell is empty.
  case cellCheck
  case cellGet
  case cellSet

  /// Moves the value out of a cell, which `cellSet` must fill again before anything reads it.
  case cellTake

  // MARK: Range

  case rangeMake
  case rangeMakeStepped
  case rangeStart
  case rangeEnd

  /// The number of members.
  case rangeCount
  case rangeCheckIndex

  /// The member at an index below `rangeCount`.
  case rangeAt
  case rangeContains
  case floatRangeMake
  case floatRangeCount
  case floatRangeAt

  // MARK: Globals

  /// Raises a NameError unless global `immediate` was set.
  case globalCheck
  case globalGet
  case globalSet

  /// Moves the value out of a global, which `globalSet` must fill again before anything reads it.
  case globalTake

  // MARK: Ownership

  /// A further reference to a counted value.
  case copy

  /// Ends an owned value; of a token, frees the block.
  case drop

  /// Ends an owned object and gives its block, a token, if that was the last reference.
  case dropReuse

  /// A block in the frame of the function, a token, for one object at a time.
  case stackAllocate

  /// Ends an object in such a block, to which nothing else refers.
  case stackEnd

}

/// The operators of `genericBinary`; the raw values are the immediates.
public enum BinaryOperation: Int64, CaseIterable, Sendable {

  case add, subtract, multiply, divide, remainder, power, and, or, xor, shiftLeft, shiftRight

  /// The operator as written.
  public var text: String {
    switch self {
    case .add: "+"
    case .subtract: "-"
    case .multiply: "*"
    case .divide: "/"
    case .remainder: "%"
    case .power: "**"
    case .and: "&"
    case .or: "|"
    case .xor: "^"
    case .shiftLeft: "<<"
    case .shiftRight: ">>"
    }
  }

}

/// The relations of the comparing opcodes; the raw values are the immediates.
public enum Predicate: Int64, CaseIterable, Sendable {

  case equal, notEqual, less, lessEqual, greater, greaterEqual

  /// The printed name.
  public var name: String {
    switch self {
    case .equal: "eq"
    case .notEqual: "ne"
    case .less: "lt"
    case .lessEqual: "le"
    case .greater: "gt"
    case .greaterEqual: "ge"
    }
  }

  /// The operator as written.
  public var text: String {
    switch self {
    case .equal: "=="
    case .notEqual: "!="
    case .less: "<"
    case .lessEqual: "<="
    case .greater: ">"
    case .greaterEqual: ">="
    }
  }

  /// `true` iff it asks for equality, which every type has.
  public var isEquality: Bool { self == .equal || self == .notEqual }

  /// The relation that holds iff this one does not, of values without NaN.
  public var negated: Predicate {
    switch self {
    case .equal: .notEqual
    case .notEqual: .equal
    case .less: .greaterEqual
    case .lessEqual: .greater
    case .greater: .lessEqual
    case .greaterEqual: .less
    }
  }

  /// The relation that holds iff this one does with the operands exchanged.
  public var swapped: Predicate {
    switch self {
    case .equal, .notEqual: self
    case .less: .greater
    case .lessEqual: .greaterEqual
    case .greater: .less
    case .greaterEqual: .lessEqual
    }
  }

  /// Returns whether the relation holds between `a` and `b`.
  public func holds<T: Comparable>(_ a: T, _ b: T) -> Bool {
    switch self {
    case .equal: a == b
    case .notEqual: a != b
    case .less: a < b
    case .lessEqual: a <= b
    case .greater: a > b
    case .greaterEqual: a >= b
    }
  }

}

/// The parts of Errors; the raw values are the immediates of `errorPart`.
public enum ErrorPart: Int64, CaseIterable, Sendable {

  case message, kind, line, file, row, column

  /// The member's name.
  public var name: String { "\(self)" }

}

/// What is known of the operands of `int.remainder_unchecked`, beside that the second is not 0: its
/// immediate.
public struct RemainderFacts: OptionSet, Sendable {

  public let rawValue: Int64

  public init(rawValue: Int64) { self.rawValue = rawValue }

  /// The second operand is not -1, for which the machine's division may trap.
  public static let neverByMinusOne = RemainderFacts(rawValue: 1)

  /// Neither operand is negative.
  public static let hasNoSigns = RemainderFacts(rawValue: 2)

}
