// Ranges that are stored as values.
#include "internal.h"

#include <math.h>

/// The immortal 0..0, which stands for a range that could not be made.
static MycoRange *empty_range(void) {
  static MycoRange range = {{-1, MYCO_RANGE, MYCO_ELEMENT_INT, 0}, {0}, {0}, {1}};
  return &range;
}

MycoRange *myco_range_int(
  int64_t start, int64_t end, int64_t step, const MycoLocation *location
) {
  if (step == 0) {
    myco_raise_range_step(location);
    return empty_range();
  }
  MycoRange *range = myco_allocate(sizeof(MycoRange), MYCO_RANGE, MYCO_ELEMENT_INT);
  range->start.integer = start;
  range->end.integer = end;
  range->step.integer = step;
  return range;
}

MycoRange *myco_range_float(double start, double end, double step, const MycoLocation *location) {
  if (step == 0) {
    myco_raise_range_step(location);
    return empty_range();
  }
  MycoRange *range = myco_allocate(sizeof(MycoRange), MYCO_RANGE, MYCO_ELEMENT_FLOAT);
  range->start.number = start;
  range->end.number = end;
  range->step.number = step;
  return range;
}

MycoRange *myco_range_value(
  int64_t start_tag, int64_t start, int64_t end_tag, int64_t end, int64_t step_tag, int64_t step,
  const MycoLocation *location
) {
  if (!is_number(start_tag) || !is_number(end_tag)) {
    myco_raise_range_bounds(start_tag, start, end_tag, end, location);
    return empty_range();
  }
  if (!is_number(step_tag)) {
    myco_raise_range_bounds(start_tag, start, step_tag, step, location);
    return empty_range();
  }
  if (start_tag == MYCO_INT && end_tag == MYCO_INT && step_tag == MYCO_INT) {
    return myco_range_int(start, end, step, location);
  }
  return myco_range_float(number_as_float(start_tag, start), number_as_float(end_tag, end),
                          number_as_float(step_tag, step), location);
}

int64_t myco_range_int_count(int64_t start, int64_t end, int64_t step) {
  if (step > 0 ? start >= end : start <= end) return 0;
  uint64_t distance =
    step > 0 ? (uint64_t)end - (uint64_t)start : (uint64_t)start - (uint64_t)end;
  uint64_t width = step > 0 ? (uint64_t)step : -(uint64_t)step;
  uint64_t count = (distance - 1) / width + 1;
  return count > INT64_MAX ? INT64_MAX : (int64_t)count;
}

int64_t myco_range_float_count(double start, double end, double step) {
  double count = ceil((end - start) / step);
  if (!(count > 0)) return 0;
  return count >= 0x1p63 ? INT64_MAX : (int64_t)count;
}

int64_t myco_range_length(const MycoRange *range) {
  if (range->header.element == MYCO_ELEMENT_INT) {
    return myco_range_int_count(range->start.integer, range->end.integer, range->step.integer);
  }
  return myco_range_float_count(range->start.number, range->end.number, range->step.number);
}

/// The element at `index`, in range.
static MycoValue range_element(const MycoRange *range, int64_t index) {
  if (range->header.element == MYCO_ELEMENT_INT) {
    uint64_t offset = (uint64_t)index * (uint64_t)range->step.integer;
    return int_value((int64_t)((uint64_t)range->start.integer + offset));
  }
  double offset = (double)index * range->step.number;
  return float_value(range->start.number + offset);
}

MycoValue myco_range_index(const MycoRange *range, int64_t index, const MycoLocation *location) {
  int64_t length = myco_range_length(range);
  if ((uint64_t)index >= (uint64_t)length) {
    myco_raise_range_index(index, length, location);
    return null_value();
  }
  return range_element(range, index);
}

/// Whether the range of Ints has the element `value`.
static bool int_range_contains(int64_t start, int64_t end, int64_t step, int64_t value) {
  if (step > 0) {
    return value >= start && value < end &&
      ((uint64_t)value - (uint64_t)start) % (uint64_t)step == 0;
  }
  return value <= start && value > end &&
    ((uint64_t)start - (uint64_t)value) % -(uint64_t)step == 0;
}

bool myco_range_int_contains(
  int64_t start, int64_t end, int64_t step, int64_t tag, int64_t payload
) {
  if (tag == MYCO_INT) return int_range_contains(start, end, step, payload);
  if (tag != MYCO_FLOAT) return false;
  double number = as_float(payload);
  return number >= -0x1p63 && number < 0x1p63 && number == trunc(number) &&
    int_range_contains(start, end, step, (int64_t)number);
}

bool myco_range_float_contains(
  double start, double end, double step, int64_t tag, int64_t payload
) {
  if (!is_number(tag)) return false;
  double index = rint((number_as_float(tag, payload) - start) / step);
  if (!(index >= 0 && index < 0x1p63)) return false;
  if ((int64_t)index >= myco_range_float_count(start, end, step)) return false;
  double element = start + index * step;
  return myco_value_equal(MYCO_FLOAT, float_payload(element), tag, payload);
}

bool myco_range_contains(const MycoRange *range, int64_t tag, int64_t payload) {
  if (range->header.element == MYCO_ELEMENT_INT) {
    return myco_range_int_contains(
      range->start.integer, range->end.integer, range->step.integer, tag, payload);
  }
  return myco_range_float_contains(
    range->start.number, range->end.number, range->step.number, tag, payload);
}

MycoArray *myco_range_to_array(const MycoRange *range) {
  int64_t length = myco_range_length(range);
  if (length == 0) return &myco_empty_array;
  MycoArray *array = myco_array_sized(range->header.element, length);
  for (int64_t i = 0; i < length; ++i) store_element(array, i, range_element(range, i));
  return array;
}
