package dev.gantry.llm.model;

/// The model has no chat template, or one that the library does not know.
public final class UnknownChatTemplateException extends Exception {
  private static final long serialVersionUID = 1L;
}
