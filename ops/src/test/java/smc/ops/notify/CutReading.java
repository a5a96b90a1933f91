package smc.ops.notify;

import java.util.Map;
import java.util.Optional;
import smc.engine.view.EngineImage;
import smc.ops.api.model.Progress;
import smc.ops.api.model.Reading;

/** A reading as it was when a journal was shorter. */
public final class CutReading {
    private CutReading() {}

    public static Reading until(Reading whole, long sequence) {
        EngineImage image = whole.image();
        return new Reading(
                whole.configuration(),
                new EngineImage(
                        image.epoch(),
                        sequence,
                        image.atNanos(),
                        image.markets(),
                        image.desks(),
                        image.trades(),
                        image.orders()),
                whole.startsE8(),
                whole.stageCapE8(),
                whole.history().until(sequence),
                new Progress(sequence, sequence, true, Optional.empty()),
                Map.of(),
                true);
    }
}
