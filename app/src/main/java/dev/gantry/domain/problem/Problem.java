package dev.gantry.domain.problem;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A failure that a user can meet, with the data that the explanation of it needs.
///
/// `cause` is what the failing tool said, verbatim; it may be empty and may have several lines.
public sealed interface Problem {

  /// The engine is not there or does not answer.
  sealed interface EngineProblem extends Problem {}

  /// The engine of Gantry's own cannot be set up, started or stopped.
  sealed interface PrivateEngineProblem extends EngineProblem {}

  /// The project's files are wrong or missing.
  sealed interface ProjectProblem extends Problem {}

  /// A build ended badly.
  sealed interface BuildProblem extends Problem {}

  /// An instruction of a Dockerfile asks for something that cannot be had.
  sealed interface InstructionProblem extends BuildProblem {
    SourcePlace at();
  }

  /// A mode could not be switched to.
  sealed interface ModeProblem extends Problem {}

  /// The running service does not do what it was asked.
  sealed interface ServiceProblem extends Problem {}

  /// Gantry itself is in trouble.
  sealed interface OwnProblem extends Problem {}

  /// No engine is installed; `tried` are the addresses looked at.
  record EngineNotInstalled(List<String> tried) implements EngineProblem {
    public EngineNotInstalled {
      tried = List.copyOf(tried);
    }
  }

  /// An engine is configured or installed but does not answer at `address`.
  record EngineNotRunning(String address, String cause) implements EngineProblem {}

  /// The socket at `address` exists, but this user may not use it.
  record EnginePermissionDenied(String address, String cause) implements EngineProblem {}

  /// The engine speaks API `version` at most; Gantry needs `minimum`.
  record EngineTooOld(String address, String version, String minimum) implements EngineProblem {}

  /// The engine was there and is gone.
  record EngineWentAway(String address, String cause) implements EngineProblem {}

  /// The Docker configuration names an engine in a way that cannot be used.
  record EngineConfigurationInvalid(String where, String cause) implements EngineProblem {}

  /// The engine does not remember builds; engines since 24.0 do.
  record HistoryUnsupported(String address) implements EngineProblem {}

  /// There is no `docker compose` on this machine.
  record ComposeToolMissing(List<String> tried) implements EngineProblem {
    public ComposeToolMissing {
      tried = List.copyOf(tried);
    }
  }

  /// A private engine cannot run here at all; `found` is what stands in the way, for example the
  /// name of the system or of the user.
  record PrivateEngineUnsupported(PrivateEngineObstacle obstacle, String found)
      implements PrivateEngineProblem {}

  /// Packages of the private engine cannot be fetched, or no published version fits this system.
  record PrivateEnginePackagesUnavailable(List<String> packages, String cause)
      implements PrivateEngineProblem {
    public PrivateEnginePackagesUnavailable {
      packages = List.copyOf(packages);
    }
  }

  /// A program of the private engine did not start or ended at once; `logTail` are its last lines.
  record PrivateEngineDaemonFailed(String program, Path log, List<String> logTail)
      implements PrivateEngineProblem {
    public PrivateEngineDaemonFailed {
      logTail = List.copyOf(logTail);
    }
  }

  /// This kernel, or the container that Gantry runs in, lacks something that an engine needs.
  record KernelFeatureMissing(KernelFeature feature, String cause)
      implements PrivateEngineProblem {}

  /// Another process is starting or stopping the private engine now; `pid` is 0 when not known.
  record PrivateEngineBusy(long pid) implements PrivateEngineProblem {}

  /// The path of the private engine's socket is longer than the kernel takes.
  record SocketPathTooLong(Path socket, int limitBytes) implements PrivateEngineProblem {}

  /// The private engine's daemon did not end although it was killed.
  record PrivateEngineNotStopped(List<Long> pids) implements PrivateEngineProblem {
    public PrivateEngineNotStopped {
      pids = List.copyOf(pids);
    }
  }

  /// The base image could neither be pulled nor made from packages.
  record BaseImageFailed(String image, String cause) implements PrivateEngineProblem {}

  /// There is no compose file in `directory`.
  record ComposeFileMissing(Path directory) implements ProjectProblem {}

  /// The compose tool refuses the files of the project.
  record ComposeInvalid(Path file, String cause) implements ProjectProblem {}

  /// The project has no mode of this name.
  record UnknownMode(String mode, List<String> known) implements ProjectProblem {
    public UnknownMode {
      known = List.copyOf(known);
    }
  }

  /// The project has no target of this name.
  record UnknownTarget(String target, List<String> known) implements ProjectProblem {
    public UnknownTarget {
      known = List.copyOf(known);
    }
  }

  /// A file that the build or the mode needs is not there.
  record FileMissing(Path file) implements ProjectProblem {}

  /// A file or directory of the build context cannot be read.
  record FileUnreadable(Path file, String cause) implements ProjectProblem {}

  /// The Dockerfile has a mistake; `line` counts from 1.
  record DockerfileInvalid(String file, Optional<Integer> line, String excerpt, String cause)
      implements ProjectProblem {}

  /// The build of a target asks for something that is not done; `option` is its key in the compose
  /// file's `build` section, or its name on the command line. `cause` is what the engine said of
  /// it.
  record BuildOptionUnsupported(
      String target, String option, String value, BuildOptionObstacle obstacle, String cause)
      implements ProjectProblem {}

  /// A step ended with an error; `line` counts from 1.
  record StepFailed(
      String step,
      Optional<Integer> exitCode,
      String file,
      Optional<Integer> line,
      String excerpt,
      List<String> logTail,
      String cause)
      implements BuildProblem {
    public StepFailed {
      logTail = List.copyOf(logTail);
    }
  }

  /// A registry has no image of this name, or hides it from this user. `stages` are those of the
  /// Dockerfile, of which one may have been meant.
  record ImageNotFound(String image, List<String> stages, SourcePlace at, String cause)
      implements InstructionProblem {
    public ImageNotFound {
      stages = List.copyOf(stages);
    }
  }

  /// The image is there, but not for the platform that is built for.
  record PlatformMissing(String image, SourcePlace at, String cause)
      implements InstructionProblem {}

  /// A registry refuses this user.
  record RegistryDenied(String registry, SourcePlace at, String cause)
      implements InstructionProblem {}

  /// A registry gives no more images to this user for a while.
  record RegistryLimitReached(String registry, SourcePlace at, String cause)
      implements InstructionProblem {}

  /// The engine does not trust the certificate of a registry, or the registry has none.
  record RegistryUntrusted(String registry, SourcePlace at, String cause)
      implements InstructionProblem {}

  /// A registry is in trouble itself.
  record RegistryFailed(String registry, SourcePlace at, String cause)
      implements InstructionProblem {}

  /// The engine does not reach a host that the build needs.
  record HostUnreachable(String host, SourcePlace at, String cause) implements InstructionProblem {}

  /// The Dockerfile has no stage of this name.
  record UnknownStage(String stage, List<String> known, SourcePlace at)
      implements InstructionProblem {
    public UnknownStage {
      known = List.copyOf(known);
    }
  }

  /// What an instruction copies is not there. `excluded` says that it is in the context's
  /// directory, where `.dockerignore` keeps it from the build; `stage` is where it was looked for
  /// instead of the context.
  record CopySourceMissing(
      String source, Optional<String> stage, boolean excluded, SourcePlace at, String cause)
      implements InstructionProblem {}

  /// A step needs a secret that the build was not given.
  record SecretMissing(String id, SourcePlace at) implements InstructionProblem {}

  /// A step needs an SSH key, and the build was given none.
  record SshKeyMissing(SourcePlace at, String cause) implements InstructionProblem {}

  /// A step was killed, or ended, for lack of memory.
  record OutOfMemory(String step, List<String> logTail, SourcePlace at, String cause)
      implements InstructionProblem {
    public OutOfMemory {
      logTail = List.copyOf(logTail);
    }
  }

  /// A step's program is made for another kind of processor than the engine has.
  record ForeignProgram(String step, SourcePlace at, String cause) implements InstructionProblem {}

  /// The engine's disk is full.
  record DiskFull(String place, String cause) implements BuildProblem {}

  /// The result of a build cannot be written to this machine.
  record OutputUnwritable(Path file, String cause) implements BuildProblem {}

  /// The engine knows no build of this name; `candidates` are the references that begin so.
  record UnknownBuild(String reference, List<String> candidates) implements BuildProblem {
    public UnknownBuild {
      candidates = List.copyOf(candidates);
    }
  }

  /// The build failed for a reason that belongs to no step.
  record BuildFailed(String target, String cause) implements BuildProblem {}

  /// The engine at `address` cannot say what it would do for a build without doing it.
  record PlanUnsupported(String address) implements BuildProblem {}

  /// There is no image of this name in the engine.
  record ImageMissing(String image) implements ModeProblem {}

  /// The files of an image cannot be read from the engine.
  record ImageUnreadable(String image, String cause) implements ModeProblem {}

  /// A port that a service publishes is in use.
  record PortTaken(int port, String service, String cause) implements ModeProblem {}

  /// A service did not become healthy in time; `logTail` are its last lines.
  record ServiceUnhealthy(String service, Duration waited, List<String> logTail)
      implements ModeProblem {
    public ServiceUnhealthy {
      logTail = List.copyOf(logTail);
    }
  }

  /// A service's container ended instead of staying up.
  record ServiceExited(String service, Optional<Integer> exitCode, List<String> logTail)
      implements ModeProblem {
    public ServiceExited {
      logTail = List.copyOf(logTail);
    }
  }

  /// Nothing of the project runs; `modes` are those that could be started.
  record NothingRuns(Path project, List<String> modes) implements ModeProblem {
    public NothingRuns {
      modes = List.copyOf(modes);
    }
  }

  /// The switch failed for another reason that the compose tool gave.
  record ModeFailed(String mode, String cause) implements ModeProblem {}

  /// None of the mode's `services` says where it speaks the inference protocol.
  record NoInferenceEndpoint(String mode, List<String> services) implements ServiceProblem {
    public NoInferenceEndpoint {
      services = List.copyOf(services);
    }
  }

  /// Nothing answers at the service's address.
  record ServiceUnreachable(String address, String cause) implements ServiceProblem {}

  /// What answers at the address is something else; `cause` tells what it does not speak.
  record NotTheService(String address, String cause) implements ServiceProblem {}

  /// The service answers, but does not serve now.
  record ServiceNotServing(String address, String cause) implements ServiceProblem {}

  /// What answers at the service's address cannot be talked to by TLS as it was wanted.
  record ServiceNotTrusted(String address, String cause) implements ServiceProblem {}

  /// The service wants to be shown something that it was not, or something else.
  record ServiceLocked(String address, String cause) implements ServiceProblem {}

  /// A file that lets in to the service cannot be used; `by` is the option, variable or label that
  /// names it.
  record AccessFileUnusable(String by, Path file, String cause) implements ServiceProblem {}

  /// Everyone on the way to the host could read the token.
  record TokenExposed(String host) implements ServiceProblem {}

  /// The service answers, but does not tell how busy it is.
  record LoadNotOffered(String address) implements ServiceProblem {}

  /// The service answers, but does not run its own sources for development.
  record NotForDevelopment(String address) implements ServiceProblem {}

  /// The service has more work than it takes.
  record ServiceOverloaded(String cause) implements ServiceProblem {}

  /// The service refused the request as it is, for example a prompt over the context size.
  record RequestRejected(String cause) implements ServiceProblem {}

  /// The call did not end in the time allowed.
  record RequestTimedOut(Duration deadline) implements ServiceProblem {}

  /// The service failed in a way of its own.
  record ServiceFailed(String code, String cause) implements ServiceProblem {}

  /// A copy of the app is open on this project already.
  record AlreadyRunning(long pid) implements OwnProblem {}

  /// A file of Gantry's own cannot be read or written.
  record OwnFileUnusable(Path file, String cause) implements OwnProblem {}

  /// A file that was named for a command to read cannot be read.
  record InputUnreadable(Path file, String cause) implements OwnProblem {}

  /// A wait was ended by its deadline.
  record TimedOut(String what, Duration deadline) implements OwnProblem {}

  /// A defect: something that nobody foresaw.
  record Unexpected(String cause) implements OwnProblem {}
}
