package dev.gantry.llm.embedding.onnx;

/// Numbers as whole ones from -127 to 127, in groups of one size that have a scale each: a number
/// is the whole one times the scale.
final class ByteGroups {
  private static final int LARGEST = 127;

  private final byte[] values;
  private final float[] scales;

  private ByteGroups(byte[] values, float[] scales) {
    this.values = values;
    this.scales = scales;
  }

  static ByteGroups of(float[] numbers, int size) {
    byte[] values = new byte[numbers.length];
    float[] scales = new float[numbers.length / size];
    for (int group = 0; group < scales.length; group++) {
      float scale = largest(numbers, group * size, size) / LARGEST;
      scales[group] = scale;
      for (int i = group * size; i < (group + 1) * size; i++) {
        // a group of zeros has the scale 0, and what is no number is rounded to 0
        values[i] = (byte) Math.round(numbers[i] / scale);
      }
    }
    return new ByteGroups(values, scales);
  }

  private static float largest(float[] numbers, int from, int count) {
    float largest = 0;
    for (int i = from; i < from + count; i++) {
      largest = Math.max(largest, Math.abs(numbers[i]));
    }
    return largest;
  }

  float[] scales() {
    return scales;
  }

  byte[] signed() {
    return values;
  }

  /// The whole numbers from 1 to 255, where 128 stands for 0.
  byte[] unsigned() {
    byte[] unsigned = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      unsigned[i] = (byte) (values[i] - Byte.MIN_VALUE);
    }
    return unsigned;
  }
}
