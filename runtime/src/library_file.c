// Files and directories.
#include "unicode.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

// MARK: Reading and writing

/// Opens a file; its descriptor is -1 where that fails.
static int open_file(const MycoString *path, int flags) {
  return myco_is_path(path) ? open(path->bytes, flags | O_CLOEXEC, 0666) : -1;
}

/// Closes `file` and tells whether that and what came before `succeeded`; keeps the first `errno`.
static bool close_file(int file, bool succeeded) {
  int first = errno;
  if (close(file) != 0) return false;
  if (!succeeded) errno = first;
  return succeeded;
}

static bool write_all(int file, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(file, bytes, count);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes += written;
    count -= (size_t)written;
  }
  return true;
}

/// Returns the rest of `file`, to be freed, and its `length`; NULL where reading fails.
static char *read_all(int file, size_t *length, const MycoLocation *location) {
  struct stat info;
  if (fstat(file, &info) != 0) return NULL;
  size_t capacity = S_ISREG(info.st_mode) ? (size_t)info.st_size + 1 : 4096;
  char *bytes = malloc(capacity);
  *length = 0;
  while (bytes != NULL) {
    ssize_t count = read(file, bytes + *length, capacity - *length);
    if (count < 0 && errno == EINTR) continue;
    if (count == 0) return bytes;
    if (count < 0) {
      free(bytes);
      return NULL;
    }
    *length += (size_t)count;
    if (*length < capacity) continue;
    capacity *= 2;
    bytes = realloc(bytes, capacity);
  }
  myco_raise_out_of_memory(location);
}

/// Returns the `*length` bytes of the file at `path`, to be freed; null if it raised an error.
static char *read_file(const MycoString *path, size_t *length, const MycoLocation *location) {
  int file = open_file(path, O_RDONLY);
  char *bytes = file < 0 ? NULL : read_all(file, length, location);
  if (file >= 0) close_file(file, bytes != NULL);
  if (bytes == NULL) myco_raise_io("read", path, location);
  return bytes;
}

MycoString *myco_file_read(const MycoString *path, const MycoLocation *location) {
  size_t length = 0;
  char *bytes = read_file(path, &length, location);
  if (bytes == NULL) return static_string(&myco_empty_string);
  MycoString *text = myco_string_allocate((int64_t)length);
  memcpy(text->bytes, bytes, length);
  free(bytes);
  return myco_file_text(text, (int64_t)length, location);
}

/// Writes `text` to an open file and closes it.
static bool fill_file(int file, const MycoString *text) {
  if (file < 0) return false;
  return close_file(file, write_all(file, text->bytes, (size_t)text->byte_length));
}

/// Writes to a new file beside `path` that then takes its place, with the access of what was there.
static bool replace_file(const char *path, const struct stat *old, const MycoString *text) {
  char name[PATH_MAX];
  if (snprintf(name, sizeof name, "%s.XXXXXX", path) >= (int)sizeof name) {
    errno = ENAMETOOLONG;
    return false;
  }
  int file = mkostemp(name, O_CLOEXEC);
  if (file < 0) return false;
  mode_t mask = umask(0);
  umask(mask);
  fchmod(file, old == NULL ? 0666 & ~mask : old->st_mode & 07777);
  if (fill_file(file, text) && rename(name, path) == 0) return true;
  int error = errno;
  unlink(name);
  errno = error;
  return false;
}

static bool write_file(const MycoString *path, const MycoString *text) {
  if (!myco_is_path(path)) return false;
  struct stat old;
  if (stat(path->bytes, &old) != 0) {
    return errno == ENOENT && replace_file(path->bytes, NULL, text);
  }
  if (!S_ISREG(old.st_mode)) return fill_file(open_file(path, O_WRONLY), text);
  // What a link leads to is replaced, not the link.
  char target[PATH_MAX];
  if (access(path->bytes, W_OK) != 0 || realpath(path->bytes, target) == NULL) return false;
  return replace_file(target, &old, text);
}

void myco_file_write(
  const MycoString *path, const MycoString *text, const MycoLocation *location
) {
  if (!write_file(path, text)) myco_raise_io("write", path, location);
}

void myco_file_append(
  const MycoString *path, const MycoString *text, const MycoLocation *location
) {
  int file = open_file(path, O_WRONLY | O_APPEND | O_CREAT);
  if (!fill_file(file, text)) myco_raise_io("append to", path, location);
}

// MARK: Names

bool myco_file_exists(const MycoString *path, const MycoLocation *location) {
  (void)location;
  struct stat info;
  return myco_is_path(path) && stat(path->bytes, &info) == 0;
}

bool myco_dir_exists(const MycoString *path, const MycoLocation *location) {
  (void)location;
  struct stat info;
  return myco_is_path(path) && stat(path->bytes, &info) == 0 && S_ISDIR(info.st_mode);
}

int64_t myco_file_size(const MycoString *path, const MycoLocation *location) {
  struct stat info;
  if (myco_is_path(path) && stat(path->bytes, &info) == 0) return info.st_size;
  myco_raise_io("find", path, location);
  return 0;
}

void myco_file_delete(const MycoString *path, const MycoLocation *location) {
  if (!myco_is_path(path) || unlink(path->bytes) != 0) myco_raise_io("delete", path, location);
}

// MARK: Directories

static int is_named(const struct dirent *entry) {
  return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

static int compare_names(const struct dirent **a, const struct dirent **b) {
  return strcmp((*a)->d_name, (*b)->d_name);
}

MycoArray *myco_dir_list(const MycoString *path, const MycoLocation *location) {
  struct dirent **entries;
  int count = myco_is_path(path) ? scandir(path->bytes, &entries, is_named, compare_names) : -1;
  MycoArray *names = &myco_empty_array;
  if (count < 0) {
    myco_raise_io("list", path, location);
    return names;
  }
  for (int i = 0; i < count; ++i) {
    const char *name = entries[i]->d_name;
    MycoString *text = myco_string_from_text(name, (int64_t)strlen(name));
    names = myco_array_push_pointer(names, text);
    free(entries[i]);
  }
  free(entries);
  return names;
}

/// Makes the directory `path`, and those that it lies in; what is there already is no failure.
static bool make_directories(char *path) {
  for (char *end = path + 1;; ++end) {
    if (*end != '/' && *end != 0) continue;
    char last = *end;
    *end = 0;
    struct stat info;
    if (mkdir(path, 0777) != 0 && errno != EEXIST) return false;
    if (stat(path, &info) != 0) return false;
    if (!S_ISDIR(info.st_mode)) {
      errno = ENOTDIR;
      return false;
    }
    *end = last;
    if (last == 0) return true;
  }
}

void myco_dir_create(const MycoString *path, const MycoLocation *location) {
  bool succeeds = false;
  if (path->byte_length == 0) {
    errno = ENOENT;
  } else if (myco_is_path(path)) {
    char *copy = strdup(path->bytes);
    if (copy == NULL) myco_raise_out_of_memory(location);
    succeeds = make_directories(copy);
    int error = errno;
    free(copy);
    errno = error;
  }
  if (!succeeds) myco_raise_io("create", path, location);
}

void myco_dir_remove(const MycoString *path, const MycoLocation *location) {
  if (!myco_is_path(path) || rmdir(path->bytes) != 0) myco_raise_io("remove", path, location);
}

static int remove_entry(const char *path, const struct stat *info, int kind, struct FTW *place) {
  (void)info, (void)kind, (void)place;
  return remove(path);
}

void myco_dir_remove_all(const MycoString *path, const MycoLocation *location) {
  if (!myco_is_path(path) || nftw(path->bytes, remove_entry, 16, FTW_DEPTH | FTW_PHYS) != 0) {
    myco_raise_io("remove", path, location);
  }
}

MycoString *myco_dir_current(const MycoLocation *location) {
  char *path = getcwd(NULL, 0);
  if (path == NULL) {
    char message[256];
    snprintf(message, sizeof message, "cannot find the current directory: %s", strerror(errno));
    myco_raise("IOError", message, location);
    return static_string(&myco_empty_string);
  }
  MycoString *text = myco_string_from_text(path, (int64_t)strlen(path));
  free(path);
  return text;
}

void myco_dir_change(const MycoString *path, const MycoLocation *location) {
  if (!myco_is_path(path) || chdir(path->bytes) != 0) myco_raise_io("change to", path, location);
}

// MARK: Bytes, copies, and what the system tells

MycoArray *myco_file_read_bytes(const MycoString *path, const MycoLocation *location) {
  size_t length = 0;
  char *bytes = read_file(path, &length, location);
  if (bytes == NULL) return &myco_empty_array;
  MycoArray *array = myco_array_allocate(MYCO_ELEMENT_INT, (int64_t)length);
  for (size_t i = 0; i < length; ++i) {
    array = myco_array_push_int(array, (unsigned char)bytes[i]);
  }
  free(bytes);
  return array;
}

/// Returns the bytes of an array as a string that need not be UTF-8; null where one is no byte.
static MycoString *pack_bytes(MycoArray *array) {
  MycoString *bytes = myco_string_allocate(array->length);
  finish_string(bytes, array->length, array->length);
  for (int64_t i = 0; i < array->length; ++i) {
    MycoValue value = element_at(array, i);
    if (value.tag != MYCO_INT || value.payload < 0 || value.payload > 255) {
      myco_release(bytes);
      return NULL;
    }
    bytes->bytes[i] = (char)value.payload;
  }
  return bytes;
}

void myco_file_write_bytes(
  const MycoString *path, int64_t tag, int64_t payload, const MycoLocation *location
) {
  (void)tag;
  MycoString *bytes = pack_bytes(as_array(payload));
  if (bytes == NULL) {
    myco_raise("ValueError", "a byte is an Int from 0 to 255", location);
    return;
  }
  if (!write_file(path, bytes)) myco_raise_io("write", path, location);
  myco_release(bytes);
}

/// Copies `from` with its access; false with `errno` if that fails.
static bool copy_file(
  const MycoString *from, const MycoString *to, const MycoLocation *location
) {
  int file = open_file(from, O_RDONLY);
  struct stat info;
  if (file < 0) return false;
  size_t length = 0;
  char *bytes = fstat(file, &info) == 0 ? read_all(file, &length, location) : NULL;
  if (!close_file(file, bytes != NULL)) return false;
  MycoString *text = myco_string_allocate((int64_t)length);
  memcpy(text->bytes, bytes, length);
  finish_string(text, (int64_t)length, 0);
  free(bytes);
  struct stat old;
  bool is_new = myco_is_path(to) && stat(to->bytes, &old) != 0;
  bool succeeds = write_file(to, text) && (!is_new || chmod(to->bytes, info.st_mode & 07777) == 0);
  int error = errno;
  myco_release(text);
  errno = error;
  return succeeds;
}

void myco_file_copy(
  const MycoString *from, const MycoString *to, const MycoLocation *location
) {
  if (!myco_is_path(to) || !copy_file(from, to, location)) myco_raise_io("copy", from, location);
}

void myco_file_move(
  const MycoString *from, const MycoString *to, const MycoLocation *location
) {
  bool are_paths = myco_is_path(from) && myco_is_path(to);
  if (are_paths && rename(from->bytes, to->bytes) == 0) return;
  // Another file system gets a copy.
  bool succeeds = are_paths && errno == EXDEV && copy_file(from, to, location) &&
    unlink(from->bytes) == 0;
  if (!succeeds) myco_raise_io("move", from, location);
}

MycoArray *myco_file_status(
  const MycoString *path, bool follows, const MycoLocation *location
) {
  struct stat info;
  MycoArray *parts = &myco_empty_array;
  bool succeeds = myco_is_path(path) &&
    (follows ? stat(path->bytes, &info) : lstat(path->bytes, &info)) == 0;
  if (!succeeds) {
    myco_raise_io("find", path, location);
    return parts;
  }
  parts = myco_array_push_int(parts, info.st_size);
  parts = myco_array_push_int(parts, info.st_mode);
  parts = myco_array_push_int(parts, info.st_mtim.tv_sec);
  return myco_array_push_int(parts, info.st_mtim.tv_nsec);
}
