package dev.gantry.llm.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GrammarTest {

  @Test
  void writesAnewWhatItRead() throws InvalidGrammarException {
    Grammar grammar =
        Grammar.parse(
            """
            # a list
            root ::= item ("," item)*   # of items
            item ::= [a-z_] [^\\]"\\x41-\\u00e9]+ |
                     "\\"é\\n🙂\\"" . other?
            other ::= (
              "x"{2} "y"{1,}
              | "z"{0,3} "w"{0}
            )
            """);

    assertThat(grammar.gbnf())
        .isEqualTo(
            """
            root ::= item ("\\u002C" item)*
            item ::= ([a-z\\u005F-\\u005F] ([^\\u005D-\\u005D\\u0022-\\u0022A-\\u00E9])+ | "\\u0022\\u00E9\\u000A\\U0001F642\\u0022" . (other)?)
            other ::= (("x"){2,2} ("y")+ | ("z"){0,3} "")
            """);
  }

  @Test
  void readsWhatItWrote() throws InvalidGrammarException {
    String written = Grammar.parse("root ::= (\"a\" | [^b-c] root){0,2} \"\" .").gbnf();

    assertThat(Grammar.parse(written).gbnf()).isEqualTo(written);
  }

  static Stream<Arguments> wrongOnes() {
    return Stream.of(
        wrong("nothing", "", "there is no rule \"root\""),
        wrong("other name", "start ::= \"a\"", "there is no rule \"root\""),
        wrong(
            "no rule", "root = \"a\"", "line 1, column 6: \"=\" is not expected here, but \"::=\""),
        wrong(
            "no name",
            "root ::= \"a\"\n  %",
            "line 2, column 3: \"%\" is not expected here; a rule is written: name ::= expression"),
        wrong(
            "twice",
            "root ::= \"a\"\nroot ::= \"b\"",
            "line 2, column 1: the rule \"root\" is there twice"),
        wrong("token", "root ::= <[12]>", "line 1, column 10: \"<\" is not expected here"),
        wrong(
            "open literal",
            "root ::= \"a\n",
            "line 1, column 12: a literal is not closed on its line"),
        wrong(
            "open class",
            "root ::= [a",
            "line 1, column 12: a character class is not closed on its line"),
        wrong(
            "open group",
            "root ::= (\"a\"",
            "line 1, column 14: the end is not expected here, but \")\""),
        wrong(
            "escape",
            "root ::= \"\\q\"",
            "line 1, column 11: an escape is one of \\n \\r \\t \\\\ \\\" \\[ \\] \\x41 \\u0041 \\U00000041"),
        wrong(
            "short escape",
            "root ::= \"\\u12\"",
            "line 1, column 15: the escape wants 4 hexadecimal digits"),
        wrong(
            "no character",
            "root ::= \"\\uD800\"",
            "line 1, column 17: there is no character U+D800"),
        wrong(
            "backwards",
            "root ::= [z-a]",
            "line 1, column 11: the range of characters goes backwards"),
        wrong("empty class", "root ::= []", "a character class in \"root\" matches nothing"),
        wrong(
            "nothing is left",
            "root ::= [^\\x00-b\\x41-\\U0010FFFF]",
            "a character class in \"root\" matches nothing"),
        wrong(
            "count",
            "root ::= \"a\"{x}",
            "line 1, column 14: a repetition is written {2}, {2,} or {2,5}"),
        wrong(
            "counts",
            "root ::= \"a\"{3,2}",
            "line 1, column 13: a repetition from 3 to 2 is not possible"),
        wrong(
            "open count",
            "root ::= \"a\"{3",
            "line 1, column 15: a repetition is written {2}, {2,} or {2,5}"),
        wrong(
            "twice repeated",
            "root ::= \"a\"*+",
            "line 1, column 14: a repetition of a repetition wants parentheses"),
        wrong("unknown rule", "root ::= b", "the rule \"root\" names \"b\", which is no rule"),
        wrong("endless", "root ::= \"a\" root", "the rule \"root\" never comes to an end"),
        wrong("left", "root ::= root \"a\" | \"b\"", "the rule \"root\" begins with itself"),
        wrong(
            "left behind nothing",
            "root ::= \"x\" b\nb ::= \"\"? c\nc ::= b | \"y\"",
            "the rule \"b\" begins with itself"),
        wrong(
            "empty loop",
            "root ::= (\"a\"?)*",
            "the rule \"root\" repeats without end what may be empty"),
        wrong(
            "many",
            "root ::= \"a\"{2000}",
            "a repetition in \"root\" unfolds to 6000 elements; at most 1999 are possible"),
        wrong(
            "many of many",
            "root ::= ((\"a\"{99}){99}){99}",
            "the grammar has 1980099 elements, repetitions unfolded; at most 20000 are possible"),
        wrong(
            "deep",
            "root ::= " + "(".repeat(50_000),
            "line 1, column 74: groups are nested more than 64 deep"),
        wrong(
            "long",
            "#".repeat(70_000),
            "the grammar has 70000 characters; at most 65536 are possible"));
  }

  private static Arguments wrong(String name, String grammar, String message) {
    return argumentSet(name, grammar, message);
  }

  @ParameterizedTest
  @MethodSource("wrongOnes")
  void saysWhereAndWhyAGrammarIsWrong(String grammar, String message) {
    assertThatThrownBy(() -> Grammar.parse(grammar))
        .isInstanceOf(InvalidGrammarException.class)
        .hasMessage(message);
  }

  @Test
  void boundsTheNumberOfRules() {
    StringBuilder rules = new StringBuilder("root ::= \"a\"\n");
    for (int i = 0; i < 1000; i++) {
      rules.append("r").append(i).append(" ::= \"a\"\n");
    }

    assertThatThrownBy(() -> Grammar.parse(rules.toString()))
        .isInstanceOf(InvalidGrammarException.class)
        .hasMessage("there are 1001 rules; at most 1000 are possible");
  }
}
