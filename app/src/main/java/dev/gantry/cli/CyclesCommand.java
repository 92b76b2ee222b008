package dev.gantry.cli;

import dev.gantry.domain.inference.CodeCycle;
import dev.gantry.domain.inference.InferenceService;
import dev.gantry.domain.inference.ServiceEndpoint;
import dev.gantry.domain.problem.Problem;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `gantry cycles`: watches what becomes of saved code.
@Command(
    name = "cycles",
    header = "Watches what becomes of saved code, in the mode dev.",
    description = {
      "The service in the mode dev compiles what is saved and takes it into use while it runs. This"
          + " tells of the last cycle, if there was one, and then of each: when the service saw the"
          + " change, compiled it, swapped the code, and gave the first answer with it, all counted"
          + " from the save; or why it does not compile, and why a restart or a rebuild is needed."
          + " Ctrl-C ends it.",
      "",
      "With --json, prints an object \"cycle\" a line for each stage of each cycle, and \"lost\""
          + " while the service is away.",
      ""
    })
final class CyclesCommand implements Callable<Integer> {
  private final CliContext context;
  private final GlobalOptions options;

  @Mixin private final CountOption count = new CountOption();

  @Mixin private final ServiceChoice service = new ServiceChoice();

  CyclesCommand(CliContext context, GlobalOptions options) {
    this.context = context;
    this.options = options;
  }

  @Override
  public Integer call() throws InterruptedException {
    count.check();
    ServiceEndpoint endpoint = service.endpoint(context, options);
    CycleDisplay display = new CycleDisplay(context, options);
    InferenceService inference = context.ports().inference();
    context.say(context.strings().text("cli.cycles.watching", endpoint.address()));
    new Following<CodeCycle>(context, options, new Problem.NotForDevelopment(endpoint.address()))
        .follow(
            listener -> inference.watchCode(endpoint, listener),
            cycle -> {
              display.show(cycle);
              return count.goesOnAfter(display.ended());
            });
    return ExitCode.OK;
  }
}
