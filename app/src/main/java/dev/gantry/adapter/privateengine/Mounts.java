package dev.gantry.adapter.privateengine;

import dev.gantry.adapter.process.Command;
import dev.gantry.adapter.process.CommandResult;
import dev.gantry.adapter.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The mounts below a directory, which a killed engine leaves behind.
final class Mounts {

  private static final Duration UNMOUNT = Duration.ofSeconds(30);
  private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");
  private static final int MOUNT_POINT_FIELD = 4;

  private final ProcessRunner runner;
  private final Path mountInformation;

  /// Works on a mount table.
  ///
  /// @param mountInformation `/proc/self/mountinfo`, see proc_pid_mountinfo(5)
  Mounts(ProcessRunner runner, Path mountInformation) {
    this.runner = runner;
    this.mountInformation = mountInformation;
  }

  /// Mount points below the directory, in the order in which they were mounted.
  List<Path> below(Path directory) throws IOException {
    List<Path> points = new ArrayList<>();
    for (String line : Files.readAllLines(mountInformation)) {
      String[] fields = line.split(" ", MOUNT_POINT_FIELD + 2);
      if (fields.length > MOUNT_POINT_FIELD) {
        Path point = Path.of(unescaped(fields[MOUNT_POINT_FIELD]));
        if (point.startsWith(directory)) {
          points.add(point);
        }
      }
    }
    return points;
  }

  /// Unmounts all below the directory, the last mounted first. What is still in use vanishes from
  /// the tree now and is let go of by the kernel when its last user ends.
  void removeBelow(Path directory) throws IOException, InterruptedException {
    List<Path> points = new ArrayList<>(below(directory));
    Collections.reverse(points);
    for (Path point : points) {
      CommandResult result = runner.run(Command.of("umount", point.toString()), UNMOUNT);
      if (!result.isSuccess()) {
        runner.run(Command.of("umount", "--lazy", point.toString()), UNMOUNT);
      }
    }
  }

  /// Blanks and backslashes are written as octal numbers.
  private static String unescaped(String text) {
    return OCTAL
        .matcher(text)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(Character.toString(Integer.parseInt(match.group(1), 8))));
  }
}
