package dev.gantry.ui.screenshots;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javax.imageio.ImageIO;

/// Writes an image of JavaFX as a PNG file.
final class PngFile {
  private PngFile() {}

  static void write(Image image, Path file) throws IOException {
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    int[] pixels = new int[width * height];
    image
        .getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
    BufferedImage buffer = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    buffer.setRGB(0, 0, width, height, pixels, 0, width);
    Files.createDirectories(file.toAbsolutePath().getParent());
    if (!ImageIO.write(buffer, "png", file.toFile())) {
      throw new IOException("no PNG writer");
    }
  }
}
