/// The port to a language model: tokens in, tokens out. Pure Java; adapters implement it.
@NullMarked
package dev.gantry.llm.model;

import org.jspecify.annotations.NullMarked;
