package dev.gantry.llm.embedding.preparation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxFileTest {
  /// Of the tensor "w": dimensions 1 and 2, type float, the numbers 1 and 2. The first dimension is
  /// written alone, the second packed.
  private static final String TENSOR =
      "0801" + "0a0102" + "1001" + "420177" + "4a080000803f00000040";

  /// The node "n" with the inputs "x" and "w", and a field that nobody needs.
  private static final String NODE = "0a0178" + "0a0177" + "1a016e" + "22064d61744d756c";

  /// The first version of the format, then the graph.
  private static final String MODEL = "0801" + "3a29" + "0a11" + NODE + "2a14" + TENSOR;

  @TempDir private Path directory;

  private OnnxFile read(byte[] content) throws IOException {
    return OnnxFile.read(Files.write(directory.resolve("model.onnx"), content));
  }

  private OnnxFile model() throws IOException {
    return read(HexFormat.of().parseHex(MODEL));
  }

  @Test
  void findsWeightsByTheirNameAndByTheNodeThatTakesThem() throws IOException {
    OnnxFile file = model();
    float[] values = new float[2];
    file.weights(file.secondInput("n"), List.of(1L, 2L)).get(values);

    assertThat(values).containsExactly(1, 2);
  }

  @Test
  void saysWhichWeightsAreMissing() throws IOException {
    OnnxFile file = model();

    assertThatThrownBy(() -> file.weights("v", List.of(1L)))
        .isInstanceOf(IOException.class)
        .hasMessage("%s has no weights \"v\" of type float", directory.resolve("model.onnx"));
    assertThatThrownBy(() -> file.secondInput("m"))
        .isInstanceOf(IOException.class)
        .hasMessage("%s has no node \"m\" with two inputs", directory.resolve("model.onnx"));
  }

  @Test
  void saysWhichWeightsHaveAnotherShape() throws IOException {
    OnnxFile file = model();

    assertThatThrownBy(() -> file.weights("w", List.of(2L, 1L)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "\"w\" in %s has the shape [1, 2] and 2 numbers, not the shape [2, 1]",
            directory.resolve("model.onnx"));
  }

  @Test
  void writesOtherNodesAndWeightsAndKeepsTheRest() throws IOException {
    OnnxNode node = OnnxNode.of("d", "Twice", List.of("x", "v"), "y", Map.of("k", 3L));
    Weights weights = Weights.ofFloats("v", List.of(1L), new float[] {3});
    Path target = directory.resolve("other.onnx");
    model().writeWith(List.of(node), List.of(weights), "d", target);

    String written =
        "0a0178" + "0a0176" + "120179" + "1a0179" + "22055477696365" + "2a080a016b1803a00102";
    assertThat(HexFormat.of().formatHex(Files.readAllBytes(target)))
        .isEqualTo(
            "0801"
                + ("3a31" + "0a20" + written + "3a0164")
                + ("2a0d" + "0801" + "1001" + "420176" + "4a0400004040")
                + ("4205" + "0a0164" + "1001"));
  }

  @Test
  void refusesEveryFileThatIsCutOffWithinItsGraph() throws IOException {
    byte[] whole = HexFormat.of().parseHex(MODEL);
    for (int length = 3; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);

      assertThatThrownBy(() -> read(part))
          .as("%d bytes", length)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is no ONNX file");
    }
  }
}
