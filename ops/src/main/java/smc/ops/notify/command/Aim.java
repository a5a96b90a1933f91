package smc.ops.notify.command;

import java.util.List;
import smc.engine.event.Inputs;
import smc.ops.api.model.Reading;

/**
 * Of which account and symbol something is asked.
 *
 * @param accountId {@link Inputs#ALL} for all
 * @param instrumentId likewise
 */
record Aim(int accountId, int instrumentId) {
    /** @throws IllegalArgumentException if a word is neither, or there are two of one, with what was expected */
    static Aim of(List<String> words, Reading reading) {
        List<String> accounts = reading.configuration().engine().accountNames();
        List<String> symbols = reading.configuration().engine().symbols();
        int account = Inputs.ALL;
        int symbol = Inputs.ALL;
        for (String word : words) {
            int asAccount = indexOf(accounts, word);
            int asSymbol = indexOf(symbols, word);
            if (asAccount >= 0 && account == Inputs.ALL) {
                account = asAccount;
            } else if (asSymbol >= 0 && symbol == Inputs.ALL) {
                symbol = asSymbol;
            } else {
                throw new IllegalArgumentException("expected an account (%s), a symbol (%s), or both, was %s"
                        .formatted(String.join(", ", accounts), String.join(", ", symbols), Commands.shown(word)));
            }
        }
        return new Aim(account, symbol);
    }

    private static int indexOf(List<String> names, String word) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(word)) {
                return i;
            }
        }
        return -1;
    }

    String words(Reading reading) {
        return "%s, %s"
                .formatted(
                        accountId == Inputs.ALL ? "all accounts" : reading.account(accountId),
                        instrumentId == Inputs.ALL ? "all symbols" : reading.symbol(instrumentId));
    }
}
