// Sums the columns of a table of comma-separated values, and a column by groups.
#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

constexpr long rows = 1000000;
static const std::vector<std::string> groups = {
    "bread", "cheese", "fish", "fruit", "meat", "milk", "salt", "tea", "wine"};

/// The shortest text that reads back as the same number, with a point.
static std::string to_text(double value) {
  char buffer[32];
  std::string text(buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr);
  if (text.find('.') == std::string::npos) text += ".0";
  return text;
}

static std::string make_table(long rows) {
  std::string text = "id,group,amount,price,weight\n";
  long seed = 1;
  for (long i = 0; i < rows; i++) {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    long n = seed >> 12;
    text += std::to_string(i) + "," + groups[n % 9] + "," + std::to_string(n % 1000 - 250) + ",";
    text += std::to_string(n >> 8) + "." + std::to_string(n % 90 + 10) + ",";
    text += to_text((double)n / 64) + "\n";
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

/// Takes the first line off the text.
static std::string_view take_line(std::string_view &text) {
  size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

template <class Number> static Number parse(std::string_view text) {
  Number number;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) std::abort();
  return number;
}

static void report(std::string_view text) {
  long rows = 0, amounts = 0;
  double prices = 0, weights = 0;
  std::unordered_map<std::string, double> groups;
  std::string_view header = take_line(text);
  std::printf("%.*s\n", (int)header.size(), header.data());
  while (!text.empty()) {
    std::vector<std::string_view> fields = split(take_line(text), ',');
    long amount = parse<long>(fields[2]);
    double price = parse<double>(fields[3]);
    rows += 1;
    amounts += amount;
    prices += price;
    weights += parse<double>(fields[4]);
    groups[std::string(fields[1])] += (double)amount * price;
  }
  std::printf("%ld %ld %.2f %.4f\n", rows, amounts, prices, weights);
  std::vector<std::string> names;
  for (const auto &[name, sum] : groups) names.push_back(name);
  std::sort(names.begin(), names.end());
  for (const std::string &name : names) std::printf("%s %.2f\n", name.c_str(), groups[name]);
}

int main() { report(make_table(rows)); }
