package smc.ops.journal.cause;

import smc.engine.config.Configuration;
import smc.engine.event.text.MessageText;

/** Messages and places of a journal in the words of {@code ./smc why}, by the names of a configuration. Immutable. */
public final class Wording {
    private final Names names;
    private final Sentences sentences;

    private Wording(Names names) {
        this.names = names;
        sentences = new Sentences(names);
    }

    public static Wording of(Configuration configuration) {
        return new Wording(Names.of(configuration));
    }

    /** What it says. */
    public String of(MessageText message) {
        return sentences.of(new Message(message, 0));
    }

    /** Name of an account's file without its ending; its number if the configuration has none. */
    public String account(int accountId) {
        return isAccount(accountId) ? names.accounts().get(accountId) : "account " + accountId;
    }

    /** Letter of its mode; its number if the configuration has no such account. */
    public String mode(int accountId) {
        return isAccount(accountId) ? String.valueOf(names.mode(accountId, 0).letter()) : "" + accountId;
    }

    /** Its name; its number if the configuration has none. */
    public String symbol(int instrumentId) {
        return instrumentId >= 0 && instrumentId < names.symbols().size()
                ? names.symbols().get(instrumentId)
                : "instrument " + instrumentId;
    }

    private boolean isAccount(int accountId) {
        return accountId >= 0 && accountId < names.accounts().size();
    }
}
