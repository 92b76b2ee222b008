package dev.gantry.domain.image;

/// Who may do what with a file.
///
/// @param mode permissions with the bits for set-user-id, set-group-id and sticky, at most `07777`
public record FileAttributes(int mode, int userId, int groupId) {

  /// What directories have that a layer implies but does not list.
  public static final FileAttributes IMPLIED_DIRECTORY = new FileAttributes(0755, 0, 0);

  public FileAttributes {
    if (mode < 0 || mode > 07777) {
      throw new IllegalArgumentException("no permissions: " + Integer.toOctalString(mode));
    }
  }
}
