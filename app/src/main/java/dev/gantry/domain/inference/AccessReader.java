package dev.gantry.domain.inference;

/// Port: reads the files that let in to a service.
@FunctionalInterface
public interface AccessReader {
  /// Reads all of them, as they are now.
  ///
  /// @throws dev.gantry.domain.problem.GantryException with `Problem.AccessFileUnusable` if a file
  ///   is not what it is named as, or is named without one that belongs to it
  ServiceAccess read(AccessFiles files);
}
