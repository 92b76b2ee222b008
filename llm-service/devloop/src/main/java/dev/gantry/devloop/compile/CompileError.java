package dev.gantry.devloop.compile;

/// Why something does not compile.
///
/// @param file path in the repository; empty where it belongs to none
/// @param line from 1 on; 0 where there is none
/// @param column from 1 on; 0 where there is none
public record CompileError(String file, long line, long column, String message) {}
