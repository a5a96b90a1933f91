package smc.ops.journal.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import smc.engine.config.ConfigException;
import smc.engine.config.Configuration;
import smc.engine.event.codec.EngineStart;
import smc.engine.record.KeptConfigurations;
import smc.engine.replay.Difference;
import smc.engine.replay.Replay;
import smc.engine.snapshot.Snapshot;
import smc.engine.snapshot.SnapshotFile;
import smc.engine.snapshot.SnapshotFrame;
import smc.engine.view.EngineImage;
import smc.engine.view.EngineView;
import smc.journal.Frame;
import smc.journal.FrameListener;
import smc.journal.JournalException;
import smc.strategy.state.StateException;

/**
 * What a bundle came to when it was replayed.
 *
 * @param frames that came to the same bytes; that of the snapshot, which is held against the state, is not among them
 * @param difference the first frame in which the core concludes something else
 * @param configuration in force at the end
 * @param image after the last frame that came to the same bytes
 */
public record BundleReplay(
        long frames, Optional<Difference> difference, Configuration configuration, EngineImage image) {
    /**
     * Replays one, in memory and in a folder for temporary files, which is gone at the end. Needs no data folder.
     *
     * @param progress told now and then the time that was reached, epoch nanoseconds
     * @throws BundleException if it cannot be replayed
     * @throws JournalException if the core fails at an input that it took
     */
    public static BundleReplay of(BundleFile bundle, LongConsumer progress) throws IOException {
        Path folder = Files.createTempDirectory("smc-bundle-");
        try {
            for (Manifest.Entry entry : bundle.manifest().entries()) {
                if (!entry.name().equals(Entries.FRAMES)) {
                    Path file = folder.resolve(entry.name());
                    Files.createDirectories(file.getParent());
                    Files.write(file, bundle.bytes(entry.name()));
                }
            }
            return replay(bundle, folder, progress);
        } catch (StateException e) {
            throw new BundleException(Entries.SNAPSHOT + ": " + e.getMessage(), e);
        } catch (ConfigException e) {
            // Its own message names the folder for temporary files.
            throw new BundleException(
                    "expected every configuration that the frames name to be in it, and valid for this build: "
                            + e.getMessage().replace(folder + "/", ""),
                    e);
        } finally {
            delete(folder);
        }
    }

    private static BundleReplay replay(BundleFile bundle, Path folder, LongConsumer progress) throws IOException {
        Manifest manifest = bundle.manifest();
        KeptConfigurations kept = KeptConfigurations.in(folder);
        try (Frames frames = bundle.frames()) {
            Optional<Snapshot> snapshot = manifest.snapshot().isPresent()
                    ? Optional.of(SnapshotFile.read(folder.resolve(Entries.SNAPSHOT)))
                    : Optional.empty();
            RestoredCore core = snapshot.isPresent()
                    ? RestoredCore.of(snapshot.get(), kept)
                    : RestoredCore.fresh(KeptConfigurations.settings(firstConfiguration(bundle, kept)), kept);
            snapshot.ifPresent(taken -> SnapshotFrame.require(taken.header(), frames, (_, _, _) -> {}));
            var replay = new Replay(core.core(), core.view());
            Optional<Difference> difference = replay.run(frames, progress);
            if (difference.isEmpty() && frames.lastSequence() != manifest.last().sequence()) {
                throw new BundleException("%s: expected frames up to sequence %d, they end after %d"
                        .formatted(Entries.FRAMES, manifest.last().sequence(), frames.lastSequence()));
            }
            EngineView view = core.view();
            return new BundleReplay(
                    replay.frames() - (difference.isPresent() ? 1 : 0),
                    difference,
                    view.configHash() == 0 ? firstConfiguration(bundle, kept) : kept.configuration(view.configHash()),
                    view.image());
        }
    }

    private static Configuration firstConfiguration(BundleFile bundle, KeptConfigurations kept) {
        var first = new FrameListener() {
            private Optional<EngineStart> start = Optional.empty();

            @Override
            public void onFrame(DirectBuffer buffer, int offset, int length) {
                start = EngineStart.of(buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH);
            }
        };
        try (Frames frames = bundle.frames()) {
            frames.poll(first);
        }
        return kept.configuration(first.start
                .orElseThrow(() -> new BundleException(
                        Entries.FRAMES + ": expected a snapshot, or onEngineStarted as first frame"))
                .configHash());
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList().reversed()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
