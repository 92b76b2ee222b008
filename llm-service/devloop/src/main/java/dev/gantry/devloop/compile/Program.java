package dev.gantry.devloop.compile;

import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// All that was made of the sources.
///
/// @param resources by path under their root
public record Program(ClassSet classes, SortedMap<String, byte[]> resources) {
  /// Nothing.
  public static final Program EMPTY = new Program(ClassSet.EMPTY, new TreeMap<>());

  public Program {
    resources = Collections.unmodifiableSortedMap(resources);
  }

  /// Paths of the resources that are there on one side only, or differ.
  public SortedSet<String> differentResources(Program other) {
    SortedSet<String> paths = new TreeSet<>(resources.keySet());
    paths.addAll(other.resources.keySet());
    paths.removeIf(path -> Arrays.equals(resources.get(path), other.resources.get(path)));
    return paths;
  }
}
