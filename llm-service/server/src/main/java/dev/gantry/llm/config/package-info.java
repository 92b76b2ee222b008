/// Configuration from environment variables and flags.
@NullMarked
package dev.gantry.llm.config;

import org.jspecify.annotations.NullMarked;
