package dev.gantry.cli;

import dev.gantry.domain.inference.Embedder;
import dev.gantry.domain.inference.ServiceEndpoint;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gantry embed`: shows how near texts are to each other, by vectors of the running service.
@Command(
    name = "embed",
    header = "Compares texts by their meaning.",
    description = {
      "The running service makes a vector of each text. What is shown is the cosine of the angle"
          + " between each two: 1 for the same meaning, about 0 for texts that have nothing in"
          + " common.",
      "",
      "With --json, prints an object \"embedding\" a line, with the numbers of the vector.",
      ""
    })
final class EmbedCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";

  private final CliContext context;
  private final GlobalOptions options;

  @Parameters(
      paramLabel = "TEXT",
      arity = "0..*",
      description = "What to embed; “-” takes each line of the standard input.")
  private List<String> texts = List.of();

  @Option(names = "--file", paramLabel = "FILE", description = "Embed each line of a file.")
  private @Nullable Path file;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "1m",
      description = "How long 256 texts may take. Default: ${DEFAULT-VALUE}.")
  private Duration timeout = Duration.ofMinutes(1);

  @Mixin private final ServiceChoice service = new ServiceChoice();

  @Mixin private final Usage usage = new Usage();

  EmbedCommand(CliContext context, GlobalOptions options) {
    this.context = context;
    this.options = options;
  }

  @Override
  public Integer call() throws InterruptedException {
    List<String> all = allTexts();
    usage.require(!all.isEmpty(), "Nothing to embed: no TEXT and no line");
    ServiceEndpoint endpoint = service.endpoint(context, options);
    EmbeddingReport report = new EmbeddingReport(context, options);
    for (int begin = 0; begin < all.size(); begin += Embedder.MOST_TEXTS) {
      List<String> part = all.subList(begin, Math.min(all.size(), begin + Embedder.MOST_TEXTS));
      report.add(part, context.ports().embedder().embed(endpoint, part, timeout));
    }
    report.end();
    return ExitCode.OK;
  }

  private List<String> allTexts() {
    List<String> all = new ArrayList<>();
    for (String text : texts) {
      if (text.equals(STANDARD_INPUT)) {
        all.addAll(standardInput());
      } else {
        all.add(text);
      }
    }
    if (file != null) {
      all.addAll(lines(context.workingDirectory().resolve(file)));
    }
    return all;
  }

  private static List<String> standardInput() {
    return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
        .lines()
        .toList();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (NoSuchFileException failure) {
      throw new GantryException(new Problem.InputUnreadable(file, "is not there"), failure);
    } catch (MalformedInputException failure) {
      throw new GantryException(new Problem.InputUnreadable(file, "is not UTF-8"), failure);
    } catch (IOException failure) {
      throw new GantryException(
          new Problem.InputUnreadable(file, String.valueOf(failure.getMessage())), failure);
    }
  }
}
