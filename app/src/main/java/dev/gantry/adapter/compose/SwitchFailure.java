package dev.gantry.adapter.compose;

import dev.gantry.domain.compose.ModeModel;
import dev.gantry.domain.compose.Service;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells from the words of the compose tool and the engine why a mode could not be switched to.
///
/// @param model the mode's services
/// @param waited how long services were given to become healthy
record SwitchFailure(ModeModel model, Duration waited, AfterFailure project) {

  private static final Pattern UNHEALTHY = Pattern.compile("container (\\S+) is unhealthy");
  private static final Pattern EXITED = Pattern.compile("container (\\S+) exited \\((\\d+)\\)");
  private static final Pattern OVERDUE =
      Pattern.compile("application not healthy after|context deadline exceeded");
  private static final Pattern NO_IMAGE = Pattern.compile("[Nn]o such image: (\\S+)");
  private static final Pattern PORT_IN_USE =
      Pattern.compile("address already in use|port is already allocated");
  private static final Pattern ENDPOINT = Pattern.compile("on endpoint (\\S+)");

  /// Where the engine's wordings have the port: `bind host port for 127.0.0.1:80:10.0.0.2:80`,
  /// `Bind for 0.0.0.0:80 failed`, `exposing port TCP 0.0.0.0:80 ->`, `listen tcp4 0.0.0.0:80:
  /// bind`.
  private static final Pattern PORT =
      Pattern.compile("(?:host port for|Bind for|port TCP|listen tcp[46]?) \\S*?:(\\d{1,5})\\b");

  private static final Pattern NO_ENGINE =
      Pattern.compile("Cannot connect to the Docker daemon at (\\S+?)\\. ");
  private static final Pattern DENIED =
      Pattern.compile("permission denied while trying to connect .*? at (\\S+?):? ");

  Problem problem(String message) throws InterruptedException {
    List<ProjectContainer> containers = containers();
    Optional<Problem> service = exited(message, containers);
    if (service.isEmpty()) {
      service = unhealthy(message, containers);
    }
    return service
        .or(() -> noImage(message))
        .or(() -> portTaken(message, containers))
        .or(() -> engine(message))
        .or(() -> diskFull(message))
        .orElseGet(() -> new Problem.ModeFailed(model.mode().name(), message));
  }

  /// The service that is not healthy although the compose tool has said that all is well: at the
  /// end of the time that it may wait, version 2.40.3 does so now and then.
  Optional<Problem> overdue() throws InterruptedException {
    Optional<String> service =
        containers().stream()
            .filter(container -> container.isRunning() && !container.isReady())
            .map(ProjectContainer::service)
            .findFirst();
    return service.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Problem.ServiceUnhealthy(service.get(), waited, project.logTail(service.get())));
  }

  /// What can fail without a mode: the engine and its disk.
  static Optional<Problem> engine(String message) {
    Matcher denied = DENIED.matcher(message);
    if (denied.find()) {
      return Optional.of(new Problem.EnginePermissionDenied(denied.group(1), message));
    }
    Matcher none = NO_ENGINE.matcher(message);
    return none.find()
        ? Optional.of(new Problem.EngineWentAway(none.group(1), message))
        : Optional.empty();
  }

  private List<ProjectContainer> containers() throws InterruptedException {
    try {
      return project.containers();
    } catch (GantryException _) {
      // what the tool said before tells more
      return List.of();
    }
  }

  private Optional<Problem> exited(String message, List<ProjectContainer> containers)
      throws InterruptedException {
    Matcher matcher = EXITED.matcher(message);
    if (!matcher.find()) {
      return Optional.empty();
    }
    String service = service(matcher.group(1), containers);
    return Optional.of(
        new Problem.ServiceExited(
            service, Optional.of(Integer.valueOf(matcher.group(2))), project.logTail(service)));
  }

  private Optional<Problem> unhealthy(String message, List<ProjectContainer> containers)
      throws InterruptedException {
    Optional<String> service = Optional.empty();
    Matcher matcher = UNHEALTHY.matcher(message);
    if (matcher.find()) {
      service = Optional.of(service(matcher.group(1), containers));
    } else if (OVERDUE.matcher(message).find()) {
      // the tool does not say which one is late
      service =
          containers.stream()
              .filter(container -> !container.isReady())
              .map(ProjectContainer::service)
              .findFirst();
    }
    return service.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Problem.ServiceUnhealthy(service.get(), waited, project.logTail(service.get())));
  }

  private static Optional<Problem> noImage(String message) {
    Matcher matcher = NO_IMAGE.matcher(message);
    return matcher.find()
        ? Optional.of(new Problem.ImageMissing(matcher.group(1)))
        : Optional.empty();
  }

  private Optional<Problem> portTaken(String message, List<ProjectContainer> containers) {
    Matcher matcher = PORT.matcher(message);
    if (!PORT_IN_USE.matcher(message).find() || !matcher.find()) {
      return Optional.empty();
    }
    int port = Integer.parseInt(matcher.group(1));
    Matcher endpoint = ENDPOINT.matcher(message);
    String service =
        endpoint.find()
            ? service(endpoint.group(1), containers)
            : model.services().stream()
                .filter(
                    candidate -> candidate.ports().stream().anyMatch(p -> p.published() == port))
                .map(Service::name)
                .findFirst()
                .orElse("");
    return Optional.of(new Problem.PortTaken(port, service, message));
  }

  private static Optional<Problem> diskFull(String message) {
    return message.contains("no space left on device")
        ? Optional.of(new Problem.DiskFull("", message))
        : Optional.empty();
  }

  private static String service(String container, List<ProjectContainer> containers) {
    return containers.stream()
        .filter(candidate -> candidate.name().equals(container))
        .map(ProjectContainer::service)
        .findFirst()
        .orElse(container);
  }
}
