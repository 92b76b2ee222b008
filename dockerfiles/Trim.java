import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.instruction.ConstantInstruction.LoadConstantInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Takes from the classes of a library what its callers cannot reach: the methods of which nothing
/// calls one of that name and type, and of classes that are not used all members. The classes
/// themselves stay, because a native library may ask for each by its name.
///
/// The library has to be on the class path, with what it depends on.
final class Trim {
  /// In JavaCPP's jar, for who makes a library; it calls all that describes one.
  private static final String MAKING = "/javacpp/tools/";

  /// What Java calls of every object.
  private static final Set<String> OF_ALL =
      Set.of("toString()Ljava/lang/String;", "hashCode()I", "equals(Ljava/lang/Object;)Z");

  private final Map<ClassDesc, ClassModel> library = new HashMap<>();
  private final Set<ClassDesc> used = new HashSet<>();
  private final Set<String> called = new HashSet<>(OF_ALL);
  private final Set<MethodModel> kept = new HashSet<>();
  private final Deque<MethodModel> unread = new ArrayDeque<>();

  private Trim() {}

  /// Trims.
  ///
  /// @param arguments directory with the classes of the library, and the jars of its callers
  public static void main(String[] arguments) throws IOException {
    Trim trim = new Trim();
    Path directory = Path.of(arguments[0]);
    Map<Path, ClassModel> files = classes(directory);
    files.values().forEach(it -> trim.library.put(it.thisClass().asSymbol(), it));
    for (String caller : List.of(arguments).subList(1, arguments.length)) {
      try (FileSystem jar = FileSystems.newFileSystem(Path.of(caller))) {
        classes(jar.getPath("/")).values().forEach(it -> trim.unread.addAll(it.methods()));
      }
    }
    trim.follow();
    for (Map.Entry<Path, ClassModel> file : files.entrySet()) {
      Files.write(file.getKey(), trim.trimmed(file.getValue()));
    }
  }

  private static Map<Path, ClassModel> classes(Path directory) throws IOException {
    Map<Path, ClassModel> classes = new HashMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Trim::isRead).toList()) {
        classes.put(file, ClassFile.of().parse(Files.readAllBytes(file)));
      }
    }
    return classes;
  }

  private static boolean isRead(Path file) {
    return file.toString().endsWith(".class") && !file.toString().contains(MAKING);
  }

  private void follow() {
    while (!unread.isEmpty()) {
      MethodModel method = unread.pop();
      MethodTypeDesc type = method.methodTypeSymbol();
      use(type.returnType());
      type.parameterList().forEach(this::use);
      method.code().ifPresent(code -> code.forEach(this::read));
    }
  }

  private void read(CodeElement element) {
    switch (element) {
      case InvokeInstruction it -> {
        use(it.owner().asSymbol());
        call(it.name().stringValue() + it.type().stringValue());
      }
      case InvokeDynamicInstruction it ->
          it.invokedynamic().bootstrap().arguments().forEach(this::read);
      case FieldInstruction it -> use(it.owner().asSymbol());
      case NewObjectInstruction it -> use(it.className().asSymbol());
      case NewReferenceArrayInstruction it -> use(it.componentType().asSymbol());
      case TypeCheckInstruction it -> use(it.type().asSymbol());
      case LoadConstantInstruction it -> read(it.constantEntry());
      case ExceptionCatch it -> it.catchType().ifPresent(type -> use(type.asSymbol()));
      default -> {}
    }
  }

  private void read(LoadableConstantEntry constant) {
    switch (constant) {
      case ClassEntry it -> use(it.asSymbol());
      case MethodHandleEntry it -> {
        use(it.reference().owner().asSymbol());
        call(it.reference().name().stringValue() + it.reference().type().stringValue());
      }
      default -> {}
    }
  }

  private void call(String method) {
    if (called.add(method)) {
      used.stream().map(library::get).forEach(this::keepCalled);
    }
  }

  private void use(ClassDesc type) {
    if (type.isArray()) {
      use(type.componentType());
      return;
    }
    ClassModel model = library.get(type);
    if (model != null && used.add(type)) {
      model.superclass().ifPresent(it -> use(it.asSymbol()));
      model.interfaces().forEach(it -> use(it.asSymbol()));
      keepCalled(model);
    }
  }

  private void keepCalled(ClassModel model) {
    for (MethodModel method : model.methods()) {
      String name = method.methodName().stringValue();
      boolean isCalled = called.contains(name + method.methodType().stringValue());
      if ((isCalled || name.equals("<clinit>")) && kept.add(method)) {
        unread.push(method);
      }
    }
  }

  private byte[] trimmed(ClassModel model) {
    boolean isUsed = used.contains(model.thisClass().asSymbol());
    return ClassFile.of(ConstantPoolSharingOption.NEW_POOL)
        .transformClass(
            model,
            (builder, element) -> {
              boolean stays =
                  switch (element) {
                    case MethodModel method -> kept.contains(method);
                    case FieldModel _ -> isUsed;
                    default -> true;
                  };
              if (stays) {
                builder.with(element);
              }
            });
  }
}
