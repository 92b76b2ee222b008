package dev.gantry.llm.model;

class FakeLanguageModelTest extends LanguageModelContract {

  @Override
  protected LanguageModel open() {
    return new FakeLanguageModel(prompt -> prompt.equals(PROMPT) ? "Hello! What shall it be?" : "");
  }
}
