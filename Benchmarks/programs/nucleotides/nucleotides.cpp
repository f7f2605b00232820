// Counts the sequences of k letters in a random strand of DNA.
#include <cstdio>
#include <string>
#include <unordered_map>

constexpr long length = 400000;

static std::string strand(long length) {
  std::string text;
  long seed = 42;
  for (long i = 0; i < length; i++) {
    seed = (seed * 3877 + 29573) % 139968;
    text += "acgt"[seed >> 13 & 3];
  }
  return text;
}

static std::unordered_map<std::string, long> counts(const std::string &text, long k) {
  std::unordered_map<std::string, long> result;
  for (long i = 0; i < (long)text.size() - k + 1; i++) result[text.substr(i, k)] += 1;
  return result;
}

int main() {
  std::string text = strand(length);
  for (long k : {1, 2, 3, 4, 6, 12}) {
    auto count = counts(text, k);
    std::string best;
    long most = 0;
    for (const auto &[key, n] : count) {
      if (n > most || (n == most && key < best)) {
        best = key;
        most = n;
      }
    }
    std::printf("%ld %zu %s %ld\n", k, count.size(), best.c_str(), most);
  }
}
