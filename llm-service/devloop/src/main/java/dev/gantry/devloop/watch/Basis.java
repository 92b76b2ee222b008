package dev.gantry.devloop.watch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// What the image was built of and the container started with. A process that restarts changes
/// neither, so both are written down: the one in the image, the other in the container.
public final class Basis {
  /// The resource that says what the image was built of.
  private static final String IMAGE = "/image.files";

  private Basis() {}

  /// Prints what an image is built of: that resource.
  ///
  /// @param arguments the root of the repository
  public static void main(String[] arguments) throws IOException {
    TreeScanner scanner = new TreeScanner(Path.of(arguments[0]), InstantSource.system());
    Snapshot built = scanner.scan(Snapshot.EMPTY).snapshot();
    System.out.print(built.fingerprint(built.paths(Reach.IMAGE)));
  }

  /// The files that the image and the container are made of, as they were then.
  ///
  /// @param now how they are now, which is how they were where nothing else is known
  /// @param container file that lives as long as the container; written where it is not there
  public static Snapshot of(Snapshot now, Path container) throws IOException {
    if (!Files.exists(container)) {
      Files.writeString(container, now.fingerprint(now.paths(Reach.CONTAINER)));
    }
    try (@Nullable InputStream image = Basis.class.getResourceAsStream(IMAGE)) {
      String built =
          image == null
              ? now.fingerprint(now.paths(Reach.IMAGE))
              : new String(image.readAllBytes(), StandardCharsets.UTF_8);
      return Snapshot.ofFingerprint(built + Files.readString(container));
    }
  }
}
