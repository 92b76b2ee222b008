package dev.gantry.llm.metrics;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.gantry.llm.security.ServerSecurity;
import dev.gantry.llm.security.TlsIdentity;
import dev.gantry.llm.serving.ModelState;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/// The port that monitoring asks over HTTP: `/metrics` and `/healthz`.
public final class HttpPort implements AutoCloseable {
  private static final String LONGEST_REQUEST_SECONDS = "10";
  private static final String MOST_CONNECTIONS = "64";

  private final HttpServer server;
  private final ExecutorService executor;

  private HttpPort(HttpServer server, ExecutorService executor) {
    this.server = server;
    this.executor = executor;
  }

  /// Listens and answers.
  ///
  /// @throws IOException where it cannot listen
  public static HttpPort start(
      InetSocketAddress address,
      ServerSecurity security,
      ServiceMetrics metrics,
      Supplier<ModelState> model)
      throws IOException {
    limit();
    HttpServer server = create(address, security);
    ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(executor);
    server.createContext("/", new HttpPages(security, metrics, model));
    server.start();
    return new HttpPort(server, executor);
  }

  /// The JDK's server waits for ever for slow clients, unless these properties say otherwise.
  private static void limit() {
    for (String name : new String[] {"maxReqTime", "maxRspTime"}) {
      setIfAbsent("sun.net.httpserver." + name, LONGEST_REQUEST_SECONDS);
    }
    setIfAbsent("jdk.httpserver.maxConnections", MOST_CONNECTIONS);
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  private static HttpServer create(InetSocketAddress address, ServerSecurity security)
      throws IOException {
    TlsIdentity identity = security.identity();
    if (identity == null) {
      return HttpServer.create(address, 0);
    }
    HttpsServer server = HttpsServer.create(address, 0);
    SSLContext context = identity.context();
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters tls = context.getDefaultSSLParameters();
            tls.setWantClientAuth(security.wantsClientCertificate());
            parameters.setSSLParameters(tls);
          }
        });
    return server;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
