package dev.gantry.llm.embedding;

import java.nio.FloatBuffer;

/// Makes one vector of those of the tokens of a text.
public final class MeanPooling {
  private MeanPooling() {}

  /// The mean over the tokens, scaled to length 1.
  ///
  /// @param tokens vectors of the tokens, one after the other
  /// @param first index of the first number of the first token
  /// @param count how many tokens
  /// @param dimensions how many numbers a vector has
  public static float[] pool(FloatBuffer tokens, int first, int count, int dimensions) {
    double[] sums = new double[dimensions];
    for (int token = 0; token < count; token++) {
      int begin = first + token * dimensions;
      for (int i = 0; i < dimensions; i++) {
        sums[i] += tokens.get(begin + i);
      }
    }
    return normalised(sums);
  }

  /// A vector of zeros stays one. The number of tokens does not matter: only the direction stays.
  private static float[] normalised(double[] vector) {
    double squares = 0;
    for (double value : vector) {
      squares += value * value;
    }
    double length = squares == 0 ? 1 : Math.sqrt(squares);
    float[] result = new float[vector.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) (vector[i] / length);
    }
    return result;
  }
}
