package smc.ops.journal.life;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import smc.engine.event.codec.FrameReader;
import smc.engine.view.NoEffects;
import smc.engine.view.NoInputs;
import smc.execution.desk.event.DeskEvent;
import smc.execution.order.OrderRequest;
import smc.execution.risk.RiskReason;
import smc.execution.risk.TradingState;
import smc.journal.CutReason;
import smc.journal.Frame;
import smc.journal.FrameListener;
import smc.journal.chronicle.ChronicleReader;

/** How an engine lived by the frames of its journal. A frame comes many times a second while it runs, so a time without one is a time without it. */
public final class EngineLife implements FrameListener {
    /** So long without a frame the engine was not there: ended, or the machine asleep. */
    static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final FrameReader reader = new FrameReader();
    private final Spans up = new Spans();
    private final Spans trading = new Spans();
    private final Set<Integer> accountsOn = new HashSet<>();
    private final StopWatch stopWatch = new StopWatch();
    private final List<Long> faults = new ArrayList<>();
    private final List<Long> unclosed = new ArrayList<>();
    private final List<Long> reads = new ArrayList<>();
    private final List<Long> differences = new ArrayList<>();
    private final Told told = new Told();
    private final Said said = new Said();

    private long firstNanos;
    private long atNanos;
    private long lastNanos;
    private long stageNanos;
    private long stageCapE8;

    /** Before the first frame. */
    public EngineLife() {}

    /**
     * Reads a journal.
     *
     * @throws smc.journal.JournalException if it cannot be read
     */
    public static EngineLife of(Path data) {
        var life = new EngineLife();
        try (var journal = ChronicleReader.open(data, 1)) {
            while (journal.poll(life) > 0) {
                // each frame is looked at as it comes
            }
        }
        return life;
    }

    @Override
    public void onFrame(DirectBuffer buffer, int offset, int length) {
        moveTo(Frame.atNanos(buffer, offset));
        if ((Frame.flags(buffer, offset) & Frame.FLAG_FAULTED) != 0) {
            faults.add(atNanos);
        } else {
            reader.read(buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH, told, said);
        }
    }

    void moveTo(long nanos) {
        if (firstNanos == 0) {
            firstNanos = nanos;
        }
        lastNanos = atNanos;
        atNanos = nanos;
        if (lastNanos != 0 && atNanos - lastNanos > SILENCE_NANOS) {
            up.end(lastNanos);
            trading.end(lastNanos);
        }
        up.begin(atNanos);
        if (!accountsOn.isEmpty()) {
            trading.begin(atNanos);
        }
    }

    /** Of the first frame, epoch nanoseconds; 0 if there is none. */
    public long firstNanos() {
        return firstNanos;
    }

    /** Of the last frame, epoch nanoseconds; 0 if there is none. */
    public long lastNanos() {
        return atNanos;
    }

    /** When it ran. */
    public List<Span> up() {
        return up.upTo(atNanos);
    }

    /** When at least one account might make entries. */
    public List<Span> trading() {
        return trading.upTo(atNanos);
    }

    /** When a trade was open without a stop that was known to work. */
    public List<Span> naked() {
        return stopWatch.naked(atNanos);
    }

    /** When a trade was open. */
    public List<Span> trades() {
        return stopWatch.open(atNanos);
    }

    /** When it failed, by its journal: inputs that made it fail, and halts for a fault. */
    public List<Long> faults() {
        return List.copyOf(faults);
    }

    /** Ends without a close, by the time of the last frame: killed, or the power went, or it fell. Which of these cannot be told. */
    public List<Long> unclosed() {
        return List.copyOf(unclosed);
    }

    /** When accounts were read at the venue to be held against its own, of the times that are journaled. */
    public List<Long> accountsRead() {
        return List.copyOf(reads);
    }

    /** When one was another in something. */
    public List<Long> accountsDiffered() {
        return List.copyOf(differences);
    }

    /** When the stage was set last, epoch nanoseconds; 0 if it never was. */
    public long stageNanos() {
        return stageNanos;
    }

    /** As it was set last, 1e-8 USD by account and symbol; 0 for all of the capital, or never. */
    public long stageCapE8() {
        return stageCapE8;
    }

    final class Told extends NoInputs {
        @Override
        public void onEngineStarted(long epoch, long configHash, long keptSequence, int cutReason) {
            if (lastNanos != 0) {
                up.end(lastNanos);
                trading.end(lastNanos);
                up.begin(atNanos);
            }
            accountsOn.clear();
            trading.end(atNanos);
            boolean isOrderly = CutReason.of(cutReason)
                    .filter(why -> why == CutReason.CLEAN || why == CutReason.FIRST_START)
                    .isPresent();
            if (!isOrderly) {
                unclosed.add(lastNanos);
            }
        }

        @Override
        public void onTradingSwitched(int accountId, boolean isOn) {
            if (isOn) {
                accountsOn.add(accountId);
                trading.begin(atNanos);
            } else {
                accountsOn.remove(accountId);
                if (accountsOn.isEmpty()) {
                    trading.end(atNanos);
                }
            }
        }

        @Override
        public void onPositionRead(int accountId, int instrumentId, long contracts, long entryE8) {
            reads.add(atNanos);
        }

        @Override
        public void onStateAsked(
                int accountId, int instrumentId, TradingState state, RiskReason reason, String who, String why) {
            if (reason == RiskReason.FAULT) {
                faults.add(atNanos);
            } else if (reason == RiskReason.RECONCILIATION && !state.allowsEntries()) {
                differences.add(atNanos);
            }
        }

        @Override
        public void onWalletRead(int accountId, long walletE8, long broughtE8, boolean isShort) {
            reads.add(atNanos);
        }

        @Override
        public void onStageSet(long capE8, String who, String why) {
            stageNanos = atNanos;
            stageCapE8 = capE8;
        }
    }

    Told told() {
        return told;
    }

    Said said() {
        return said;
    }

    final class Said extends NoEffects {
        @Override
        public void positionDiffers(int accountId, int instrumentId, long ownContracts, long venueContracts) {
            differences.add(atNanos);
        }

        @Override
        public void wanted(OrderRequest request) {
            stopWatch.on(request);
        }

        @Override
        public void concluded(DeskEvent event) {
            stopWatch.on(event, atNanos);
        }
    }
}
