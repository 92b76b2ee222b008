package dev.gantry.domain.inference;

import java.util.Locale;

/// A file that lets in to a service that does not let everyone in. Each is named by an option of
/// the command line, else by a variable, else by a label on the service's container.
public enum AccessFile {
  /// PEM file with the authorities to trust; there is TLS where it is named.
  TLS_CA,
  /// PEM file with the certificate to show, and those above it.
  TLS_CLIENT_CERT,
  /// PEM file with the key of that certificate.
  TLS_CLIENT_KEY,
  /// The token to show.
  TOKEN_FILE;

  /// For example `--tls-ca`.
  public String option() {
    return "--" + word();
  }

  /// For example `GANTRY_TLS_CA`.
  public String variable() {
    return "GANTRY_" + name();
  }

  /// For example `dev.gantry.grpc.tls-ca`.
  public String label() {
    return InferenceEndpoints.ACCESS_LABELS + word();
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
