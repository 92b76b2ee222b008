package dev.gantry.cli;

import java.time.Duration;
import java.time.Instant;

/// The process that stays and runs commands for others, seen by a command that it runs.
public interface ResidentProcess {

  /// How it is.
  ///
  /// @param pid as the system counts processes
  /// @param commands how many it has run, this one included
  /// @param memoryBytes what it takes of the memory; 0 where that is not known
  /// @param idle ends after so long without a command
  record Status(long pid, Instant since, int commands, long memoryBytes, Duration idle) {}

  Status status();

  /// Ends the process when the commands are over that it runs.
  void stop();
}
