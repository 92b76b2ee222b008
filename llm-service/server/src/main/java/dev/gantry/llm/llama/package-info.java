/// llama.cpp behind the model port, through java.lang.foreign.
@NullMarked
package dev.gantry.llm.llama;

import org.jspecify.annotations.NullMarked;
