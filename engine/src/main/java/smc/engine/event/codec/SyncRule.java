package smc.engine.event.codec;

import org.agrona.DirectBuffer;
import smc.engine.event.sbe.CancelDecoder;
import smc.engine.event.sbe.EditDecoder;
import smc.engine.event.sbe.OnCapitalMovedDecoder;
import smc.engine.event.sbe.OnEngineStartedDecoder;
import smc.engine.event.sbe.OnFlattenAskedDecoder;
import smc.engine.event.sbe.OnSnapshotAskedDecoder;
import smc.engine.event.sbe.OnStageSetDecoder;
import smc.engine.event.sbe.OnStateAskedDecoder;
import smc.engine.event.sbe.OnTradingSwitchedDecoder;
import smc.engine.event.sbe.StateChangedDecoder;
import smc.engine.event.sbe.SubmitDecoder;

/**
 * Which frames must be on disk before anything of them leaves: those that ask something of the venue, those by which an operator did
 * something or trading is halted or resumed, the start of an epoch, and that of which a snapshot was taken. Losing market data in a power cut is a gap that start-up repairs. Allocates nothing.
 */
public final class SyncRule {
    private SyncRule() {}

    /**
     * Whether the content of a frame asks for it. Lengths are taken on trust: the caller has just written them.
     *
     * @param offset of the content: behind the frame's header
     * @param end behind its last message, without padding
     */
    public static boolean asksForSync(DirectBuffer buffer, int offset, int end) {
        for (int at = offset; at < end; at = FrameMessage.behind(buffer, at)) {
            switch (FrameMessage.templateId(buffer, at)) {
                case SubmitDecoder.TEMPLATE_ID,
                        EditDecoder.TEMPLATE_ID,
                        CancelDecoder.TEMPLATE_ID,
                        OnTradingSwitchedDecoder.TEMPLATE_ID,
                        OnEngineStartedDecoder.TEMPLATE_ID,
                        OnSnapshotAskedDecoder.TEMPLATE_ID,
                        OnCapitalMovedDecoder.TEMPLATE_ID,
                        OnStateAskedDecoder.TEMPLATE_ID,
                        OnFlattenAskedDecoder.TEMPLATE_ID,
                        OnStageSetDecoder.TEMPLATE_ID,
                        StateChangedDecoder.TEMPLATE_ID -> {
                    return true;
                }
                default -> {
                    // Repaired at the next start if it is lost.
                }
            }
        }
        return false;
    }
}
