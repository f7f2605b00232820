import CLLVM

/// A function of the runtime: its name, its signature, and what LLVM may assume of it.
///
/// The extensions below are the one table of what generated code calls (`runtime/include/myco.h`).
struct RuntimeFunction {

  let name: StaticString

  /// A letter per parameter: `i` int64_t, `w` int32_t, `d` double, `b` bool, `p` pointer; the
  /// result likewise behind `>`, or `v` void, `V` MycoValue, `P` MycoMapPlace.
  let signature: StaticString
  let traits: Traits

  /// What LLVM may assume beside that the function never unwinds.
  struct Traits: OptionSet {

    let rawValue: UInt8

    /// Makes an error pending; unlikely to be called.
    static let raises = Traits(rawValue: 1)

    /// Always returns.
    static let returns = Traits(rawValue: 2)

    /// Depends on its arguments alone.
    static let pure = Traits(rawValue: 4)

    /// Reads only what its arguments point to, and writes nothing.
    static let reads = Traits(rawValue: 8)

    /// Returns memory that nothing else points to.
    static let fresh = Traits(rawValue: 16)

    /// Returns an object, not null.
    static let object = Traits(rawValue: 32)

    /// Ends the program.
    static let ends = Traits(rawValue: 64)

    /// Keeps no pointer to what it gets that anything is reached by.
    static let forgets = Traits(rawValue: 128)

  }

  private init(_ name: StaticString, _ signature: StaticString, _ traits: Traits = []) {
    self.name = name
    self.signature = signature
    self.traits = traits
  }

}

// MARK: Errors

extension RuntimeFunction {

  static let raiseOverflow = Self("myco_raise_overflow", "piip>v", .raises)
  static let raiseNegateOverflow = Self("myco_raise_negate_overflow", "ip>v", .raises)
  static let raiseFloatToInt = Self("myco_raise_float_to_int", "dp>v", .raises)
  static let raiseDivision = Self("myco_raise_division", "p>v", .raises)
  static let raiseArrayIndex = Self("myco_raise_array_index", "iip>v", .raises)
  static let raiseStringIndex = Self("myco_raise_string_index", "iip>v", .raises)
  static let raiseRangeIndex = Self("myco_raise_range_index", "iip>v", .raises)
  static let raisePop = Self("myco_raise_pop", "p>v", .raises)
  static let raiseIndexFraction = Self("myco_raise_index_fraction", "dp>v", .raises)
  static let raiseUninitialized = Self("myco_raise_uninitialized", "pp>v", .raises)
  static let raiseAnnotation = Self("myco_raise_annotation", "ppiip>v", .raises)
  static let raiseShift = Self("myco_raise_shift", "ip>v", .raises)
  static let raiseRangeStep = Self("myco_raise_range_step", "p>v", .raises)
  static let raiseStackOverflow = Self("myco_raise_stack_overflow", "p>v", .raises)
  static let raiseUnset = Self("myco_raise_unset", "pp>v", .raises)
  static let raiseArguments = Self("myco_raise_arguments", "ppip>v", .raises)
  static let raiseNoOverload = Self("myco_raise_no_overload", "ppip>v", .raises)
  static let raise = Self("myco_raise", "ppp>v", .raises)

  /// Consume the value.
  static let throwValue = Self("myco_throw", "iip>v", .raises)
  static let rethrow = Self("myco_rethrow", "ii>v", .raises)
  static let takePending = Self("myco_take_pending", ">V", .returns)

  /// Consumes both operands.
  static let errorMake = Self("myco_error_make", "pp>p", .object)
  static let errorMessage = Self("myco_error_message", "p>p", [.object, .returns])
  static let errorKind = Self("myco_error_kind", "p>p", [.object, .returns])
  static let errorFile = Self("myco_error_file", "p>V", .returns)
  static let errorLine = Self("myco_error_line", "p>V", .returns)
  static let errorRow = Self("myco_error_row", "p>V", .returns)
  static let errorColumn = Self("myco_error_column", "p>V", .returns)

  /// Reports the pending error.
  static let reportUncaught = Self("myco_report_uncaught", ">v", [.raises, .ends])

}

// MARK: Memory and numbers

extension RuntimeFunction {

  static let free = Self("myco_free", "p>v", [.returns, .forgets])
  static let keepBlock = Self("myco_keep_block", "p>p", .returns)
  static let freeBlock = Self("myco_free_block", "p>v", .returns)
  static let retain = Self("myco_retain", "p>v", .returns)
  static let endReference = Self("myco_end_reference", "p>b", .returns)
  static let endCyclicReference = Self("myco_end_cyclic_reference", "p>b", .returns)
  static let releaseLast = Self("myco_release_last", "p>v", [.returns, .forgets])
  static let suspect = Self("myco_suspect", "p>v", .returns)
  static let collectWhenDue = Self("myco_collect_when_due", ">v", .returns)
  static let noteSuspect = Self("myco_note_suspect", "p>v", .returns)

  static let intPower = Self("myco_int_power", "iip>i")
  static let floatPower = Self("myco_float_power", "dd>d", [.pure, .returns])
  static let compareIntFloat = Self("myco_compare_int_float", "id>w", [.pure, .returns])

}

// MARK: Strings

extension RuntimeFunction {

  static let stringConcat = Self("myco_string_concat", "pp>p", .object)
  static let stringAppendInt = Self("myco_string_append_int", "pi>p", .object)
  static let stringAppendFloat = Self("myco_string_append_float", "pd>p", .object)
  static let stringAppendBool = Self("myco_string_append_bool", "pb>p", .object)
  static let stringRepeat = Self("myco_string_repeat", "pi>p", .object)
  static let stringEqual = Self("myco_string_equal", "pp>b", [.reads, .returns])
  static let stringCompare = Self("myco_string_compare", "pp>w", [.reads, .returns])
  static let stringContains = Self("myco_string_contains", "pp>b", [.reads, .returns])
  static let stringGet = Self("myco_string_get", "pi>p", .object)
  static let stringScalarAt = Self("myco_string_scalar_at", "pi>p", .object)
  static let stringNext = Self("myco_string_next", "pi>i", [.reads, .returns])
  static let stringToInt = Self("myco_string_to_int", "pp>i")
  static let stringToFloat = Self("myco_string_to_float", "pp>d")
  static let stringToBool = Self("myco_string_to_bool", "p>b", [.reads, .returns])
  static let intToString = Self("myco_int_to_string", "i>p", .object)
  static let floatToString = Self("myco_float_to_string", "d>p", .object)
  static let boolToString = Self("myco_bool_to_string", "b>p", .object)
  static let valueToString = Self("myco_value_to_string", "ii>p", .object)

}

// MARK: Arrays

extension RuntimeFunction {

  static let arrayAllocate = Self("myco_array_allocate", "wi>p", [.fresh, .object])
  static let arrayUnique = Self("myco_array_unique", "p>p", .object)

  /// What it gets is not used any more: what it returns is all that points there.
  static let arrayReserve = Self("myco_array_reserve", "pwi>p", [.fresh, .object])
  static let arrayPushInt = Self("myco_array_push_int", "pi>p", .object)
  static let arrayPushFloat = Self("myco_array_push_float", "pd>p", .object)
  static let arrayPushBool = Self("myco_array_push_bool", "pb>p", .object)
  static let arrayPushPointer = Self("myco_array_push_pointer", "pp>p", .object)
  static let arrayPushTagged = Self("myco_array_push_tagged", "pii>p", .object)
  static let arrayDropLast = Self("myco_array_drop_last", "pp>p", .object)
  static let arrayConcat = Self("myco_array_concat", "pp>p", .object)
  static let arrayRepeat = Self("myco_array_repeat", "pi>p", .object)
  static let arrayEqual = Self("myco_array_equal", "pp>b")
  static let arrayCompare = Self("myco_array_compare", "ppp>w")
  static let arrayContains = Self("myco_array_contains", "pii>b")
  static let arrayConvert = Self("myco_array_convert", "pw>p", .object)
  static let convertShape = Self("myco_convert_shape", "pp>p", .object)

}

// MARK: Maps and sets

extension RuntimeFunction {

  static let mapAllocate = Self("myco_map_allocate", "wwwi>p", [.fresh, .object])
  static let mapFromConstants =
    Self("myco_map_from_constants", "wwwip>p", [.fresh, .object])
  static let mapFindInt = Self("myco_map_find_int", "pi>i", .returns)
  static let mapFindString = Self("myco_map_find_string", "pp>i", .returns)
  static let mapFindValue = Self("myco_map_find_value", "pii>i", .returns)

  /// Consume the map.
  static let mapPlaceInt = Self("myco_map_place_int", "pwi>P")
  static let mapPlaceString = Self("myco_map_place_string", "pwp>P")
  static let mapPlaceValue = Self("myco_map_place_value", "pwii>P")
  static let mapDeleteInt = Self("myco_map_delete_int", "pi>p", .object)
  static let mapDeleteString = Self("myco_map_delete_string", "pp>p", .object)
  static let mapDeleteValue = Self("myco_map_delete_value", "pii>p", .object)
  static let instanceUnique = Self("myco_instance_unique", "p>p", .object)
  static let mapUnique = Self("myco_map_unique", "p>p", .object)
  static let mapConvert = Self("myco_map_convert", "pww>p", .object)
  static let mapNext = Self("myco_map_next", "pi>i", .returns)
  static let mapEqual = Self("myco_map_equal", "pp>b")
  static let checkKey = Self("myco_check_key", "iip>V")
  static let setUnion = Self("myco_set_union", "pp>p", .object)
  static let setIntersection = Self("myco_set_intersection", "pp>p", .object)
  static let setDifference = Self("myco_set_difference", "pp>p", .object)
  static let setSymmetricDifference = Self("myco_set_symmetric_difference", "pp>p", .object)

}

// MARK: Objects

extension RuntimeFunction {

  static let objectAllocate = Self("myco_object_allocate", "pwwp>p", [.fresh, .object])
  static let objectReuse = Self("myco_object_reuse", "ppwwp>p", .object)
  static let objectOnStack = Self("myco_object_on_stack", "ppwwp>p", .object)
  static let endOnStack = Self("myco_end_on_stack", "p>v", .returns)
  static let classDerives = Self("myco_class_derives", "pp>b", [.returns])
  static let callValue = Self("myco_call_value", "iipip>V")
  static let newToken = Self("myco_new_token", ">i", [.returns])
  static let functionEqual = Self("myco_function_equal", "pp>b", [.returns])

}

// MARK: Ranges

extension RuntimeFunction {

  static let rangeInt = Self("myco_range_int", "iiip>p", .object)
  static let rangeFloat = Self("myco_range_float", "dddp>p", .object)
  static let rangeValue = Self("myco_range_value", "iiiiiip>p", .object)
  static let rangeFloatCount = Self("myco_range_float_count", "ddd>i", [.pure, .returns])
  static let rangeIntContains = Self("myco_range_int_contains", "iiiii>b", [.pure, .returns])
  static let rangeFloatContains = Self("myco_range_float_contains", "dddii>b", [.pure, .returns])

}

// MARK: Tagged values

extension RuntimeFunction {

  static let valueSubtract = Self("myco_value_subtract", "iiiip>V")
  static let valueMultiply = Self("myco_value_multiply", "iiiip>V")
  static let valueDivide = Self("myco_value_divide", "iiiip>V")
  static let valueRemainder = Self("myco_value_remainder", "iiiip>V")
  static let valuePower = Self("myco_value_power", "iiiip>V")
  static let valueAnd = Self("myco_value_and", "iiiip>V")
  static let valueOr = Self("myco_value_or", "iiiip>V")
  static let valueXor = Self("myco_value_xor", "iiiip>V")
  static let valueShiftLeft = Self("myco_value_shift_left", "iiiip>V")
  static let valueShiftRight = Self("myco_value_shift_right", "iiiip>V")

  /// Consumes the left operand; the others borrow both.
  static let valueAppend = Self("myco_value_append", "iiiip>V")
  static let valueEqual = Self("myco_value_equal", "iiii>b")
  static let valueLess = Self("myco_value_less", "iiiip>b")
  static let valueLessEqual = Self("myco_value_less_equal", "iiiip>b")
  static let valueGreater = Self("myco_value_greater", "iiiip>b")
  static let valueGreaterEqual = Self("myco_value_greater_equal", "iiiip>b")
  static let valueIn = Self("myco_value_in", "iiiip>b")
  static let valueNegate = Self("myco_value_negate", "iip>V")
  static let valuePlus = Self("myco_value_plus", "iip>V")
  static let valueComplement = Self("myco_value_complement", "iip>V")
  static let valueTruth = Self("myco_value_truth", "ii>b", .returns)
  static let valueCheckIndex = Self("myco_value_check_index", "iiiip>V")
  static let valueGet = Self("myco_value_get", "iiii>V")
  static let valueSet = Self("myco_value_set", "iiiiiip>V")
  static let valueUnique = Self("myco_value_unique", "iip>V")
  static let valueTake = Self("myco_value_take", "iiii>V")
  static let valuePut = Self("myco_value_put", "iiiiii>V")
  static let valueLength = Self("myco_value_length", "iip>i")
  static let valueType = Self("myco_value_type", "ii>p", [.object, .returns])
  static let valueIterationStart = Self("myco_value_iteration_start", "iip>i")
  static let valueIterationLimit = Self("myco_value_iteration_limit", "iip>i")
  static let valueIterationElement = Self("myco_value_iteration_element", "iii>V")
  static let valueIterationKey = Self("myco_value_iteration_key", "iiii>V")
  static let valueIterationValue = Self("myco_value_iteration_value", "iii>V")
  static let valueIterationNext = Self("myco_value_iteration_next", "iii>i", .returns)
  static let valueCheckPush = Self("myco_value_check_push", "iip>v")
  static let valuePush = Self("myco_value_push", "iiiip>V")
  static let valueInsert = Self("myco_value_insert", "iiiip>V")
  static let valueRemove = Self("myco_value_remove", "iiiip>V")
  static let valueDropLast = Self("myco_value_drop_last", "iip>V")
  static let valuePopElement = Self("myco_value_pop_element", "iip>V")
  static let valueToInt = Self("myco_value_to_int", "iip>i")
  static let valueToFloat = Self("myco_value_to_float", "iip>d")
  static let valueToBool = Self("myco_value_to_bool", "ii>b", .returns)
  static let valueIs = Self("myco_value_is", "iip>b", .returns)
  static let checkPromise = Self("myco_check_promise", "iippp>V")

}

// MARK: Output

extension RuntimeFunction {

  static let printInt = Self("myco_print_int", "i>v")
  static let printFloat = Self("myco_print_float", "d>v")
  static let printBool = Self("myco_print_bool", "b>v")
  static let printNull = Self("myco_print_null", ">v")
  static let printString = Self("myco_print_string", "p>v")
  static let printValue = Self("myco_print_value", "ii>v")
  static let printSpace = Self("myco_print_space", ">v")
  static let printNewline = Self("myco_print_newline", ">v")

}

/// The variables of the runtime that generated code reads.
enum RuntimeVariable: String {

  /// The lowest address that a frame of a recursive function may have.
  case stackLimit = "myco_stack_limit"

  /// The immortal array of length 0, map and set of size 0.
  case emptyArray = "myco_empty_array"
  case emptyMap = "myco_empty_map"
  case emptySet = "myco_empty_set"

  /// The tag of the error that is on its way to a handler; negative if there is none.
  case pending = "myco_pending"

  /// Whether the program has a handler.
  case catchesErrors = "myco_catches_errors"

  /// Whether objects may refer to each other in cycles.
  case makesCycles = "myco_makes_cycles"

}
