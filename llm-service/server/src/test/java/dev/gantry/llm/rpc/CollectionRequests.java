package dev.gantry.llm.rpc;

import dev.gantry.llm.v1.Document;
import dev.gantry.llm.v1.MetadataValue;
import dev.gantry.llm.v1.UpsertDocumentsRequest;
import java.util.stream.Stream;

/// Requests for tests.
final class CollectionRequests {
  private CollectionRequests() {}

  static Document.Builder document(String id) {
    return Document.newBuilder().setId(id).setText(id);
  }

  static UpsertDocumentsRequest upsert(String collection, Document.Builder... documents) {
    UpsertDocumentsRequest.Builder request =
        UpsertDocumentsRequest.newBuilder().setCollection(collection);
    Stream.of(documents).forEach(request::addDocuments);
    return request.build();
  }

  static MetadataValue number(double number) {
    return MetadataValue.newBuilder().setNumber(number).build();
  }

  static MetadataValue text(String text) {
    return MetadataValue.newBuilder().setText(text).build();
  }
}
