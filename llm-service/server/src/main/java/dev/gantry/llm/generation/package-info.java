/// Generation of text: requests, events, and the engine that decodes many at once. Pure Java.
@NullMarked
package dev.gantry.llm.generation;

import org.jspecify.annotations.NullMarked;
