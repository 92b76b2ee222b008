package dev.gantry.llm.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.gantry.llm.grammar.Grammar;
import dev.gantry.llm.grammar.InvalidGrammarException;
import dev.gantry.llm.model.Decoder;
import dev.gantry.llm.model.DecoderSettings;
import dev.gantry.llm.model.DecodingException;
import dev.gantry.llm.model.LanguageModel;
import dev.gantry.llm.model.ModelException;
import dev.gantry.llm.model.PromptText;
import dev.gantry.llm.model.SamplingParameters;
import dev.gantry.llm.model.TokenBatch;
import dev.gantry.llm.schema.JsonSchemaGrammar;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The bundled model, held to grammars that it would never follow by itself.
class GrammarSamplerTest {
  private static final int CONTEXT = 512;
  private static final SamplingParameters WILD = new SamplingParameters(1.5f, 0, 1f, 0f, 1f, 0);

  private LanguageModel model;
  private Decoder decoder;
  private int position;

  @BeforeEach
  void open() throws ModelException {
    model = LlamaModel.load(TestModel.library(), TestModel.FILE, true);
    decoder = model.newDecoder(new DecoderSettings(1, CONTEXT, 256, 1));
  }

  @AfterEach
  void close() {
    decoder.close();
    model.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void followsAGrammar(int seed) throws Exception {
    String text =
        generate(
            Grammar.parse(
                """
                root ::= greeting ", " ("日本" | "Ünïcödé" | [^\\x00-\\x7f]{3}) "!" digits?
                greeting ::= "Zounds" | "Gadzooks"
                digits ::= [0-9]{2,4}
                """),
            seed);

    assertThat(text).matches("(Zounds|Gadzooks), (日本|Ünïcödé|[^\\x00-\\x7f]{3})!([0-9]{2,4})?");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void followsASchema(int seed) throws Exception {
    JsonObject answer =
        JsonParser.parseString(
                generate(
                    JsonSchemaGrammar.of(
                        """
                        {"type": "object", "properties": {
                          "id": {"format": "uuid"},
                          "day": {"type": "string", "format": "date"},
                          "at": {"format": "date-time"},
                          "name": {"type": "string", "minLength": 2, "maxLength": 6},
                          "age": {"type": ["integer", "null"]},
                          "mood": {"enum": ["so\\"so", "über"]},
                          "tags": {"type": "array", "items": {"maxLength": 4}, "minItems": 1, "maxItems": 3},
                          "next": {"$ref": "#/$defs/link"}},
                         "required": ["id", "day", "at", "name", "age", "mood", "tags"],
                         "$defs": {"link": {"anyOf": [
                           {"type": "null"},
                           {"properties": {"link": {"$ref": "#/$defs/link"}}, "required": ["link"]}]}}}
                        """),
                    seed))
            .getAsJsonObject();

    assertThat(UUID.fromString(text(answer, "id"))).hasToString(text(answer, "id"));
    assertThat(LocalDate.parse(text(answer, "day"))).hasToString(text(answer, "day"));
    assertThat(OffsetDateTime.parse(text(answer, "at")).getOffset()).hasToString("Z");
    assertThat(text(answer, "name").codePoints().count()).isBetween(2L, 6L);
    assertThat(answer.get("age").toString()).matches("null|-?(0|[1-9]\\d*)");
    assertThat(text(answer, "mood")).isIn("so\"so", "über");
    JsonArray tags = answer.getAsJsonArray("tags");
    assertThat(tags).hasSizeBetween(1, 3);
    assertThat(tags)
        .allSatisfy(tag -> assertThat(tag.getAsString().codePoints().count()).isLessThan(5));
  }

  private static String text(JsonObject object, String name) {
    JsonElement value = object.get(name);
    assertThat(value.getAsJsonPrimitive().isString()).isTrue();
    return value.getAsString();
  }

  @Test
  void endsWhereTheGrammarEnds() throws Exception {
    assertThat(generate(Grammar.parse("root ::= \"\""), 1)).isEmpty();
  }

  @Test
  void takesEveryAnswerThatIsValidJson() throws Exception {
    Grammar anything = JsonSchemaGrammar.of("{}");
    try (Decoder.Sampler sampler =
        decoder.newSampler(SamplingParameters.GREEDY, 1, new int[0], anything)) {
      int row = prompt();

      assertThat(sampler.sample(row)).isNotNegative();
    }
  }

  @Test
  void samplesNothingAfterClose() throws Exception {
    Decoder.Sampler sampler =
        decoder.newSampler(WILD, 1, new int[0], Grammar.parse("root ::= \"a\""));
    sampler.close();
    sampler.close();
    int row = prompt();

    assertThatThrownBy(() -> sampler.sample(row)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesNoGrammarThatWasChecked() throws InvalidGrammarException {
    String[] odd = {
      "root ::= (\"a\"?){0,400} \"b\"",
      "root ::= " + "(".repeat(60) + "\"a\"" + ")".repeat(60),
      "root ::= \"a\"{600} | \"b\"",
      "root ::= [\\x00-\\U0010FFFF]{0}",
      "root ::= \"\\x00\" | \"\\\"\\\\[]-^\" [\\]^-]",
      chain(900),
    };
    for (String gbnf : odd) {
      Grammar grammar = Grammar.parse(gbnf);
      decoder.newSampler(WILD, 1, new int[0], grammar).close();
    }
  }

  /// Rules that begin with each other.
  private static String chain(int length) {
    StringBuilder rules = new StringBuilder("root ::= r0\n");
    for (int i = 0; i < length; i++) {
      rules.append("r%d ::= r%d | \"a\"\n".formatted(i, i + 1));
    }
    return rules.append("r").append(length).append(" ::= \"b\"\n").toString();
  }

  private int prompt() throws DecodingException {
    int[] prompt = model.tokenize(PromptText.of("Once upon a time"));
    TokenBatch batch = new TokenBatch(prompt.length);
    int row = 0;
    for (int i = 0; i < prompt.length; i++) {
      row = batch.add(prompt[i], 0, i, i == prompt.length - 1);
    }
    decoder.decode(batch, () -> false);
    position = prompt.length;
    return row;
  }

  private String generate(Grammar grammar, int seed) throws DecodingException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (Decoder.Sampler sampler = decoder.newSampler(WILD, seed, new int[0], grammar)) {
      int token = sampler.sample(prompt());
      while (!model.endsText(token)) {
        text.writeBytes(model.piece(token));
        TokenBatch batch = new TokenBatch(1);
        batch.add(token, 0, position++, true);
        decoder.decode(batch, () -> false);
        token = sampler.sample(0);
      }
    }
    return text.toString(StandardCharsets.UTF_8);
  }
}
