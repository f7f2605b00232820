extension LibraryTable {

  /// `docs/library/array.md`
  static let arrayRows = """
    library array of array: Array<T>

    array.create(count: Int, value: T) -> Array<T>
      an array of so many copies of value
    mutating Array.push(value: T) -> Array<T> {instruction push}
      appends value
    mutating Array.pop() -> T throws IndexError {instruction pop}
      removes the last element and returns it
    mutating Array.pop(index: Int) -> T throws IndexError {steps result update}
      removes the element at index and returns it
    mutating Array.insert(index: Int, value: T) -> Array<T> throws IndexError \
    {steps check update math.abs}
      puts value at index, from 0 to the length
    mutating Array.remove(index: Int) -> T throws IndexError {steps result update}
      removes the element at index and returns it
    mutating Array.removeValue(value: Any) -> Array<T> {steps changed}
      removes the first element that equals value, if any
    mutating Array.clear() -> Array<T> {steps update}
      removes all elements
    mutating Array.extend(values: Array<T>) -> Array<T> {steps check update}
      appends all values
    mutating Array.fill(value: T) -> Array<T> {steps check update}
      overwrites all elements with value
    mutating Array.fill(value: T, count: Int) -> Array<T> {steps check update}
      appends so many copies of value
    mutating Array.reverse() -> Array<T> {steps update}
      turns the order round
    mutating Array.sort(less: (T, T) -> Bool = <) -> Array<T> throws TypeError {steps changed}
      sorts the elements, keeping equal ones in order; TypeError for values without order
    mutating Array.sortBy(key: (T) -> U) -> Array<T> throws TypeError {steps changed}
      sorts the elements likewise by what key gives for each
    mutating Array.swap(i: Int, j: Int) -> Array<T> throws IndexError {steps check update}
      swaps the elements at i and j
    mutating Array.reserve(count: Int) -> Array<T> {steps check update}
      makes room for so many elements

    Array.length: Int {instruction length}
      the number of elements
    Array.isEmpty() -> Bool
      whether there is no element
    Array.first: T?
      the first element; Null when empty
    Array.last: T?
      the last element; Null when empty
    Array.concat(other: Array<T>) -> Array<T>
      the elements of both
    Array.slice(start: Int, end: Int = length) -> Array<T>
      from start to end without end, clamped; negative positions count from the end
    Array.unique() -> Array<T>
      the first of equal elements, in order
    Array.sorted(less: (T, T) -> Bool = <) -> Array<T> throws TypeError
      as sort, but a new array
    Array.reversed() -> Array<T>
      the elements backwards
    Array.map(f: (T) -> U) -> Array<U>
      what f gives for each element
    Array.filter(f: (T) -> Bool) -> Array<T>
      the elements for which f is true
    Array.find(f: (T) -> Bool) -> T?
      the first element for which f is true; Null if there is none
    Array.findIndex(f: (T) -> Bool) -> Int
      its position; -1 if there is none
    Array.reduce(f: (T, T) -> T) -> T throws ValueError
      f of what f gave so far, at first the first element, and each further one
    Array.reduce(f: (U, T) -> U, start: U) -> U
      the same, beginning with start
    Array.reduce(start: U, f: (U, T) -> U) -> U
      the same
    Array.forEach(f: (T) -> Any) -> Null
      calls f with each element
    Array.any(f: (T) -> Bool) -> Bool
      whether f is true for some element
    Array.all(f: (T) -> Bool) -> Bool
      whether f is true for all elements
    Array.count(f: (T) -> Bool) -> Int
      for how many elements f is true
    Array.flatMap(f: (T) -> Array<U>) -> Array<U>
      the elements of all arrays that f gives; what is no array is taken as it is
    Array.zip(other: Array<U>) -> Array<Array<T | U>>
      arrays of an element and that of other at its position, up to the shorter end
    Array.enumerate() -> Array<Array<Int | T>>
      arrays of a position and the element
    Array.chunk(size: Int) -> Array<Array<T>> throws ValueError
      arrays of so many elements; the last may have fewer
    Array.groupBy(f: (T) -> K) -> Map<K, Array<T>>
      the elements by what f gives, in order of first appearance
    Array.sum() -> Number throws OverflowError
      the sum; 0 when empty
    Array.min() -> T? throws TypeError
      the least element; Null when empty
    Array.max() -> T? throws TypeError
      the greatest element; Null when empty
    Array.average() -> Float? throws OverflowError
      the sum by the length; Null when empty
    Array.flatten() -> Array<Any>
      with the elements of arrays in place of these, one level
    Array.join(separator: String = ", ") -> String
      the text forms with the separator between
    Array.contains(value: Any) -> Bool
      whether an element equals value
    Array.indexOf(value: Any) -> Int
      the position of the first element that equals value, or -1
    Array.lastIndexOf(value: Any) -> Int
      the position of the last one, or -1
    Array.take(count: Int) -> Array<T>
      the first elements
    Array.drop(count: Int) -> Array<T>
      all but the first elements

    Range.length: Int {instruction length}
      the number of elements
    Range.toArray() -> Array<Number>
      the elements
    """

}
