package dev.gantry.cli;

import dev.gantry.domain.inference.InferenceService;
import dev.gantry.domain.inference.ServiceEndpoint;
import dev.gantry.domain.inference.ServiceLoad;
import dev.gantry.domain.problem.Problem;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `gantry load`: shows how busy the running service is.
@Command(
    name = "load",
    header = "Shows how busy the running LLM service is, every second.",
    description = {
      "BUSY are the slots that have a request, QUEUED the requests that wait for one. PROMPT/S and"
          + " TOKENS/S are tokens that were read and made a second; TTFT is the time to the first"
          + " token, and BETWEEN the time from one to the next: half of the last 512 took no longer."
          + " KV is how full the contexts are, GC how long collections of garbage stopped the"
          + " service since the line before. Ctrl-C ends it.",
      "",
      "With --json, prints an object \"load\" a line, with the percentiles, too, and \"lost\" while"
          + " the service is away.",
      ""
    })
final class LoadCommand implements Callable<Integer> {
  private final CliContext context;
  private final GlobalOptions options;

  @Mixin private final CountOption count = new CountOption();

  @Mixin private final ServiceChoice service = new ServiceChoice();

  LoadCommand(CliContext context, GlobalOptions options) {
    this.context = context;
    this.options = options;
  }

  @Override
  public Integer call() throws InterruptedException {
    count.check();
    ServiceEndpoint endpoint = service.endpoint(context, options);
    LoadDisplay display = new LoadDisplay(context, options);
    InferenceService inference = context.ports().inference();
    new Following<ServiceLoad>(context, options, new Problem.LoadNotOffered(endpoint.address()))
        .follow(
            listener -> inference.watchLoad(endpoint, listener),
            load -> {
              display.show(load);
              return count.goesOnAfter(display.shown());
            });
    return ExitCode.OK;
  }
}
