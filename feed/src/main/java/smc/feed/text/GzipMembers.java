package smc.feed.text;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Decompresses gzip (RFC 1952), member after member, each checked whole. {@link java.util.zip.GZIPInputStream} takes whatever is wrong with the
 * header of a later member, and an end inside of it, for the end of the stream: of two files joined the second was lost without a word. Here
 * the end is where the bytes end, behind a whole member, and nowhere else. One thread.
 */
final class GzipMembers extends InputStream {
    private static final int BUFFER_SIZE = 1 << 16;

    /** The two bytes every member begins with. */
    static final int MAGIC_FIRST = 0x1f;

    static final int MAGIC_SECOND = 0x8b;

    private static final int DEFLATE = 8;
    private static final int FLAG_HEADER_CRC = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;
    private static final int FLAGS_RESERVED = 0xe0;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_SIZE];
    private int at;
    private int filled;

    /** Where {@code buffer} begins in the file. */
    private long bufferOffset;

    /** Raw deflate: header and trailer are read here. */
    private final Inflater inflater = new Inflater(true);

    private final CRC32 contentCrc = new CRC32();
    private final CRC32 headerCrc = new CRC32();
    private long contentBytes;

    /** Begun so far; from 1 while one is read. */
    private int members;

    private long memberOffset;
    private boolean isInMember;
    private boolean isOver;

    /** @param in from the first byte of a member on */
    GzipMembers(InputStream in) {
        this.in = in;
    }

    /**
     * @throws EOFException if the bytes end inside a member
     * @throws ZipException if a member is damaged, or something else lies behind one
     */
    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        while (length > 0) {
            if (isOver || (!isInMember && !beginMember())) {
                isOver = true;
                return -1;
            }
            int read = inflate(bytes, offset, length);
            if (read > 0) {
                return read;
            }
        }
        return 0;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }

    private int inflate(byte[] bytes, int offset, int length) throws IOException {
        int read;
        try {
            read = inflater.inflate(bytes, offset, length);
        } catch (DataFormatException e) {
            throw new ZipException(e.getMessage() + place());
        }
        if (read > 0) {
            contentCrc.update(bytes, offset, read);
            contentBytes += read;
        } else if (inflater.finished()) {
            at = filled - inflater.getRemaining();
            endMember();
        } else if (inflater.needsDictionary()) {
            throw new ZipException("it asks for a dictionary" + place());
        } else {
            if (!fill()) {
                throw cut();
            }
            inflater.setInput(buffer, at, filled - at);
            at = filled;
        }
        return read;
    }

    /** False at the end of the file. */
    private boolean beginMember() throws IOException {
        memberOffset = bufferOffset + at;
        int first = next();
        if (first < 0 && members > 0) {
            return false;
        }
        members++;
        headerCrc.reset();
        headerCrc.update(first);
        if (first != MAGIC_FIRST) {
            throw junk(first, memberOffset);
        }
        int second = headerByte();
        if (second != MAGIC_SECOND) {
            throw junk(second, memberOffset + 1);
        }
        if (headerByte() != DEFLATE) {
            throw new ZipException("expected the compression method " + DEFLATE + place());
        }
        int flags = headerByte();
        if ((flags & FLAGS_RESERVED) != 0) {
            throw new ZipException("expected no reserved flag, was 0x%02x".formatted(flags) + place());
        }
        // Time, kind of compression, operating system.
        skipHeader(6);
        if ((flags & FLAG_EXTRA) != 0) {
            skipHeader(headerByte() | headerByte() << 8);
        }
        if ((flags & FLAG_NAME) != 0) {
            skipHeaderText();
        }
        if ((flags & FLAG_COMMENT) != 0) {
            skipHeaderText();
        }
        if ((flags & FLAG_HEADER_CRC) != 0) {
            int expected = (int) headerCrc.getValue() & 0xffff;
            if ((headerByte() | headerByte() << 8) != expected) {
                throw new ZipException("the checksum of the header differs" + place());
            }
        }
        contentCrc.reset();
        contentBytes = 0;
        inflater.reset();
        inflater.setInput(buffer, at, filled - at);
        at = filled;
        isInMember = true;
        return true;
    }

    private void endMember() throws IOException {
        long crc = trailer();
        long bytes = trailer();
        if (crc != contentCrc.getValue()) {
            throw new ZipException("the checksum of the content differs" + place());
        }
        if (bytes != (contentBytes & 0xffff_ffffL)) {
            throw new ZipException("expected " + bytes + " bytes, were " + contentBytes + place());
        }
        isInMember = false;
    }

    private ZipException junk(int came, long offset) {
        return new ZipException("expected its end or another member at byte %,d, found 0x%02x".formatted(offset, came));
    }

    /** Of later members, since a reader who knows of one only would look for the fault elsewhere. */
    private String place() {
        return members <= 1 ? "" : ", in member %d from byte %,d on".formatted(members, memberOffset);
    }

    private EOFException cut() {
        return new EOFException(place());
    }

    private long trailer() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            value |= (long) required() << shift;
        }
        return value;
    }

    private int headerByte() throws IOException {
        int value = required();
        headerCrc.update(value);
        return value;
    }

    private void skipHeader(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            headerByte();
        }
    }

    private void skipHeaderText() throws IOException {
        while (headerByte() != 0) {
            // Up to and with the zero.
        }
    }

    private int required() throws IOException {
        int value = next();
        if (value < 0) {
            throw cut();
        }
        return value;
    }

    /** -1 at the end. */
    private int next() throws IOException {
        return at == filled && !fill() ? -1 : buffer[at++] & 0xff;
    }

    private boolean fill() throws IOException {
        bufferOffset += filled;
        at = 0;
        filled = 0;
        int read = in.read(buffer);
        filled = Math.max(read, 0);
        return read > 0;
    }
}
