package dev.gantry.text;

/// A problem in words.
///
/// @param title what happened, in plain words, without a full stop
/// @param place where: file and line, step, service or address; empty when there is none
/// @param cause what the failing tool said, perhaps on several lines; empty when it said nothing
/// @param remedy what to do, perhaps on several lines; lines that begin with two spaces are
///   commands
public record Explanation(String title, String place, String cause, String remedy) {}
