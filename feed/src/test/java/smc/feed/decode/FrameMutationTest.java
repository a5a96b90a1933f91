package smc.feed.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Damaged frames: 50,000 of them, or as many as {@code -Dsmc.mutations} says; {@code -Dsmc.seed} reruns a failure. */
class FrameMutationTest {
    private static final int MUTATIONS = Integer.getInteger("smc.mutations", 50_000);
    private static final long SEED = Long.getLong("smc.seed", 6);

    private static final List<String> FRAMES = List.of(
            "{\"type\":\"trades\",\"sy\":\"SOLUSD\",\"p\":\"148.2500\",\"s\":1.0,\"r\":\"m\",\"t\":1775800366578410,\"ts\":1775800367003029}",
            "{\"type\":\"trades_snapshot\",\"sy\":\"SOLUSD\",\"d\":[{\"p\":\"2\",\"s\":2.0,\"t\":1775800366000003},{\"p\":\"2\",\"s\":2.5e1,\"t\":1775800366000004}]}",
            "{\"type\":\"mark_price\",\"sy\":\"MARK:SOLUSD\",\"p\":\"148.2486551\",\"ts\":1775814170680883}",
            "{\"type\":\"ticker\",\"sy\":\"SOLUSD\",\"ts\":1775814170680884,\"d\":[{\"s\":\"SOLUSD\",\"m\":\"72124.5\",\"q\":[null,true,{}]}]}",
            "{\"type\":\"candlestick_15m\",\"sy\":\"SOLUSD\",\"res\":\"15m\",\"o\":148.1,\"h\":148.4,\"l\":148.0,\"c\":148.25,\"v\":2826.0,\"ts\":1775814834503627}",
            "{\"type\":\"subscriptions\",\"channels\":[{\"name\":\"trades\",\"symbols\":[\"SOLUSD\"]},{\"name\":\"x\",\"error\":\"y \\u00e4\"}]}",
            "{\"type\":\"heartbeat\"}",
            "{\"type\":\"sim_step\",\"place\":42,\"ts\":1775814170680883}",
            "{\"message\":\"Subscription forbidden\",\"type\":\"error\"}");

    private static final String ALPHABET = "{}[]\",:\\0123456789.eE+-tfnaupsy \t\n\0\u0001";

    /** Sums what is told and fails on what must never be. */
    private static final class Sanity extends IgnoredFrames {
        private long told;

        @Override
        public void onTrade(int symbolIndex, long venueNanos, long priceE8, long contracts, boolean isReplayed) {
            assertThat(symbolIndex).isZero();
            assertThat(venueNanos).isPositive();
            assertThat(priceE8).isBetween(1L, FrameDecoder.PRICE_LIMIT_E8 - 1);
            assertThat(contracts).isPositive();
            told++;
        }

        @Override
        public void onMarkPrice(int symbolIndex, long venueNanos, long priceE8) {
            onTrade(symbolIndex, venueNanos, priceE8, 1, false);
        }

        @Override
        public void onFormingCandle(
                int symbolIndex,
                long venueNanos,
                long intervalNanos,
                long openTimeNanos,
                long openE8,
                long highE8,
                long lowE8,
                long closeE8,
                long contracts) {
            assertThat(intervalNanos).isPositive();
            assertThat(contracts).isNotNegative();
            assertThat(lowE8).isPositive().isLessThanOrEqualTo(Math.min(openE8, closeE8));
            assertThat(highE8).isGreaterThanOrEqualTo(Math.max(openE8, closeE8));
            told++;
        }

        @Override
        public void onHole(int symbolIndex, long fromNanos, long toNanos) {
            assertThat(symbolIndex).isZero();
            assertThat(fromNanos).isPositive().isLessThan(toNanos);
            told++;
        }

        @Override
        public void onStep(long place, long marketNanos, long toldPrivately) {
            assertThat(place).isNotNegative();
            assertThat(marketNanos).isPositive();
            told++;
        }
    }

    @Test
    void aDamagedFrameNeverThrowsAndWhatIsToldIsSane() {
        var sanity = new Sanity();
        var decoder = new FrameDecoder(new Symbols(List.of("SOLUSD")), sanity);
        var random = new Random(SEED);
        long refused = 0;

        for (int i = 0; i < MUTATIONS; i++) {
            byte[] frame = damaged(random);
            long toldBefore = sanity.told;
            Outcome outcome;
            try {
                outcome = decoder.decode(frame, 0, frame.length);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "seed " + SEED + ", mutation " + i + ": " + new String(frame, StandardCharsets.ISO_8859_1), e);
            }
            if (outcome != Outcome.DELIVERED) {
                assertThat(sanity.told).as("seed %d, mutation %d", SEED, i).isEqualTo(toldBefore);
            }
            refused += outcome.isRefusal() ? 1 : 0;
        }

        assertThat(refused).as("refused with seed %d", SEED).isGreaterThan(MUTATIONS / 2);
        assertThat(sanity.told).as("told with seed %d", SEED).isGreaterThan(MUTATIONS / 100);
    }

    private static byte[] damaged(Random random) {
        var text = new StringBuilder(FRAMES.get(random.nextInt(FRAMES.size())));
        for (int changes = 1 + random.nextInt(3); changes > 0 && !text.isEmpty(); changes--) {
            int at = random.nextInt(text.length());
            char other = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            switch (random.nextInt(6)) {
                case 0 -> text.setCharAt(at, other);
                case 1 -> text.insert(at, other);
                case 2 -> text.deleteCharAt(at);
                case 3 -> text.setLength(at);
                case 4 -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(40))));
                default -> text.setCharAt(at, (char) random.nextInt(256));
            }
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
