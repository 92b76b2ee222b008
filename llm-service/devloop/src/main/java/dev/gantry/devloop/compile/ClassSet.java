package dev.gantry.devloop.compile;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// All classes of the server, as they were compiled together, and how they depend on each other.
public final class ClassSet {
  /// No classes at all.
  public static final ClassSet EMPTY = new ClassSet(new TreeMap<>(), new TreeMap<>());

  private final SortedMap<String, byte[]> bytes;
  private final SortedMap<String, ClassFacts> facts;

  private ClassSet(SortedMap<String, byte[]> bytes, SortedMap<String, ClassFacts> facts) {
    this.bytes = bytes;
    this.facts = facts;
  }

  /// A set of these classes, by binary name.
  public static ClassSet of(Map<String, byte[]> classes) {
    return EMPTY.with(Set.of(), classes);
  }

  /// Class files by binary name.
  public SortedMap<String, byte[]> bytes() {
    return Collections.unmodifiableSortedMap(bytes);
  }

  /// Every class that a class of this set names.
  public SortedSet<String> usedBy(String name) {
    ClassFacts of = facts.get(name);
    return of == null ? new TreeSet<>() : new TreeSet<>(of.uses());
  }

  /// This set, but with other classes from some sources.
  ///
  /// @param sources whose classes are no more
  ClassSet with(Collection<String> sources, Map<String, byte[]> classes) {
    SortedMap<String, byte[]> allBytes = new TreeMap<>(bytes);
    SortedMap<String, ClassFacts> allFacts = new TreeMap<>(facts);
    allFacts.values().removeIf(of -> sources.contains(of.source()));
    allBytes.keySet().retainAll(allFacts.keySet());
    classes.forEach(
        (name, content) -> {
          allBytes.put(name, content);
          allFacts.put(name, ClassFacts.of(content));
        });
    return new ClassSet(allBytes, allFacts);
  }

  /// Names of the classes that are there on one side only, or differ.
  public SortedSet<String> differences(ClassSet other) {
    SortedSet<String> names = new TreeSet<>(bytes.keySet());
    names.addAll(other.bytes.keySet());
    names.removeIf(name -> Arrays.equals(bytes.get(name), other.bytes.get(name)));
    return names;
  }

  /// The sources that must be compiled because these classes are no longer what they were, as far
  /// as class files tell. Who only has a copy of a constant is not among them.
  Set<String> sourcesUsing(Collection<String> classes) {
    Set<String> changed = withSubtypes(classes);
    Set<String> sources = new HashSet<>();
    for (ClassFacts user : facts.values()) {
      if (!Collections.disjoint(user.uses(), changed)) {
        sources.add(user.source());
      }
    }
    return sources;
  }

  /// What a class inherits belongs to what it offers.
  private Set<String> withSubtypes(Collection<String> classes) {
    Set<String> all = new HashSet<>(classes);
    boolean grown = true;
    while (grown) {
      grown = false;
      for (ClassFacts type : facts.values()) {
        grown |= !Collections.disjoint(type.supertypes(), all) && all.add(type.name());
      }
    }
    return all;
  }

  /// Classes that others see differently than in an earlier set, the gone ones included.
  SortedSet<String> seenDifferently(ClassSet earlier) {
    SortedSet<String> names = differences(earlier);
    names.removeIf(
        name -> {
          ClassFacts before = earlier.facts.get(name);
          ClassFacts now = facts.get(name);
          return before != null
              && now != null
              && before.interfaceLines().equals(now.interfaceLines());
        });
    return names;
  }

  /// Words by which other sources may mean something else than with an earlier set: names of
  /// constants with another value, and simple names of classes that are new or gone.
  SortedSet<String> wordsWithNewMeaning(ClassSet earlier) {
    SortedSet<String> words = new TreeSet<>();
    for (String name : differences(earlier)) {
      ClassFacts before = earlier.facts.get(name);
      ClassFacts now = facts.get(name);
      if (before == null || now == null) {
        String simple = name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
        // others cannot name an anonymous or local class
        if (Character.isJavaIdentifierStart(simple.charAt(0))) {
          words.add(simple);
        }
      } else {
        SortedSet<String> constants = new TreeSet<>(before.constants().keySet());
        constants.addAll(now.constants().keySet());
        constants.removeIf(
            constant ->
                Objects.equals(before.constants().get(constant), now.constants().get(constant)));
        words.addAll(constants);
      }
    }
    return words;
  }
}
