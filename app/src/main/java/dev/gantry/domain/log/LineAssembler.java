package dev.gantry.domain.log;

import java.time.Instant;
import java.util.List;

/// Joins pieces of one output stream to lines: holds the text after the last line end.
///
/// A line feed ends a line. A carriage return goes back to its start, as on a terminal, so of a
/// progress bar only the last state remains. A line longer than [#MAX_LENGTH] characters is broken
/// up.
///
/// @param partial the text of the line that has not ended, which may be empty
/// @param since when `partial` began
public record LineAssembler(String partial, Instant since) {

  /// Longest line, in characters.
  public static final int MAX_LENGTH = 16_384;

  /// Nothing read.
  public static final LineAssembler START = new LineAssembler("", Instant.EPOCH);

  /// Reads a piece of text, adds the lines that it ends to `lines`, and returns what is left.
  public LineAssembler read(Instant at, boolean errorStream, String text, List<LogLine> lines) {
    Instant begun = partial.isEmpty() ? at : since;
    String rest = partial + text;
    int start = 0;
    for (int end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n', start)) {
      String line = brokenUp(begun, errorStream, rest.substring(start, end), lines);
      lines.add(new LogLine(begun, errorStream, withoutReturns(line)));
      start = end + 1;
      begun = at;
    }
    return new LineAssembler(
        brokenUp(begun, errorStream, rest.substring(start), lines),
        start == rest.length() ? Instant.EPOCH : begun);
  }

  /// Ends the line that has not ended, if there is one.
  public LineAssembler flush(boolean errorStream, List<LogLine> lines) {
    if (!partial.isEmpty()) {
      lines.add(new LogLine(since, errorStream, withoutReturns(partial)));
    }
    return START;
  }

  /// Adds the whole parts of a very long line to `lines` and returns its end.
  private static String brokenUp(
      Instant at, boolean errorStream, String text, List<LogLine> lines) {
    String rest = overwritten(text);
    while (rest.length() > MAX_LENGTH) {
      int cut = Character.isLowSurrogate(rest.charAt(MAX_LENGTH)) ? MAX_LENGTH - 1 : MAX_LENGTH;
      lines.add(new LogLine(at, errorStream, rest.substring(0, cut)));
      rest = rest.substring(cut);
    }
    return rest;
  }

  /// Drops what a carriage return has made obsolete. Returns at the end stay: they may belong to a
  /// line end of two characters, and until something follows, the text is still there to see.
  private static String overwritten(String line) {
    return line.substring(line.lastIndexOf('\r', endOfText(line) - 1) + 1);
  }

  private static String withoutReturns(String line) {
    return line.substring(0, endOfText(line));
  }

  private static int endOfText(String line) {
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == '\r') {
      end--;
    }
    return end;
  }
}
