package dev.gantry.adapter.process;

/// A line that a program wrote, without its line end.
public record OutputLine(Source source, String text) {

  public enum Source {
    STANDARD_OUTPUT,
    STANDARD_ERROR
  }
}
