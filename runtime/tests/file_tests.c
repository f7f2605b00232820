#include "tests.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/// The folder in which the tests work.
static char folder[64];

/// Returns the path of `name` in the folder.
static MycoString *in_folder(const char *name) {
  char path[128];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return text(path);
}

static void check_list(MycoArray *array, const char *expected) {
  MycoValue value = object_value(array);
  CHECK_TEXT(myco_value_to_string(value.tag, value.payload), expected);
  myco_release(array);
}

static int64_t mode_of(const MycoString *path) {
  struct stat info;
  return stat(path->bytes, &info) == 0 ? info.st_mode & 07777 : -1;
}

static void test_contents(void) {
  MycoString *path = in_folder("a"), *first = text("äb\n"), *second = text("c");
  CHECK(!myco_file_exists(path, &here));
  myco_file_write(path, first, &here);
  CHECK(myco_file_exists(path, &here) && myco_file_size(path, &here) == 4);
  myco_file_append(path, second, &here);
  CHECK_TEXT(myco_file_read(path, &here), "äb\nc");
  check_list(myco_file_read_bytes(path, &here), "[195, 164, 98, 10, 99]");
  chmod(path->bytes, 0640);
  myco_file_write(path, second, &here);
  CHECK(mode_of(path) == 0640 && myco_file_size(path, &here) == 1);
  MycoArray *bytes = myco_array_push_int(counting(2), 255);
  myco_file_write_bytes(path, MYCO_ARRAY, object_value(bytes).payload, &here);
  check_list(myco_file_read_bytes(path, &here), "[0, 1, 255]");
  myco_release(bytes);
  MycoString *folder_path = in_folder("");
  check_list(myco_dir_list(folder_path, &here), "[a]");
  myco_release(folder_path);
  myco_file_delete(path, &here);
  CHECK(!myco_file_exists(path, &here));
  myco_release(path);
  myco_release(first);
  myco_release(second);
}

static void test_copies(void) {
  MycoString *from = in_folder("from"), *to = in_folder("to"), *link = in_folder("link");
  MycoString *content = text("content");
  myco_file_write(from, content, &here);
  chmod(from->bytes, 0700);
  myco_file_copy(from, to, &here);
  CHECK(mode_of(to) == 0700);
  // What a link leads to is replaced, not the link.
  CHECK(symlink("to", link->bytes) == 0);
  myco_file_write(link, from, &here);
  CHECK_TEXT(myco_file_read(to, &here), from->bytes);
  struct stat info;
  CHECK(lstat(link->bytes, &info) == 0 && S_ISLNK(info.st_mode));
  MycoArray *followed = myco_file_status(link, true, &here);
  MycoArray *own = myco_file_status(link, false, &here);
  CHECK(S_ISREG((mode_t)element_at(followed, 1).payload));
  CHECK(S_ISLNK((mode_t)element_at(own, 1).payload));
  CHECK(element_at(followed, 0).payload == from->byte_length);
  myco_release(followed);
  myco_release(own);
  myco_file_move(from, to, &here);
  CHECK(!myco_file_exists(from, &here));
  CHECK_TEXT(myco_file_read(link, &here), "content");
  myco_file_delete(to, &here);
  CHECK(!myco_file_exists(link, &here));
  myco_file_delete(link, &here);
  myco_release(from);
  myco_release(to);
  myco_release(link);
  myco_release(content);
}

static void test_chunks(void) {
  MycoString *path = in_folder("chunks"), *content = text("aä€🍄"), *mode = text("r");
  myco_file_write(path, content, &here);
  int64_t file = myco_file_open(path, mode, &here);
  CHECK_TEXT(myco_file_read_chunk(file, 2, &here), "aä");
  CHECK_TEXT(myco_file_read_chunk(file, 1, &here), "€");
  CHECK(myco_file_tell(file, &here) == 6 && !myco_file_is_at_end(file, &here));
  CHECK_TEXT(myco_file_read_chunk(file, 3, &here), "🍄");
  CHECK_TEXT(myco_file_read_chunk(file, 3, &here), "");
  CHECK(myco_file_is_at_end(file, &here));
  myco_file_seek(file, 3, &here);
  CHECK_TEXT(myco_file_read_chunk(file, 100, &here), "€🍄");
  myco_file_close(file, &here);
  myco_file_delete(path, &here);
  myco_release(path);
  myco_release(content);
  myco_release(mode);
}

static void test_directories(void) {
  MycoString *deep = in_folder("x/y/z"), *upper = in_folder("x");
  myco_dir_create(deep, &here);
  myco_dir_create(deep, &here);
  CHECK(myco_dir_exists(deep, &here) && myco_file_exists(deep, &here));
  myco_dir_remove(deep, &here);
  CHECK(!myco_dir_exists(deep, &here) && myco_dir_exists(upper, &here));
  myco_dir_remove_all(upper, &here);
  CHECK(!myco_dir_exists(upper, &here));
  myco_release(deep);
  myco_release(upper);
}

static MycoString *missing(void) { return text("/nonexistent/file"); }

static void read_missing(void) { myco_file_read(missing(), &here); }
static void write_missing(void) { myco_file_write(missing(), missing(), &here); }
static void copy_folder(void) { myco_file_copy(text("/"), missing(), &here); }
static void list_file(void) { myco_dir_list(text("/dev/null"), &here); }
static void read_with_nul(void) { myco_file_read(myco_string_from_bytes("/\0x", 3), &here); }
static void close_none(void) { myco_file_close(7, &here); }

static void write_no_byte(void) {
  MycoArray *bytes = myco_array_push_int(&myco_empty_array, 256);
  myco_file_write_bytes(missing(), MYCO_ARRAY, object_value(bytes).payload, &here);
}

void test_files(void) {
  const char *temporary = getenv("TMPDIR");
  snprintf(folder, sizeof folder, "%s/myco-XXXXXX", temporary == NULL ? "/tmp" : temporary);
  if (mkdtemp(folder) == NULL) myco_internal_error("there is no folder for the tests of files");
  test_contents();
  test_copies();
  test_chunks();
  test_directories();
  CHECK(rmdir(folder) == 0);
}

#define AT_HERE "  at main (test.myco:3:7)\n"

void test_file_errors(void) {
  CHECK_ERROR(read_missing,
    "IOError: cannot read \"/nonexistent/file\": No such file or directory\n" AT_HERE);
  CHECK_ERROR(write_missing,
    "IOError: cannot write \"/nonexistent/file\": No such file or directory\n" AT_HERE);
  CHECK_ERROR(copy_folder, "IOError: cannot copy \"/\": Is a directory\n" AT_HERE);
  CHECK_ERROR(list_file, "IOError: cannot list \"/dev/null\": Not a directory\n" AT_HERE);
  CHECK_ERROR(read_with_nul, "IOError: cannot read \"/\": Invalid argument\n" AT_HERE);
  CHECK_ERROR(close_none, "IOError: cannot close the file: Bad file descriptor\n" AT_HERE);
  CHECK_ERROR(write_no_byte, "ValueError: a byte is an Int from 0 to 255\n" AT_HERE);
}
