package dev.gantry.adapter.privateengine.apt;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The root directory that packages were unpacked into.
public record Toolbox(Path root) {

  private static final List<String> PROGRAM_DIRECTORIES =
      List.of("usr/sbin", "usr/bin", "sbin", "bin");

  /// The parents of the architecture's library directory, such as `x86_64-linux-gnu`.
  private static final List<String> LIBRARY_PARENTS = List.of("usr/lib", "lib");

  private static final List<String> PERL_DIRECTORIES =
      List.of("usr/share/perl5", "usr/share/perl/5.*", "usr/lib/*-linux-gnu*/perl/5.*");

  /// Debian and Ubuntu have used both.
  private static final List<String> PLUGIN_DIRECTORIES =
      List.of("usr/libexec/docker/cli-plugins", "usr/lib/docker/cli-plugins");

  public Optional<Path> program(String name) {
    return programDirectories().stream()
        .map(directory -> directory.resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// Where the docker CLI's plugins are, if any.
  public Optional<Path> pluginDirectory() {
    return existing(PLUGIN_DIRECTORIES).stream().findFirst();
  }

  /// What a program of the box needs in its environment to find its libraries and the other
  /// programs, which come before those of the system.
  ///
  /// @param first a directory of programs that comes before all others
  /// @param systemPath the system's `PATH`
  public Map<String, String> environment(Optional<Path> first, String systemPath) {
    List<Path> libraries = libraryDirectories();
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put(
        "PATH",
        joined(Stream.concat(first.stream(), programDirectories().stream()).toList())
            + File.pathSeparator
            + systemPath);
    if (!libraries.isEmpty()) {
      environment.put("LD_LIBRARY_PATH", joined(libraries));
    }
    libraries.stream()
        .map(directory -> directory.resolve("xtables"))
        .filter(Files::isDirectory)
        .findFirst()
        .ifPresent(modules -> environment.put("XTABLES_LIBDIR", modules.toString()));
    List<Path> perl = directories(PERL_DIRECTORIES);
    if (!perl.isEmpty()) {
      environment.put("PERL5LIB", joined(perl));
    }
    return environment;
  }

  /// The directories below the root that match, for example `usr/lib/*-linux-gnu*`.
  private List<Path> directories(List<String> patterns) {
    List<Path> found = new ArrayList<>();
    for (String pattern : patterns) {
      List<Path> bases = List.of(root);
      for (Path step : Path.of(pattern)) {
        bases = bases.stream().flatMap(base -> children(base, step.toString())).toList();
      }
      found.addAll(bases);
    }
    return found;
  }

  private List<Path> programDirectories() {
    return existing(PROGRAM_DIRECTORIES);
  }

  private List<Path> libraryDirectories() {
    return directories(LIBRARY_PARENTS.stream().map(parent -> parent + "/*-linux-gnu*").toList());
  }

  private List<Path> existing(List<String> names) {
    return names.stream().map(root::resolve).filter(Files::isDirectory).toList();
  }

  private static Stream<Path> children(Path directory, String pattern) {
    if (!Files.isDirectory(directory)) {
      return Stream.empty();
    }
    try (var children = Files.newDirectoryStream(directory, pattern)) {
      List<Path> found = new ArrayList<>();
      children.forEach(found::add);
      return found.stream().filter(Files::isDirectory).sorted();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String joined(List<Path> directories) {
    return directories.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
