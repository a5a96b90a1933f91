/**
 * Delta Exchange India's REST and both of its WebSocket hosts on loopback, around the simulated venue. Written from
 * docs/delta-exchange.md alone; shares no protocol code with any client, so that client and server cannot be wrong together.
 *
 * <p>This package has the words that it shares with whoever starts it: accounts, instruments, settings, and the market to play. The rest
 * stands on floors. Each may use those below it and never one above:
 *
 * <pre>
 * host       opens the ports and starts the loop: {@link smc.exchange.host.EmbeddedExchange}
 * socket     both WebSocket hosts: sessions, subscriptions, frames
 * rest       requests, routes by subject, signatures, the controls
 * play       the loop that plays the market, lock-step, the log, faults, quotas
 * json       Delta's documents out of the exchange's state, commands out of bodies
 * market     what the public sees: candles, book, newest trades     | rules     orders, legs, positions, wallets of the accounts
 *                                                                   |           (neither knows the other)
 * (this)     accounts, instruments, settings, the market to play
 * matching   the venue that fills
 * </pre>
 *
 * <p>{@code market}, {@code rules} and {@code matching} are pure: no JSON, no network, no file, no clock.
 *
 * <p>One event-loop thread owns venue, market, clock and every connection. Commands change state only after they were checked whole, and
 * each one that did is in the command log before it is answered. How far the market has come is in {@code place.bin} before anybody hears of
 * it: killed and started again, the exchange goes on where it was, and its time never runs backwards.
 *
 * <p><b>Two clocks.</b> Market time (trades, candles, orders, fills, funding, latency) runs at the speed asked for and stands still while it
 * waits. Protocol time (signatures, quota, heartbeats, idle connections) is the real one.
 *
 * <p>Of ended orders, fills and bookings an account's newest 10,000 of each are kept.
 *
 * <p>REST is {@link smc.exchange.rest.RestApi}, which lets requests in, and a class of routes a subject. A command goes through
 * {@link smc.exchange.rest.RequestShapes} (what it says), {@link smc.exchange.play.Admission} (what Delta refuses for where
 * the market stands) and then to {@link smc.exchange.rules.Exchange}; the log has what got there.
 *
 * <p><b>Fills</b> are on the tick, rounded against who takes ({@link smc.exchange.rules.ExchangeRules}).
 *
 * <p><b>Mistakes.</b> What Delta takes without a word and no client means (an unknown field or filter, {@code stop_price} without
 * {@code stop_order_type}, an edit without a size, a cancel-all without a flag, a bracket on the wrong side of its entry, a symbol that is none)
 * is counted by name in {@code GET /sim} and told once; a strict exchange refuses what has an answer.
 *
 * <p><b>Connections</b> end for want of anything ({@link smc.exchange.ConnectionTimes}): a socket after 60 s without a frame
 * either way, without a close frame, as Delta's; a REST connection after 60 s without a request; a request or an answer that is not whole
 * after 10 s. How long the exchange itself takes to answer has no limit.
 *
 * <p><b>Controls</b> are no part of Delta's protocol and need no signature:
 *
 * <pre>
 * GET    /sim                          place in the market, market time, mistakes of clients
 * POST   /sim/advance {"trades":100}   delivers that many trades now, at whatever speed it runs; speed 0 moves by this alone
 * POST   /sim/adl {"user_id":11,"product_symbol":"SOLUSD","price":"150"}
 *                                      takes that position to cover somebody else's loss, who is bankrupt at that price
 * GET    /sim/faults                   the faults that wait to strike
 * POST   /sim/faults  {"kind":"drop"}  one fault or a list of them, see {@link smc.exchange.play.Fault}
 * DELETE /sim/faults                   forgets them
 * </pre>
 *
 * <p><b>Lock-step.</b> A client that sends {@code {"type":"sim_lockstep"}} on a socket of either host gets, at once and after the frames of
 * each trade, {@code {"type":"sim_step","place":42,"ts":1700000000000000,"told":7}}, and the market goes on only once every such connection has
 * answered {@code {"type":"sim_ack","place":42}}. With {@code "wake":1700000000500000} in its answer it asks for a step at that market time
 * (in microseconds, after the present) even if nothing trades: market time is brought to it exactly, and a step of the same place goes out
 * to that client alone and is waited for like any other. A trade at that time comes after it. The next step of any kind forgets the wake. After the
 * last trade market time stands still, and no wake comes. Requests are served meanwhile. With latency an order takes
 * effect, and is answered, in later market time, so a client must not make its acknowledgement wait for that answer. A connection leaves the
 * lock-step when it closes.
 *
 * <p><b>Holes.</b> Of a span that the recording played does not have there is no candle, by REST or on a channel. Who listens to the trades of
 * the symbol is told when it begins, or on subscribing within it: {@code {"type":"sim_hole","sy":"SOLUSD","from":1700000000000000,
 * "to":1700003600000000}}, in microseconds. Only recordings have holes: elsewhere no trade means that nothing traded, and candles are flat.
 */
package smc.exchange;
