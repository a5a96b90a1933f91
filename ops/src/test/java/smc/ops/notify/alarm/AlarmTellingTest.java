package smc.ops.notify.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.config.Configuration;
import smc.ops.api.model.ReadModel;
import smc.ops.api.model.Reading;
import smc.ops.notify.Channel;
import smc.ops.notify.Courier;
import smc.ops.notify.CursorFile;
import smc.ops.notify.Delivery;
import smc.ops.notify.HandClock;
import smc.ops.notify.Manner;
import smc.ops.notify.Mute;
import smc.ops.notify.Outgoing;
import smc.ops.notify.QuietHours;
import smc.ops.notify.Telling;

/** Alarms that are in no frame, on their way to a channel that would be told of no kind, while no journal is folded yet. */
class AlarmTellingTest {
    private static final Instant AT = Instant.parse("2026-11-30T21:00:00Z");
    private static final Manner NOTHING = new Manner(Set.of(), QuietHours.NONE, Map.of());

    private static Reading unfolded;

    @TempDir
    private Path data;

    private final List<Outgoing> got = new ArrayList<>();

    /** The process ends here, as by kill -9. */
    private static final class KilledException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private record Sent(Function<Outgoing, Delivery> fate) implements Channel {
        @Override
        public String name() {
            return "sent";
        }

        @Override
        public int textLimit() {
            return 4_096;
        }

        @Override
        public Delivery send(Outgoing text) {
            return fate.apply(text);
        }
    }

    @BeforeAll
    static void readNothing(@TempDir Path empty) {
        Path config = Files.exists(Path.of("config")) ? Path.of("config") : Path.of("../config");
        try (ReadModel model = ReadModel.follow(empty, Configuration.load(config))) {
            unfolded = model.newest();
        }
    }

    private AlarmBook open() throws IOException {
        return AlarmBook.open(data, _ -> {});
    }

    private Courier courier(AlarmBook book, Function<Outgoing, Delivery> fate) throws IOException {
        return new Courier(
                        new Sent(fate),
                        CursorFile.of(data, "sent"),
                        new Telling(Optional.empty()),
                        NOTHING,
                        new Mute(),
                        () -> unfolded,
                        new HandClock(),
                        _ -> {})
                .alsoTelling(book, CursorFile.of(data, "alarms-sent"));
    }

    private Delivery keep(Outgoing text) {
        got.add(text);
        return new Delivery.Delivered();
    }

    private static void tellAll(Courier courier) throws Exception {
        while (courier.look()) {
            // one after the other
        }
    }

    private static void alarm(AlarmBook book, String text) {
        book.take(AT, text);
        book.write();
    }

    @Test
    void anAlarmIsToldOnceAndMakesASound() throws Exception {
        AlarmBook book = open();
        Courier courier = courier(book, this::keep);
        alarm(book, "port 8787 is taken");
        tellAll(courier);
        tellAll(courier(open(), this::keep));

        assertThat(got).hasSize(1);
        assertThat(got.getFirst().text()).isEqualTo("ALARM: port 8787 is taken\n2026-11-30 21:00 UTC");
        assertThat(got.getFirst().isQuiet()).isFalse();
        assertThat(got.getFirst().isRepeated()).isFalse();
    }

    @Test
    void whatNoChannelWasToldWhenTheProcessEndedIsToldByTheNext() throws Exception {
        AlarmBook book = open();
        tellAll(courier(book, this::keep));
        alarm(book, "no market stream");

        tellAll(courier(open(), this::keep));

        assertThat(got).hasSize(1);
    }

    @Test
    void aChannelThatIsNewHearsNothingOfEarlierStarts() throws Exception {
        alarm(open(), "long ago");
        AlarmBook book = open();
        alarm(book, "now");

        tellAll(courier(book, this::keep));

        assertThat(got).extracting(Outgoing::text).allMatch(text -> text.startsWith("ALARM: now"));
        assertThat(got).hasSize(1);
    }

    @Test
    void oneThatWasOnItsWaySaysThatItMayHaveComeBefore() throws Exception {
        AlarmBook book = open();
        alarm(book, "no market stream");
        assertThatThrownBy(() -> tellAll(courier(book, _ -> {
                    throw new KilledException();
                })))
                .isInstanceOf(KilledException.class);

        tellAll(courier(open(), this::keep));

        assertThat(got).hasSize(1);
        assertThat(got.getFirst().isRepeated()).isTrue();
    }

    @Test
    void theProcessMayEndAtAnyMomentAndNothingIsLostNorComesOutOfOrder() throws Exception {
        long seed = 13;
        var random = new Random(seed);
        List<Integer> came = new ArrayList<>();
        int all = 300;
        int taken = 0;
        int kills = 0;
        while (taken < all) {
            AlarmBook book = open();
            Courier courier = courier(book, text -> {
                int fate = random.nextInt(12);
                if (fate == 0) {
                    throw new KilledException(); // before it came
                }
                came.add(text.message().place().index());
                if (fate == 1) {
                    throw new KilledException(); // it came, and nobody knows
                }
                return new Delivery.Delivered();
            });
            try {
                tellAll(courier);
                while (taken < all) {
                    taken++;
                    alarm(book, "alarm " + taken);
                    if (random.nextInt(20) == 0) {
                        throw new KilledException(); // before anybody is told
                    }
                    tellAll(courier);
                }
            } catch (KilledException _) {
                kills++;
            }
        }
        tellAll(courier(open(), text -> {
            came.add(text.message().place().index());
            return new Delivery.Delivered();
        }));
        Map<Integer, Integer> times = new TreeMap<>();
        came.forEach(number -> times.merge(number, 1, Integer::sum));

        assertThat(kills).as("seed " + seed).isGreaterThan(10);
        assertThat(times.keySet())
                .as("seed " + seed)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, all).boxed().toList());
        assertThat(came).as("seed " + seed).isSorted();
        assertThat(came.size() - all).as("seed " + seed).isLessThanOrEqualTo(kills);
    }
}
