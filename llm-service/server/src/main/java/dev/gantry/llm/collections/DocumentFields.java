package dev.gantry.llm.collections;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoubleField;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/// Documents as fields of an index, and filters as queries on them.
final class DocumentFields {
  static final String ID = "id";
  static final String VECTOR = "vector";

  private static final String TEXT = "text";
  private static final String METADATA = "metadata";

  private DocumentFields() {}

  static Term id(String id) {
    return new Term(ID, id);
  }

  static Document write(StoredDocument document) {
    Document fields = new Document();
    Passage passage = document.passage();
    fields.add(new StringField(ID, passage.id(), Field.Store.YES));
    fields.add(new StoredField(TEXT, passage.text()));
    fields.add(
        new KnnFloatVectorField(VECTOR, document.vector(), VectorSimilarityFunction.DOT_PRODUCT));
    JsonObject metadata = new JsonObject();
    passage
        .metadata()
        .forEach(
            (name, value) -> {
              metadata.add(name, json(value));
              fields.add(indexed(name, value));
            });
    fields.add(new StoredField(METADATA, metadata.toString()));
    return fields;
  }

  static Passage read(Document fields) {
    Map<String, MetadataValue> metadata = new HashMap<>();
    JsonParser.parseString(fields.get(METADATA))
        .getAsJsonObject()
        .asMap()
        .forEach((name, value) -> metadata.put(name, value(value)));
    return new Passage(fields.get(ID), fields.get(TEXT), metadata);
  }

  private static JsonElement json(MetadataValue value) {
    return switch (value) {
      case MetadataValue.Text(String text) -> new JsonPrimitive(text);
      // as text within a list: JSON has no infinite numbers
      case MetadataValue.Numeric(double number) -> {
        JsonArray array = new JsonArray();
        array.add(Double.toString(number));
        yield array;
      }
      case MetadataValue.Truth(boolean truth) -> new JsonPrimitive(truth);
    };
  }

  private static MetadataValue value(JsonElement json) {
    if (json.isJsonArray()) {
      return new MetadataValue.Numeric(Double.parseDouble(json.getAsString()));
    }
    JsonPrimitive primitive = json.getAsJsonPrimitive();
    return primitive.isBoolean()
        ? new MetadataValue.Truth(primitive.getAsBoolean())
        : new MetadataValue.Text(primitive.getAsString());
  }

  private static Field indexed(String name, MetadataValue value) {
    return switch (value) {
      case MetadataValue.Text(String text) ->
          new StringField(textField(name), text, Field.Store.NO);
      case MetadataValue.Numeric(double number) ->
          new DoubleField(numberField(name), number, Field.Store.NO);
      case MetadataValue.Truth(boolean truth) ->
          new StringField(truthField(name), Boolean.toString(truth), Field.Store.NO);
    };
  }

  private static String textField(String name) {
    return "text." + name;
  }

  private static String numberField(String name) {
    return "number." + name;
  }

  private static String truthField(String name) {
    return "truth." + name;
  }

  static Query query(Filter filter) {
    return switch (filter) {
      case Filter.All(var filters) -> combined(filters, Occur.MUST);
      case Filter.AnyOf(var filters) -> combined(filters, Occur.SHOULD);
      case Filter.Not(Filter inner) ->
          new BooleanQuery.Builder()
              .add(MatchAllDocsQuery.INSTANCE, Occur.MUST)
              .add(query(inner), Occur.MUST_NOT)
              .build();
      case Filter.In(String name, var values) -> {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        values.forEach(value -> any.add(equal(name, value), Occur.SHOULD));
        yield any.build();
      }
      case Filter.Range(String name, double least, double most) ->
          DoubleField.newRangeQuery(numberField(name), least, most);
    };
  }

  private static Query combined(List<Filter> filters, Occur occur) {
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    filters.forEach(filter -> all.add(query(filter), occur));
    return all.build();
  }

  private static Query equal(String name, MetadataValue value) {
    return switch (value) {
      case MetadataValue.Text(String text) -> new TermQuery(new Term(textField(name), text));
      case MetadataValue.Numeric(double number) ->
          DoubleField.newExactQuery(numberField(name), number);
      case MetadataValue.Truth(boolean truth) ->
          new TermQuery(new Term(truthField(name), Boolean.toString(truth)));
    };
  }
}
