package smc.journal.chronicle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A roll file of an epoch, in its folder or archived. */
sealed interface EpochFile {
    /** Epoch and file, for people: {@code 000002/20260311F.cq4}. */
    String name();

    Bytes open() throws IOException;

    /** The bytes of a file; one owner. */
    interface Bytes extends AutoCloseable {
        /** Reads up to {@code length} bytes at {@code position}; at most 0 if there are none. */
        int read(long position, byte[] target, int offset, int length) throws IOException;

        @Override
        void close() throws IOException;
    }

    record Plain(String name, Path path) implements EpochFile {
        @Override
        public Bytes open() throws IOException {
            var channel = FileChannel.open(path);
            return new Bytes() {
                @Override
                public int read(long position, byte[] target, int offset, int length) throws IOException {
                    return channel.read(ByteBuffer.wrap(target, offset, length), position);
                }

                @Override
                public void close() throws IOException {
                    channel.close();
                }
            };
        }
    }

    /** Read in passing: going back starts over. */
    record Archived(String name, Path archive, String entry) implements EpochFile {
        @Override
        public Bytes open() throws IOException {
            return new Unpacked(new ZipFile(archive.toFile()), entry);
        }
    }

    /** The bytes of an entry as its stream gives them. */
    final class Unpacked implements Bytes {
        private final ZipFile zip;
        private final ZipEntry entry;
        private InputStream in;
        private long streamPosition;

        Unpacked(ZipFile zip, String entry) throws IOException {
            this.zip = zip;
            this.entry = zip.getEntry(entry);
            this.in = zip.getInputStream(this.entry);
        }

        @Override
        public int read(long position, byte[] target, int offset, int length) throws IOException {
            if (position < streamPosition) {
                in.close();
                in = zip.getInputStream(entry);
                streamPosition = 0;
            }
            if (position > streamPosition) {
                long skipped = in.skip(position - streamPosition);
                streamPosition += skipped;
                if (streamPosition < position) {
                    return -1;
                }
            }
            int read = in.readNBytes(target, offset, length);
            streamPosition += read;
            return read;
        }

        @Override
        public void close() throws IOException {
            zip.close();
        }
    }
}
