package smc.engine.event.text;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import smc.engine.event.MarketEvent.BlockBorn;
import smc.engine.event.MarketEvent.BlockFound;
import smc.engine.event.MarketEvent.CandleClosed;
import smc.engine.event.codec.EffectEncoder;
import smc.engine.event.codec.EventSchema;
import smc.engine.event.codec.FrameException;
import smc.engine.event.codec.FrameWriter;
import smc.engine.event.codec.InputEncoder;
import smc.execution.desk.event.DeskEvent.OrderChanged;
import smc.execution.order.OrderRequest.Cancel;
import smc.execution.order.OrderState;
import smc.strategy.block.BlockState;
import smc.strategy.candle.Candle;
import smc.strategy.structure.Side;

class FrameTextTest {
    private static final int CONTENT = 32;

    /** 2025-01-01T00:15:01.000000001Z: 20,089 days of 86,400 s since 1970, 901 s and 1 ns. */
    private static final long QUARTER_PAST_NANOS = (20_089L * 86_400 + 901) * 1_000_000_000 + 1;

    private final UnsafeBuffer slot = FrameWriter.newSlot();
    private final FrameWriter writer = new FrameWriter();
    private final InputEncoder inputs = new InputEncoder(writer);
    private final EffectEncoder effects = new EffectEncoder(writer);
    private final FrameText text = new FrameText();

    @BeforeEach
    void startsAFrame() {
        writer.start(slot, CONTENT);
    }

    private List<MessageText> messages() {
        return text.messages(slot, CONTENT, writer.end() - CONTENT);
    }

    @Test
    void showsPricesAsDecimalsTimesInUtcAndNamesWithoutUnits() {
        inputs.onTrade(0, QUARTER_PAST_NANOS, 15_240_000_000L, 3);

        assertThat(messages())
                .extracting(MessageText::toText)
                .containsExactly("onTrade instrument=0 venue=2025-01-01T00:15:01.000000001Z price=152.4 contracts=3");
    }

    /** What a person says may hold anything; a line stays a line, and JSON stays JSON. */
    @Test
    void wordsStandInQuotesWhereTheyAreNotOneWord() {
        inputs.onStageSet(2_000_000_000L, "me", "said \"no\" \\ twice\nand went");

        MessageText message = messages().getFirst();

        assertThat(message.toText())
                .isEqualTo("onStageSet cap=20 who=me why=\"said \\\"no\\\" \\\\ twice\\u000aand went\"");
        assertThat(message.toJson())
                .isEqualTo(
                        "{\"message\":\"onStageSet\",\"cap\":\"20\",\"who\":\"me\",\"why\":\"said \\\"no\\\" \\\\ twice\\u000aand went\"}");
    }

    @Test
    void showsAFrameInItsOrder() {
        inputs.onClock();
        effects.seen(new BlockBorn(1, 0, Side.BEAR, 1, -1, 0, 7));
        effects.concluded(new OrderChanged(5, 2, 1, OrderState.PARTLY_FILLED, 4, 99_000_000));

        assertThat(messages())
                .extracting(MessageText::toText)
                .containsExactly(
                        "onClock",
                        "blockBorn instrument=1 candle=1970-01-01T00:00:00.000000000Z side=BEAR"
                                + " origin=1970-01-01T00:00:00.000000001Z top=-0.00000001 bottom=0 number=7",
                        "orderChanged order=5 account=2 instrument=1 state=PARTLY_FILLED filledContracts=4"
                                + " averagePrice=0.99");
    }

    /** Beyond 2^53 a JSON number is read as another one. */
    @Test
    void jsonHoldsIdsTimesAndDecimalsAsStrings() {
        inputs.onEngineStarted(3, 0xabcL, 1L << 60, -2);
        effects.seen(new CandleClosed(0, new Candle(QUARTER_PAST_NANOS, 1, 2, 3, 4, 5), true));
        effects.seen(new BlockFound(0, Side.BULL, BlockState.FRESH, 0, 100_000_000, 0, 0));

        assertThat(messages())
                .extracting(MessageText::toJson)
                .containsExactly(
                        "{\"message\":\"onEngineStarted\",\"epoch\":\"3\",\"configHash\":\"0000000000000abc\","
                                + "\"keptSequence\":\"1152921504606846976\",\"cutReason\":-2}",
                        "{\"message\":\"candleClosed\",\"instrument\":0,\"candle\":\"2025-01-01T00:15:01.000000001Z\","
                                + "\"open\":\"0.00000001\",\"high\":\"0.00000002\",\"low\":\"0.00000003\","
                                + "\"close\":\"0.00000004\",\"contracts\":5,\"isTrusted\":true}",
                        "{\"message\":\"blockFound\",\"instrument\":0,\"side\":\"BULL\",\"state\":\"FRESH\","
                                + "\"origin\":\"1970-01-01T00:00:00.000000000Z\",\"top\":\"1\",\"bottom\":\"0\","
                                + "\"number\":\"0\"}");
    }

    @Test
    void showsTheFirstAndTheLastTimeThatALongHolds() {
        inputs.onTradesMissed(0, Long.MIN_VALUE, Long.MAX_VALUE);

        assertThat(messages().getFirst().toText())
                .isEqualTo("onTradesMissed instrument=0 from=1677-09-21T00:12:43.145224192Z"
                        + " to=2262-04-11T23:47:16.854775807Z");
    }

    @Test
    void leavesOutWhatAnOlderMessageLacks() {
        inputs.onTrade(0, QUARTER_PAST_NANOS, 15_240_000_000L, 3);
        slot.putInt(CONTENT, 8 + 20, LITTLE_ENDIAN);
        slot.putShort(CONTENT + 4, (short) 20, LITTLE_ENDIAN);

        assertThat(text.messages(slot, CONTENT, 4 + 8 + 20))
                .extracting(MessageText::toText)
                .containsExactly("onTrade instrument=0 venue=2025-01-01T00:15:01.000000001Z price=152.4");
    }

    @Test
    void showsAMessageItDoesNotKnowByItsNumber() {
        inputs.onClock();
        effects.wanted(new Cancel(1, 2, 3));
        slot.putShort(CONTENT + 6, (short) 98, LITTLE_ENDIAN);

        assertThat(messages())
                .extracting(MessageText::toJson)
                .containsExactly(
                        "{\"message\":\"unknown\",\"template\":98,\"version\":" + EventSchema.VERSION + "}",
                        "{\"message\":\"cancel\",\"order\":\"1\",\"account\":2,\"instrument\":3}");
    }

    @Test
    void showsACodeItDoesNotKnowByItsNumber() {
        inputs.onTradingSwitched(1, true);
        slot.putByte(writer.position() - 1, (byte) 200);

        assertThat(messages().getFirst().toJson())
                .isEqualTo("{\"message\":\"onTradingSwitched\",\"account\":1,\"isOn\":\"200\"}");
    }

    @Test
    void saysWhereAFrameIsCut() {
        inputs.onTrade(1, 2, 3, 4);

        assertThatThrownBy(() -> text.messages(slot, CONTENT, 39))
                .isInstanceOf(FrameException.class)
                .hasMessageContaining("at byte 32, was 36");
    }
}
