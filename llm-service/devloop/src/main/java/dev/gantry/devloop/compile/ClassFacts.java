package dev.gantry.devloop.compile;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.constant.ConstantDesc;
import java.lang.reflect.AccessFlag;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What other classes can have to do with a class, as its class file says. Names are binary.
///
/// @param name of the class
/// @param source the file it comes from, under the root of the sources
/// @param uses every class that it names: in code, in descriptors and in generic signatures
/// @param supertypes the class and the interfaces that it is directly based on
/// @param interfaceLines all that others are compiled against, one line each
/// @param constants values that the compiler copies into other classes, by name
record ClassFacts(
    String name,
    String source,
    SortedSet<String> uses,
    SortedSet<String> supertypes,
    SortedSet<String> interfaceLines,
    Map<String, ConstantDesc> constants) {
  private static final Pattern NAME_IN_DESCRIPTOR = Pattern.compile("L([\\w/$]+)[;<.]");

  static ClassFacts of(byte[] bytes) {
    ClassModel model = ClassFile.of().parse(bytes);
    String internal = model.thisClass().asInternalName();
    SortedSet<String> supertypes = new TreeSet<>();
    model.superclass().ifPresent(type -> supertypes.add(binary(type.asInternalName())));
    model.interfaces().forEach(type -> supertypes.add(binary(type.asInternalName())));
    return new ClassFacts(
        binary(internal),
        source(model, internal),
        uses(model),
        supertypes,
        interfaceLines(model),
        constants(model));
  }

  private static String binary(String internalName) {
    return internalName.replace('/', '.');
  }

  private static String source(ClassModel model, String internal) {
    String directory = internal.substring(0, internal.lastIndexOf('/') + 1);
    return directory
        + model
            .findAttribute(Attributes.sourceFile())
            .map(SourceFileAttribute::sourceFile)
            .map(Utf8Entry::stringValue)
            .orElseThrow();
  }

  /// Any text of the class file that looks like a descriptor counts: a name too many costs a
  /// compilation, a name too few an error when it runs.
  private static SortedSet<String> uses(ClassModel model) {
    SortedSet<String> names = new TreeSet<>();
    for (PoolEntry entry : model.constantPool()) {
      if (entry instanceof ClassEntry type && !type.asInternalName().startsWith("[")) {
        names.add(binary(type.asInternalName()));
      } else if (entry instanceof Utf8Entry text) {
        Matcher matcher = NAME_IN_DESCRIPTOR.matcher(text.stringValue());
        while (matcher.find()) {
          names.add(binary(matcher.group(1)));
        }
      }
    }
    return names;
  }

  private static SortedSet<String> interfaceLines(ClassModel model) {
    SortedSet<String> lines = new TreeSet<>();
    lines.add("flags " + model.flags().flagsMask());
    model.superclass().ifPresent(type -> lines.add("extends " + type.asInternalName()));
    model.interfaces().forEach(type -> lines.add("implements " + type.asInternalName()));
    model
        .findAttribute(Attributes.signature())
        .ifPresent(generic -> lines.add("generic " + generic.signature()));
    model
        .findAttribute(Attributes.permittedSubclasses())
        .ifPresent(permits -> lines.add("permits " + permits.permittedSubclasses()));
    model
        .findAttribute(Attributes.record())
        .ifPresent(
            components ->
                components
                    .components()
                    .forEach(
                        component ->
                            // the order counts: a pattern takes them by place
                            lines.add(
                                "component "
                                    + components.components().indexOf(component)
                                    + component.name()
                                    + component.descriptor())));
    model
        .findAttribute(Attributes.innerClasses())
        .ifPresent(
            nested ->
                nested.classes().stream()
                    .filter(type -> type.innerClass().equals(model.thisClass()))
                    .forEach(type -> lines.add("nested " + type.flagsMask())));
    model.fields().forEach(field -> addField(field, lines));
    model.methods().forEach(method -> addMethod(method, lines));
    return lines;
  }

  private static void addField(FieldModel field, SortedSet<String> lines) {
    if (!field.flags().has(AccessFlag.PRIVATE) && !field.flags().has(AccessFlag.SYNTHETIC)) {
      lines.add(
          "field %d %s %s %s"
              .formatted(
                  field.flags().flagsMask(),
                  field.fieldName(),
                  field.fieldType(),
                  field
                      .findAttribute(Attributes.signature())
                      .map(generic -> generic.signature().stringValue())
                      .orElse("")));
    }
  }

  private static void addMethod(MethodModel method, SortedSet<String> lines) {
    if (!method.flags().has(AccessFlag.PRIVATE) && !method.flags().has(AccessFlag.SYNTHETIC)) {
      lines.add(
          "method %d %s %s %s %s %s"
              .formatted(
                  method.flags().flagsMask(),
                  method.methodName(),
                  method.methodType(),
                  method
                      .findAttribute(Attributes.signature())
                      .map(generic -> generic.signature().stringValue())
                      .orElse(""),
                  method
                      .findAttribute(Attributes.exceptions())
                      .map(thrown -> thrown.exceptions().toString())
                      .orElse(""),
                  method.findAttribute(Attributes.annotationDefault()).isPresent()));
    }
  }

  private static Map<String, ConstantDesc> constants(ClassModel model) {
    Map<String, ConstantDesc> values = new TreeMap<>();
    for (FieldModel field : model.fields()) {
      field
          .findAttribute(Attributes.constantValue())
          .ifPresent(
              value ->
                  values.put(field.fieldName().stringValue(), value.constant().constantValue()));
    }
    return values;
  }
}
