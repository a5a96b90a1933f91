package smc.feed.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/** The only file of a zip archive, as exchanges pack their exports. */
final class ZipContent extends InputStream {
    static final int MAGIC_FIRST = 'P';
    static final int MAGIC_SECOND = 'K';

    private final InputStream raw;
    private final ZipInputStream zip;
    private final String name;
    private boolean isOver;

    /** @throws ZipException if it has no file, or the first cannot be read */
    ZipContent(InputStream raw) throws IOException {
        this.raw = raw;
        zip = new ZipInputStream(raw);
        ZipEntry entry = nextFile();
        if (entry == null) {
            throw new ZipException("expected a file in the archive, there is none");
        }
        name = entry.getName();
    }

    private ZipEntry nextFile() throws IOException {
        ZipEntry entry = zip.getNextEntry();
        while (entry != null && (entry.isDirectory() || entry.getName().startsWith("__MACOSX/"))) {
            entry = zip.getNextEntry();
        }
        return entry;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        int read = isOver ? -1 : zip.read(to, offset, length);
        if (read < 0 && !isOver) {
            isOver = true;
            ZipEntry other = nextFile();
            if (other != null) {
                throw new ZipException(
                        "expected one file in the archive, found " + name + " and " + other.getName() + ": unpack it");
            }
            raw.transferTo(OutputStream.nullOutputStream()); // its table of contents, so that a sum is of all of it
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
