package smc.ops.question;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.exchange.matching.VenueSettings;
import smc.ops.journal.Moment;
import smc.ops.question.Difference.Cause;

/** What happened against a backtest of the same trades. */
class ParityTest {
    @TempDir
    private Path data;

    private Parity parity(VenueSettings venue) throws IOException {
        RecordedDays.record(data, venue);
        return Parity.of(Market.of(data, Moment.END));
    }

    private static List<Difference> differences(Parity parity) {
        return parity.days().stream().flatMap(day -> day.differences().stream()).toList();
    }

    @Test
    void withoutLatencyAndFaultsThereIsNoDifference() throws IOException {
        Parity parity = parity(VenueSettings.DEFAULTS);

        assertThat(differences(parity)).isEmpty();
        assertThat(parity.days())
                .hasSizeGreaterThan(5)
                .allMatch(day -> day.recorded().equals(day.backtest()));
        assertThat(parity.days())
                .anyMatch(day -> day.ofCandles().orElseThrow().trades() > 0)
                .allMatch(day -> day.judgedAlike() <= day.recorded().touches());
        assertThat(parity.days().stream()
                        .mapToLong(day -> day.recorded().trades())
                        .sum())
                .isGreaterThan(10);
    }

    /** A row's four trades are minutes apart, so that an order under way for six misses some of them. */
    @Test
    void withLatencyEachDifferenceIsExplainedByIt() throws IOException {
        Parity parity = parity(new VenueSettings(2, 1, TimeUnit.MINUTES.toNanos(6), false));

        assertThat(differences(parity))
                .isNotEmpty()
                .allMatch(difference ->
                        difference.cause() == Cause.LATENCY || difference.cause() == Cause.EARLIER_DIFFERENCE);
        assertThat(differences(parity).getFirst().cause()).isEqualTo(Cause.LATENCY);
        assertThat(differences(parity).getFirst().evidence()).isEqualTo("an answer took 360,000 ms");
        assertThat(parity.withoutCause()).isZero();
    }

    /** A row's trades are of a few thousand contracts, and with so much capital an order is of more. */
    @Test
    void ordersThatFillInPartsAreToldAsSuch() throws IOException {
        RecordedDays.record(
                data,
                RecordedDays.CONFIGURATION.with(
                        Map.of(
                                "account-a.capitalUsdPerSymbol", "10000000",
                                "account-b.capitalUsdPerSymbol", "10000000"),
                        "test"),
                new VenueSettings(2, 1, 0, true),
                VenueSettings.DEFAULTS);

        Parity parity = Parity.of(Market.of(data, Moment.END));

        assertThat(differences(parity).getFirst().cause()).isEqualTo(Cause.PARTIAL_FILL);
        assertThat(parity.withoutCause()).as("%s", differences(parity)).isZero();
    }

    /** A venue that is another than it was said to be is no cause that a journal can show. */
    @Test
    void whatNothingExplainsIsSaidToHaveNoCause() throws IOException {
        RecordedDays.record(
                data, RecordedDays.CONFIGURATION, new VenueSettings(5, 1, 0, false), VenueSettings.DEFAULTS);

        Market market = Market.of(data, Moment.END);
        Parity parity = Parity.of(market);

        assertThat(differences(parity).getFirst().cause()).isEqualTo(Cause.NONE);
        assertThat(parity.withoutCause()).isPositive();
        FirstDifference error =
                WhatIf.of(market, Optional.empty(), Window.ALL).modelError().orElseThrow();
        assertThat(error.one().orElseThrow().words()).matches("(enters|leaves) with .*");
        assertThat(error.other().orElseThrow().words()).matches("(enters|leaves) with .*");
        assertThat(error.one().orElseThrow().sequence()).isPositive();
    }

    /** What is said to follow from another follows from one that is a trade's, of the same symbol, and came before. */
    @Test
    void whatFollowsNamesWhatItFollowsFrom() throws IOException {
        List<Difference> differences = differences(parity(new VenueSettings(2, 1, TimeUnit.MINUTES.toNanos(6), false)));

        assertThat(differences)
                .filteredOn(difference -> difference.cause() == Cause.EARLIER_DIFFERENCE)
                .isNotEmpty()
                .allSatisfy(difference -> {
                    int number = Integer.parseInt(difference.evidence().replace("difference ", ""));
                    Difference before = differences.get(number - 1);
                    assertThat(before.number()).isEqualTo(number).isLessThan(difference.number());
                    assertThat(before.what()).startsWith("trade of");
                    assertThat(before.instrumentId()).isEqualTo(difference.instrumentId());
                    assertThat(before.atNanos()).isLessThanOrEqualTo(difference.atNanos());
                });
    }
}
