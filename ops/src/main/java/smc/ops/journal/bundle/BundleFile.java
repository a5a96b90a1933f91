package smc.ops.journal.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A bundle on disk, every entry of which is what its manifest says. */
public final class BundleFile implements AutoCloseable {
    /** Of what is read into memory: a configuration, a snapshot or a manifest is far below. */
    private static final int ENTRY_LENGTH_MAX = 64 << 20;

    private static final int CHUNK = 1 << 16;
    private static final int NAMES_SHOWN = 3;

    private final ZipFile zip;
    private final Manifest manifest;

    private BundleFile(ZipFile zip, Manifest manifest) {
        this.zip = zip;
        this.manifest = manifest;
    }

    /**
     * Opens one, and reads all of it once.
     *
     * @throws BundleException if it is none, is of a newer version, or a byte of an entry is another than was written; with the entry's name
     */
    public static BundleFile open(Path file) {
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (IOException | IllegalArgumentException e) {
            throw new BundleException("expected a bundle, a zip, it cannot be read as one: " + e.getMessage(), e);
        }
        try {
            var bundle = new BundleFile(zip, manifest(zip));
            bundle.check();
            return bundle;
        } catch (RuntimeException e) {
            close(zip);
            throw e;
        }
    }

    private static Manifest manifest(ZipFile zip) {
        if (zip.getEntry(Entries.MANIFEST) == null) {
            List<String> names = zip.stream().map(ZipEntry::getName).toList();
            throw new BundleException("expected a bundle, which has %s in it, %s"
                    .formatted(
                            Entries.MANIFEST,
                            names.isEmpty()
                                    ? "it is empty"
                                    : "it has "
                                            + names.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "))
                                            + (names.size() > NAMES_SHOWN ? ", ..." : "")));
        }
        byte[] json = bytes(zip, Entries.MANIFEST);
        byte[] seal = bytes(zip, Entries.SEAL);
        boolean isSealed = new String(seal, StandardCharsets.UTF_8).equals(Entries.seal(json));
        if (!isSealed) {
            Manifest.requireKnown(json);
            throw new BundleException("%s: expected the SHA-256 that %s says, was %s: one of them was changed"
                    .formatted(Entries.MANIFEST, Entries.SEAL, Sha256.of(json)));
        }
        Manifest.requireKnown(json);
        return Manifest.parse(json);
    }

    private void check() {
        Set<String> listed = new HashSet<>(Set.of(Entries.MANIFEST, Entries.SEAL));
        for (Manifest.Entry entry : manifest.entries()) {
            if (!Entries.isListed(entry.name()) || !listed.add(entry.name())) {
                throw new BundleException("%s: expected entries of a bundle, each once, was %s"
                        .formatted(Entries.MANIFEST, entry.name()));
            }
        }
        requireListed(Entries.FRAMES, listed);
        manifest.snapshot().ifPresent(_ -> requireListed(Entries.SNAPSHOT, listed));
        zip.stream().map(ZipEntry::getName).forEach(name -> requireListed(name, listed));
        for (Manifest.Entry entry : manifest.entries()) {
            check(entry);
        }
    }

    private static void requireListed(String name, Set<String> listed) {
        if (!listed.contains(name)) {
            throw new BundleException(name + ": expected to be listed in " + Entries.MANIFEST + ", is not");
        }
    }

    private void check(Manifest.Entry entry) {
        var hash = new Sha256();
        try (var in = stream(zip, entry.name())) {
            var chunk = new byte[CHUNK];
            int read = in.read(chunk);
            while (read >= 0 && hash.bytes() <= entry.bytes()) {
                hash.update(chunk, 0, read);
                read = in.read(chunk);
            }
        } catch (IOException e) {
            throw unreadable(entry.name(), e);
        }
        String found = hash.hex();
        if (!found.equals(entry.sha256()) || hash.bytes() != entry.bytes()) {
            throw new BundleException("%s: expected %d bytes of SHA-256 %s, was %s%d of %s: it was changed"
                    .formatted(
                            entry.name(),
                            entry.bytes(),
                            entry.sha256(),
                            hash.bytes() > entry.bytes() ? "at least " : "",
                            hash.bytes(),
                            found));
        }
    }

    private static byte[] bytes(ZipFile zip, String name) {
        try (var in = stream(zip, name)) {
            byte[] bytes = in.readNBytes(ENTRY_LENGTH_MAX);
            if (in.read() >= 0) {
                throw new BundleException(name + ": expected at most " + ENTRY_LENGTH_MAX + " bytes, was more");
            }
            return bytes;
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /** What is wrong with packed bytes is told in words of the format, or not at all. */
    private static BundleException unreadable(String name, IOException e) {
        return new BundleException(
                name + ": expected an entry that can be unpacked: "
                        + Optional.ofNullable(e.getMessage()).orElse("its bytes make no sense"),
                e);
    }

    private static InputStream stream(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        InputStream in = entry == null ? null : zip.getInputStream(entry);
        if (in == null) {
            throw new BundleException(name + ": expected in the bundle, is not");
        }
        return in;
    }

    public Manifest manifest() {
        return manifest;
    }

    /** All of an entry. */
    byte[] bytes(String name) {
        return bytes(zip, name);
    }

    /** Its frames, from the first on. */
    Frames frames() {
        try {
            return new Frames(stream(zip, Entries.FRAMES), manifest.first().sequence());
        } catch (IOException e) {
            throw unreadable(Entries.FRAMES, e);
        }
    }

    @Override
    public void close() {
        close(zip);
    }

    private static void close(ZipFile zip) {
        try {
            zip.close();
        } catch (IOException e) {
            throw new BundleException("cannot be closed: " + e.getMessage(), e);
        }
    }
}
