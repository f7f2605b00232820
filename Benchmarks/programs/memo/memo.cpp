// The longest Collatz sequence: lengths are remembered in a map.
#include <cstdio>
#include <unordered_map>

constexpr long limit = 400000;

static std::unordered_map<long, long> lengths = {{1, 1}};

static long length(long n) {
  auto found = lengths.find(n);
  if (found != lengths.end()) return found->second;
  long result = 1 + length(n % 2 == 0 ? n >> 1 : 3 * n + 1);
  lengths[n] = result;
  return result;
}

int main() {
  long best = 1;
  for (long n = 1; n < limit; n++) {
    if (length(n) > length(best)) best = n;
  }
  std::printf("%ld %ld %zu\n", best, length(best), lengths.size());
}
