package dev.gantry.llm.collections;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/// The documents of one collection in an index of Lucene. Every change is committed, which writes
/// it to the disk, before it returns; searches see what is committed.
///
/// Where a change fails, nothing of it stays, and the index is opened anew.
public final class DocumentCollection implements AutoCloseable {
  private static final String DIMENSIONS = "dimensions";
  private static final String MODEL = "model";

  private final String name;
  private final Directory directory;
  private int dimensions;
  private String model = "";
  private IndexWriter writer;
  private SearcherManager searchers;

  private DocumentCollection(String name, Directory directory) throws IOException {
    this.name = name;
    this.directory = directory;
    writer = newWriter(directory);
    searchers = new SearcherManager(writer, null);
  }

  private static IndexWriter newWriter(Directory directory) throws IOException {
    return new IndexWriter(directory, new IndexWriterConfig().setCommitOnClose(false));
  }

  /// Writes an empty collection.
  static void create(Path path, int dimensions, String model) throws IOException {
    try (DocumentCollection created = new DocumentCollection("", FSDirectory.open(path))) {
      created.dimensions = dimensions;
      created.model = model;
      created.commit();
    }
  }

  static DocumentCollection open(String name, Path path) throws IOException {
    DocumentCollection opened = new DocumentCollection(name, FSDirectory.open(path));
    for (Map.Entry<String, String> entry : opened.writer.getLiveCommitData()) {
      switch (entry.getKey()) {
        case DIMENSIONS -> opened.dimensions = Integer.parseInt(entry.getValue());
        case MODEL -> opened.model = entry.getValue();
        default -> throw new IOException("unknown entry " + entry.getKey());
      }
    }
    return opened;
  }

  public synchronized CollectionInfo info() {
    return new CollectionInfo(name, dimensions, model, writer.getDocStats().numDocs);
  }

  /// Adds documents; one that has the id of another takes its place. Either all are added or none.
  ///
  /// @return how many there are now
  public long upsert(List<StoredDocument> documents) throws IOException {
    return change(
        index -> {
          for (StoredDocument document : documents) {
            index.updateDocument(
                DocumentFields.id(document.passage().id()), DocumentFields.write(document));
          }
        });
  }

  /// Deletes documents by their ids and those that match a filter.
  ///
  /// @return how many there are now
  public long delete(List<String> ids, @Nullable Filter filter) throws IOException {
    return change(
        index -> {
          for (String id : ids) {
            index.deleteDocuments(DocumentFields.id(id));
          }
          if (filter != null) {
            index.deleteDocuments(DocumentFields.query(filter));
          }
        });
  }

  @FunctionalInterface
  private interface Change {
    void make(IndexWriter writer) throws IOException;
  }

  private synchronized long change(Change change) throws IOException {
    try {
      change.make(writer);
      commit();
    } catch (IOException | RuntimeException e) {
      reopen();
      throw e;
    }
    return writer.getDocStats().numDocs;
  }

  private void commit() throws IOException {
    writer.setLiveCommitData(
        Map.of(DIMENSIONS, Integer.toString(dimensions), MODEL, model).entrySet());
    writer.commit();
    searchers.maybeRefreshBlocking();
  }

  /// Forgets what was not committed.
  private void reopen() throws IOException {
    searchers.close();
    writer.rollback();
    writer = newWriter(directory);
    searchers = new SearcherManager(writer, null);
  }

  /// The documents nearest to a vector, nearest first.
  ///
  /// @param vector of length 1
  /// @param most how many
  public List<Match> query(float[] vector, int most, @Nullable Filter filter) throws IOException {
    SearcherManager current = searchers();
    IndexSearcher searcher = current.acquire();
    try {
      Query wanted = filter == null ? null : DocumentFields.query(filter);
      ScoreDoc[] found =
          searcher.search(
                  new KnnFloatVectorQuery(DocumentFields.VECTOR, vector, most, wanted), most)
              .scoreDocs;
      StoredFields fields = searcher.storedFields();
      List<Match> matches = new ArrayList<>();
      for (ScoreDoc document : found) {
        matches.add(
            new Match(DocumentFields.read(fields.document(document.doc)), cosine(document.score)));
      }
      return matches;
    } finally {
      current.release(searcher);
    }
  }

  private synchronized SearcherManager searchers() {
    return searchers;
  }

  /// Lucene's score of a scalar product is (1 + product) / 2.
  private static float cosine(float score) {
    return 2 * score - 1;
  }

  /// Everything is committed already.
  @Override
  public synchronized void close() throws IOException {
    searchers.close();
    writer.rollback();
    directory.close();
  }
}
