package dev.gantry.llm.embedding;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/// What `AllMiniLmL6V2EmbeddingModel` of langchain4j 1.20.0-beta30 makes of a text, recorded. That
/// class refuses blank texts, and takes those of more than 128 tokens apart: their vectors are of
/// its model file and its ONNX Runtime, fed with the tokens.
///
/// @param tokens at most 256, with those around the text
@SuppressWarnings("ArrayRecordComponent")
public record Reference(String text, int[] tokens, float[] vector) {

  /// All hundred: long, nearly empty, of many scripts, code, numbers, emoji.
  public static List<Reference> readAll() throws IOException {
    try (Reader in =
        new InputStreamReader(
            Objects.requireNonNull(Reference.class.getResourceAsStream("reference.json")),
            StandardCharsets.UTF_8)) {
      List<Reference> all = new ArrayList<>();
      for (JsonElement element : JsonParser.parseReader(in).getAsJsonArray()) {
        JsonObject object = element.getAsJsonObject();
        all.add(
            new Reference(
                object.get("text").getAsString(),
                tokens(object.getAsJsonArray("tokens")),
                vector(object.get("vector").getAsString())));
      }
      return all;
    }
  }

  private static int[] tokens(JsonArray tokens) {
    return tokens.asList().stream().mapToInt(JsonElement::getAsInt).toArray();
  }

  /// Numbers of 16 bits, little-endian.
  private static float[] vector(String base64) {
    ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    float[] vector = new float[bytes.remaining() / Short.BYTES];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = Float.float16ToFloat(bytes.getShort());
    }
    return vector;
  }
}
