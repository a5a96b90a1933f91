package smc.strategy.candle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HistoryChainTest {
    private static final List<Candle> CANDLES = RandomCandles.walk(5, 200);

    private static HistoryMark markOf(List<Candle> candles) {
        var chain = new HistoryChain();
        candles.forEach(chain::add);
        return chain.mark();
    }

    /** Worked out from the definition, by the JDK's own writer of big-endian numbers. */
    @Test
    void aHashIsThatOfTheOneBeforeAndOfTheCandlesTimeAndPrices() throws Exception {
        byte[] hash = new byte[32];
        for (Candle candle : CANDLES) {
            hash = MessageDigest.getInstance("SHA-256")
                    .digest(ByteBuffer.allocate(72)
                            .put(hash)
                            .putLong(candle.openTimeNanos())
                            .putLong(candle.openE8())
                            .putLong(candle.highE8())
                            .putLong(candle.lowE8())
                            .putLong(candle.closeE8())
                            .array());
        }
        ByteBuffer words = ByteBuffer.wrap(hash);

        assertThat(markOf(CANDLES))
                .isEqualTo(new HistoryMark(
                        CANDLES.getFirst().openTimeNanos(),
                        CANDLES.getLast().openTimeNanos(),
                        200,
                        words.getLong(),
                        words.getLong(),
                        words.getLong(),
                        words.getLong()));
    }

    @Test
    void withoutACandleTheMarkIsAllZeros() {
        assertThat(new HistoryChain().mark()).isEqualTo(new HistoryMark(0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void aChainMadeOfAMarkGoesOnAsTheOneThatGaveIt() {
        for (int kept = 0; kept <= CANDLES.size(); kept++) {
            var chain = new HistoryChain(markOf(CANDLES.subList(0, kept)));
            CANDLES.subList(kept, CANDLES.size()).forEach(chain::add);

            assertThat(chain.mark()).as("kept %d", kept).isEqualTo(markOf(CANDLES));
        }
    }

    @ParameterizedTest
    @MethodSource("otherHistories")
    void anotherHistoryHasAnotherHash(List<Candle> other) {
        HistoryMark mark = markOf(CANDLES);
        HistoryMark otherMark = markOf(other);

        assertThat(List.of(otherMark.hash1(), otherMark.hash2(), otherMark.hash3(), otherMark.hash4()))
                .doesNotContain(mark.hash1(), mark.hash2(), mark.hash3(), mark.hash4());
    }

    private static Stream<List<Candle>> otherHistories() {
        Candle one = CANDLES.get(70);
        return Stream.of(
                with(new Candle(one.openTimeNanos() + 1, one.openE8(), one.highE8(), one.lowE8(), one.closeE8(), 1)),
                with(new Candle(one.openTimeNanos(), one.openE8() + 1, one.highE8(), one.lowE8(), one.closeE8(), 1)),
                with(new Candle(one.openTimeNanos(), one.openE8(), one.highE8() + 1, one.lowE8(), one.closeE8(), 1)),
                with(new Candle(one.openTimeNanos(), one.openE8(), one.highE8(), one.lowE8() - 1, one.closeE8(), 1)),
                with(new Candle(one.openTimeNanos(), one.openE8(), one.highE8(), one.lowE8(), one.closeE8() + 1, 1)),
                CANDLES.subList(1, CANDLES.size()),
                CANDLES.subList(0, CANDLES.size() - 1),
                Stream.concat(CANDLES.stream().limit(70), CANDLES.stream().skip(71))
                        .toList());
    }

    private static List<Candle> with(Candle candle) {
        var candles = new ArrayList<>(CANDLES);
        candles.set(70, candle);
        return candles;
    }

    /** No rule reads them. */
    @Test
    void contractsDoNotCount() {
        Candle one = CANDLES.get(70);
        List<Candle> otherContracts = with(new Candle(
                one.openTimeNanos(), one.openE8(), one.highE8(), one.lowE8(), one.closeE8(), one.contracts() + 5));

        assertThat(markOf(otherContracts)).isEqualTo(markOf(CANDLES));
    }
}
