package dev.gantry.ui.build;

import dev.gantry.domain.image.FileTree.Large;
import dev.gantry.domain.image.Waste;
import dev.gantry.domain.problem.Problem;
import java.util.List;

/// What is known of the files of an image.
public sealed interface FilesState {
  /// Nobody has asked.
  record Unknown() implements FilesState {}

  /// They are being read.
  ///
  /// @param bytes how much of the image has been read
  record Reading(long bytes) implements FilesState {}

  /// They are known.
  ///
  /// @param largest the largest files of the image, largest first
  record Ready(Waste waste, List<Large> largest) implements FilesState {
    public Ready {
      largest = List.copyOf(largest);
    }
  }

  /// They cannot be read.
  record Failed(Problem problem) implements FilesState {}
}
