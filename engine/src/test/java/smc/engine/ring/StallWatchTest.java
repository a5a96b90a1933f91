package smc.engine.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.event.codec.FrameWriter;
import smc.engine.event.codec.InputEncoder;
import smc.engine.ring.RingSettings.Sync;
import smc.journal.Frame;

/** An engine thread that stands still is noticed, with what it stands on. */
class StallWatchTest {
    private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(200);

    @TempDir
    private Path data;

    private final List<String> alarms = new ArrayList<>();

    private StallWatch watch(RingRig rig) {
        return new StallWatch(rig.ring, data.resolve("stalls"), alarms::add);
    }

    /** After what has moved meanwhile is known. */
    private static void look(StallWatch watch, int times) {
        for (int look = 0; look <= times; look++) {
            watch.check(look * PERIOD);
        }
    }

    /** What {@link RingRig#trades} encodes for its n-th trade, as the dump shows it. */
    private static String bytesOfTrade(long number) {
        var slot = FrameWriter.newSlot();
        var writer = new FrameWriter();
        writer.start(slot, Frame.HEADER_LENGTH);
        new InputEncoder(writer).onTrade(0, number, number, 1);
        return bytes(slot, writer.position());
    }

    private static String bytes(UnsafeBuffer slot, int end) {
        var content = new byte[end - Frame.HEADER_LENGTH];
        slot.getBytes(Frame.HEADER_LENGTH, content);
        return HexFormat.ofDelimiter(" ").formatHex(content);
    }

    @Test
    void aStallIsToldOnceItHasLastedAndThenNotAgain() {
        try (var rig = new RingRig(Sync.REQUESTS)) {
            StallWatch watch = watch(rig);
            rig.plantGate(1).trades(1);
            rig.awaitGate();

            look(watch, StallWatch.LOOKS - 1);
            assertThat(alarms).isEmpty();
            for (int look = StallWatch.LOOKS; look < 20; look++) {
                watch.check(look * PERIOD);
            }

            assertThat(alarms).singleElement().asString().contains("800 ms", "stall-0.txt");
        }
    }

    @Test
    void theNextStallIsToldAgain() {
        try (var rig = new RingRig(Sync.REQUESTS)) {
            StallWatch watch = watch(rig);
            rig.plantGate(1).trades(1);
            rig.awaitGate();
            look(watch, StallWatch.LOOKS);
            rig.openGate();
            rig.ring.await();

            rig.plantGate(2).trades(1);
            rig.awaitGate();
            look(watch, StallWatch.LOOKS);

            assertThat(alarms).hasSize(2);
        }
    }

    /** As after a sleep of the machine: whether the engine thread stands still is seen only from then on. */
    @Test
    void timeInWhichNobodyCouldLookDoesNotCount() {
        try (var rig = new RingRig(Sync.REQUESTS)) {
            StallWatch watch = watch(rig);
            rig.plantGate(1).trades(1);
            rig.awaitGate();
            look(watch, 1);

            watch.check(TimeUnit.HOURS.toNanos(8));

            assertThat(alarms).isEmpty();
        }
    }

    @Test
    void anEngineWithoutInputsDoesNotStall() {
        try (var rig = new RingRig(Sync.REQUESTS)) {
            StallWatch watch = watch(rig);
            rig.trades(1);
            rig.ring.await();

            look(watch, 2 * StallWatch.LOOKS);

            assertThat(alarms).isEmpty();
        }
    }

    /** The engine thread tells how far it is only at the end of a batch; the input it stands on may be any of it. */
    @Test
    void theDumpHoldsTheInputTheEngineStandsOnAndWhereItStands() throws IOException {
        try (var rig = new RingRig(Sync.REQUESTS)) {
            StallWatch watch = watch(rig);
            rig.plantGate(1).trades(1);
            rig.awaitGate();
            rig.plantGate(4).trades(5);
            rig.openGate();
            rig.awaitGate();

            look(watch, StallWatch.LOOKS);

            String dump = Files.readString(data.resolve("stalls").resolve("stall-3.txt"));
            assertThat(dump).contains(bytesOfTrade(4)).contains("smc.engine.ring.Stages.onEvent");
        }
    }
}
