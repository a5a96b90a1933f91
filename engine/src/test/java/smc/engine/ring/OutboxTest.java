package smc.engine.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import smc.engine.ring.RingSettings.Sync;
import smc.execution.order.OrderReport.Accepted;

/** Reports of the venue while the ring is full. */
class OutboxTest {
    @Test
    void withRoomInTheRingNothingWaits() {
        try (var rig = new RingRig(Sync.REQUESTS)) {
            var outbox = new Outbox(rig.ring, 1);

            outbox.send(1, inputs -> inputs.onOrderReport(0, 0, new Accepted(1)));
            outbox.send(2, inputs -> inputs.onOrderReport(0, 0, new Accepted(2)));
            rig.ring.await();

            assertThat(outbox.waiting()).isZero();
            assertThat(rig.left).containsExactly(1L, 2L);
        }
    }

    @Test
    void whatWaitedEntersInItsOrderBeforeWhatCameLater() {
        try (var rig = new RingRig(Sync.REQUESTS)) {
            var outbox = new Outbox(rig.ring, 3);
            rig.plantGate(1).trades(1);
            rig.awaitGate();
            rig.trades(RingRig.SLOTS - 1);
            for (long orderId = 1; orderId <= 3; orderId++) {
                long id = orderId;
                outbox.send(1_000, inputs -> inputs.onOrderReport(0, 0, new Accepted(id)));
            }
            assertThat(outbox.waiting()).isEqualTo(3);

            rig.openGate();
            rig.ring.await();
            outbox.send(1_000, inputs -> inputs.onOrderReport(0, 0, new Accepted(4)));
            rig.ring.await();

            assertThat(outbox.waiting()).isZero();
            assertThat(rig.journaled().stream()
                            .skip(RingRig.SLOTS)
                            .map(frame -> frame.messages().getFirst().toText()))
                    .extracting(text -> text.substring(text.lastIndexOf('=') + 1))
                    .containsExactly("1", "2", "3", "4");
        }
    }

    @Test
    void oneMoreThanMayWaitIsAFault() {
        try (var rig = new RingRig(Sync.REQUESTS)) {
            var outbox = new Outbox(rig.ring, 2);
            rig.plantGate(1).trades(1);
            rig.awaitGate();
            rig.trades(RingRig.SLOTS - 1);
            outbox.send(1_000, inputs -> inputs.onOrderReport(0, 0, new Accepted(1)));
            outbox.send(1_000, inputs -> inputs.onOrderReport(0, 0, new Accepted(2)));

            assertThatThrownBy(() -> outbox.send(1_000, inputs -> inputs.onOrderReport(0, 0, new Accepted(3))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("at most 2 inputs");
        }
    }
}
