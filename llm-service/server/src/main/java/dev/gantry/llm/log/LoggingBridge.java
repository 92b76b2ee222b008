package dev.gantry.llm.log;

import static dev.gantry.llm.log.EventLog.field;

import dev.gantry.llm.log.EventLog.Field;
import dev.gantry.llm.log.EventLog.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/// Sends what libraries log through java.util.logging into the event log.
public final class LoggingBridge extends Handler {
  private final EventLog log;
  private final SimpleFormatter formatter = new SimpleFormatter();

  public LoggingBridge(EventLog log) {
    this.log = log;
  }

  /// Replaces every handler there is.
  public void install() {
    LogManager.getLogManager().reset();
    Logger root = Logger.getLogger("");
    root.setLevel(java.util.logging.Level.INFO);
    root.addHandler(this);
  }

  @Override
  public void publish(LogRecord record) {
    List<Field> fields = new ArrayList<>();
    fields.add(field("logger", String.valueOf(record.getLoggerName())));
    fields.add(field("message", formatter.formatMessage(record)));
    if (record.getThrown() != null) {
      fields.add(field("error", record.getThrown()));
    }
    log.write(level(record), "library.log", fields.toArray(Field[]::new));
  }

  private static Level level(LogRecord record) {
    int value = record.getLevel().intValue();
    if (value >= java.util.logging.Level.SEVERE.intValue()) {
      return Level.ERROR;
    }
    if (value >= java.util.logging.Level.WARNING.intValue()) {
      return Level.WARN;
    }
    return value >= java.util.logging.Level.INFO.intValue() ? Level.INFO : Level.DEBUG;
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
