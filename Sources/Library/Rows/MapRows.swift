extension LibraryTable {

  /// `docs/library/maps-and-sets.md`
  static let mapRows = """
    library maps of map: Map<K, V>

    maps.create() -> Map<K, V>
      an empty map
    mutating Map.set(key: K, value: V) -> Map<K, V> {instruction set}
      puts value under key
    mutating Map.delete(key: Any) -> Map<K, V> {steps check update}
      removes key, if it is there
    mutating Map.update(other: Map<K, V>) -> Map<K, V> {steps check update}
      puts in all entries of other
    mutating Map.clear() -> Map<K, V> {steps update}
      removes all entries
    mutating Map.getOrInsert(key: K, value: V) -> V {steps result update}
      what is under key, where value is put first if nothing is there

    Map.size: Int {instruction length}
      the number of entries
    Map.isEmpty() -> Bool
      whether there is no entry
    Map.keys: Array<K>
      the keys in order of insertion
    Map.values: Array<V>
      the values in that order
    Map.entries: Array<Array<K | V>>
      arrays of a key and its value in that order
    Map.has(key: Any) -> Bool
      whether there is a key
    Map.get(key: Any) -> V?
      what is under key; Null if nothing is
    Map.get(key: Any, default: U) -> V | U
      what is under key; default if nothing is
    Map.merge(other: Map<K, V>) -> Map<K, V>
      a new map with the entries of both; those of other win
    Map.map(f: (K, V) -> U) -> Map<K, U>
      the keys with what f gives for each entry
    Map.filter(f: (K, V) -> Bool) -> Map<K, V>
      the entries for which f is true
    Map.forEach(f: (K, V) -> Any) -> Null
      calls f with each entry

    library sets of set: Set<T>

    sets.create(values: Array<T> = []) -> Set<T>
      the set of the values
    mutating Set.add(value: T) -> Set<T> {steps check update}
      puts in value
    mutating Set.remove(value: Any) -> Set<T> {steps check update}
      removes value, if it is there
    mutating Set.clear() -> Set<T> {steps update}
      removes all elements

    Set.size: Int {instruction length}
      the number of elements
    Set.isEmpty() -> Bool
      whether there is no element
    Set.has(value: Any) -> Bool
      whether value is in it
    Set.contains(value: Any) -> Bool
      the same
    Set.union(other: Set<T>) -> Set<T>
      the elements of both, the left one's first
    Set.intersection(other: Set<T>) -> Set<T>
      the elements that are in both
    Set.difference(other: Set<T>) -> Set<T>
      the elements that are not in other
    Set.symmetricDifference(other: Set<T>) -> Set<T>
      the elements that are in one of them alone
    Set.isSubset(other: Set<T>) -> Bool
      whether all elements are in other
    Set.toArray() -> Array<T>
      the elements in order of insertion
    Set.map(f: (T) -> U) -> Set<U>
      the set of what f gives
    Set.filter(f: (T) -> Bool) -> Set<T>
      the elements for which f is true
    Set.forEach(f: (T) -> Any) -> Null
      calls f with each element
    """

}
