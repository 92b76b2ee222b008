package dev.gantry.llm.rpc;

import dev.gantry.llm.collections.CollectionException;
import dev.gantry.llm.collections.CollectionInfo;
import dev.gantry.llm.collections.CollectionStore;
import dev.gantry.llm.collections.DocumentCollection;
import dev.gantry.llm.collections.StoredDocument;
import dev.gantry.llm.serving.EmbeddingState;
import dev.gantry.llm.v1.Collection;
import dev.gantry.llm.v1.CollectionServiceGrpc;
import dev.gantry.llm.v1.CreateCollectionRequest;
import dev.gantry.llm.v1.CreateCollectionResponse;
import dev.gantry.llm.v1.DeleteCollectionRequest;
import dev.gantry.llm.v1.DeleteCollectionResponse;
import dev.gantry.llm.v1.DeleteDocumentsRequest;
import dev.gantry.llm.v1.DeleteDocumentsResponse;
import dev.gantry.llm.v1.ListCollectionsRequest;
import dev.gantry.llm.v1.ListCollectionsResponse;
import dev.gantry.llm.v1.Match;
import dev.gantry.llm.v1.QueryCollectionRequest;
import dev.gantry.llm.v1.QueryCollectionResponse;
import dev.gantry.llm.v1.UpsertDocumentsRequest;
import dev.gantry.llm.v1.UpsertDocumentsResponse;
import io.grpc.Context;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// The CollectionService. A call holds its thread while the disk works.
public final class CollectionGrpc extends CollectionServiceGrpc.CollectionServiceImplBase {
  private final CollectionAccess collections;
  private final VectorSource vectors;

  public CollectionGrpc(CollectionAccess collections) {
    this.collections = collections;
    vectors = collections.vectors();
  }

  @Override
  public void createCollection(
      CreateCollectionRequest request, StreamObserver<CreateCollectionResponse> observer) {
    UnaryCall.answer(
        observer,
        () -> {
          CollectionStore store = collections.store();
          CollectionReader.check(request);
          DocumentCollection created =
              request.hasDimensions()
                  ? store.create(request.getName(), request.getDimensions(), "")
                  : createForTexts(store, request.getName());
          return CreateCollectionResponse.newBuilder()
              .setCollection(message(created.info()))
              .build();
        });
  }

  private DocumentCollection createForTexts(CollectionStore store, String name)
      throws CollectionException, IOException {
    EmbeddingState.Ready engine = vectors.engine();
    return store.create(name, engine.dimensions(), engine.model());
  }

  @Override
  public void listCollections(
      ListCollectionsRequest request, StreamObserver<ListCollectionsResponse> observer) {
    UnaryCall.answer(
        observer,
        () -> {
          ListCollectionsResponse.Builder response = ListCollectionsResponse.newBuilder();
          collections.store().list().forEach(info -> response.addCollections(message(info)));
          return response.build();
        });
  }

  private static Collection message(CollectionInfo info) {
    return Collection.newBuilder()
        .setName(info.name())
        .setDimensions(info.dimensions())
        .setModel(info.model())
        .setDocuments(info.documents())
        .build();
  }

  @Override
  public void deleteCollection(
      DeleteCollectionRequest request, StreamObserver<DeleteCollectionResponse> observer) {
    UnaryCall.answer(
        observer,
        () -> {
          collections.store().delete(request.getName());
          return DeleteCollectionResponse.getDefaultInstance();
        });
  }

  @Override
  public void upsertDocuments(
      UpsertDocumentsRequest request, StreamObserver<UpsertDocumentsResponse> observer) {
    UnaryCall.answer(
        observer,
        () -> {
          DocumentCollection collection = collections.store().get(request.getCollection());
          long count = collection.upsert(withVectors(request, collection.info()));
          return UpsertDocumentsResponse.newBuilder().setDocuments(count).build();
        });
  }

  private List<StoredDocument> withVectors(UpsertDocumentsRequest request, CollectionInfo info)
      throws InvalidRequestException {
    List<CollectionReader.Given> given = CollectionReader.documents(request, info);
    List<String> texts =
        given.stream().filter(d -> d.vector() == null).map(d -> d.passage().text()).toList();
    Iterator<float[]> made = vectors.embed(info, texts, Context.current()::isCancelled).iterator();
    List<StoredDocument> documents = new ArrayList<>();
    for (CollectionReader.Given document : given) {
      float[] vector = document.vector();
      documents.add(new StoredDocument(document.passage(), vector == null ? made.next() : vector));
    }
    return documents;
  }

  @Override
  public void deleteDocuments(
      DeleteDocumentsRequest request, StreamObserver<DeleteDocumentsResponse> observer) {
    UnaryCall.answer(
        observer,
        () ->
            DeleteDocumentsResponse.newBuilder()
                .setDocuments(
                    collections
                        .store()
                        .get(request.getCollection())
                        .delete(request.getIdsList(), CollectionReader.filter(request)))
                .build());
  }

  @Override
  public void queryCollection(
      QueryCollectionRequest request, StreamObserver<QueryCollectionResponse> observer) {
    UnaryCall.answer(
        observer,
        () -> {
          DocumentCollection collection = collections.store().get(request.getCollection());
          var filter = CollectionReader.filter(request);
          QueryCollectionResponse.Builder response = QueryCollectionResponse.newBuilder();
          for (var match :
              collection.query(
                  direction(request, collection.info()), CollectionReader.k(request), filter)) {
            Match.Builder message =
                response
                    .addMatchesBuilder()
                    .setId(match.passage().id())
                    .setText(match.passage().text())
                    .setScore(match.score());
            match
                .passage()
                .metadata()
                .forEach((name, value) -> message.putMetadata(name, MetadataReader.write(value)));
          }
          return response.build();
        });
  }

  private float[] direction(QueryCollectionRequest request, CollectionInfo info)
      throws InvalidRequestException {
    if (!request.hasVector()) {
      return vectors
          .embed(info, List.of(request.getText()), Context.current()::isCancelled)
          .getFirst();
    }
    Violations violations = new Violations();
    float[] vector =
        VectorSource.unit("vector", request.getVector().getValuesList(), info, violations);
    violations.throwIfAny();
    return vector;
  }
}
