package dev.gantry.adapter.docker;

import com.github.dockerjava.api.exception.NotFoundException;
import dev.gantry.EngineAvailable;

/// Names for images in the engine of the tests.
public final class TestImages {

  /// What the images of tests are made from, since it has a shell.
  public static final String BASE = "debian:trixie-slim";

  private TestImages() {}

  /// Gives the base image one more name.
  public static void tag(String repository, String tag) {
    try (EngineConnection connection = connection()) {
      connection.client().tagImageCmd(BASE, repository, tag).exec();
    } catch (NotFoundException e) {
      throw new AssertionError("the engine needs " + BASE + ": ./gantry engine base-image", e);
    }
  }

  /// Takes a name away.
  public static void untag(String name) {
    try (EngineConnection connection = connection()) {
      connection.client().removeImageCmd(name).withNoPrune(true).exec();
    }
  }

  private static EngineConnection connection() {
    return EngineConnection.to(EngineAvailable.address(), "");
  }
}
