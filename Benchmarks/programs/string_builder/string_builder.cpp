// Builds texts piece by piece, and changes and searches them.
#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

constexpr long count = 1000000;

static long checksum(const std::string &text) {
  long sum = 0;
  for (size_t i = 0; i < text.size(); i += 1009) {
    sum = (sum * 31 + (unsigned char)text[i]) % 1000003;
  }
  return sum;
}

/// The shortest text that reads back as the same number, with a point.
static std::string to_text(double value) {
  char buffer[32];
  std::string text(buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr);
  if (text.find('.') == std::string::npos) text += ".0";
  return text;
}

static std::string appended(long count) {
  std::string text;
  for (long i = 0; i < count; i++) {
    text += "item ";
    text += std::to_string(i);
    text += ": ";
    text += to_text((double)(i * 7 % 1000) * 0.125);
    text += "; ";
  }
  return text;
}

static std::string join(const std::vector<std::string> &parts, std::string_view separator) {
  std::string text;
  for (size_t i = 0; i < parts.size(); i++) {
    if (i > 0) text += separator;
    text += parts[i];
  }
  return text;
}

static std::string joined(long count) {
  std::vector<std::string> parts;
  for (long i = 0; i < count; i++) parts.push_back("part " + std::to_string(i * i % 9973));
  return join(parts, ", ");
}

static std::string pad_left(const std::string &text, size_t length, char filler) {
  return text.size() < length ? std::string(length - text.size(), filler) + text : text;
}

static std::string to_fixed(double value, int digits) {
  char buffer[64];
  int length = std::snprintf(buffer, sizeof buffer, "%.*f", digits, value);
  return std::string(buffer, (size_t)length);
}

static std::string padded(long count) {
  std::string text;
  for (long i = 0; i < count; i++) {
    text += pad_left(std::to_string(i % 5000), 6, '.') + to_fixed((double)i * 0.37, 2);
  }
  return text;
}

static std::string replace(
    std::string_view text, std::string_view sought, std::string_view replacement) {
  std::string result;
  size_t start = 0, end;
  while ((end = text.find(sought, start)) != std::string_view::npos) {
    result += text.substr(start, end - start);
    result += replacement;
    start = end + sought.size();
  }
  result += text.substr(start);
  return result;
}

static std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return std::toupper(c); });
  return text;
}

static std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return std::tolower(c); });
  return text;
}

static std::pair<long, long> positions(const std::string &text, std::string_view sought) {
  long found = 0, sum = 0;
  for (size_t i = text.find(sought); i != std::string::npos; i = text.find(sought, i + 1)) {
    found += 1;
    sum += (long)i;
  }
  return {found, sum};
}

static void show(const char *name, const std::string &text) {
  std::printf("%s %zu %ld\n", name, text.size(), checksum(text));
}

int main() {
  std::string text = appended(count);
  show("appended", text);
  std::string list = joined(count);
  show("joined", list);
  show("padded", padded(count));
  show("replaced", replace(list, ", ", ";"));
  show("replaced with more", replace(text, "item", "element"));
  show("upper", upper(text));
  show("lower", lower(upper(list)));
  auto [a, b] = positions(text, "99: ");
  auto [c, d] = positions(list, "part 4, ");
  std::printf("positions [%ld, %ld] [%ld, %ld]\n", a, b, c, d);
  std::printf("counted %td %zu %s\n", std::count(text.begin(), text.end(), '1'),
              list.rfind("part 1,"), list.find("no such part") == std::string::npos ? "False" : "True");
}
