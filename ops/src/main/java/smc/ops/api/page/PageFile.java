package smc.ops.api.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/**
 * A file of the page.
 *
 * @param zipped the same by gzip; empty where that is no shorter
 * @param tag of its content, as a header has it
 * @param isForGood whether its name changes with its content
 * @param policy what a browser may load and run beside it
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes to be sent, which nobody compares or changes.
public record PageFile(
        String contentType,
        byte[] bytes,
        Optional<byte[]> zipped,
        String tag,
        boolean isForGood,
        Optional<String> policy) {
    private static final String UNKNOWN = "application/octet-stream";

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"));

    /** Packed already. */
    private static final Set<String> DENSE = Set.of("png", "ico", "woff2");

    /** @param path as it is asked for */
    static PageFile of(String path, byte[] bytes) {
        String ending = path.substring(path.lastIndexOf('.') + 1);
        String type = TYPES.getOrDefault(ending, UNKNOWN);
        return new PageFile(
                type,
                bytes,
                DENSE.contains(ending) ? Optional.empty() : zip(bytes),
                "\"" + HexFormat.of().formatHex(sha256(bytes), 0, 16) + "\"",
                path.startsWith("/_next/static/"),
                ending.equals("html")
                        ? Optional.of(InlineScripts.policy(new String(bytes, StandardCharsets.UTF_8)))
                        : Optional.empty());
    }

    private static Optional<byte[]> zip(byte[] bytes) {
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return zipped.size() < bytes.length ? Optional.of(zipped.toByteArray()) : Optional.empty();
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
