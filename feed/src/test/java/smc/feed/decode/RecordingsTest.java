package smc.feed.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import smc.SharedData;

/** Real traffic through the decoder: Delta's of 2021, and another venue's, of which not one frame may be taken. */
class RecordingsTest {
    private static final List<String> SYMBOLS_OF_2021 = List.of(
            "C-ETH-3200-311221",
            "P-BNB-600-291121",
            "C-ETH-4000-250322",
            "P-ETH-5600-311221",
            "C-BNB-540-031221",
            "P-ETH-3500-280122",
            "C-BNB-560-031221",
            "C-ETH-4450-301121",
            "P-BNB-560-031221",
            "P-ETH-4000-250322");

    private final RecordedFrames frames = new RecordedFrames();
    private final FrameDecoder decoder = new FrameDecoder(new Symbols(SYMBOLS_OF_2021), frames);

    @Test
    void deltasFramesOf2021AreUnderstood() throws IOException {
        Map<Outcome, Integer> outcomes = decodeAll(SharedData.file("data/websocket/delta-global-ws-20211129.txt.gz"));

        // 309 order books and 10 candles in which nothing traded yet. One acknowledgement. A request of ours is no
        // frame
        // of the venue's.
        assertThat(outcomes)
                .containsOnly(
                        Map.entry(Outcome.IGNORED, 319),
                        Map.entry(Outcome.DELIVERED, 1),
                        Map.entry(Outcome.UNKNOWN_TYPE, 1));
        assertThat(frames.told)
                .hasSize(30)
                .contains("subscribed all_trades 0", "subscribed candlestick_1m 9", "subscribed l2_orderbook 5");
    }

    @Test
    void anAnswerOfManyHundredProductsIsTooLong() throws IOException {
        assertThat(decodeAll(SharedData.file("data/websocket/delta-global-products-20211129.txt.gz")))
                .containsKey(Outcome.TOO_LONG)
                .doesNotContainKey(Outcome.DELIVERED);
    }

    @Test
    void anotherVenuesFramesHaveNoType() throws IOException {
        for (Path recording : SharedData.files("data/websocket", "*-binance-ws-*.txt.gz")) {
            assertThat(decodeAll(recording).keySet()).as(recording.toString()).containsExactly(Outcome.UNKNOWN_TYPE);
        }
        assertThat(frames.told).isEmpty();
    }

    /** A line is a time, or where it was sent, and the message from its first brace. */
    private Map<Outcome, Integer> decodeAll(Path recording) throws IOException {
        var outcomes = new EnumMap<Outcome, Integer>(Outcome.class);
        try (var lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(recording)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int brace = line.indexOf('{');
                if (brace >= 0) {
                    byte[] frame = line.substring(brace).getBytes(StandardCharsets.UTF_8);
                    outcomes.merge(decoder.decode(frame, 0, frame.length), 1, Integer::sum);
                }
            }
        }
        System.out.println(recording.getFileName() + ": " + outcomes);
        return outcomes;
    }
}
