package dev.gantry.domain.inference;

/// Where a service is said to be, and where its way in is written. Nothing has been read yet.
public record ServicePlace(ServiceEndpoint endpoint, AccessFiles files) {

  /// A service of which nothing says that it does not let everyone in.
  public ServicePlace(ServiceEndpoint endpoint) {
    this(endpoint, AccessFiles.NONE);
  }

  /// Reads the way in.
  ///
  /// @throws dev.gantry.domain.problem.GantryException if a file cannot be used, or a token would
  ///   be sent where others could read it
  public ServiceEndpoint open(AccessReader reader) {
    return endpoint.with(reader.read(files));
  }
}
