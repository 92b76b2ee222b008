package dev.gantry.llm.log;

/// Writes structured events: a name, a level, and fields. What a person typed is never a field.
public interface EventLog {

  /// How much an event matters.
  enum Level {
    DEBUG,
    INFO,
    WARN,
    ERROR
  }

  /// A named value of an event. Numbers and booleans are written as such, all else as text, a
  /// [Throwable] with its stack trace.
  record Field(String name, Object value) {}

  /// Writes an event, for example `write(INFO, "model.ready", field("load_ms", 12))`.
  void write(Level level, String event, Field... fields);

  static Field field(String name, Object value) {
    return new Field(name, value);
  }
}
