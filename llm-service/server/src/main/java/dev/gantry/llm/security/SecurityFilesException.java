package dev.gantry.llm.security;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A certificate, key or token cannot be used. The message names the option and the file.
public final class SecurityFilesException extends Exception {
  private static final long serialVersionUID = 1L;

  SecurityFilesException(String message) {
    super(message);
  }

  /// The whole of a small file.
  static byte[] read(String option, Path path) throws SecurityFilesException {
    try {
      return Files.readAllBytes(path);
    } catch (NoSuchFileException _) {
      throw new SecurityFilesException("%s: there is no file %s.".formatted(option, path));
    } catch (AccessDeniedException _) {
      throw new SecurityFilesException(
          "%s: the file %s may not be read by this user (%s)."
              .formatted(option, path, System.getProperty("user.name")));
    } catch (IOException e) {
      throw new SecurityFilesException(
          "%s: the file %s cannot be read: %s.".formatted(option, path, e.getMessage()));
    }
  }
}
