// An operating system in small, after Richards: tasks of several classes in a ring hand packets to
// each other through queues that are linked lists.
#include <cstdio>
#include <vector>

constexpr long rounds = 3000000;

struct Packet {
  Packet *next;
  long target, work;
};

struct Task {
  Task *next = nullptr;
  Packet *queue = nullptr;
  long number, done = 0;

  explicit Task(long number) : number(number) {}
  virtual ~Task() = default;

  void add(Packet *packet) {
    packet->next = nullptr;
    if (!queue) {
      queue = packet;
      return;
    }
    Packet *last = queue;
    while (last->next) last = last->next;
    last->next = packet;
  }

  Packet *take() {
    Packet *packet = queue;
    queue = packet->next;
    return packet;
  }

  // Returns where a packet goes when it has been worked on.
  virtual long handle(Packet *) { return number; }
};

struct Worker : Task {
  using Task::Task;
  long handle(Packet *packet) override {
    packet->work = (packet->work * 31 + number) % 65521;
    return packet->work & 7;
  }
};

struct Device : Task {
  using Task::Task;
  long handle(Packet *packet) override {
    packet->work = packet->work ^ (done & 255);
    return (packet->target + 3) & 7;
  }
};

struct Handler : Task {
  using Task::Task;
  long handle(Packet *packet) override {
    packet->work += 1;
    return (number + packet->work) & 7;
  }
};

int main() {
  std::vector<Task *> tasks;
  for (long i = 0; i < 8; i++) {
    if (i % 3 == 0) tasks.push_back(new Worker(i));
    else if (i % 3 == 1) tasks.push_back(new Device(i));
    else tasks.push_back(new Handler(i));
  }
  for (long i = 0; i < 8; i++) tasks[i]->next = tasks[(i + 1) % 8];
  for (long i = 0; i < 16; i++) tasks[i & 7]->add(new Packet{nullptr, i & 7, i * 17});
  Task *current = tasks[0];
  for (long round = 0; round < rounds; round++) {
    if (current->queue) {
      Packet *packet = current->take();
      long target = current->handle(packet);
      current->done += 1;
      packet->target = target;
      tasks[target]->add(packet);
    }
    current = current->next;
  }
  for (Task *task : tasks) {
    std::printf("%ld %ld\n", task->number, task->done);
    while (task->queue) delete task->take();
    delete task;
  }
}
