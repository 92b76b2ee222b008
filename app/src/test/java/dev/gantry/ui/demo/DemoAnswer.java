package dev.gantry.ui.demo;

import dev.gantry.domain.inference.FakeInferenceService.FakeGeneration;
import dev.gantry.domain.inference.FinishReason;

/// Answers for pictures, in pieces as a model makes them.
public final class DemoAnswer {
  private static final String FIRST =
      "A container image is a stack of read-only layers, each the difference that one instruction"
          + " of a Dockerfile made to the file system, together with a configuration that says what"
          + " to run. Layers are named by the digest of their content, so two images that share a"
          + " base also share its layers on disk.";
  private static final String SECOND =
      "The cache of a build is a chain: a step is taken from it only if its instruction, its inputs"
          + " and the step before it are the same as last time. So what changes often belongs at the"
          + " end. Copy the files that name the dependencies first, fetch the dependencies, and copy"
          + " the sources only then:";

  private DemoAnswer() {}

  /// Gives an answer from beginning to end.
  public static void whole(FakeGeneration generation) {
    generation.begin(pieces(FIRST));
    generation.finish(FinishReason.END_OF_TEXT);
  }

  /// Gives an answer that goes on.
  public static void begun(FakeGeneration generation) {
    generation.begin(pieces(SECOND));
  }

  private static String[] pieces(String text) {
    return text.splitWithDelimiters("(?<= )|(?<=[a-z]{4})(?=[a-z]{3})", 0);
  }
}
