package dev.gantry;

import java.nio.file.Path;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// Sends everything that is logged, by whatever library, to one file.
final class LogFile {

  /// The Java property that names the file.
  static final String PROPERTY = "gantry.log";

  private LogFile() {}

  /// Names the file to [LogConfiguration]. To be called before the first logger is made.
  static void use(Path file) {
    System.setProperty(PROPERTY, file.toString());
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }
}
