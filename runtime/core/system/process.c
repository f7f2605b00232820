#include "myco_system.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/// What arrives at the end of a pipe.
typedef struct Stream {
  int file;
  char *bytes;
  size_t length, capacity;
} Stream;

/// Reads what is there; false if the pipe has ended or there is no memory.
static bool read_some(Stream *stream) {
  if (stream->capacity - stream->length < 4096) {
    size_t capacity = stream->capacity * 2 + 8192;
    char *larger = realloc(stream->bytes, capacity);
    if (larger == NULL) return false;
    stream->bytes = larger;
    stream->capacity = capacity;
  }
  ssize_t count =
    read(stream->file, stream->bytes + stream->length, stream->capacity - stream->length);
  if (count < 0) return errno == EINTR;
  stream->length += (size_t)count;
  return count > 0;
}

/// Reads both to their ends: a process waits where nobody takes what it writes.
static void read_both(Stream streams[2]) {
  while (streams[0].file >= 0 || streams[1].file >= 0) {
    struct pollfd waits[2] = {{streams[0].file, POLLIN, 0}, {streams[1].file, POLLIN, 0}};
    if (poll(waits, 2, -1) < 0 && errno != EINTR) return;
    for (int i = 0; i < 2; ++i) {
      if (waits[i].revents == 0 || read_some(&streams[i])) continue;
      close(streams[i].file);
      streams[i].file = -1;
    }
  }
}

/// Starts the program with its output going to `pipes`; returns 0, or why it cannot be started.
static int spawn(char *const *arguments, int pipes[2][2], pid_t *process) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  for (int i = 0; i < 2; ++i) posix_spawn_file_actions_adddup2(&actions, pipes[i][1], i + 1);
  int error = posix_spawnp(process, arguments[0], &actions, NULL, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  for (int i = 0; i < 2; ++i) close(pipes[i][1]);
  return error;
}

bool myco_process_start(char *const *arguments, MycoProcess *process) {
  int pipes[2][2];
  if (pipe2(pipes[0], O_CLOEXEC) != 0) return false;
  if (pipe2(pipes[1], O_CLOEXEC) != 0) {
    close(pipes[0][0]);
    close(pipes[0][1]);
    return false;
  }
  pid_t id;
  int error = spawn(arguments, pipes, &id);
  if (error != 0) {
    for (int i = 0; i < 2; ++i) close(pipes[i][0]);
    errno = error;
    return false;
  }
  Stream streams[2] = {{.file = pipes[0][0]}, {.file = pipes[1][0]}};
  read_both(streams);
  int status;
  while (waitpid(id, &status, 0) < 0 && errno == EINTR) {}
  *process = (MycoProcess){
    WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status), streams[0].bytes,
    streams[1].bytes, streams[0].length, streams[1].length};
  return true;
}
