package dev.gantry.devloop.serve;

import dev.gantry.devloop.compile.Program;
import dev.gantry.llm.server.ServerParts;
import dev.gantry.llm.server.Services;
import io.grpc.BindableService;
import io.grpc.HandlerRegistry;
import io.grpc.MethodDescriptor;
import io.grpc.ServerBuilder;
import io.grpc.ServerInterceptors;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Services whose code can be swapped: new calls go to the new code, calls that have begun stay
/// with the old, which is garbage when the last of them has ended.
final class HotServices extends HandlerRegistry implements Services {
  private final ServerParts parts;
  private final BindableService beside;
  private volatile Running running;

  /// @param beside what else the server answers, whatever is swapped
  /// @param onFirstAnswer told, once, when the first answer has left
  HotServices(ServerParts parts, Program program, BindableService beside, Runnable onFirstAnswer)
      throws LoadException {
    this.parts = parts;
    this.beside = beside;
    running = load(program, onFirstAnswer);
  }

  /// Code that answers.
  private record Running(Services services, Map<String, ServerServiceDefinition> byName) {}

  /// Swaps.
  ///
  /// @param onFirstAnswer told, once, when the first answer of the new code has left
  /// @throws LoadException where the new code does not start; the old one goes on
  synchronized void swap(Program program, Runnable onFirstAnswer) throws LoadException {
    Running old = running;
    running = load(program, onFirstAnswer);
    old.services().close();
  }

  private Running load(Program program, Runnable onFirstAnswer) throws LoadException {
    HotLoader loader = new HotLoader(program, HotServices.class.getClassLoader());
    try {
      Services services =
          loader
              .loadClass(HotCode.ENTRY)
              .asSubclass(Services.class)
              .getConstructor(ServerParts.class)
              .newInstance(parts);
      FirstAnswer firstAnswer = new FirstAnswer(onFirstAnswer);
      return new Running(
          services,
          services.definitions().stream()
              .map(service -> ServerInterceptors.intercept(service, firstAnswer))
              .collect(
                  Collectors.toMap(
                      service -> service.getServiceDescriptor().getName(), Function.identity())));
    } catch (InvocationTargetException e) {
      throw new LoadException(e.getCause() == null ? e : e.getCause());
    } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
      throw new LoadException(e);
    }
  }

  /// Of the code that answers now.
  ClassLoader loader() {
    return running.services().getClass().getClassLoader();
  }

  @Override
  public @Nullable ServerMethodDefinition<?, ?> lookupMethod(
      String methodName, @Nullable String authority) {
    ServerServiceDefinition service =
        running.byName().get(MethodDescriptor.extractFullServiceName(methodName));
    return service == null ? null : service.getMethod(methodName);
  }

  @Override
  public List<ServerServiceDefinition> getServices() {
    return List.copyOf(running.byName().values());
  }

  @Override
  public List<ServerServiceDefinition> definitions() {
    return getServices();
  }

  @Override
  public void addTo(ServerBuilder<?> server) {
    server.addService(beside).fallbackHandlerRegistry(this);
  }

  @Override
  public void close() {
    running.services().close();
  }
}
