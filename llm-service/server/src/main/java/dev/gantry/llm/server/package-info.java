/// The server around the calls: what lives as long as the process, the socket, and the end.
@NullMarked
package dev.gantry.llm.server;

import org.jspecify.annotations.NullMarked;
