package dev.gantry.llm.grammar;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// A grammar that was checked: every rule that is named exists, an end can be reached, nothing
/// recurses without taking a character, and it is small enough to be followed quickly.
public final class Grammar {
  /// The rule that the whole text has to follow.
  public static final String ROOT = "root";

  private final SequencedMap<String, Expression> rules;

  private Grammar(SequencedMap<String, Expression> rules) {
    this.rules = rules;
  }

  /// A grammar of these rules.
  ///
  /// @throws InvalidGrammarException where they are not fit for use
  public static Grammar of(Map<String, Expression> rules) throws InvalidGrammarException {
    SequencedMap<String, Expression> copy =
        Collections.unmodifiableSequencedMap(new LinkedHashMap<>(rules));
    new GrammarCheck(copy).check();
    return new Grammar(copy);
  }

  /// A grammar in the notation of llama.cpp.
  ///
  /// @throws InvalidGrammarException where it is not well-formed or not fit for use
  public static Grammar parse(String gbnf) throws InvalidGrammarException {
    return of(new GbnfParser(gbnf).parse());
  }

  /// The grammar in the notation of llama.cpp, written anew: the library sees nothing that was not
  /// understood here.
  public String gbnf() {
    return GbnfWriter.write(rules);
  }
}
