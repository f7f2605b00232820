@preconcurrency import Glibc

/// Runs `body` on a thread with a stack of 512 MiB and returns its result.
///
/// Parsing, lowering and LLVM recurse as deep as programs nest. The stack is address space: only
/// what is used becomes memory. Where even that is refused, a smaller one must do.
public func withLargeStack<R>(_ body: () -> R) -> R {
  var result: R?
  withoutActuallyEscaping({ result = body() }) { work in
    var thread = pthread_t()
    var size = 512 << 20
    while !start(&thread, stackSize: size, Job(work)) {
      size /= 2
      if size < 1 << 20 {
        writeToStandardError("error: the system refuses to start a thread\n")
        exit(1)
      }
    }
    pthread_join(thread, nil)
  }
  return result!
}

/// The work of a thread.
private final class Job {

  let work: () -> Void

  init(_ work: @escaping () -> Void) { self.work = work }

}

/// Starts `job` on a thread; returns `false` if there is no room for the stack.
private func start(_ thread: inout pthread_t, stackSize: Int, _ job: Job) -> Bool {
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  defer { pthread_attr_destroy(&attributes) }
  pthread_attr_setstacksize(&attributes, stackSize)
  let argument = Unmanaged.passRetained(job)
  let code = pthread_create(
    &thread, &attributes,
    { argument in
      CrashReport.useAlternateStack()
      let job = Unmanaged<Job>.fromOpaque(argument!).takeRetainedValue()
      job.work()
      return nil
    }, argument.toOpaque())
  if code != 0 { argument.release() }
  return code == 0
}
