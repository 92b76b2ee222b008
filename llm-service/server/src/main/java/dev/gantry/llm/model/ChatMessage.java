package dev.gantry.llm.model;

/// One message of a chat.
public record ChatMessage(Role role, String content) {

  /// Who wrote a message.
  public enum Role {
    SYSTEM("system"),
    USER("user"),
    ASSISTANT("assistant");

    private final String templateName;

    Role(String templateName) {
      this.templateName = templateName;
    }

    /// The name that chat templates know the role by.
    public String templateName() {
      return templateName;
    }
  }
}
