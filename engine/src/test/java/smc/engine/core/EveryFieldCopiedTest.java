package smc.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No field of what remembers something is forgotten in its copy: each is one that is copied, or one of which it is said here why it need not be. */
class EveryFieldCopiedTest {
    /**
     * The fields of a class.
     *
     * @param copied by its {@code copyTo}, or by that of who owns it
     * @param given to whoever is made again: who it is, its settings, whom it calls, and what is made of those alone
     * @param noState what nothing is read from before it is written again within one input, or what only spares working it out
     */
    record Remembering(String name, String copied, String given, String noState) {
        private static Remembering of(String name, String copied, String given, String noState) {
            return new Remembering(name, copied, given, noState);
        }

        private Set<String> known() {
            var known = new TreeSet<String>();
            for (String fields : List.of(copied, given, noState)) {
                known.addAll(List.of(fields.split(" ", -1)));
            }
            known.remove("");
            return known;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Remembering> classes() {
        return Stream.of(
                Remembering.of(
                        "smc.strategy.block.OrderBlockDetector",
                        "averageTrueRange structure blocks candles created lastOpenTimeNanos lastOpenE8 lastHighE8"
                                + " lastLowE8 lastCloseE8",
                        "listener",
                        ""),
                Remembering.of(
                        "smc.strategy.candle.AverageTrueRange",
                        "ringE8 next filled sumE8 previousCloseE8", // as the ranges, oldest first; the last close is
                        // the detector's
                        "",
                        ""),
                Remembering.of(
                        "smc.strategy.structure.MarketStructure",
                        "phase boxHighE8 boxLowE8 bosE8 chochE8 fromIndex extreme highest lowest"
                                + " previousOpenE8 previousCloseE8", // these two are the detector's last
                        "listener",
                        "current"), // the candle being worked on
                Remembering.of(
                        "smc.strategy.structure.CandleMark", "present index openTimeNanos highE8 lowE8 atrE8", "", ""),
                Remembering.of(
                        "smc.strategy.block.LiveBlocks",
                        "originNanos bornNanos topE8 bottomE8 number isBreaker bullFreshBottoms bullBreakerTops"
                                + " bearFreshTops bearBreakerBottoms", // as blocks
                        "listener",
                        "freeSlots free changed quietFromE8 quietToE8"), // where they lie, and where nothing can happen
                Remembering.of(
                        "smc.strategy.candle.CandleBuilder",
                        "forming following formingNanos lastCloseE8 missedFromNanos missedToNanos ignoredTrades"
                                + " endNanos",
                        "intervalNanos graceNanos",
                        ""),
                Remembering.of(
                        "smc.strategy.candle.CandleBuilder$Slot",
                        "hasTrade openE8 highE8 lowE8 closeE8 contracts", // without a trade it is left out
                        "",
                        ""),
                Remembering.of("smc.strategy.number.ProductSum", "high low", "", ""),
                Remembering.of(
                        "smc.execution.desk.Market",
                        "nowNanos pendingCloseNanos index openTimeNanos openE8 highE8 lowE8 closeE8 atrE8 isTrusted"
                                + " formingHighE8 formingLowE8",
                        "timeframeNanos",
                        ""),
                Remembering.of(
                        "smc.execution.desk.Zone",
                        "side state originNanos topE8 bottomE8 number isArmed isTraded isEnded planned entry value1"
                                + " value2 value3 entryE8 isThin",
                        "instrument settings direction stopEdgeE8",
                        "sizedContracts sizedCapitalE8 entryStopE8 entryCapitalE8" // worked out again when asked
                                + " copiedIn copiedAs"), // of the copy being made
                Remembering.of(
                        "smc.execution.desk.Entry",
                        "zone order stop atrE8 terms tradeId wasReachedBeforeLive wasSwitchedOff wasReached hasYielded"
                                + " isFlattened refusalCode",
                        "",
                        "copiedIn"),
                Remembering.of(
                        "smc.execution.order.Order",
                        "id purpose type direction priceE8 contracts filledContracts filledPriceContractsE8 state"
                                + " wantedPriceE8 wantedContracts isCancelRequested wasFinalAtClose",
                        "",
                        "copiedIn"),
                Remembering.of(
                        "smc.execution.desk.OpenTrade",
                        // The zone is its entry's.
                        "position entry zone stop replacedStop target exit bestE8 stopE8 stopReason isTargetReached"
                                + " isTrailArmed exitReason exitDecidedIndex blockedExits failedExits exitNotBeforeNanos",
                        "instrument settings terms", // those of its entry
                        ""),
                Remembering.of(
                        "smc.execution.position.Position",
                        "tradeId direction entryAtrE8 entryIndex enteredContracts exitedContracts"
                                + " entryPriceContractsE8 exitPriceContractsE8 shortfallPriceContractsE8 feesE8 fundingE8",
                        "instrument",
                        "gainPriceContractsE8"), // cleared before each use
                Remembering.of(
                        "smc.execution.desk.Scope",
                        "longExitIndex shortExitIndex lastEntryFillIndex lastEntryFillTradeId",
                        "desks",
                        ""),
                Remembering.of("smc.execution.order.OrderIds", "base orders trades", "", ""),
                Remembering.of(
                        "smc.execution.desk.TradeKeeper",
                        "capitalE8 trade",
                        "accountId mode instrument market scope ids orders exits risk out",
                        ""),
                Remembering.of(
                        "smc.execution.desk.EntryRules",
                        "isTradingOn", // by the desk
                        "accountId instrument settings market scope trades risk out",
                        "scopeTradeId isScopeEntering hasUnansweredEntry"), // asked anew at every close
                Remembering.of(
                        "smc.execution.desk.CandleCloseEntries",
                        "decided sent contracts atrE8 deadlineNanos openTimeNanos openE8 highE8 lowE8 closeE8",
                        "desk market",
                        "touched"), // cleared at every close
                Remembering.of(
                        "smc.execution.desk.RestingEntries",
                        "",
                        "desk market",
                        "eligible nearest"), // made by the plan of a close, and used up by it
                Remembering.of(
                        "smc.execution.desk.DeskOrders",
                        "entries orders endedEntries endedOrders closesToTidy",
                        "accountId instrument ids market risk out",
                        ""),
                Remembering.of(
                        "smc.execution.desk.Zones",
                        "zones",
                        "instrument settings",
                        "born withdrawn hasEndedZone"), // empty between two inputs: copyTo holds it
                Remembering.of(
                        "smc.execution.desk.Desk",
                        "orders zones trades rules mode risk",
                        "accountId settings market scope instrument out reports riskWatch",
                        "told"),
                Remembering.of(
                        "smc.execution.risk.DeskRisk",
                        "state reason untilNanos found allowed equityE8 peakE8 day dayStartE8 orders lost isUsed",
                        "accountId gate isOn",
                        "hasChanged"), // taken whenever it was set
                Remembering.of(
                        "smc.execution.risk.RiskGate",
                        "quotes orderTimes clockOffsetNanos stageCapE8",
                        "settings exposures",
                        "found allowed"), // of the refusal that is being told
                Remembering.of("smc.execution.risk.RiskGate$Quote", "lastE8 markE8 bidE8 askE8 heardNanos", "", ""),
                Remembering.of(
                        "smc.execution.risk.OrderTimes",
                        "nanos count", // those of the last minute: nobody asks for others
                        "",
                        ""),
                Remembering.of("smc.engine.core.OfficialCandles", "confirmed awaited tooEarly", "", ""),
                Remembering.of("smc.engine.core.VenueHistory", "detector chain", "", ""),
                Remembering.of(
                        "smc.engine.core.SymbolCore",
                        "builder market desks official rebuilt detector candleNanos early",
                        "instrumentId effects intervalNanos onBuilt hashEveryNanos",
                        "hash"), // taken whenever it was filled
                Remembering.of(
                        "smc.engine.core.TradingCore",
                        "symbols ids gate nowNanos hasStarted",
                        "desks effects settings settingsOf", // the settings in force are those of the copy's
                        // configuration
                        "copy"));
    }

    @ParameterizedTest
    @MethodSource("classes")
    void eachFieldIsCopiedOrItIsSaidWhyNot(Remembering one) throws ClassNotFoundException {
        var fields = new TreeSet<String>();
        for (Field field : Class.forName(one.name).getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                fields.add(field.getName());
            }
        }

        assertThat(fields)
                .as(
                        "fields of %s: put a new one into its copyTo and restore, raise its version, and name it here;"
                                + " or name it here with the reason why it is no state",
                        one.name)
                .isEqualTo(one.known());
    }
}
