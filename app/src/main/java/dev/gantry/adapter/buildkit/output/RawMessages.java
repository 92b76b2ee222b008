package dev.gantry.adapter.buildkit.output;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Leaves messages as they are, for a method whose messages are not always of the same type.
public final class RawMessages implements MethodDescriptor.Marshaller<byte[]> {
  @Override
  public InputStream stream(byte[] message) {
    return new ByteArrayInputStream(message);
  }

  @Override
  public byte[] parse(InputStream message) {
    try {
      return message.readAllBytes();
    } catch (IOException failure) {
      throw Status.INTERNAL.withCause(failure).asRuntimeException();
    }
  }
}
