package smc.ops.api.model;

import java.util.List;
import java.util.Map;
import smc.engine.config.Configuration;
import smc.engine.view.EngineImage;

/**
 * How an engine stood after a frame, and all it did until then. Never changes.
 *
 * @param configuration in force
 * @param startsE8 by account: what it began with at the first start over all symbols, an equal part on each; 1e-8 USD
 * @param stageCapE8 the most that may be traded with by account and symbol, 1e-8 USD; 0 for all of it
 * @param history cut at the image's sequence
 * @param lastChanged sequence of the frame that changed each resource last; 0 for never
 * @param isPast whether it was asked for as of then
 */
public record Reading(
        Configuration configuration,
        EngineImage image,
        List<Long> startsE8,
        long stageCapE8,
        History history,
        Progress progress,
        Map<Resource, Long> lastChanged,
        boolean isPast) {

    Reading with(Progress other) {
        return new Reading(configuration, image, startsE8, stageCapE8, history, other, lastChanged, isPast);
    }

    /** Of the last frame that counts; 0 before the first. */
    public long sequence() {
        return image.sequence();
    }

    /** Time of that frame, epoch nanoseconds. */
    public long atNanos() {
        return image.atNanos();
    }

    /** An account's name: its file without the ending. */
    public String account(int accountId) {
        return configuration.engine().accountNames().get(accountId);
    }

    /** Letter of the mode that an account is in. */
    public String mode(int accountId) {
        return String.valueOf(configuration.accounts().get(accountId).mode().letter());
    }

    /** By account. */
    public List<String> accounts() {
        return configuration.engine().accountNames();
    }

    /** By instrument. */
    public List<String> symbols() {
        return configuration.engine().symbols();
    }

    public String symbol(int instrumentId) {
        return image.markets().get(instrumentId).symbol();
    }
}
