package dev.gantry.domain.log;

import java.time.Instant;

/// One whole line of output.
///
/// @param at when its first part was written
/// @param errorStream whether it went to the standard error
/// @param text without the line end; escape sequences are kept
public record LogLine(Instant at, boolean errorStream, String text) {}
