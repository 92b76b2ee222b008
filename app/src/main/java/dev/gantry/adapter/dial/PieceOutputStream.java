package dev.gantry.adapter.dial;

import java.io.IOException;
import java.io.OutputStream;

/// A stream whose sink takes pieces: a single byte is a piece of one.
public abstract class PieceOutputStream extends OutputStream {
  @Override
  public final void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public abstract void write(byte[] bytes, int offset, int length) throws IOException;
}
