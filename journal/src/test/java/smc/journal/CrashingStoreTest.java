package smc.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The store that other tests rely on to lose things does lose them. */
class CrashingStoreTest {
    private final CrashingStore store = new CrashingStore();
    private final Frames frames = new Frames();

    private static Stream<Consumer<CrashingStore>> powerCuts() {
        return Stream.of(
                CrashingStore::dropUnsynced,
                store -> store.garbleUnsynced(new Random(1)),
                store -> store.tearUnsynced(new Random(7)));
    }

    @ParameterizedTest
    @MethodSource("powerCuts")
    void aPowerCutTakesWhatWasNotSyncedAndNothingElse(Consumer<CrashingStore> powerCut) {
        var journal = store.open();
        frames.append(journal, 10);
        journal.sync();
        frames.append(journal, 10);
        assertThat(store.syncedSequence()).isEqualTo(10);

        powerCut.accept(store);

        var next = store.open();
        assertThat(next.lastSequence())
                .isBetween(10L, 19L)
                .isEqualTo(store.cut().lastSequence());
        assertThat(store.cut().epoch()).isEqualTo(1);
        frames.append(next, 1);
        assertThat(new Frames().readAll(store.reader(1)))
                .isEqualTo(LongStream.rangeClosed(1, store.cut().lastSequence() + 1)
                        .boxed()
                        .toList());
    }

    @Test
    void theDeathOfTheProcessTakesNothing() {
        frames.append(store.open(), 10);

        store.killProcess();

        assertThat(store.open().lastSequence()).isEqualTo(10);
        assertThat(store.cut().why()).isEqualTo(CutReason.CLEAN);
    }

    @Test
    void aJournalOfAnEarlierStartIsRefused() {
        var journal = store.open();
        store.dropUnsynced();
        store.open();

        assertThatThrownBy(() -> frames.append(journal, 1)).isInstanceOf(JournalException.class);
    }

    @Test
    void nothingIsAcceptedAfterAFailedSync() {
        var journal = store.open();
        frames.append(journal, 1);
        store.failNextSync();

        assertThatThrownBy(journal::sync).isInstanceOf(JournalException.class);

        assertThat(store.syncedSequence()).isZero();
        assertThatThrownBy(() -> frames.append(journal, 1)).isInstanceOf(JournalException.class);
    }
}
