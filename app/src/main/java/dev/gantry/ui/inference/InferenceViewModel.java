package dev.gantry.ui.inference;

import dev.gantry.domain.inference.AccessReader;
import dev.gantry.domain.inference.CodeCycle;
import dev.gantry.domain.inference.InferenceService;
import dev.gantry.domain.inference.ServiceEndpoint;
import dev.gantry.domain.inference.ServiceHealth;
import dev.gantry.domain.inference.ServicePlace;
import dev.gantry.domain.inference.Watched;
import dev.gantry.domain.problem.Problem;
import dev.gantry.ui.fx.FxTasks;
import dev.gantry.ui.fx.Latest;
import dev.gantry.ui.fx.Newest;
import java.time.Duration;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Prompts to the service that runs, its answers in this session, and its health.
public final class InferenceViewModel implements AutoCloseable {
  /// Exchanges kept; older ones are forgotten.
  static final int CAPACITY = 100;

  private static final Duration INTERVAL = Duration.ofMillis(50);

  private final InferenceService service;
  private final AccessReader access;
  private final FxTasks tasks;
  private final Latest reading;
  private final ServiceWatch<ServiceHealth> watch;
  private final ServiceWatch<Watched<CodeCycle>> codeWatch;
  private final LoadViewModel load;
  private final Parameters parameters = new Parameters();
  private final ObservableList<ExchangeViewModel> exchanges = FXCollections.observableArrayList();
  private final ObservableList<ExchangeViewModel> exchangesView =
      FXCollections.unmodifiableObservableList(exchanges);
  private final ObjectProperty<InferenceSection> section =
      new SimpleObjectProperty<>(this, "section", InferenceSection.ANSWERS);
  private final StringProperty prompt = new SimpleStringProperty(this, "prompt", "");
  private final ReadOnlyObjectWrapper<Optional<ServiceEndpoint>> endpoint =
      new ReadOnlyObjectWrapper<>(this, "endpoint", Optional.empty());

  /// What is watched: not the endpoint while that cannot be asked.
  private Optional<ServiceEndpoint> connected = Optional.empty();

  private final ReadOnlyObjectWrapper<ServiceHealth> health =
      new ReadOnlyObjectWrapper<>(this, "health", new ServiceHealth.Unknown());
  private final ReadOnlyObjectWrapper<Optional<CodeCycle>> code =
      new ReadOnlyObjectWrapper<>(this, "code", Optional.empty());
  private final ReadOnlyBooleanWrapper answering = new ReadOnlyBooleanWrapper(this, "answering");
  private final ReadOnlyBooleanWrapper canSend = new ReadOnlyBooleanWrapper(this, "canSend");

  public InferenceViewModel(InferenceService service, AccessReader access, FxTasks tasks) {
    this.service = service;
    this.access = access;
    this.tasks = tasks;
    this.reading = new Latest(tasks);
    this.watch =
        new ServiceWatch<>(
            service::watchHealth, tasks, new Newest<>(tasks, INTERVAL, this::show)::offer);
    this.codeWatch =
        new ServiceWatch<>(
            service::watchCode, tasks, new Newest<>(tasks, INTERVAL, this::showCode)::offer);
    this.load = new LoadViewModel(service::watchLoad, tasks);
    prompt.subscribe(this::enable);
    parameters.seedValidProperty().subscribe(this::enable);
  }

  /// Works with the service at this place from now on; empty when the project has none. To be
  /// called again and again, because files change: a token or a certificate is renewed.
  public void connect(Optional<ServicePlace> next) {
    if (next.isPresent() && !next.get().files().isEmpty()) {
      ServicePlace place = next.get();
      reading.run(
          () -> place.open(access),
          opened -> work(Optional.of(opened)),
          problem -> giveUp(place.endpoint(), problem));
    } else {
      reading.cancel();
      work(next.map(ServicePlace::endpoint));
    }
  }

  private void work(Optional<ServiceEndpoint> next) {
    if (!next.equals(connected)) {
      endpoint.set(next);
      watch(next);
    }
  }

  /// The service cannot be asked, because of what it is said to want.
  private void giveUp(ServiceEndpoint closed, Problem problem) {
    if (connected.isPresent() || !endpoint.get().equals(Optional.of(closed))) {
      endpoint.set(Optional.of(closed));
      watch(Optional.empty());
    }
    show(new ServiceHealth.Unreachable(problem));
  }

  private void watch(Optional<ServiceEndpoint> next) {
    connected = next;
    show(new ServiceHealth.Unknown());
    code.set(Optional.empty());
    watch.at(next);
    codeWatch.at(next);
    load.connect(next);
  }

  private void showCode(Watched<CodeCycle> told) {
    code.set(
        switch (told) {
          case Watched.News<CodeCycle>(var cycle) -> Optional.of(cycle);
          case Watched.NotOffered<CodeCycle> _, Watched.Lost<CodeCycle> _ -> Optional.empty();
        });
  }

  private void show(ServiceHealth now) {
    health.set(now);
    enable();
  }

  private void enable() {
    canSend.set(
        endpoint.get().isPresent()
            && ready(health.get())
            && !answering.get()
            && !prompt.get().isBlank()
            && parameters.seedValidProperty().get());
  }

  private static boolean ready(ServiceHealth health) {
    return switch (health) {
      case ServiceHealth.Serving _, ServiceHealth.Answering _ -> true;
      case ServiceHealth.Unknown _, ServiceHealth.Unreachable _, ServiceHealth.NotServing _ ->
          false;
    };
  }

  /// Sends the prompt and empties the box.
  public void send() {
    if (!canSend.get()) {
      return;
    }
    ExchangeViewModel exchange =
        new ExchangeViewModel(parameters.prompt(prompt.get().strip()), tasks);
    if (exchanges.size() == CAPACITY) {
      exchanges.removeFirst();
    }
    exchanges.add(exchange);
    answering.set(true);
    prompt.set("");
    enable();
    exchange.stateProperty().subscribe(() -> follow(exchange));
    exchange.send(service, endpoint.get().orElseThrow());
  }

  private void follow(ExchangeViewModel exchange) {
    if (exchange.over() && !exchanges.isEmpty() && exchanges.getLast() == exchange) {
      answering.set(false);
      enable();
    }
  }

  /// Stops the answer under way.
  public void cancel() {
    if (answering.get()) {
      exchanges.getLast().cancel();
    }
  }

  /// Forgets the exchanges of this session.
  public void clear() {
    cancel();
    exchanges.clear();
    answering.set(false);
    enable();
  }

  public ObservableList<ExchangeViewModel> exchanges() {
    return exchangesView;
  }

  public Parameters parameters() {
    return parameters;
  }

  /// The words in the prompt box.
  public StringProperty promptProperty() {
    return prompt;
  }

  public ReadOnlyObjectProperty<Optional<ServiceEndpoint>> endpointProperty() {
    return endpoint.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<ServiceHealth> healthProperty() {
    return health.getReadOnlyProperty();
  }

  /// What became of the last save, where the service runs for development.
  public ReadOnlyObjectProperty<Optional<CodeCycle>> codeProperty() {
    return code.getReadOnlyProperty();
  }

  /// What the pane shows.
  public ObjectProperty<InferenceSection> sectionProperty() {
    return section;
  }

  /// How busy the service is.
  public LoadViewModel load() {
    return load;
  }

  /// Whether an answer is under way.
  public ReadOnlyBooleanProperty answeringProperty() {
    return answering.getReadOnlyProperty();
  }

  /// Whether the prompt can be sent now.
  public ReadOnlyBooleanProperty canSendProperty() {
    return canSend.getReadOnlyProperty();
  }

  @Override
  public void close() {
    reading.cancel();
    watch.close();
    codeWatch.close();
    load.close();
    exchanges.forEach(ExchangeViewModel::close);
  }
}
