/// Conversations that the server remembers, in memory and on the disk.
@NullMarked
package dev.gantry.llm.conversations;

import org.jspecify.annotations.NullMarked;
