/// Inference: prompts, streamed tokens, timings and health of a service.
@NullMarked
package dev.gantry.domain.inference;

import org.jspecify.annotations.NullMarked;
