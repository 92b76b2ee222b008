package dev.gantry.llm.conversations;

/// What the user said, and what the model answered.
public record Turn(String question, String answer) {}
