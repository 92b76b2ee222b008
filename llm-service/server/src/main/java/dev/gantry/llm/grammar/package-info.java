/// Forms that an answer can be held to: grammars in GBNF, and JSON schemas made into such. Pure
/// Java; what it lets pass is safe for llama.cpp.
@NullMarked
package dev.gantry.llm.grammar;

import org.jspecify.annotations.NullMarked;
