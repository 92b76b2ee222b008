package dev.gantry.llm.server;

import static dev.gantry.llm.log.EventLog.field;

import dev.gantry.llm.log.EventLog;
import dev.gantry.llm.log.EventLog.Level;
import dev.gantry.llm.security.SecurityFilesException;
import dev.gantry.llm.security.TlsIdentity;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Looks every minute whether there is another certificate in the files, so that one that is
/// renewed needs no restart. What is wrong with the files is logged once, and the certificate
/// before stays.
final class CertificateRenewal implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final TlsIdentity identity;
  private final EventLog log;
  private final InstantSource clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("certificate-renewal").factory());
  private String told = "";

  CertificateRenewal(TlsIdentity identity, EventLog log, InstantSource clock) {
    this.identity = identity;
    this.log = log;
    this.clock = clock;
  }

  CertificateRenewal start() {
    var _ =
        timer.scheduleWithFixedDelay(
            this::look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    return this;
  }

  void look() {
    String problem = "";
    try {
      if (identity.renew(clock)) {
        log.write(Level.INFO, "tls.renewed", field("expires", identity.expires().toString()));
      }
    } catch (SecurityFilesException e) {
      problem = String.valueOf(e.getMessage());
      if (!problem.equals(told)) {
        log.write(
            Level.WARN,
            "tls.not_renewed",
            field("message", problem),
            field("expires", identity.expires().toString()));
      }
    }
    told = problem;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
