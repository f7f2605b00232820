extension LibraryTable {

  /// `docs/library/file-and-dir.md`
  static let fileRows = """
    file.read(path: String) -> String acts throws IOError, ValueError {file.read}
      the text; ValueError if it is no UTF-8
    file.readLines(path: String) -> Array<String> acts throws IOError, ValueError \
    {file.read, string.lines}
      its lines, which end in LF or CRLF
    file.readBytes(path: String) -> Array<Int> acts throws IOError {file.read_bytes}
      the bytes
    file.lines(path: String) -> Array<String> acts throws IOError, ValueError \
    {iteration file.read, string.lines, file.open_lines, file.read_line, file.line, file.close}
      in a for loop the lines one at a time, see below; elsewhere as readLines
    file.write(path: String, text: String) -> Null acts throws IOError {file.write}
      the file holds the new text whole, or on failure the old one
    file.writeLines(path: String, lines: Array<Any>) -> Null acts throws IOError {file.write}
      the same with the text forms, each with a newline
    file.writeBytes(path: String, bytes: Array<Int>) -> Null acts throws IOError, ValueError \
    {file.write_bytes}
      the same with bytes; ValueError for other numbers
    file.append(path: String, text: String) -> Null acts throws IOError {file.append}
      writes behind the end; makes the file if there is none
    file.exists(path: String) -> Bool acts {file.exists}
      whether there is a file or directory
    file.size(path: String) -> Int acts throws IOError {file.size}
      the size in bytes
    file.delete(path: String) -> Null acts throws IOError {file.delete}
      removes the file
    file.copy(path: String, to: String) -> Null acts throws IOError {file.copy}
      copies the file; what is at to is replaced, but for a directory
    file.move(path: String, to: String) -> Null acts throws IOError {file.move}
      moves the file likewise
    file.open(path: String, mode: String = "r") -> File acts throws IOError, ValueError \
    {file.open, object.make}
      an open file; the mode is r, w or a
    file.close(file: File) -> Null acts throws IOError {file.close}
      closes the file
    file.readChunk(file: File, count: Int = 65536) -> String acts throws IOError, ValueError \
    {file.read_chunk}
      the next bytes as text, and up to 3 more to end a scalar; "" at the end
    file.writeChunk(file: File, text: String) -> Null acts throws IOError {file.write_chunk}
      writes the text at the position
    file.seek(file: File, position: Int) -> Null acts throws IOError {file.seek}
      goes to a position in bytes
    file.tell(file: File) -> Int acts throws IOError {file.tell}
      the position in bytes
    file.eof(file: File) -> Bool acts throws IOError {file.is_at_end}
      whether the end is reached

    object File
    field File.path: String
      the path as given
    field File.mode: String
      the mode as given

    dir.list(path: String) -> Array<String> acts throws IOError {dir.list}
      the names in the directory, sorted
    dir.create(path: String) -> Null acts throws IOError {dir.create}
      makes the directory and those above; one that is there is no failure
    dir.remove(path: String) -> Null acts throws IOError {dir.remove}
      removes an empty directory
    dir.removeAll(path: String) -> Null acts throws IOError {dir.remove_all}
      removes a directory and all that is in it
    dir.exists(path: String) -> Bool acts {dir.exists}
      whether there is a directory
    dir.current() -> String acts throws IOError {dir.current}
      the current directory
    dir.change(path: String) -> Null acts throws IOError {dir.change}
      makes the directory the current one
    dir.walk(path: String) -> Array<String> acts throws IOError {dir.list, file.status}
      the paths, from path on, of all that is in it and below, sorted; links are not followed
    dir.info(path: String) -> FileInfo acts throws IOError {file.status, object.make}
      what is known of a file or directory

    object FileInfo
    field FileInfo.name: String
      the last part of the path
    field FileInfo.size: Int
      the size in bytes
    field FileInfo.isDirectory: Bool
      whether it is a directory
    field FileInfo.isFile: Bool
      whether it is a regular file
    field FileInfo.modified: Time
      when it was changed last
    field FileInfo.permissions: String
      such as rw-r--r--
    """

  /// `docs/library/path.md`
  static let pathRows = """
    path.join(parts: String...) -> String
      the parts with / between; one that begins with / starts anew, empty ones are left out
    path.base(path: String) -> String
      the last part
    path.dir(path: String) -> String
      what is before the last part; . if that is nothing
    path.extension(path: String) -> String
      the end of the last part from its last dot on; empty without one, and for .profile
    path.absolute(path: String) -> String acts throws IOError {dir.current}
      the path from the root, without ., .. and empty parts
    """

  /// `docs/library/env-and-process.md`
  static let processRows = """
    env.get(name: String) -> String? acts {env.get}
      the environment variable; Null if there is none
    env.get(name: String, default: U) -> String | U acts {env.get}
      the environment variable; default if there is none
    env.set(name: String, value: String) -> Null acts throws ValueError {env.set}
      sets the variable; ValueError for an empty name, and one that holds =
    env.all() -> Map<String, String> acts {env.entries}
      all variables
    process.run(program: String, arguments: Array<Any> = []) -> ProcessResult acts throws IOError \
    {process.run, object.make}
      runs a program, looked up in PATH, to its end
    process.pid() -> Int acts {process.pid}
      the number of the process

    object ProcessResult
    field ProcessResult.status: Int
      that of the program; 128 + n if signal n ended it
    field ProcessResult.output: String
      what it wrote to standard output
    field ProcessResult.error: String
      what it wrote to standard error
    """

  /// `docs/library/time.md`
  static let timeRows = """
    time.now() -> Time acts {time.now, object.make}
      the present time
    time.create(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int) -> Time acts \
    throws ValueError {time.make, object.make}
      the time; one that the clocks leave out moves forward; ValueError if there is none
    time.parse(text: String, format: String) -> Time? acts {time.parse, object.make}
      the time that C's strptime reads, missing parts as in the first moment of 1970, or Null
    time.clock() -> Float acts {time.clock}
      seconds of a clock that only goes forward, for measuring
    time.sleep(seconds: Number) -> Null acts {time.sleep}
      waits; what was printed is written first

    object Time with methods of time
    field Time.timestamp: Float
      the seconds since 1970

    time.format(time: Time, format: String) -> String acts throws ValueError {time.format}
      the text that C's strftime makes
    time.year(time: Time) -> Int acts throws ValueError {time.part}
      the year of the local time
    time.month(time: Time) -> Int acts throws ValueError {time.part}
      likewise the month
    time.day(time: Time) -> Int acts throws ValueError {time.part}
      likewise the day
    time.hour(time: Time) -> Int acts throws ValueError {time.part}
      likewise the hour
    time.minute(time: Time) -> Int acts throws ValueError {time.part}
      likewise the minute
    time.second(time: Time) -> Int acts throws ValueError {time.part}
      likewise the second
    time.weekday(time: Time) -> Int acts throws ValueError {time.part}
      likewise the day of the week; 0 is Sunday
    time.yearDay(time: Time) -> Int acts throws ValueError {time.part}
      likewise the day of the year, from 1
    time.add(time: Time, seconds: Number) -> Time {object.make}
      so much later
    time.subtract(time: Time, seconds: Number) -> Time {object.make}
      so much earlier
    time.difference(a: Time, b: Time) -> Number {math.abs}
      a - b in seconds, an Int where whole
    time.isoString(time: Time) -> String acts throws ValueError {time.format}
      such as 2024-01-15T14:30:00
    time.unixTimestamp(time: Time) -> Int throws OverflowError, ValueError {math.floor}
      the whole seconds since 1970
    """

}
