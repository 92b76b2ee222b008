package dev.gantry.llm.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsExchange;
import dev.gantry.llm.security.BearerToken;
import dev.gantry.llm.security.ServerSecurity;
import dev.gantry.llm.serving.ModelState;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Supplier;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/// Answers `/healthz` to everyone, and `/metrics` to who shows what the server wants to see.
final class HttpPages implements HttpHandler {
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int UNAVAILABLE = 503;
  private static final int NO_BODY = -1;
  private static final String PLAIN_TEXT = "text/plain; charset=utf-8";

  private final ServerSecurity security;
  private final ServiceMetrics metrics;
  private final Supplier<ModelState> model;

  HttpPages(ServerSecurity security, ServiceMetrics metrics, Supplier<ModelState> model) {
    this.security = security;
    this.metrics = metrics;
    this.model = model;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestMethod().equals("GET") && !isHead(exchange)) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        answer(exchange, METHOD_NOT_ALLOWED, "only GET and HEAD are answered\n");
        return;
      }
      switch (exchange.getRequestURI().getPath()) {
        case "/healthz" -> health(exchange);
        case "/metrics" -> metrics(exchange);
        default -> answer(exchange, NOT_FOUND, "there are /metrics and /healthz\n");
      }
    }
  }

  private void health(HttpExchange exchange) throws IOException {
    ModelState state = model.get();
    if (state instanceof ModelState.Ready) {
      answer(exchange, OK, "SERVING\n");
    } else {
      String name = state.getClass().getSimpleName().toLowerCase(Locale.ROOT);
      answer(exchange, UNAVAILABLE, "NOT_SERVING (%s)\n".formatted(name));
    }
  }

  private void metrics(HttpExchange exchange) throws IOException {
    String missing = missing(exchange);
    if (missing != null) {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
      answer(exchange, UNAUTHORIZED, missing);
      return;
    }
    ExpositionFormatWriter format = metrics.format(exchange.getRequestHeaders().getFirst("Accept"));
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    metrics.write(format, page);
    answer(exchange, OK, format.getContentType(), page.toByteArray());
  }

  private @Nullable String missing(HttpExchange exchange) {
    if (security.wantsClientCertificate() && !hasShownCertificate(exchange)) {
      return "a client certificate is wanted\n";
    }
    BearerToken token = security.token();
    return token == null || token.isIn(exchange.getRequestHeaders().getFirst("Authorization"))
        ? null
        : "the token is wanted, as \"Authorization: Bearer ...\"\n";
  }

  private static boolean hasShownCertificate(HttpExchange exchange) {
    try {
      return exchange instanceof HttpsExchange secure
          && secure.getSSLSession().getPeerCertificates().length > 0;
    } catch (SSLPeerUnverifiedException _) {
      return false;
    }
  }

  private static boolean isHead(HttpExchange exchange) {
    return exchange.getRequestMethod().equals("HEAD");
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    answer(exchange, status, PLAIN_TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void answer(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    if (isHead(exchange)) {
      exchange.sendResponseHeaders(status, NO_BODY);
    } else {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
