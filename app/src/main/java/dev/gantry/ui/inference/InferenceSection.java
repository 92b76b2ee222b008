package dev.gantry.ui.inference;

/// What the inference pane shows between its head and the prompt.
public enum InferenceSection {
  ANSWERS,
  LOAD
}
