package dev.gantry.adapter.sqlite;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// Values as compressed JSON.
final class Packed {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Packed() {}

  static byte[] pack(Object value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(JSON.writeValueAsBytes(value));
    }
    return bytes.toByteArray();
  }

  static JsonNode unpack(byte[] bytes) throws IOException {
    return unpack(bytes, new TypeReference<>() {});
  }

  static <T> T unpack(byte[] bytes, TypeReference<T> type) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return JSON.readValue(in.readAllBytes(), type);
    }
  }
}
