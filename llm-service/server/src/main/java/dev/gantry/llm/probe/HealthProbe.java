package dev.gantry.llm.probe;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Asks a server for its health and ends with 0 if it is SERVING, else with 1: for health checks of
/// containers that have neither shell nor tools. Runs every few seconds, so it is written to start
/// fast: one class, a plain socket (where the variable GANTRY_LLM_TLS_CERT names a certificate, one
/// with TLS), and just enough HTTP/2 (RFC 9113) and HPACK (RFC 7541) for the one call
/// `grpc.health.v1.Health/Check`.
public final class HealthProbe {
  private static final int TIMEOUT_MILLIS = 3000;
  private static final int DEFAULT_PORT = 50052;
  private static final int STREAM = 1;

  // :scheme, from the static table
  private static final int SCHEME_HTTP = 0x86;
  private static final int SCHEME_HTTPS = 0x87;

  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int GOAWAY = 7;

  private static final int ACK = 1;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;

  private static final String[] STATUSES = {"UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"};

  private HealthProbe() {}

  /// Probes.
  ///
  /// @param arguments port (else the variable GANTRY_LLM_PORT, else 50052) and service (else all)
  public static void main(String[] arguments) {
    String variable = System.getenv("GANTRY_LLM_PORT");
    String status;
    try {
      int port =
          arguments.length > 0
              ? Integer.parseInt(arguments[0])
              : variable != null ? Integer.parseInt(variable) : DEFAULT_PORT;
      String certificate = System.getenv("GANTRY_LLM_TLS_CERT");
      status =
          check(
              port,
              arguments.length > 1 ? arguments[1] : "",
              certificate == null || certificate.isBlank() ? null : Path.of(certificate.strip()));
    } catch (IOException | NumberFormatException e) {
      status = e.toString();
    }
    System.out.println(status);
    System.out.flush();
    // halt: exit would first load the logging that it tells of itself with
    Runtime.getRuntime().halt(status.equals("SERVING") ? 0 : 1);
  }

  /// The status of a service on this machine.
  ///
  /// @param certificate of the server, a PEM file; null where it talks without TLS
  static String check(int port, String service, @Nullable Path certificate) throws IOException {
    // said to be direct, a socket does not look for a proxy
    try (Socket plain = new Socket(Proxy.NO_PROXY)) {
      plain.setSoTimeout(TIMEOUT_MILLIS);
      plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
      Socket socket = certificate == null ? plain : PinnedTls.over(plain, certificate);
      OutputStream out = socket.getOutputStream();
      out.write(request(service, certificate == null ? SCHEME_HTTP : SCHEME_HTTPS));
      return answer(new DataInputStream(socket.getInputStream()), out);
    }
  }

  private static byte[] request(String service, int scheme) throws IOException {
    ByteArrayOutputStream headers = new ByteArrayOutputStream();
    headers.write(0x83); // :method POST, from the static table
    headers.write(scheme);
    headers.write(0x04); // :path, not indexed
    string(headers, "/grpc.health.v1.Health/Check");
    headers.write(0x01); // :authority, not indexed
    string(headers, "localhost");
    headers.write(0x0f); // content-type is number 31: 15 in the prefix, 16 after it
    headers.write(0x10);
    string(headers, "application/grpc");
    headers.write(0x00); // a new name
    string(headers, "te");
    string(headers, "trailers");

    byte[] name = service.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(new byte[] {0, 0, 0, 0, (byte) (name.length + 2)});
    message.write(0x0a); // field 1, a string
    message.write(name.length);
    message.writeBytes(name);

    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    frame(all, SETTINGS, 0, 0, new byte[0]);
    frame(all, HEADERS, END_HEADERS, STREAM, headers.toByteArray());
    frame(all, DATA, END_STREAM, STREAM, message.toByteArray());
    return all.toByteArray();
  }

  private static void string(ByteArrayOutputStream out, String text) {
    out.write(text.length());
    out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static void frame(OutputStream out, int type, int flags, int stream, byte[] payload)
      throws IOException {
    int length = payload.length;
    out.write(new byte[] {(byte) (length >> 16), (byte) (length >> 8), (byte) length});
    out.write(new byte[] {(byte) type, (byte) flags, 0, 0, 0, (byte) stream});
    out.write(payload);
  }

  private static String answer(DataInputStream in, OutputStream out) throws IOException {
    while (true) {
      int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
      int type = in.readUnsignedByte();
      int flags = in.readUnsignedByte();
      int stream = in.readInt();
      byte[] payload = in.readNBytes(length);
      boolean ours = stream == STREAM;
      if (type == SETTINGS && (flags & ACK) == 0) {
        frame(out, SETTINGS, ACK, 0, new byte[0]);
      } else if (type == DATA && ours && length >= 5) {
        // a prefix of 5 bytes, then field 1 as a number; 0 is left out
        return STATUSES[length >= 7 ? payload[6] & 3 : 0];
      } else if (type == GOAWAY || (ours && (type == RST_STREAM || (flags & END_STREAM) != 0))) {
        return "no answer: is there such a service?";
      }
    }
  }
}
