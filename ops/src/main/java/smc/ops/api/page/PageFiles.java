package smc.ops.api.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The page's files, all in memory: what is not among them cannot be asked for, whatever the path says, and a build beside a running engine changes
 * nothing under a reader. Immutable.
 */
public final class PageFiles {
    /** A page is 3 MB; what is larger is not one. */
    private static final long BYTES_MAX = 16 << 20;

    private static final String INDEX = "index.html";
    private static final String NOT_FOUND = "/404.html";

    private final Map<String, PageFile> files;

    private PageFiles(Map<String, PageFile> files) {
        this.files = files;
    }

    /**
     * Reads a folder that a build has left.
     *
     * @throws IOException if it cannot be read, has no page, or is larger than one
     */
    public static PageFiles read(Path folder) throws IOException {
        var files = new HashMap<String, PageFile>();
        long bytes = 0;
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path file : found.filter(each -> Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                bytes += Files.size(file);
                if (bytes > BYTES_MAX) {
                    throw new IOException(
                            "expected a page of at most %d bytes, more are in %s".formatted(BYTES_MAX, folder));
                }
                String path = "/" + folder.relativize(file).toString().replace('\\', '/');
                files.put(path, PageFile.of(path, Files.readAllBytes(file)));
            }
        }
        if (!files.containsKey("/" + INDEX)) {
            throw new IOException("expected a page, there is no " + INDEX + " in " + folder);
        }
        return new PageFiles(files);
    }

    /** What a path names: a file, or the page of a folder whose path ends in a slash. */
    public Optional<PageFile> find(String path) {
        return Optional.ofNullable(files.get(path.endsWith("/") ? path + INDEX : path));
    }

    /** Whether a path is that of a page but for the slash at its end. */
    public boolean isPageWithoutSlash(String path) {
        return files.containsKey(path + "/" + INDEX);
    }

    /** What is shown where there is nothing. */
    public Optional<PageFile> notFound() {
        return Optional.ofNullable(files.get(NOT_FOUND));
    }

    /** How many there are. */
    public int count() {
        return files.size();
    }
}
