package smc.engine.event.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.engine.event.codec.Calls.CONTENT;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import smc.engine.event.Call;

class SyncRuleTest {
    /** What leaves for the venue, what an operator did, the start of an epoch, and that of which a snapshot was taken. */
    private static final Set<String> ASKING = Set.of(
            "submit",
            "edit",
            "cancel",
            "onTradingSwitched",
            "onEngineStarted",
            "onSnapshotAsked",
            "onCapitalMoved",
            "onStateAsked",
            "onFlattenAsked",
            "onStageSet",
            "stateChanged");

    private final List<Call> everyInput = Calls.ofEveryInput(new SplittableRandom(1));
    private final List<Call> everyEffect = Calls.ofEveryEffect(new SplittableRandom(2));

    @Test
    void requestsOperatorsAndStartsAskForASyncAndNothingElseDoes() {
        for (Call input : everyInput) {
            assertThat(asks(List.of(input))).as("%s", input).isEqualTo(isAsking(input));
        }
        for (Call effect : everyEffect) {
            assertThat(asks(List.of(quiet(everyInput), effect)))
                    .as("%s", effect)
                    .isEqualTo(isAsking(effect));
        }
    }

    @Test
    void oneThatAsksIsFoundBehindAnyThatDoNot() {
        Call asking =
                everyEffect.stream().filter(SyncRuleTest::isAsking).findFirst().orElseThrow();
        List<Call> quiet = Stream.concat(
                        Stream.of(quiet(everyInput)), everyEffect.stream().filter(effect -> !isAsking(effect)))
                .toList();

        assertThat(asks(quiet)).isFalse();
        assertThat(asks(Stream.concat(quiet.stream(), Stream.of(asking)).toList()))
                .isTrue();
    }

    private static Call quiet(List<Call> calls) {
        return calls.stream().filter(call -> !isAsking(call)).findFirst().orElseThrow();
    }

    private static boolean isAsking(Call call) {
        return ASKING.contains(call.word());
    }

    private static boolean asks(List<Call> calls) {
        UnsafeBuffer slot = FrameWriter.newSlot();
        FrameWriter writer = Calls.begin(calls, slot);
        return SyncRule.asksForSync(slot, CONTENT, writer.position());
    }
}
