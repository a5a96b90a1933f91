/**
 * Where the exchange in the box meets our markets: recordings and made-up markets as what it plays, its accounts and keys, its pace by its own word;
 * and the hosts of Delta in its place. The exchange knows none of ours, so this is where the two are put together.
 *
 * <p>Cold, but for the feeds, which are read by the exchange's thread. No command line here: what is wrong is an exception with a message.
 */
package smc.ops.exchange;
