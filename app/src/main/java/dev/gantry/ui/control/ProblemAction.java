package dev.gantry.ui.control;

/// Something that Gantry can do about a problem, as a button.
public record ProblemAction(String label, Runnable run) {}
