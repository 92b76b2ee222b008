package dev.gantry.adapter.privateengine;

import dev.gantry.adapter.privateengine.TestEngine.Release;
import java.nio.file.Files;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A [TestEngine] that runs for all tests of a class. Use it with `@RegisterExtension` on a static
/// field.
public final class EngineOfClass implements BeforeAllCallback, AfterAllCallback {
  private final Release release;
  private @Nullable TestEngine engine;

  public EngineOfClass(Release release) {
    this.release = release;
  }

  public TestEngine get() {
    return Objects.requireNonNull(engine, "the engine runs for tests only");
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    engine = TestEngine.start(release, Files.createTempDirectory("gantry"));
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    if (engine != null) {
      engine.close();
    }
  }
}
