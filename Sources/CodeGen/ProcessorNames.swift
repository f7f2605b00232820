/// The names of the x86-64 processors, which LLVM's C API does not list.
///
/// LLVM only warns of an unknown name and takes a generic processor; a mistyped name is to be an
/// error.
enum ProcessorNames {

  /// What `llc -march=x86-64 -mcpu=help` lists, less what has no 64-bit mode.
  static let known: Set<String> = [
    "alderlake", "amdfam10", "arrowlake", "arrowlake-s", "athlon-fx", "athlon64", "athlon64-sse3",
    "atom", "barcelona", "bdver1", "bdver2", "bdver3", "bdver4", "bonnell", "broadwell", "btver1",
    "btver2", "cannonlake", "cascadelake", "clearwaterforest", "cooperlake", "core-avx-i",
    "core-avx2", "core2", "corei7", "corei7-avx", "emeraldrapids", "generic", "goldmont",
    "goldmont-plus", "gracemont", "grandridge", "graniterapids", "graniterapids-d", "haswell",
    "icelake-client", "icelake-server", "ivybridge", "k8", "k8-sse3", "knl", "knm", "lunarlake",
    "meteorlake", "nehalem", "nocona", "opteron", "opteron-sse3", "pantherlake", "penryn",
    "raptorlake", "rocketlake", "sandybridge", "sapphirerapids", "sierraforest", "silvermont",
    "skx", "skylake", "skylake-avx512", "tigerlake", "tremont", "westmere", "x86-64", "x86-64-v2",
    "x86-64-v3", "x86-64-v4", "znver1", "znver2", "znver3", "znver4", "znver5",
  ]

  /// Returns the known name with the longest common beginning, if three letters are common.
  static func nearest(to name: String) -> String? {
    func common(_ other: String) -> Int {
      zip(name.lowercased().utf8, other.utf8).prefix { $0 == $1 }.count
    }
    let best = known.sorted().max { common($0) < common($1) }
    return best.flatMap { common($0) >= 3 ? $0 : nil }
  }

}
