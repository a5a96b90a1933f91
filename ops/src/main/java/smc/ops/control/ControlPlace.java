package smc.ops.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import smc.feed.file.OutputFile;

/** Where the socket of a data folder is. {@code state/control.json} says it. */
final class ControlPlace {
    /** The shortest that systems allow for the path of a socket, less its end. */
    private static final int PATH_BYTES = 103;

    private static final String SOCKET = "control.sock";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private ControlPlace() {}

    /**
     * In the data folder, or where that makes too long a path below the user's run-time folder, in a folder that only the user may enter.
     *
     * @param runtime {@code XDG_RUNTIME_DIR}, or the temporary folder
     */
    static Path choose(Path data, Path runtime) throws IOException {
        Path own = data.toAbsolutePath().normalize().resolve(SOCKET);
        if (length(own) <= PATH_BYTES) {
            return own;
        }
        Path folder = runtime.resolve("smc-" + System.getProperty("user.name"));
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        if (!PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))
                .equals("rwx------")) {
            throw new IOException("expected a folder that only the user may enter, others may: " + folder);
        }
        Path elsewhere = folder.resolve(Integer.toHexString(own.hashCode()) + ".sock");
        if (length(elsewhere) > PATH_BYTES) {
            throw new IOException(
                    "expected a path of at most %d bytes for the socket, was %s".formatted(PATH_BYTES, elsewhere));
        }
        return elsewhere;
    }

    private static int length(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    static Path file(Path data) {
        return data.resolve("state").resolve("control.json");
    }

    static void write(Path data, Path socket) throws IOException {
        Path file = file(data);
        Files.createDirectories(file.getParent());
        String text = MAPPER.createObjectNode()
                .put("socket", socket.toString())
                .put("pid", ProcessHandle.current().pid())
                .toPrettyString();
        OutputFile.write(file, (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Where whoever listened last has said to be; empty if nobody has. */
    static Optional<Path> read(Path data) throws IOException {
        try {
            JsonNode json = MAPPER.readTree(Files.readAllBytes(file(data)));
            return Optional.of(json.path("socket").asText())
                    .filter(text -> !text.isEmpty())
                    .map(Path::of);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }
}
