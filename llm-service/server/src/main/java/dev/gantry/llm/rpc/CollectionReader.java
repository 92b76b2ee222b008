package dev.gantry.llm.rpc;

import dev.gantry.llm.collections.CollectionInfo;
import dev.gantry.llm.collections.Passage;
import dev.gantry.llm.v1.CreateCollectionRequest;
import dev.gantry.llm.v1.DeleteDocumentsRequest;
import dev.gantry.llm.v1.Document;
import dev.gantry.llm.v1.QueryCollectionRequest;
import dev.gantry.llm.v1.UpsertDocumentsRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Checks requests for collections and reads them.
final class CollectionReader {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");
  private static final int MOST_DIMENSIONS = 1024;
  private static final int MOST_DOCUMENTS = 256;
  private static final int MOST_IDS = 1024;
  private static final int LONGEST_ID_BYTES = 256;
  private static final int LONGEST_TEXT_BYTES = 64 << 10;
  private static final int MOST_MATCHES = 1000;
  private static final int DEFAULT_MATCHES = 10;

  private CollectionReader() {}

  static void check(CreateCollectionRequest request) throws InvalidRequestException {
    Violations violations = new Violations();
    violations.require(
        NAME.matcher(request.getName()).matches(),
        "name",
        "name must have 1 to 63 small letters, digits, \"-\" or \"_\", and begin with a letter or"
            + " digit");
    if (request.hasDimensions()) {
      long dimensions = Integer.toUnsignedLong(request.getDimensions());
      violations.require(
          dimensions >= 1 && dimensions <= MOST_DIMENSIONS,
          "dimensions",
          "dimensions is %d; it must be from 1 to %d".formatted(dimensions, MOST_DIMENSIONS));
    }
    violations.throwIfAny();
  }

  /// A document, and its vector where it came with one.
  static final class Given {
    private final Passage passage;
    private final float @Nullable [] vector;

    private Given(Passage passage, float @Nullable [] vector) {
      this.passage = passage;
      this.vector = vector;
    }

    Passage passage() {
      return passage;
    }

    float @Nullable [] vector() {
      return vector;
    }
  }

  static List<Given> documents(UpsertDocumentsRequest request, CollectionInfo collection)
      throws InvalidRequestException {
    Violations violations = new Violations();
    violations.requireWithin(
        "documents", "documents", request.getDocumentsCount(), 1, MOST_DOCUMENTS);
    Set<String> ids = new HashSet<>();
    List<Given> documents = new ArrayList<>();
    for (Document document : request.getDocumentsList()) {
      String field = "documents[%d]".formatted(documents.size());
      documents.add(document(field, document, collection, violations));
      violations.require(
          ids.add(document.getId()),
          field + ".id",
          "%s.id \"%s\" is there twice".formatted(field, document.getId()));
    }
    violations.throwIfAny();
    return documents;
  }

  private static Given document(
      String field, Document document, CollectionInfo collection, Violations violations) {
    checkId(field + ".id", document.getIdBytes().size(), violations);
    violations.requireWithin(
        field + ".text", "bytes", document.getTextBytes().size(), 0, LONGEST_TEXT_BYTES);
    float[] vector =
        document.getVectorCount() == 0
            ? null
            : VectorSource.unit(
                field + ".vector", document.getVectorList(), collection, violations);
    return new Given(
        new Passage(
            document.getId(),
            document.getText(),
            new MetadataReader(violations)
                .metadata(field + ".metadata", document.getMetadataMap())),
        vector);
  }

  private static void checkId(String field, int bytes, Violations violations) {
    violations.requireWithin(field, "bytes", bytes, 1, LONGEST_ID_BYTES);
  }

  static dev.gantry.llm.collections.@Nullable Filter filter(DeleteDocumentsRequest request)
      throws InvalidRequestException {
    Violations violations = new Violations();
    violations.requireWithin("ids", "ids", request.getIdsCount(), 0, MOST_IDS);
    dev.gantry.llm.collections.Filter filter =
        request.hasFilter() ? new MetadataReader(violations).filter(request.getFilter()) : null;
    violations.throwIfAny();
    return filter;
  }

  static dev.gantry.llm.collections.@Nullable Filter filter(QueryCollectionRequest request)
      throws InvalidRequestException {
    Violations violations = new Violations();
    dev.gantry.llm.collections.Filter filter =
        request.hasFilter() ? new MetadataReader(violations).filter(request.getFilter()) : null;
    long k = Integer.toUnsignedLong(k(request));
    violations.require(
        k >= 1 && k <= MOST_MATCHES,
        "k",
        "k is %d; it must be from 1 to %d".formatted(k, MOST_MATCHES));
    violations.require(
        request.getQueryCase() != QueryCollectionRequest.QueryCase.QUERY_NOT_SET,
        "query",
        "there is neither a text nor a vector");
    violations.requireWithin("text", "bytes", request.getTextBytes().size(), 0, LONGEST_TEXT_BYTES);
    violations.throwIfAny();
    return filter;
  }

  static int k(QueryCollectionRequest request) {
    return request.hasK() ? request.getK() : DEFAULT_MATCHES;
  }
}
