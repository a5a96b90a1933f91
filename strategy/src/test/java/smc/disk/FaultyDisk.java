package smc.disk;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A disk that fails where a test wants, under code that reaches files through {@link java.nio.file.Path} alone. It lies over a real folder and counts
 * what changes it: making, writing, syncing, renaming and deleting a file, making and syncing a folder. At a step of that count the process is killed, or
 * there is no room; and when it is dead, a power cut takes what was not synced. Safe to use from any thread.
 */
public final class FaultyDisk {
    private static final int NEVER = Integer.MAX_VALUE;

    private final FileSystem fileSystem = new DiskFileSystem(this);
    private final Path folder;
    private final List<String> steps = new ArrayList<>();
    private int killAt = NEVER;
    private int fullFrom = NEVER;
    private int failAt = NEVER;
    private boolean isDead;

    /** Of files written since they were synced: what they held then. By real path. */
    private final Map<Path, byte[]> unsynced = new HashMap<>();

    /** What takes back the changes of names since the folder was synced, the latest first. By real path of the folder. */
    private final Map<Path, Deque<Undo>> unsyncedNames = new HashMap<>();

    @FunctionalInterface
    private interface Undo {
        void run() throws IOException;
    }

    /** The process is no more. An error, so that nothing takes it for a failure that it may go on after. */
    public static final class KilledError extends Error {
        private static final long serialVersionUID = 1L;

        KilledError(String step) {
            super("killed before: " + step);
        }
    }

    /** @param folder that it lies over */
    public FaultyDisk(Path folder) {
        this.folder = folder;
    }

    /** Its folder, as the code under test is to see it. */
    public Path path() {
        return new DiskPath(this, folder);
    }

    /** What has changed it so far, in order: {@code write 7.json}. */
    public synchronized List<String> steps() {
        return List.copyOf(steps);
    }

    /** The process dies before the step of this number is carried out, 0 for the first ever; of a write the first half is. */
    public synchronized FaultyDisk killedAt(int step) {
        killAt = step;
        return this;
    }

    /** From the step of this number on what needs room fails; of a write the first half is carried out. */
    public synchronized FaultyDisk fullFrom(int step) {
        fullFrom = step;
        return this;
    }

    /** The step of this number fails once, by whatever a disk fails by. */
    public synchronized FaultyDisk failingAt(int step) {
        failAt = step;
        return this;
    }

    /** Somebody has made room. */
    public synchronized void hasRoomAgain() {
        fullFrom = NEVER;
    }

    /** Whether the process is dead. */
    public synchronized boolean isDead() {
        return isDead;
    }

    /**
     * The power goes: of a file that was not synced no new byte is there.
     *
     * @param namesToo whether new names and deletions of which the folder was not synced are lost as well; a file system may have kept them
     */
    public synchronized void cutPower(boolean namesToo) throws IOException {
        isDead = true;
        for (Map.Entry<Path, byte[]> file : unsynced.entrySet()) {
            if (Files.exists(file.getKey())) {
                Files.write(file.getKey(), file.getValue());
            }
        }
        if (namesToo) {
            for (Deque<Undo> changes : unsyncedNames.values()) {
                for (Undo undo : changes) {
                    undo.run();
                }
            }
        }
        unsynced.clear();
        unsyncedNames.clear();
    }

    FileSystem fileSystem() {
        return fileSystem;
    }

    // ---- steps; each is a path of the real folder

    /** A name that was not there. */
    synchronized void made(Path file) throws IOException {
        step("make", file, true);
        unsynced.put(file, new byte[0]);
        changedName(file, () -> Files.deleteIfExists(file));
    }

    /** @return how many of the bytes to write: fewer than there are before it fails */
    synchronized int writing(Path file, int bytes) {
        return isNext(killAt) || isFull() ? bytes / 2 : bytes;
    }

    /** Before the bytes are written. */
    synchronized void dirty(Path file) throws IOException {
        requireAlive("write " + file.getFileName());
        if (!unsynced.containsKey(file)) {
            unsynced.put(file, Files.readAllBytes(file));
        }
    }

    /** The bytes that {@link #writing} allowed are written. */
    synchronized void wrote(Path file) throws IOException {
        step("write", file, true);
    }

    synchronized void syncing(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            step("sync folder", file, false);
            unsyncedNames.remove(file);
        } else {
            step("sync", file, false);
            unsynced.remove(file);
        }
    }

    @FunctionalInterface
    interface Change {
        void run() throws IOException;
    }

    synchronized void renaming(Path from, Path to, Change change) throws IOException {
        step("rename to", to, false);
        byte[] before = Files.isRegularFile(to) ? Files.readAllBytes(to) : null;
        change.run();
        byte[] dirty = unsynced.remove(from);
        if (dirty == null) {
            unsynced.remove(to);
        } else {
            unsynced.put(to, dirty);
        }
        changedName(to, () -> {
            Files.move(to, from, StandardCopyOption.REPLACE_EXISTING);
            if (before != null) {
                Files.write(to, before);
            }
        });
    }

    synchronized void deleting(Path file, Change change) throws IOException {
        requireAlive("delete " + file.getFileName());
        if (!Files.exists(file)) {
            change.run(); // says that it is not there
        }
        step("delete", file, false);
        byte[] before = Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
        change.run();
        unsynced.remove(file);
        if (before != null) {
            changedName(file, () -> Files.write(file, before));
        }
    }

    synchronized void makingFolder(Path made, Change change) throws IOException {
        requireAlive("make folder " + made.getFileName());
        if (Files.exists(made)) {
            change.run(); // says that it is there
        }
        step("make folder", made, true);
        change.run();
    }

    private void changedName(Path file, Undo undo) {
        unsyncedNames.computeIfAbsent(file.getParent(), _ -> new ArrayDeque<>()).addFirst(undo);
    }

    private void step(String what, Path file, boolean needsRoom) throws IOException {
        String step = what + " " + file.getFileName();
        requireAlive(step);
        if (isNext(killAt)) {
            isDead = true;
            throw new KilledError(step);
        }
        if (isNext(failAt)) {
            failAt = NEVER;
            throw new IOException("Input/output error");
        }
        if (needsRoom && isFull()) {
            throw new IOException("No space left on device");
        }
        steps.add(step);
    }

    private boolean isNext(int number) {
        return steps.size() == number;
    }

    private boolean isFull() {
        return steps.size() >= fullFrom;
    }

    private void requireAlive(String step) {
        if (isDead) {
            throw new KilledError(step);
        }
    }
}
