package smc.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.event.Inputs;
import smc.engine.view.EngineImage;
import smc.execution.risk.RiskReason;
import smc.execution.risk.TradingState;
import smc.execution.venue.VenuePosition;

/** Starts after which only a person lets an account trade: behind an engine that failed, and without the data of before. */
class HaltedStartTest {
    private static final int HISTORY = 400;

    @TempDir
    private Path data;

    @Test
    void behindAnEngineThatFailedEverythingIsHaltedUntilSomebodyResumesIt() throws Exception {
        try (var rig = LiveRig.open(data).running(HISTORY)) {
            assertThat(states(rig)).containsOnly(TradingState.ACTIVE);
        }

        try (var rig = LiveRig.openAfter("the disk was full", data).running(HISTORY)) {
            assertThat(states(rig)).containsOnly(TradingState.HALTED);
            EngineImage.Standing standing =
                    rig.engine.view().image().desks().getFirst().standing();
            assertThat(standing.reason()).contains(RiskReason.FAULT);
            assertThat(standing.why()).contains("the disk was full");
        }

        try (var rig = LiveRig.open(data).running(HISTORY)) { // killed, and nobody has resumed it
            assertThat(states(rig)).containsOnly(TradingState.HALTED);
            acknowledge(rig);
            assertThat(states(rig)).containsOnly(TradingState.HALTED);

            tell(
                    rig,
                    input -> input.onStateAsked(
                            Inputs.ALL, Inputs.ALL, TradingState.ACTIVE, RiskReason.OPERATOR, "me", "looked at it"));

            assertThat(states(rig)).containsOnly(TradingState.ACTIVE);
        }
    }

    @Test
    void anAccountThatHasTradedBeforeItsDataFolderIsHaltedUntilSomebodyKnows() throws Exception {
        try (var rig = LiveRig.open(data)) {
            rig.venue.past.put(1, 12L);
            rig.running(HISTORY);

            assertThat(reasons(rig))
                    .containsExactly(
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(RiskReason.DATA_LOST),
                            Optional.of(RiskReason.DATA_LOST));
        }

        try (var rig = LiveRig.open(data).running(HISTORY)) {
            assertThat(reasons(rig)).filteredOn(Optional::isPresent).hasSize(2);
            acknowledge(rig);

            assertThat(reasons(rig)).containsOnly(Optional.empty());
        }
    }

    @Test
    void aPositionOfBeforeHaltsItsAccountTooAndOnlyAtTheFirstStart() throws Exception {
        try (var rig = LiveRig.open(data)) {
            rig.venue.positions.add(new VenuePosition(0, LiveRig.SOL, 5, 150 * 100_000_000L));
            rig.running(HISTORY);

            assertThat(reasons(rig).subList(0, 2)).containsOnly(Optional.of(RiskReason.DATA_LOST));
            acknowledge(rig);
        }

        try (var rig = LiveRig.open(data)) { // it holds something else than the engine, and nothing was lost since
            rig.venue.positions.add(new VenuePosition(0, LiveRig.SOL, 5, 150 * 100_000_000L));
            rig.running(HISTORY);

            assertThat(reasons(rig)).containsOnly(Optional.empty());
        }
    }

    private static void acknowledge(LiveRig rig) throws InterruptedException {
        tell(
                rig,
                input -> input.onStateAsked(
                        Inputs.ALL, Inputs.ALL, TradingState.ACTIVE, RiskReason.DATA_LOST, "me", "the disk is new"));
    }

    private static void tell(LiveRig rig, Consumer<Inputs> input) throws InterruptedException {
        rig.engine.tell(input);
    }

    private static List<TradingState> states(LiveRig rig) {
        return rig.engine.view().image().desks().stream()
                .map(desk -> desk.standing().state())
                .toList();
    }

    private static List<Optional<RiskReason>> reasons(LiveRig rig) {
        return rig.engine.view().image().desks().stream()
                .map(desk -> desk.standing().reason())
                .toList();
    }
}
