package dev.gantry;

import dev.gantry.adapter.compose.ReadProjects;
import dev.gantry.adapter.docker.KnownEngines;

/// What a process keeps between the commands that it runs. Each of it is asked for anew where it
/// may have changed since.
///
/// @param projects what the compose tool has made of projects
/// @param engines what engines have told about themselves
record Remembered(ReadProjects projects, KnownEngines engines) {

  /// For a process that has just begun.
  static Remembered nothing() {
    return new Remembered(new ReadProjects(), new KnownEngines());
  }
}
