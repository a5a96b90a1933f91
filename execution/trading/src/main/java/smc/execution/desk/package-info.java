/**
 * The trading rules: zones, touches, verdicts, and the two modes of entry (docs/rules.md, part II, normative).
 *
 * <p>Pure: owned by the engine thread. A {@link smc.execution.desk.Desk} trades one symbol on one account: its {@code Zones}, the
 * {@code EntryRules} that bar one from an entry, the {@code TradeKeeper} of what has filled, the {@code DeskOrders}. Desks of one
 * {@link smc.execution.desk.Scope} share one position. What they conclude leaves through
 * {@link smc.execution.desk.event.DeskListener}, as {@link smc.execution.desk.event.DeskEvent} and as requests; answers come back later as
 * calls on the desk.
 */
package smc.execution.desk;
