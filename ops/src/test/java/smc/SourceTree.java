package smc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The repository as the reactor sees it: every module that a pom names, nested ones too. */
final class SourceTree {
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    private SourceTree() {}

    /** Tests run in the folder of their module, or in the repository itself. */
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** The folders of the modules that are built into a jar, in the order of the poms. */
    static List<Path> modules() throws IOException {
        var modules = new ArrayList<Path>();
        addModules(root(), modules);
        return List.copyOf(modules);
    }

    private static void addModules(Path folder, List<Path> modules) throws IOException {
        List<String> named = MODULE.matcher(Files.readString(folder.resolve("pom.xml")))
                .results()
                .map(result -> result.group(1))
                .toList();
        if (named.isEmpty()) {
            modules.add(folder);
        }
        for (String name : named) {
            addModules(folder.resolve(name), modules);
        }
    }
}
