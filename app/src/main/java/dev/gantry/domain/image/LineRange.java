package dev.gantry.domain.image;

/// Lines of a Dockerfile, counted from 1, both ends included.
public record LineRange(int first, int last) {
  public LineRange {
    if (first < 1 || last < first) {
      throw new IllegalArgumentException("no range of lines: " + first + "-" + last);
    }
  }
}
