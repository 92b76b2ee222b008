/// Benchmarks of the service.
@NullMarked
package dev.gantry.llm.bench;

import org.jspecify.annotations.NullMarked;
