/**
 * Candle files: reading, checking, and replacing output files whole.
 *
 * <p>Cold: any thread, plain Java, allocates freely. Never repairs what it reads: what is wrong is said with its line, and a hole stays a
 * hole.
 */
package smc.feed.file;
