// Counts the words of a generated text.
#include <cstdio>
#include <string>
#include <unordered_map>
#include <vector>

constexpr long words = 2000000;
static const std::vector<std::string> syllables = {
    "ba", "co", "di", "fu", "ge", "ha", "jo", "ki", "lu", "me", "na", "po", "ri", "su", "te", "va"};

using Count = std::unordered_map<std::string, long>;

static std::string make_text(long words) {
  std::string text;
  long seed = 1;
  for (long i = 0; i < words; i++) {
    if (i > 0) text += " ";
    seed = (seed * 1103515245 + 12345) % 2147483648;
    long n = seed >> 16;
    for (long j = 0, count = 2 + n % 3; j < count; j++) {
      text += syllables[n & 15];
      n = n >> 4;
    }
  }
  return text;
}

static std::vector<std::string> split(const std::string &text, char separator) {
  std::vector<std::string> parts;
  size_t start = 0;
  while (true) {
    size_t end = text.find(separator, start);
    if (end == std::string::npos) break;
    parts.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  parts.push_back(text.substr(start));
  return parts;
}

static Count count_words(const std::string &text) {
  Count count;
  for (const std::string &word : split(text, ' ')) count[word] += 1;
  return count;
}

// The most frequent word; of equally frequent ones the first in the alphabet.
static std::string most_frequent(const Count &count) {
  std::string best;
  long most = 0;
  for (const auto &[word, n] : count) {
    if (n > most || (n == most && word < best)) {
      best = word;
      most = n;
    }
  }
  return best;
}

int main() {
  Count count = count_words(make_text(words));
  std::string best = most_frequent(count);
  std::printf("%zu words, most often %s %ld\n", count.size(), best.c_str(), count[best]);
}
