// Writes records as JSON text, piece by piece, with what must be escaped.
#include <cstdio>
#include <string>

constexpr long count = 300000;
static const std::string names[] = {"plain", "with \"quotes\"", "back\\slash", "two\nlines"};

static std::string quoted(const std::string &text) {
  std::string result = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') (result += '\\') += c;
    else if (c == '\n') result += "\\n";
    else result += c;
  }
  return result + "\"";
}

static std::string record(long i) {
  std::string result = "{\"id\":" + std::to_string(i) + ",\"name\":" + quoted(names[i % 4]);
  result += ",\"values\":[";
  for (long k = 0; k < i % 5; k++) {
    if (k > 0) result += ",";
    result += std::to_string(i * k);
  }
  return result + "]}";
}

int main() {
  std::string text = "[";
  for (long i = 0; i < count; i++) {
    if (i > 0) text += ",";
    text += record(i);
  }
  text += "]";
  std::printf("%zu\n", text.size());
}
