package smc.execution.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateException;
import smc.strategy.state.StateTree;
import smc.strategy.structure.Side;

/**
 * What a desk made again from a copy must know beside what the other scenarios ask of it; each {@link TradingDesk} makes one again after every input.
 * Mode B wants 5 at 151.60 (#1) with a stop at 148 (#2).
 */
class RemadeDeskTest {
    private static final String ABOVE = "152.60 152.80 152.30 152.40";

    private static TradingDesk wantingFive() {
        return DeskSetup.modeB()
                .byHand()
                .draw(Side.BULL, "152.00", "150.00")
                .candle(ABOVE)
                .accepted(1)
                .quietly();
    }

    /** The body beyond the edge ends the zone; the order is filled before its cancel has come, and holds on to the zone that is no more. */
    @Test
    void anEntryThatFillsWhenItsZoneIsGoneIsRememberedWithThatZone() {
        TradingDesk desk = wantingFive();
        desk.candle("152.40 152.50 149.50 149.60");
        assertThat(desk.requests()).contains("cancel #1");

        desk.filled(1, 5, "151.60").accepted(2);

        assertThat(desk.trades()).first().asString().startsWith("opened T1 B long, bull fresh, by #1 with stop #2");
        assertThat(desk.filled(2, 5, "148.00").trades())
                .contains("closed T1 B EMERGENCY_STOP: gain -18, fees 0, funding 0, capital 82");
    }

    /** No sense can be made of it, but it is what the venue said, and a snapshot taken then must be one that can be gone on from. */
    @Test
    void anOrderThatTheVenueEditedToNothingIsRememberedAsThat() {
        TradingDesk desk = wantingFive();

        desk.edited(1, 0, "151.60").cancelled(1);

        assertThat(desk.changes()).containsExactly("#1 CANCELLED 0 at 0");
    }

    /** Cool-down, capital and the mark that the zone was traded are all that is left of a trade. */
    @Test
    void whatIsLeftOfAClosedTradeIsRemembered() {
        TradingDesk desk = wantingFive().filled(1, 5, "151.60").accepted(2, 3).filled(2, 5, "148.00");
        desk.draw(Side.BULL, "151.00", "150.50").candle(ABOVE).quietly();

        // The old zone is traded. For the new one the plan was made at the close of the candle in which the stop
        // filled: three candles are left.
        desk.candle("152.40 152.50 150.60 152.40");

        assertThat(desk.capital()).isEqualTo("82");
        assertThat(desk.verdicts())
                .containsExactly("B bull fresh 151.6 ALREADY_TRADED", "B bull fresh 150.9 COOLDOWN candles_left=3");
    }

    @Test
    void aCopyWithoutADeskOrOfANewerBuildIsRefusedAndItIsSaidWhere() {
        DeskSetup setup = DeskSetup.modeB();
        var desk = new SymbolDesks(setup, new RecordedEffects(setup.modes(), setup.capitalE8())).of(0);
        var copy = new StateCopy();
        copy.beginList("desks").begin("", 99).end().begin("", 1).end().end();
        var told = StateTree.of(copy).objects("desks");

        assertThatThrownBy(() -> desk.restore(told.getFirst()))
                .isInstanceOf(StateException.class)
                .hasMessage("expected version 1 of desks[0], was 99: a newer build has written it");
        assertThatThrownBy(() -> desk.restore(told.getLast()))
                .isInstanceOf(StateException.class)
                .hasMessage("expected true or false at desks[1].isTradingOn, was nothing");
    }
}
