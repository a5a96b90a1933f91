package smc.feed.history;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import smc.feed.text.DataFileException;

/**
 * What is known of a file of cached candles.
 *
 * @param resolution as the venue writes it
 * @param anchorSeconds open of the first candle, unix seconds
 * @param sha256 of the file as it was written, in hexadecimal
 */
record CacheRecord(String symbol, String resolution, long anchorSeconds, String sha256) {
    private static final int FILE_BYTES_MAX = 4096;

    /** Written and read by this class alone, so its shape is fixed. */
    private static final Pattern SHAPE = Pattern.compile(
            "\\{\"symbol\":\"([A-Za-z0-9._-]+)\",\"resolution\":\"([0-9a-z]+)\",\"anchorSeconds\":([0-9]{1,12}),\"sha256\":\"([0-9a-f]{64})\"}\\s*");

    /**
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws DataFileException if it is no such record
     */
    static CacheRecord read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(FILE_BYTES_MAX + 1);
        }
        if (bytes.length > FILE_BYTES_MAX) {
            throw new DataFileException(file, "expected at most " + FILE_BYTES_MAX + " bytes");
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw new DataFileException(
                    file, "expected symbol, resolution, anchorSeconds and sha256, was " + text.strip());
        }
        return new CacheRecord(matcher.group(1), matcher.group(2), Long.parseLong(matcher.group(3)), matcher.group(4));
    }

    byte[] toJson() {
        return "{\"symbol\":\"%s\",\"resolution\":\"%s\",\"anchorSeconds\":%d,\"sha256\":\"%s\"}\n"
                .formatted(symbol, resolution, anchorSeconds, sha256)
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * @param readSha256 of the bytes that were read
     * @throws DataFileException if the file is not as it was written
     */
    void requireSame(Path file, String readSha256) throws DataFileException {
        if (!readSha256.equals(sha256)) {
            throw new DataFileException(file, "not as it was written (its checksum differs)");
        }
    }
}
