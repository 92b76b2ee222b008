/// Log lines and the bounded buffer that keeps them.
@NullMarked
package dev.gantry.domain.log;

import org.jspecify.annotations.NullMarked;
