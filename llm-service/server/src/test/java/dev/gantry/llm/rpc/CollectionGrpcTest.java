package dev.gantry.llm.rpc;

import static dev.gantry.llm.Replies.invalidFields;
import static dev.gantry.llm.Replies.reason;
import static dev.gantry.llm.rpc.CollectionRequests.document;
import static dev.gantry.llm.rpc.CollectionRequests.number;
import static dev.gantry.llm.rpc.CollectionRequests.text;
import static dev.gantry.llm.rpc.CollectionRequests.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.gantry.llm.collections.CollectionStore;
import dev.gantry.llm.serving.CollectionState;
import dev.gantry.llm.serving.EmbeddingState;
import dev.gantry.llm.v1.Collection;
import dev.gantry.llm.v1.CollectionServiceGrpc;
import dev.gantry.llm.v1.CollectionServiceGrpc.CollectionServiceBlockingV2Stub;
import dev.gantry.llm.v1.CreateCollectionRequest;
import dev.gantry.llm.v1.DeleteCollectionRequest;
import dev.gantry.llm.v1.DeleteDocumentsRequest;
import dev.gantry.llm.v1.Filter;
import dev.gantry.llm.v1.Filters;
import dev.gantry.llm.v1.ListCollectionsRequest;
import dev.gantry.llm.v1.Match;
import dev.gantry.llm.v1.Membership;
import dev.gantry.llm.v1.MetadataValue;
import dev.gantry.llm.v1.NumberRange;
import dev.gantry.llm.v1.QueryCollectionRequest;
import dev.gantry.llm.v1.UpsertDocumentsRequest;
import dev.gantry.llm.v1.Vector;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status.Code;
import io.grpc.StatusException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CollectionGrpcTest {
  @TempDir private Path directory;

  private volatile CollectionState state = new CollectionState.Disabled();
  private volatile EmbeddingState embeddings = new EmbeddingState.Loading();
  private CollectionStore store;
  private Server server;
  private ManagedChannel channel;

  @BeforeEach
  void start() throws Exception {
    store = CollectionStore.open(directory.resolve("collections"));
    state = new CollectionState.Ready(store);
    embeddings = Directions.ready(directory);
    server =
        InProcessServerBuilder.forName(directory.toString())
            .addService(new CollectionGrpc(new CollectionAccess(() -> state, () -> embeddings)))
            .build()
            .start();
    channel = InProcessChannelBuilder.forName(directory.toString()).build();
  }

  @AfterEach
  void stop() throws Exception {
    channel.shutdownNow();
    server.shutdownNow();
    store.close();
  }

  private CollectionServiceBlockingV2Stub stub() {
    return CollectionServiceGrpc.newBlockingV2Stub(channel)
        .withDeadlineAfter(Duration.ofSeconds(20));
  }

  private Collection create(String name) throws StatusException {
    return stub()
        .createCollection(CreateCollectionRequest.newBuilder().setName(name).build())
        .getCollection();
  }

  @Test
  void findsDocumentsByTextAndByVector() throws Exception {
    assertThat(create("letters"))
        .isEqualTo(
            Collection.newBuilder().setName("letters").setDimensions(2).setModel("tiny").build());
    long count =
        stub()
            .upsertDocuments(
                upsert(
                    "letters",
                    document("a").putMetadata("size", number(1)).putMetadata("kind", text("vowel")),
                    document("b").putMetadata("size", number(2)),
                    document("c").addVector(0).addVector(-3)))
            .getDocuments();

    assertThat(count).isEqualTo(3);
    assertThat(
            stub()
                .queryCollection(
                    QueryCollectionRequest.newBuilder()
                        .setCollection("letters")
                        .setText("a")
                        .setK(1)
                        .build())
                .getMatchesList())
        .containsExactly(
            Match.newBuilder()
                .setId("a")
                .setText("a")
                .setScore(1)
                .putMetadata("size", number(1))
                .putMetadata("kind", text("vowel"))
                .build());
    assertThat(ids(Filter.getDefaultInstance().toBuilder(), false)).containsExactly("c", "b", "a");
  }

  /// Ids nearest to (0, -1).
  private List<String> ids(Filter.Builder filter, boolean filtered) throws StatusException {
    QueryCollectionRequest.Builder request =
        QueryCollectionRequest.newBuilder()
            .setCollection("letters")
            .setVector(Vector.newBuilder().addValues(0).addValues(-9));
    if (filtered) {
      request.setFilter(filter);
    }
    return stub().queryCollection(request.build()).getMatchesList().stream()
        .map(Match::getId)
        .toList();
  }

  @Test
  void findsAndDeletesOnlyWhatAFilterMatches() throws Exception {
    create("letters");
    var _ =
        stub()
            .upsertDocuments(
                upsert(
                    "letters",
                    document("a").putMetadata("size", number(1)).putMetadata("kind", text("x")),
                    document("b").putMetadata("size", number(2)),
                    document("c").putMetadata("kind", text("y"))));
    Filter.Builder small =
        Filter.newBuilder().setRange(NumberRange.newBuilder().setName("size").setMost(1));
    Filter.Builder kinds =
        Filter.newBuilder()
            .setIn(
                Membership.newBuilder()
                    .setName("kind")
                    .addValues(text("y"))
                    .addValues(MetadataValue.newBuilder().setTruth(true)));

    assertThat(ids(small, true)).containsExactly("a");
    assertThat(ids(Filter.newBuilder().setNot(small), true)).containsExactlyInAnyOrder("b", "c");
    Filter.Builder any =
        Filter.newBuilder().setAny(Filters.newBuilder().addFilters(small).addFilters(kinds));
    assertThat(ids(any, true)).containsExactlyInAnyOrder("a", "c");
    assertThat(
            ids(
                Filter.newBuilder().setAll(Filters.newBuilder().addFilters(any).addFilters(kinds)),
                true))
        .containsExactly("c");

    long left =
        stub()
            .deleteDocuments(
                DeleteDocumentsRequest.newBuilder()
                    .setCollection("letters")
                    .addIds("b")
                    .setFilter(kinds)
                    .build())
            .getDocuments();
    assertThat(left).isEqualTo(1);
    assertThat(
            stub()
                .listCollections(ListCollectionsRequest.getDefaultInstance())
                .getCollectionsList())
        .extracting(Collection::getDocuments)
        .containsExactly(1L);
  }

  static Stream<Arguments> invalidDocuments() {
    return Stream.of(
        invalid("none", upsert("letters"), "documents"),
        invalid("no id", upsert("letters", document("")), "documents[0].id"),
        invalid("same id", upsert("letters", document("a"), document("a")), "documents[1].id"),
        invalid("dimensions", upsert("letters", document("a").addVector(1)), "documents[0].vector"),
        invalid(
            "no direction",
            upsert("letters", document("a").addVector(0).addVector(0)),
            "documents[0].vector"),
        invalid(
            "infinite",
            upsert("letters", document("a").addVector(Float.NaN).addVector(1)),
            "documents[0].vector"),
        invalid(
            "no value",
            upsert("letters", document("a").putMetadata("x", MetadataValue.getDefaultInstance())),
            "documents[0].metadata[\"x\"]"),
        invalid(
            "no number",
            upsert("letters", document("a").putMetadata("x", number(Double.NaN))),
            "documents[0].metadata[\"x\"]"),
        invalid(
            "no name",
            upsert("letters", document("a").putMetadata("", number(1))),
            "documents[0].metadata name"),
        invalid(
            "long text",
            upsert("letters", document("a").setText("x".repeat(65_537))),
            "documents[0].text"));
  }

  private static Arguments invalid(String name, UpsertDocumentsRequest request, String field) {
    return argumentSet(name, request, field);
  }

  @ParameterizedTest
  @MethodSource("invalidDocuments")
  void namesWhatIsNotValid(UpsertDocumentsRequest request, String field) throws Exception {
    create("letters");

    assertThat(fields(() -> stub().upsertDocuments(request))).containsExactly(field);
    assertThat(store.get("letters").info().documents()).isZero();
  }

  @FunctionalInterface
  private interface Call {
    Object make() throws StatusException;
  }

  private static StatusException failure(Call call) {
    try {
      throw new AssertionError("answered: " + call.make());
    } catch (StatusException e) {
      return e;
    }
  }

  private static List<String> fields(Call call) {
    return invalidFields(failure(call));
  }

  @Test
  void namesWhatIsNotValidInAQuery() throws Exception {
    create("letters");
    QueryCollectionRequest.Builder valid =
        QueryCollectionRequest.newBuilder().setCollection("letters").setText("a");
    Filter.Builder deep = Filter.newBuilder();
    for (int i = 0; i < 20; i++) {
      deep = Filter.newBuilder().setNot(deep);
    }
    Filter.Builder empty = Filter.newBuilder().setAny(Filters.getDefaultInstance());
    NumberRange.Builder backwards = NumberRange.newBuilder().setName("x").setLeast(2).setMost(1);
    Filters.Builder wrong =
        Filters.newBuilder().addFilters(empty).addFilters(Filter.newBuilder().setRange(backwards));

    assertThat(queryFields(valid.clone().clearText())).containsExactly("query");
    assertThat(queryFields(valid.clone().setK(0))).containsExactly("k");
    assertThat(queryFields(valid.clone().setFilter(deep))).containsExactly("filter");
    assertThat(queryFields(valid.clone().setFilter(Filter.newBuilder().setAll(wrong))))
        .containsExactly("filter.all[0].any", "filter.all[1].range");
  }

  private List<String> queryFields(QueryCollectionRequest.Builder request) throws Exception {
    return fields(() -> stub().queryCollection(request.build()));
  }

  @Test
  void namesWhatIsNotValidInACollection() throws Exception {
    for (String name : List.of("", "Letters", "../x", ".a", "a".repeat(64))) {
      assertThat(fields(() -> create(name))).containsExactly("name");
    }
    assertThat(
            fields(
                () ->
                    stub()
                        .createCollection(
                            CreateCollectionRequest.newBuilder()
                                .setName("a")
                                .setDimensions(1025)
                                .build())))
        .containsExactly("dimensions");
  }

  @Test
  void wantsVectorsWhereTheyAreTheClientsOwn() throws Exception {
    var created =
        stub()
            .createCollection(
                CreateCollectionRequest.newBuilder().setName("own").setDimensions(2).build());
    assertThat(created.getCollection().getModel()).isEmpty();

    assertFails(
        () -> stub().upsertDocuments(upsert("own", document("a"))),
        Code.FAILED_PRECONDITION,
        "The collection \"own\" has vectors of the client's own: send a vector with every text.",
        "VECTORS_NEEDED");
    assertThat(
            stub()
                .upsertDocuments(upsert("own", document("a").addVector(1).addVector(1)))
                .getDocuments())
        .isEqualTo(1);
  }

  @Test
  void saysWhatIsThereAndWhatIsNot() throws Exception {
    create("letters");

    assertFails(
        () -> create("letters"),
        Code.ALREADY_EXISTS,
        "There is a collection \"letters\" already.",
        "COLLECTION_EXISTS");
    var deleted =
        stub().deleteCollection(DeleteCollectionRequest.newBuilder().setName("letters").build());
    assertThat(deleted.isInitialized()).isTrue();
    assertFails(
        () -> stub().upsertDocuments(upsert("letters", document("a"))),
        Code.NOT_FOUND,
        "There is no collection \"letters\".",
        "COLLECTION_MISSING");
  }

  @Test
  void saysWhyThereAreNoCollections() throws Exception {
    state = new CollectionState.Disabled();
    assertFails(
        () -> create("a"),
        Code.FAILED_PRECONDITION,
        "The server keeps no collections: set data-dir to a directory for them.",
        "NO_DATA_DIRECTORY");
    state = new CollectionState.Failed("The disk is full.");
    assertFails(() -> create("a"), Code.UNAVAILABLE, "The disk is full.", "COLLECTIONS_FAILED");
  }

  @Test
  void saysWhyATextCannotBeEmbedded() throws Exception {
    create("letters");
    embeddings = new EmbeddingState.Disabled("There is no engine.");

    assertFails(
        () -> stub().upsertDocuments(upsert("letters", document("a"))),
        Code.UNAVAILABLE,
        "There is no engine.",
        "EMBEDDING_DISABLED");
    assertFails(
        () -> create("more"), Code.UNAVAILABLE, "There is no engine.", "EMBEDDING_DISABLED");
  }

  private static void assertFails(Call call, Code code, String message, String reason) {
    StatusException e = failure(call);
    assertThat(e.getStatus().getCode()).isEqualTo(code);
    assertThat(e.getStatus().getDescription()).isEqualTo(message);
    assertThat(reason(e)).isEqualTo(reason);
  }
}
