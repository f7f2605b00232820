// Makes a document of 20 MB, writes it as JSON, reads it back, walks over it and writes it again.
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>

using nlohmann::json;

constexpr long records_count = 70000;
static const char *const words[] = {
  "morel", "truffle", "chanterelle", "Pfifferling & Röhrling", "\"king\" bolete"};

struct Random {
  long state = 42;

  long below(long limit) {
    state = (state * 1103515245 + 12345) % 2147483648;
    return (state >> 16) % limit;
  }

  std::string word() { return words[below(5)]; }
};

static json history(Random &random) {
  json days = json::array();
  for (long k = random.below(12); k > 0; k--) days.push_back(random.below(100000));
  return days;
}

static json record(long id, Random &random) {
  json result;
  result["id"] = id;
  result["name"] = random.word() + " " + std::to_string(id);
  result["active"] = id % 3 == 0;
  result["price"] = double(random.below(30000)) / 100;
  result["position"]["latitude"] = double(random.below(32768)) / 1000;
  result["position"]["longitude"] = double(-id) / 1000;
  json tags = json::array();
  tags.push_back(random.word());
  tags.push_back(random.word());
  tags.push_back("line\n" + random.word());
  result["tags"] = std::move(tags);
  result["history"] = history(random);
  result["parent"] = nullptr;
  if (id % 4 != 0) {
    result["parent"] = {
      {"id", id - 1}, {"note", "found near the old path, below the beech trees"}};
  }
  return result;
}

static std::string document() {
  Random random;
  json records = json::array();
  for (long id = 0; id < records_count; id++) records.push_back(record(id, random));
  json whole;
  whole["title"] = "records";
  whole["count"] = records_count;
  whole["records"] = std::move(records);
  return whole.dump();
}

/// The number of scalars, which is what Myco counts.
static long length(const std::string &text) {
  long count = 0;
  for (char c : text) count += (c & 0xC0) != 0x80;
  return count;
}

struct Totals {
  long nulls = 0, truths = 0, integers = 0, parts = 0, letters = 0, keys = 0;

  void walk(const json &value) {
    if (value.is_object()) {
      for (const auto &[key, part] : value.items()) {
        keys += length(key);
        walk(part);
      }
    } else if (value.is_array()) {
      for (const json &part : value) walk(part);
    } else if (value.is_string()) {
      letters += length(value.get_ref<const std::string &>());
    } else if (value.is_number_integer()) {
      integers += value.get<long>();
    } else if (value.is_number_float()) {
      parts += long(value.get<double>());
    } else if (value.is_null()) {
      nulls++;
    } else if (value.get<bool>()) {
      truths++;
    }
  }
};

int main() {
  std::string text = document();
  std::printf("%ld\n", length(text));
  json value = json::parse(text);
  Totals totals;
  totals.walk(value);
  std::printf("%ld %ld %ld %ld %ld %ld\n", totals.nulls, totals.truths, totals.integers,
              totals.parts, totals.letters, totals.keys);
  std::printf("%ld\n", length(value.dump()));
}
