package dev.gantry.ui.demo;

import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.StepId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The build of a Java service as an engine tells it: what is known when it has worked for a number
/// of seconds.
public final class DemoBuild {
  /// How long the whole build takes.
  public static final double SECONDS = 43.4;

  private static final List<Plan> STEPS =
      List.of(
          new Plan("load", "[internal] load build definition from prod.Dockerfile", 0.0, 0.1),
          new Plan(
              "meta",
              "[internal] load metadata for docker.io/library/debian:trixie-slim",
              0.1,
              0.3),
          new Plan("ignore", "[internal] load .dockerignore", 0.3, 0.4),
          new Plan("context", "[internal] load build context", 0.4, 2.1),
          new Plan("base", "[base 1/2] FROM docker.io/library/debian:trixie-slim", true, 0.4),
          new Plan(
              "jdk",
              "[build 1/7] RUN apt-get update && apt-get install -y --no-install-recommends"
                  + " openjdk-25-jdk-headless binutils",
              true,
              0.4,
              "base"),
          new Plan("workdir", "[build 2/7] WORKDIR /src", true, 0.4, "jdk"),
          new Plan(
              "poms",
              "[build 3/7] COPY --parents mvnw .mvn/ pom.xml llm-service/**/pom.xml ./",
              true,
              0.4,
              "workdir",
              "context"),
          new Plan(
              "deps",
              "[build 4/7] RUN --mount=type=cache,target=/root/.m2 ./mvnw -B dependency:go-offline",
              2.1,
              17.9,
              "poms"),
          new Plan(
              "runtime",
              "[jlink 1/2] RUN jlink --add-modules java.base,java.logging,jdk.unsupported --strip-debug --compress zip-6 --output /opt/java",
              2.1,
              15.2,
              "jdk"),
          new Plan(
              "user",
              "[prod 1/6] RUN groupadd --system --gid 10001 llm && useradd --system --uid 10001 --gid llm llm",
              2.1,
              3.0,
              "base"),
          new Plan(
              "copyjava",
              "[prod 2/6] COPY --link --from=jlink /opt/java /opt/java",
              15.2,
              16.4,
              "runtime",
              "user"),
          new Plan(
              "sources", "[build 5/7] COPY llm-service llm-service", 17.9, 18.2, "deps", "context"),
          new Plan(
              "package",
              "[build 6/7] RUN --mount=type=cache,target=/root/.m2 ./mvnw -B -o -pl llm-service/server -am package -DskipTests",
              18.2,
              37.6,
              "sources"),
          new Plan(
              "split",
              "[build 7/7] RUN cp -r llm-service/server/target/lib /out/lib && cp llm-service/server/target/llm-server.jar /out",
              37.6,
              38.1,
              "package"),
          new Plan(
              "copylib",
              "[prod 3/6] COPY --link --from=build /out/lib /app/lib",
              38.1,
              38.9,
              "split",
              "copyjava"),
          new Plan(
              "copymodel",
              "[prod 4/6] COPY --link llm-service/models /app/models",
              38.9,
              39.5,
              "copylib",
              "context"),
          new Plan(
              "copyjar",
              "[prod 5/6] COPY --link --from=build /out/llm-server.jar /app/",
              39.5,
              39.8,
              "copymodel"),
          new Plan("export", "exporting to image", 39.8, SECONDS, "copyjar"));

  private static final String LOG =
      """
      [INFO] Scanning for projects...
      [INFO] ------------------------------------------------------------------------
      [INFO] Reactor Build Order:
      [INFO]
      [INFO] Gantry                                                             [pom]
      [INFO] LLM service: API                                                   [jar]
      [INFO] LLM service: server                                                [jar]
      [INFO]
      [INFO] --- protobuf:5.1.11:generate (default) @ llm-api ---
      [INFO] Generating source code from 4 protobuf sources in 1 path
      [INFO] --- compiler:3.15.0:compile (default-compile) @ llm-api ---
      [INFO] Compiling 86 source files with javac [debug parameters release 25] to target/classes
      [INFO] --- jar:3.5.1:jar (default-jar) @ llm-api ---
      [INFO] Building jar: /src/llm-service/api/target/llm-api-0.1.0-SNAPSHOT.jar
      [INFO]
      [INFO] -----------------------< dev.gantry:llm-server >------------------------
      [INFO] Building LLM service: server 0.1.0-SNAPSHOT                        [3/3]
      [INFO] --- resources:3.3.1:resources (default-resources) @ llm-server ---
      [INFO] Copying 2 resources from src/main/resources to target/classes
      [INFO] --- compiler:3.15.0:compile (default-compile) @ llm-server ---
      [INFO] Compiling 48 source files with javac [debug parameters release 25] to target/classes
      """;

  private DemoBuild() {}

  /// A step of the plan, in seconds from the start.
  private record Plan(
      String id, String name, boolean cached, double from, double to, List<String> inputs) {
    Plan(String id, String name, double from, double to, String... inputs) {
      this(id, name, false, from, to, List.of(inputs));
    }

    Plan(String id, String name, boolean cached, double at, String... inputs) {
      this(id, name, cached, at, at, List.of(inputs));
    }

    BuildEvent event(Instant start, double now, String error) {
      boolean begun = now >= from;
      boolean over = now >= to && !(error.isEmpty() && now < to);
      return new BuildEvent.StepUpdated(
          new StepId("sha256:" + id),
          name,
          inputs.stream().map(input -> new StepId("sha256:" + input)).toList(),
          cached,
          begun ? Optional.of(at(start, from)) : Optional.empty(),
          begun && over ? Optional.of(at(start, to)) : Optional.empty(),
          error.isEmpty() ? Optional.empty() : Optional.of(error),
          Optional.empty());
    }
  }

  private static Instant at(Instant start, double seconds) {
    return start.plusMillis(Math.round(seconds * 1000));
  }

  /// Everything that has been told after `now` seconds of work.
  public static List<BuildEvent> after(Instant start, double now) {
    List<BuildEvent> events = new ArrayList<>();
    STEPS.forEach(step -> events.add(step.event(start, now, "")));
    if (now >= 18.2) {
      events.add(new BuildEvent.Output(new StepId("sha256:package"), at(start, 18.4), false, LOG));
    }
    if (now >= 0.4 && now < 2.1) {
      events.add(
          new BuildEvent.Transfer(
              new StepId("sha256:context"),
              "transferring context:",
              14_680_064,
              38_200_000,
              Optional.of(at(start, 0.4)),
              Optional.empty()));
    }
    return events;
  }

  /// A build whose packaging step fails at 24.6 seconds.
  public static List<BuildEvent> failing(Instant start) {
    StepId step = new StepId("sha256:package");
    Stream<BuildEvent> before = after(start, 18.3).stream();
    Stream<BuildEvent> failure =
        Stream.of(
            new BuildEvent.Output(step, at(start, 24), true, String.join("\n", ERRORS) + "\n"),
            new BuildEvent.StepUpdated(
                step,
                "[build 6/7] RUN --mount=type=cache,target=/root/.m2 ./mvnw -B -o -pl"
                    + " llm-service/server -am package -DskipTests",
                List.of(new StepId("sha256:sources")),
                false,
                Optional.of(at(start, 18.2)),
                Optional.of(at(start, 24.6)),
                Optional.of("exit code: 1"),
                Optional.empty()));
    return Stream.concat(before, failure).toList();
  }

  /// What the failing step writes last.
  public static final List<String> ERRORS =
      List.of(
          "[ERROR] COMPILATION ERROR :",
          "[ERROR] /src/llm-service/server/src/main/java/dev/gantry/llm/Sampler.java:[41,18] cannot find symbol",
          "[ERROR]   symbol:   method topK(int)",
          "[ERROR]   location: variable chain of type dev.gantry.llm.SamplerChain",
          "[INFO] BUILD FAILURE");
}
