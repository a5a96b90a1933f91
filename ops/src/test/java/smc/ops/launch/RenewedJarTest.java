package smc.ops.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Picocli's jar is the one that is renewed. */
final class RenewedJarTest {
    @TempDir
    private Path folder;

    private Path picocli() throws Exception {
        return Path.of(CommandLine.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    private Path renewed() throws Exception {
        Path jar = folder.resolve("picocli.jar");
        Files.copy(picocli(), jar);
        RenewedJar.main(new String[] {jar.toString()});
        return jar;
    }

    private static List<String> entries(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            return file.stream().map(JarEntry::getName).toList();
        }
    }

    @Test
    void everyClassIsOneThatACacheTakesAndPassesTheVerifier() throws Exception {
        Path jar = renewed();
        int verified = 0;
        try (var file = new JarFile(jar.toFile());
                var loader =
                        new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            for (JarEntry entry : file.stream().toList()) {
                String name = entry.getName();
                if (!name.endsWith(".class") || name.startsWith("META-INF") || name.contains("module-info")) {
                    continue;
                }
                var model = ClassFile.of().parse(file.getInputStream(entry).readAllBytes());
                assertThat(model.majorVersion()).as(name).isGreaterThanOrEqualTo(ClassFile.JAVA_6_VERSION);
                String className = name.substring(0, name.length() - ".class".length());
                Class.forName(className.replace('/', '.'), true, loader); // initialising verifies
                verified++;
            }
        }
        assertThat(verified).isGreaterThan(200);
    }

    @Test
    void everythingElseIsAsItWas() throws Exception {
        Path jar = renewed();
        assertThat(entries(jar)).isEqualTo(entries(picocli()));
        try (var was = new JarFile(picocli().toFile());
                var is = new JarFile(jar.toFile())) {
            for (JarEntry entry : was.stream().toList()) {
                if (!entry.getName().endsWith(".class")) {
                    assertThat(is.getInputStream(is.getEntry(entry.getName())).readAllBytes())
                            .as(entry.getName())
                            .isEqualTo(was.getInputStream(entry).readAllBytes());
                }
            }
        }
        assertThat(folder)
                .isDirectoryContaining(file -> file.equals(jar))
                .isDirectoryNotContaining(file -> !file.equals(jar));
    }

    @Test
    void whatIsNoJarStaysAsItIs() throws IOException {
        Path text = Files.writeString(folder.resolve("no.jar"), "no jar");
        assertThatThrownBy(() -> RenewedJar.main(new String[] {text.toString()}))
                .isInstanceOf(IOException.class);
        assertThat(text).hasContent("no jar");
        try (var files = Files.list(folder)) {
            assertThat(files.toList()).containsExactly(text);
        }
    }
}
