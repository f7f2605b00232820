// Counts the words of a text of 50 MB: by lines, in lower case, without the points of sentences.
#include <algorithm>
#include <cctype>
#include <cstdio>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

constexpr size_t size = 50000000;
static const std::vector<std::string> syllables = {
    "ba", "co", "di", "fu", "ge", "ha", "jo", "ki", "lu", "me", "na", "po", "ri", "su", "te", "va"};

using Count = std::unordered_map<std::string, long>;

static std::vector<std::string> make_vocabulary(long count) {
  std::vector<std::string> words;
  for (long i = 0; i < count; i++) {
    std::string word = syllables[i & 15];
    for (long n = i >> 4; n > 0; n >>= 4) word += syllables[n & 15];
    words.push_back(word);
  }
  return words;
}

static std::string make_text(size_t size) {
  std::vector<std::string> words = make_vocabulary(4096);
  std::string text;
  long seed = 1, count = 0;
  bool is_start = true;
  while (text.size() < size) {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    long n = seed >> 16;
    const std::string &word = words[n * n >> 18];
    if (is_start) {
      text += (char)std::toupper((unsigned char)word[0]);
      text += std::string_view(word).substr(1);
    } else {
      text += word;
    }
    is_start = n % 11 == 0;
    if (is_start) text += ".";
    count += 1;
    text += count % 12 == 0 ? "\n" : " ";
  }
  return text;
}

static std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  size_t start = 0;
  while (true) {
    size_t end = text.find(separator, start);
    if (end == std::string_view::npos) break;
    parts.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  parts.push_back(text.substr(start));
  return parts;
}

static std::string_view trim(std::string_view text) {
  while (!text.empty() && std::isspace((unsigned char)text.front())) text.remove_prefix(1);
  while (!text.empty() && std::isspace((unsigned char)text.back())) text.remove_suffix(1);
  return text;
}

static std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return std::tolower(c); });
  return result;
}

/// Takes the first line off the text.
static std::string_view take_line(std::string_view &text) {
  size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

static Count count_words(std::string_view text) {
  Count count;
  while (!text.empty()) {
    std::string lowered = lower(take_line(text));
    for (std::string_view word : split(trim(lowered), ' ')) {
      if (!word.empty() && word.back() == '.') word.remove_suffix(1);
      count[std::string(word)] += 1;
    }
  }
  return count;
}

int main() {
  Count count = count_words(make_text(size));
  std::vector<std::string> words;
  long total = 0;
  for (const auto &[word, n] : count) {
    words.push_back(word);
    total += n;
  }
  std::sort(words.begin(), words.end(), [&](const std::string &a, const std::string &b) {
    long m = count[a], n = count[b];
    return m > n || (m == n && a < b);
  });
  std::printf("%ld words, %zu different ones\n", total, words.size());
  for (size_t i = 0; i < 10; i++) std::printf("%s %ld\n", words[i].c_str(), count[words[i]]);
}
