package smc.ops.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A jar whose classes from before Java 6 have become such of Java 8: with stack maps, and otherwise as they were. The JVM takes no older class into an
 * AOT cache; those of picocli are loaded, verified and interpreted anew at each start, a fifth of a short question
 * (findings/aot-cache-leaves-picocli-out.sh).
 */
public final class RenewedJar {
    private static final int JAVA_6 = ClassFile.JAVA_6_VERSION;

    private RenewedJar() {}

    /**
     * Renews jars where they are; each is replaced as a whole, or stays.
     *
     * @param jars files
     * @throws IOException if one cannot be read or written
     */
    public static void main(String[] jars) throws IOException {
        for (String each : jars) {
            Path jar = Path.of(each);
            Path aside = jar.resolveSibling("." + jar.getFileName() + ".renewed");
            try {
                write(jar, aside);
                Files.move(aside, jar, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(aside);
            }
        }
    }

    /** @throws IOException if the one cannot be read, or the other not written */
    static void write(Path from, Path to) throws IOException {
        try (var in = new JarFile(from.toFile());
                var out = new ZipOutputStream(Files.newOutputStream(to));
                var loader = new URLClassLoader(new URL[] {from.toUri().toURL()})) {
            ClassFile classFile = ClassFile.of(
                    StackMapsOption.GENERATE_STACK_MAPS,
                    ConstantPoolSharingOption.NEW_POOL,
                    ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofClassLoading(loader)));
            List<JarEntry> entries = in.stream().toList();
            for (JarEntry entry : entries) {
                byte[] bytes;
                try (var content = in.getInputStream(entry)) {
                    bytes = content.readAllBytes();
                }
                var copy = new ZipEntry(entry.getName());
                copy.setTime(entry.getTime());
                out.putNextEntry(copy);
                out.write(entry.getName().endsWith(".class") ? renewed(classFile, bytes) : bytes);
                out.closeEntry();
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static byte[] renewed(ClassFile classFile, byte[] bytes) {
        var model = classFile.parse(bytes);
        if (model.majorVersion() >= JAVA_6) {
            return bytes;
        }
        // Handed on element by element: a method that is copied whole keeps its bytes, and no stack map is made.
        MethodTransform anew = MethodTransform.transformingCode(CodeBuilder::with);
        ClassTransform transform = (builder, element) -> {
            switch (element) {
                case ClassFileVersion _ -> builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
                case MethodModel method -> builder.transformMethod(method, anew);
                default -> builder.with(element);
            }
        };
        return classFile.transformClass(model, transform);
    }
}
