package smc.feed.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipMembersTest {
    private static final String FIRST = "the first of two files that were joined\n".repeat(40);
    private static final String SECOND = "and the second, which was lost without a word\n".repeat(40);

    @Test
    void membersAreReadOneAfterAnother() throws IOException {
        assertThat(text(joined(gzip(FIRST), gzip(SECOND), gzip(FIRST)))).isEqualTo(FIRST + SECOND + FIRST);
    }

    @Test
    void membersWithoutContentAreMembers() throws IOException {
        assertThat(text(joined(gzip(""), gzip(FIRST), gzip(""), gzip(""), gzip(SECOND), gzip(""))))
                .isEqualTo(FIRST + SECOND);
        assertThat(text(gzip(""))).isEmpty();
    }

    @Test
    void theSizeOfReadsDoesNotMatter() throws IOException {
        byte[] bytes = joined(gzip(FIRST), gzip(SECOND));
        var oneByteAtATime = new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(1, length));
            }
        };
        var text = new StringBuilder();

        try (var members = new GzipMembers(oneByteAtATime)) {
            for (int read = members.read(); read >= 0; read = members.read()) {
                text.append((char) read);
            }
        }

        assertThat(text).hasToString(FIRST + SECOND);
    }

    @Test
    void aSecondMemberCutAnywhereIsNoEnd() throws IOException {
        byte[] first = gzip(FIRST);
        byte[] both = joined(first, gzip(SECOND));

        for (int length = first.length + 1; length < both.length; length++) {
            byte[] cut = Arrays.copyOf(both, length);

            assertThatThrownBy(() -> text(cut))
                    .as("cut after %d of %d bytes", length, both.length)
                    .isInstanceOf(EOFException.class)
                    .hasMessageContaining("in member 2 from byte " + first.length + " on");
        }
        assertThat(text(Arrays.copyOf(both, first.length))).isEqualTo(FIRST);
    }

    /** Six bytes of the header and the bits that fill up the last byte of content mean nothing to a reader; all others must be noticed. */
    @Test
    void aSecondMemberDamagedAnywhereIsNoEnd() throws IOException {
        byte[] first = gzip(FIRST);
        byte[] both = joined(first, gzip(SECOND));
        int unnoticed = 0;

        for (int at = first.length; at < both.length; at++) {
            for (int bit = 1; bit < 1 << Byte.SIZE; bit <<= 1) {
                byte[] damaged = both.clone();
                damaged[at] ^= (byte) bit;
                try {
                    assertThat(text(damaged)).as("byte %d, bit %d", at, bit).isEqualTo(FIRST + SECOND);
                    unnoticed++;
                } catch (ZipException | EOFException e) {
                    assertThat(e.getMessage()).isNotNull();
                }
            }
        }

        // The six bytes, the flag that says text, and at most seven bits at the end.
        assertThat(unnoticed).isBetween(6 * Byte.SIZE + 1, 6 * Byte.SIZE + 8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\0\0\0\0\0\0\0\0\0\0\0\0", "x", "PK\3\4", "\n"})
    void whatLiesBehindAMemberIsSaidWithItsByte(String junk) throws IOException {
        byte[] first = gzip(FIRST);

        assertThatThrownBy(() -> text(joined(first, junk.getBytes(StandardCharsets.ISO_8859_1))))
                .isInstanceOf(ZipException.class)
                .hasMessage("expected its end or another member at byte %d, found 0x%02x"
                        .formatted(first.length, (int) junk.charAt(0)));
    }

    @Test
    void halfOfAMagicNumberIsJunkToo() throws IOException {
        byte[] first = gzip(FIRST);

        assertThatThrownBy(() -> text(joined(first, new byte[] {0x1f, 0x20, 8, 0, 0, 0, 0, 0, 0, 0})))
                .isInstanceOf(ZipException.class)
                .hasMessage("expected its end or another member at byte %d, found 0x20".formatted(first.length + 1));
    }

    /** RFC 1952, section 2.3: extra field, name, comment, checksum of the header. */
    @Test
    void everyFieldOfAHeaderIsPassedOver() throws IOException {
        byte[] plain = gzip(FIRST);
        var header = new ByteArrayOutputStream();
        header.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 1, 2, 3, 4, 0, 3});
        header.writeBytes(new byte[] {3, 0, 9, 9, 9});
        header.writeBytes("name.csv\0and a comment\0".getBytes(StandardCharsets.US_ASCII));
        var crc = new CRC32();
        crc.update(header.toByteArray());
        byte[] checksum = {(byte) crc.getValue(), (byte) (crc.getValue() >> 8)};
        byte[] content = Arrays.copyOfRange(plain, 10, plain.length);

        assertThat(text(joined(gzip(SECOND), header.toByteArray(), checksum, content)))
                .isEqualTo(SECOND + FIRST);

        checksum[0] ^= 1;
        assertThatThrownBy(() -> text(joined(header.toByteArray(), checksum, content)))
                .isInstanceOf(ZipException.class)
                .hasMessage("the checksum of the header differs");
    }

    private static String text(byte[] bytes) throws IOException {
        try (InputStream in = new GzipMembers(new ByteArrayInputStream(bytes))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        var bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}
