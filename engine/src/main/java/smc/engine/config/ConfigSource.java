package smc.engine.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the files of a configuration are: a folder, or the one text that a data folder keeps of each. */
sealed interface ConfigSource {
    /** As findings show it. */
    String place();

    boolean has(String name);

    /** Whether it was good once, and so may have keys that are gone since. */
    default boolean isKept() {
        return false;
    }

    /** Empty if there is nothing to go on with; why is in the findings. */
    Optional<JsonFile> read(String name, List<Finding> findings);

    record Folder(Path directory) implements ConfigSource {
        @Override
        public String place() {
            return directory.toString();
        }

        @Override
        public boolean has(String name) {
            return Files.exists(directory.resolve(name));
        }

        @Override
        public Optional<JsonFile> read(String name, List<Finding> findings) {
            return JsonReader.read(directory.resolve(name), findings);
        }
    }

    /** One object with a member for each file; where a value stood in its file is not known any more. */
    record Text(JsonFile all) implements ConfigSource {
        @Override
        public boolean isKept() {
            return true;
        }

        @Override
        public String place() {
            return all.name();
        }

        @Override
        public boolean has(String name) {
            return all.root().has(name);
        }

        @Override
        public Optional<JsonFile> read(String name, List<Finding> findings) {
            JsonNode root = all.root().path(name);
            if (root.isMissingNode()) {
                findings.add(
                        new Finding(all.name(), 0, JsonPath.ROOT.key(name).text(), "expected a file, there is none"));
                return Optional.empty();
            }
            return Optional.of(new JsonFile(all.name() + " " + name, root, Map.of()));
        }
    }
}
