package dev.gantry.llm.gguf;

import static dev.gantry.llm.gguf.GgufBuilder.withPairs;
import static dev.gantry.llm.gguf.GgufBuilder.withTensors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GgufReaderTest {
  private static final Path TINY = Path.of("../models/gantry-tiny.Q8_0.gguf");

  @TempDir private Path directory;

  @Test
  void readsTheBundledModel() throws Exception {
    assertThat(GgufReader.read(TINY))
        .isEqualTo(
            new GgufHeader("llama", "Gantry Tiny", "Q8_0", 4_229_888, 512, 2_560, 4_601_280));
  }

  @Test
  void readsEveryTypeOfValue() throws Exception {
    GgufBuilder file =
        withPairs(14)
            .text("general.architecture", "llama")
            .key("u8")
            .int32(0)
            .bytes("x")
            .key("i8")
            .int32(1)
            .bytes("x")
            .key("u16")
            .int32(2)
            .bytes("xx")
            .key("i16")
            .int32(3)
            .bytes("xx")
            .key("i32")
            .int32(5)
            .int32(-1)
            .key("f32")
            .int32(6)
            .int32(0)
            .key("bool")
            .int32(7)
            .bytes("\u0001")
            .key("i64")
            .int32(11)
            .int64(-1)
            .key("f64")
            .int32(12)
            .int64(0)
            .key("numbers")
            .int32(9)
            .int32(6)
            .int64(3)
            .padding(12)
            .key("words")
            .int32(9)
            .int32(8)
            .int64(2)
            .key("one")
            .key("")
            .key("llama.block_count")
            .int32(10)
            .int64(1)
            .key("llama.context_length")
            .int32(4)
            .int32(8192);

    assertThat(read(file))
        .isEqualTo(new GgufHeader("llama", "", "F32", 0, 8192, 0, file.build().length));
  }

  @Test
  void namesTheTypeOfMostWeights() throws Exception {
    GgufBuilder file =
        withTensors(3)
            .tensor("norm", 0, 0, 64)
            .tensor("weights", 12, 32, 256, 10)
            .tensor("output", 999, 64, 100)
            .padding(64);

    assertThat(read(file))
        .isEqualTo(new GgufHeader("llama", "Test", "Q4_K", 2724, 64, 0, file.build().length));
  }

  static Stream<Arguments> badFiles() {
    return Stream.of(
        argumentSet("empty", new GgufBuilder(), "does not begin with \"GGUF\""),
        argumentSet("other magic", new GgufBuilder().bytes("GGML").padding(100), "\"GGUF\""),
        argumentSet("only magic", new GgufBuilder().bytes("GGUF"), "after 4 bytes"),
        argumentSet("version", new GgufBuilder().bytes("GGUF").int32(4), "version 4"),
        argumentSet(
            "tensor count",
            new GgufBuilder().bytes("GGUF").int32(3).int64(-1).int64(1),
            "the number of tensors is 18446744073709551615, but only 8 bytes"),
        argumentSet("pair count", withPairs(1L << 40), "key-value pairs is 1099511627776"),
        argumentSet("key length", withPairs(1).int64(1L << 62).padding(9), "the length of a key"),
        argumentSet(
            "value type", withPairs(1).key("a").int32(13).padding(9), "a has the unknown type 13"),
        argumentSet(
            "array of arrays",
            withPairs(1).key("a").int32(9).int32(9).int64(1).padding(9),
            "a has the unknown type 9"),
        argumentSet(
            "array length",
            withPairs(1).key("a").int32(9).int32(10).int64(Long.MAX_VALUE / 8).padding(9),
            "the number of elements of a"),
        argumentSet(
            "string in array",
            withPairs(1).key("a").int32(9).int32(8).int64(1).int64(100).padding(9),
            "the length of an element of a is 100"),
        argumentSet(
            "no architecture",
            withPairs(1).text("general.name", "x"),
            "general.architecture is missing"),
        argumentSet(
            "no block count",
            withPairs(1).text("general.architecture", "llama"),
            "llama.block_count is missing"),
        argumentSet("no blocks", blocks(0), "llama.block_count is 0; it must be from 1 to 512"),
        argumentSet("too many blocks", blocks(513), "llama.block_count is 513"),
        argumentSet("endless blocks", blocks(-1), "llama.block_count is 4294967295"),
        argumentSet(
            "five dimensions",
            withTensors(1).tensor("t", 0, 0, 1, 1, 1, 1, 1).padding(9),
            "the tensor t has 5 dimensions"),
        argumentSet(
            "no dimension",
            withTensors(1).tensor("t", 0, 0).padding(40),
            "the tensor t has 0 dimensions"),
        argumentSet(
            "empty dimension",
            withTensors(1).tensor("t", 0, 0, 4, 0).padding(9),
            "the tensor t has an impossible shape"),
        argumentSet(
            "overflow",
            withTensors(1).tensor("t", 0, 0, 1L << 31, 1L << 31, 4).padding(9),
            "the tensor t has an impossible shape"),
        argumentSet(
            "same name twice",
            withTensors(2).tensor("t", 0, 0, 4).tensor("t", 0, 0, 4).padding(16),
            "the tensor t occurs twice"),
        argumentSet(
            "weights beyond the end",
            withTensors(1).tensor("t", 0, 4096, 4).padding(16),
            "truncated"),
        argumentSet(
            "negative offset",
            withTensors(1).tensor("t", 0, -1, 4).padding(16),
            "an offset beyond the file"));
  }

  private static GgufBuilder blocks(int count) {
    return withPairs(2)
        .text("general.architecture", "llama")
        .key("llama.block_count")
        .int32(4)
        .int32(count);
  }

  @ParameterizedTest
  @MethodSource("badFiles")
  void saysWhatIsWrong(GgufBuilder file, String message) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(InvalidGgufException.class)
        .hasMessageContaining(message);
  }

  @Test
  void leavesMissingFilesToTheCaller() {
    assertThatThrownBy(() -> GgufReader.read(directory.resolve("none.gguf")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void refusesEveryTruncatedHeader() throws Exception {
    byte[] whole = Files.readAllBytes(TINY);
    Random random = new Random(3);
    for (int round = 0; round < 100; round++) {
      byte[] part = Arrays.copyOf(whole, random.nextInt(60_000));

      assertThatThrownBy(() -> read(part)).isInstanceOf(InvalidGgufException.class);
    }
  }

  @Test
  void takesOrRefusesAnyDamagedHeader() throws Exception {
    byte[] whole = Arrays.copyOf(Files.readAllBytes(TINY), 200_000);
    Random random = new Random(4);
    int refused = 0;
    for (int round = 0; round < 300; round++) {
      byte[] damaged = whole.clone();
      for (int flip = 0; flip < 20; flip++) {
        damaged[random.nextInt(1000)] = (byte) random.nextInt();
      }
      try {
        read(damaged);
      } catch (InvalidGgufException _) {
        refused++;
      }
    }

    assertThat(refused).isGreaterThan(200);
  }

  private GgufHeader read(GgufBuilder file) throws IOException, InvalidGgufException {
    return read(file.build());
  }

  private GgufHeader read(byte[] content) throws IOException, InvalidGgufException {
    return GgufReader.read(Files.write(directory.resolve("model.gguf"), content));
  }
}
