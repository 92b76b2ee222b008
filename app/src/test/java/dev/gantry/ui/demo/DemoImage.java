package dev.gantry.ui.demo;

import dev.gantry.domain.image.Digest;
import dev.gantry.domain.image.FakeImageFiles;
import dev.gantry.domain.image.Image;
import dev.gantry.domain.image.ImageConfiguration;
import dev.gantry.domain.image.ImageFiles;
import dev.gantry.domain.image.Layer;
import dev.gantry.domain.image.LayerOrigin;
import dev.gantry.domain.image.Layers;
import dev.gantry.domain.image.LineRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The image that [DemoBuild] makes.
public final class DemoImage {
  public static final Digest ID = digest("9f2c61");
  public static final Image IMAGE = image();

  private DemoImage() {}

  private record Plan(
      String command,
      long sizeBytes,
      String step,
      int firstLine,
      int lastLine,
      double seconds,
      boolean cached) {}

  private static Image image() {
    List<Plan> plans =
        List.of(
            new Plan(
                "# debian.sh --arch 'amd64' out/ 'trixie' '@1762819200'",
                78_500_000,
                "",
                0,
                0,
                -1,
                false),
            new Plan(
                "RUN /bin/sh -c groupadd --system --gid 10001 llm && useradd --system --uid 10001"
                    + " --gid llm llm # buildkit",
                8_420,
                "[prod 1/6] RUN groupadd --system --gid 10001 llm && useradd --system --uid 10001"
                    + " --gid llm llm",
                41,
                42,
                0.9,
                false),
            new Plan(
                "COPY /opt/java /opt/java # buildkit",
                43_900_000,
                "[prod 2/6] COPY --from=jlink /opt/java /opt/java",
                44,
                44,
                1.2,
                false),
            new Plan(
                "COPY /out/lib /app/lib # buildkit",
                28_600_000,
                "[prod 3/6] COPY --from=build /out/lib /app/lib",
                45,
                45,
                0.8,
                false),
            new Plan(
                "COPY llm-service/models /app/models # buildkit",
                12_750_000,
                "[prod 4/6] COPY llm-service/models /app/models",
                46,
                46,
                0.6,
                true),
            new Plan(
                "COPY /out/llm-server.jar /app/ # buildkit",
                412_000,
                "[prod 5/6] COPY --from=build /out/llm-server.jar /app/",
                47,
                47,
                0.3,
                false),
            new Plan("WORKDIR /app", 0, "[prod 6/6] WORKDIR /app", 48, 48, 0.1, false));
    List<Layer> layers = new ArrayList<>();
    for (Plan plan : plans) {
      layers.add(
          new Layer(
              layers.size(),
              digest("ab" + layers.size()),
              plan.sizeBytes(),
              plan.command(),
              Instant.parse("2026-11-22T10:00:00Z"),
              plan.step().isEmpty() ? Optional.empty() : Optional.of(origin(plan))));
    }
    return new Image(
        ID,
        List.of("gantry-llm:prod"),
        "linux/amd64",
        Instant.parse("2026-11-22T10:00:00Z"),
        plans.stream().mapToLong(Plan::sizeBytes).sum(),
        layers,
        ImageConfiguration.NONE);
  }

  /// The files of the image: a layer has one of its size, or a few.
  public static ImageFiles files() {
    return new FakeImageFiles()
        .put(
            ID,
            List.of(
                Layers.layer(0)
                    .file("/usr/lib/x86_64-linux-gnu/libc.so.6", "x".repeat(198_000))
                    .file("/var/cache/debconf/templates.dat", "y".repeat(78_200))
                    .file("/var/lib/dpkg/status", "z".repeat(6_980))
                    .build(),
                Layers.layer(1).file("/var/lib/dpkg/status", "d".repeat(7_080)).build(),
                Layers.layer(2).file("/opt/java/lib/modules", "m".repeat(439_000)).build(),
                Layers.layer(3).file("/app/lib/grpc-core.jar", "g".repeat(28_600)).build(),
                Layers.layer(4)
                    .file("/app/models/gantry-tiny.Q8_0.gguf", "t".repeat(127_500))
                    .build(),
                Layers.layer(5).file("/app/llm-server.jar", "s".repeat(4_120)).build(),
                Layers.layer(6).remove("/var/cache/debconf/templates.dat").build()));
  }

  private static LayerOrigin origin(Plan plan) {
    return new LayerOrigin(
        plan.step(),
        Optional.of("dockerfiles/prod.Dockerfile"),
        Optional.of(new LineRange(plan.firstLine(), plan.lastLine())),
        Optional.of(Duration.ofMillis(Math.round(plan.seconds() * 1000))),
        plan.cached());
  }

  private static Digest digest(String start) {
    return new Digest("sha256:" + start + "0".repeat(64 - start.length()));
  }
}
