package smc.ops.question;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import smc.engine.config.Configuration;

/**
 * The market of a journal under other rules, three ways: what happened, what the simulated venue makes of the recorded rules, and what it makes of the
 * others. The second against the first is the model's error, the third against the second the effect of the rules.
 */
public final class WhatIf {
    private final Market market;
    private final StepWords words;
    private final List<String> accountNames;
    private final Window window;
    private final Course recorded;
    private final Course simulated;
    private final Optional<Course> variant;

    private WhatIf(
            Market market,
            StepWords words,
            List<String> accountNames,
            Window window,
            Course recorded,
            Course simulated,
            Optional<Course> variant) {
        this.market = market;
        this.words = words;
        this.accountNames = accountNames;
        this.window = window;
        this.recorded = recorded;
        this.simulated = simulated;
        this.variant = variant;
    }

    /**
     * Runs the simulations.
     *
     * @param rules the others, made of each start's own; empty to compare what happened with the model alone
     * @param window what is counted and compared. What lies before is run all the same, by the same rules
     * @throws IllegalArgumentException if the rules are for other symbols or modes than the recorded ones, or cannot be taken where a start took its own
     */
    public static WhatIf of(Market market, Optional<UnaryOperator<Configuration>> rules, Window window) {
        rules.ifPresent(others ->
                market.configurations().forEach(recorded -> requireSameMarket(recorded, others.apply(recorded))));
        var simulations = new ArrayList<Market.Rules>(List.of(market.asRecorded(UnaryOperator.identity())));
        rules.map(market::asRecorded).ifPresent(simulations::add);
        List<Course> courses = market.simulate(simulations);
        return new WhatIf(
                market,
                StepWords.of(simulations.getFirst().of(market.lastConfiguration())),
                market.configuration().engine().accountNames(),
                window,
                market.recorded(),
                courses.getFirst(),
                courses.stream().skip(1).findFirst());
    }

    private static void requireSameMarket(Configuration recorded, Configuration others) {
        require("symbols", recorded.engine().symbols(), others.engine().symbols());
        require("modes", modes(recorded), modes(others));
        require(
                "timeframeMinutes",
                recorded.engine().timeframeMinutes(),
                others.engine().timeframeMinutes());
    }

    private static List<Character> modes(Configuration configuration) {
        return configuration.accounts().stream()
                .map(account -> account.mode().letter())
                .toList();
    }

    private static void require(String what, Object recorded, Object other) {
        if (!recorded.equals(other)) {
            throw new IllegalArgumentException("expected the %s of the recording, %s, was %s: its market is of these"
                    .formatted(what, recorded, other));
        }
    }

    /** Names of accounts, by id. */
    public List<String> accountNames() {
        return accountNames;
    }

    int instruments() {
        return words.symbols();
    }

    String symbol(int instrumentId) {
        return words.symbol(instrumentId);
    }

    /** That of the last start. */
    char mode(int accountId) {
        return words.mode(accountId).letter();
    }

    /** That of the time. */
    char mode(FirstDifference first) {
        return market.modeAt(first.accountId(), first.atNanos()).letter();
    }

    /** What each way came to, in the order recorded, simulated, variant; without the last if there are no other rules. */
    List<Figures> figures(int accountId, int instrumentId) {
        var all = new ArrayList<Figures>();
        all.add(Figures.of(recorded, accountId, instrumentId, window));
        all.add(Figures.of(simulated, accountId, instrumentId, window));
        variant.ifPresent(course -> all.add(Figures.of(course, accountId, instrumentId, window)));
        return all;
    }

    /** Where the simulation of the recorded rules first leaves what happened; empty if it does not. */
    public Optional<FirstDifference> modelError() {
        return FirstDifference.between(recorded, simulated, accountNames.size(), instruments(), window);
    }

    /** Where the variant first leaves the simulation of the recorded rules; empty if it does not, or there is none. */
    public Optional<FirstDifference> effect() {
        return variant.flatMap(course ->
                        FirstDifference.between(simulated, course, accountNames.size(), instruments(), window))
                .map(difference -> difference.withSequencesOf(recorded));
    }

    boolean hasVariant() {
        return variant.isPresent();
    }

    /** What happened. */
    public Course recorded() {
        return recorded;
    }

    /** The recorded rules at the simulated venue. */
    public Course simulated() {
        return simulated;
    }

    /** The other rules at the simulated venue; empty if there are none. */
    public Optional<Course> variant() {
        return variant;
    }
}
