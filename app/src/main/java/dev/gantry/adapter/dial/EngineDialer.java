package dev.gantry.adapter.dial;

import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import jdk.net.ExtendedSocketOptions;

/// Connects to an engine as the Docker CLI does: `unix://`, `tcp://` with or without TLS, `ssh://`
/// (through `ssh` and `docker system dial-stdio` on the other side), and `npipe://`.
public final class EngineDialer {

  private static final String UNIX = "unix://";
  private static final Duration CONNECT_DEADLINE = Duration.ofSeconds(10);
  private static final int DEFAULT_TCP_PORT = 2375;
  private static final int DEFAULT_TLS_PORT = 2376;

  /// A dead peer on another machine is noticed after about a minute.
  private static final int KEEP_ALIVE_IDLE_SECONDS = 30;

  private static final int KEEP_ALIVE_INTERVAL_SECONDS = 10;
  private static final int KEEP_ALIVE_COUNT = 3;

  private final String sshProgram;

  public EngineDialer() {
    this("ssh");
  }

  /// @param sshProgram name or path of the SSH client
  public EngineDialer(String sshProgram) {
    this.sshProgram = sshProgram;
  }

  /// Opens a connection on which the engine's HTTP API is spoken.
  ///
  /// @param http2 whether HTTP/2 is spoken from the first byte, which TLS has to negotiate
  /// @throws EngineUnreachable if the engine cannot be reached
  public Socket dial(EngineAddress address, boolean http2) throws EngineUnreachable {
    try {
      URI host = uri(address.host());
      return switch (String.valueOf(host.getScheme()).toLowerCase(Locale.ROOT)) {
        case "unix" -> ChannelSocket.connect(UnixDomainSocketAddress.of(host.getPath()));
        case "tcp", "http", "https" -> tcp(address, host, http2);
        case "ssh" -> ProcessSocket.start(sshCommand(host));
        case "npipe" ->
            PipeSocket.open(Path.of(host.getPath().replace('/', '\\')), CONNECT_DEADLINE);
        default -> throw invalid(address, "unknown scheme in " + address.host());
      };
    } catch (EngineUnreachable unreachable) {
      throw unreachable;
    } catch (IllegalArgumentException | URISyntaxException | GeneralSecurityException failure) {
      throw invalid(address, Objects.requireNonNullElse(failure.getMessage(), failure.toString()));
    } catch (SSLException refused) {
      throw invalid(address, Objects.requireNonNullElse(refused.getMessage(), refused.toString()));
    } catch (IOException failure) {
      throw new EngineUnreachable(
          problem(address, Objects.requireNonNullElse(failure.getMessage(), failure.toString())));
    }
  }

  /// Why an engine did not answer, from what the operating system or the other side said.
  public static Problem.EngineProblem problem(EngineAddress address, String cause) {
    return cause.contains("ermission denied")
        ? new Problem.EnginePermissionDenied(address.host(), cause)
        : new Problem.EngineNotRunning(address.host(), cause);
  }

  /// Why a connection broke. The program that made it, such as `ssh`, knows better than the stream
  /// that only ended. An engine that wants to know who asks says so after the handshake of TLS 1.3,
  /// and may close before that is read.
  public static IOException explained(EngineAddress address, Socket socket, IOException failure) {
    if (socket instanceof SSLSocket && failure instanceof SocketException && isUnknown(address)) {
      return new SSLException("the engine closed the connection: it may want a cert.pem", failure);
    }
    if (!(socket instanceof ProcessSocket process)) {
      return failure;
    }
    try {
      String said = process.errors();
      return said.isEmpty() ? failure : new EngineUnreachable(problem(address, said));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return failure;
    }
  }

  private static boolean isUnknown(EngineAddress address) {
    return address.tlsDirectory().map(it -> it.resolve("cert.pem")).filter(Files::exists).isEmpty();
  }

  private static EngineUnreachable invalid(EngineAddress address, String cause) {
    String where = address.tlsDirectory().map(Path::toString).orElse(address.host());
    return new EngineUnreachable(new Problem.EngineConfigurationInvalid(where, cause));
  }

  private static Socket tcp(EngineAddress address, URI host, boolean http2)
      throws IOException, GeneralSecurityException {
    boolean tls = address.hasTls() || "https".equals(host.getScheme());
    int defaultPort = tls ? DEFAULT_TLS_PORT : DEFAULT_TCP_PORT;
    int port = host.getPort() < 0 ? defaultPort : host.getPort();
    Socket plain = new Socket();
    try {
      plain.connect(new InetSocketAddress(host.getHost(), port), (int) CONNECT_DEADLINE.toMillis());
      plain.setTcpNoDelay(true);
      keepAlive(plain);
      return tls ? secured(address, host, plain, port, http2) : plain;
    } catch (IOException | GeneralSecurityException | RuntimeException failure) {
      plain.close();
      throw failure;
    }
  }

  /// The path of a socket may have characters that a URI has to escape.
  private static URI uri(String host) throws URISyntaxException {
    return host.startsWith(UNIX)
        ? new URI("unix", null, host.substring(UNIX.length()), null)
        : new URI(host);
  }

  private static void keepAlive(Socket socket) throws IOException {
    socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    if (socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
      socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, KEEP_ALIVE_IDLE_SECONDS);
      socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, KEEP_ALIVE_INTERVAL_SECONDS);
      socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, KEEP_ALIVE_COUNT);
    }
  }

  private static Socket secured(
      EngineAddress address, URI host, Socket plain, int port, boolean http2)
      throws IOException, GeneralSecurityException {
    SSLSocket socket =
        (SSLSocket)
            TlsFiles.context(address.tlsDirectory(), address.anyCertificate())
                .getSocketFactory()
                .createSocket(plain, host.getHost(), port, true);
    SSLParameters parameters = socket.getSSLParameters();
    if (!address.anyCertificate()) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    if (http2) {
      parameters.setApplicationProtocols(new String[] {"h2"});
    }
    socket.setSSLParameters(parameters);
    socket.setSoTimeout((int) CONNECT_DEADLINE.toMillis());
    socket.startHandshake();
    socket.setSoTimeout(0);
    return socket;
  }

  /// The command that the Docker CLI runs for such an address (docker/cli,
  /// `cli/connhelper/ssh/ssh.go`).
  private List<String> sshCommand(URI host) {
    if (host.getHost() == null) {
      throw new IllegalArgumentException("no host name in " + host);
    }
    List<String> command =
        new ArrayList<>(
            List.of(sshProgram, "-o", "ConnectTimeout=" + CONNECT_DEADLINE.toSeconds(), "-T"));
    if (host.getUserInfo() != null) {
      command.addAll(List.of("-l", host.getUserInfo()));
    }
    if (host.getPort() >= 0) {
      command.addAll(List.of("-p", Integer.toString(host.getPort())));
    }
    command.addAll(List.of("--", host.getHost(), "docker"));
    if (host.getPath().length() > 1) {
      command.addAll(List.of("--host", "unix://" + host.getPath()));
    }
    command.addAll(List.of("system", "dial-stdio"));
    return command;
  }
}
