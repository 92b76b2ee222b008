package dev.gantry.ui.build;

import dev.gantry.domain.image.Image;
import dev.gantry.domain.problem.Problem;

/// What is known of the image that a target makes.
public sealed interface ImageState {
  /// Not looked yet: there is no engine to ask.
  record Unknown() implements ImageState {}

  record Loading() implements ImageState {}

  /// The engine has no such image.
  record Absent() implements ImageState {}

  record Present(Image image) implements ImageState {}

  record Failed(Problem problem) implements ImageState {}
}
