package smc.journal.chronicle;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A roll file of an epoch, in its folder or archived. */
sealed interface EpochFile {
    /** Epoch and file, for people: {@code 000002/20260311F.cq4}. */
    String name();

    /** Of the file alone, the same in its folder and archived: {@code 20260311F.cq4}. */
    String fileName();

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
        public String fileName() {
            return path.getFileName().toString();
        }

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
        public String fileName() {
            return entry;
        }

        @Override
        public Bytes open() throws IOException {
            return new Unpacked(new ZipFile(archive.toFile()), entry, name);
        }
    }

    /** The bytes of an entry as its stream gives them. One that ends early, or is not what was packed, is damaged: it never ends just so. */
    final class Unpacked implements Bytes {
        private final ZipFile zip;
        private final ZipEntry entry;
        private final String name;
        private final byte[] passed = new byte[1 << 16];
        private final CRC32 crc = new CRC32();
        private InputStream in;
        private long streamPosition;

        Unpacked(ZipFile zip, String entry, String name) throws IOException {
            this.zip = zip;
            this.name = name;
            this.entry = zip.getEntry(entry);
            this.in = zip.getInputStream(this.entry);
        }

        @Override
        public int read(long position, byte[] target, int offset, int length) throws IOException {
            if (position < streamPosition) {
                in.close();
                in = zip.getInputStream(entry);
                streamPosition = 0;
                crc.reset();
            }
            while (streamPosition < position) {
                if (unpack(passed, 0, (int) Math.min(passed.length, position - streamPosition)) == 0) {
                    return -1;
                }
            }
            return unpack(target, offset, length);
        }

        /** Fewer bytes than asked for only at the end. */
        private int unpack(byte[] target, int offset, int length) throws IOException {
            int read;
            try {
                read = in.readNBytes(target, offset, length);
            } catch (ZipException | EOFException e) {
                throw damage(e.getMessage());
            }
            crc.update(target, offset, read);
            streamPosition += read;
            if (read < length && streamPosition < entry.getSize()) {
                throw damage("%,d of its %,d bytes".formatted(streamPosition, entry.getSize()));
            }
            if (streamPosition == entry.getSize() && crc.getValue() != entry.getCrc()) {
                throw damage("others with the checksum %08x instead of %08x".formatted(crc.getValue(), entry.getCrc()));
            }
            return read;
        }

        private UnpackException damage(String found) {
            return new UnpackException("expected the bytes that were packed, found " + found + " in " + name
                    + " at byte " + streamPosition);
        }

        @Override
        public void close() throws IOException {
            zip.close();
        }
    }
}
