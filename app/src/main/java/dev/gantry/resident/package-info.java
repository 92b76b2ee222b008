/// A process that stays and runs commands for others, which need not start a JVM then.
@NullMarked
package dev.gantry.resident;

import org.jspecify.annotations.NullMarked;
