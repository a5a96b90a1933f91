/**
 * The command line: one class a command, and nothing else. Commands parse, call and print; what they share is in {@code option}, what they do lives
 * below.
 *
 * <p>Exit codes: 0 good, 1 the thing asked for failed, 2 usage or configuration, 3 refused for safety.
 */
package smc.ops.cli;
