/**
 * The command line: one class a command. Commands parse, call and print; what they do lives elsewhere.
 *
 * <p>Exit codes: 0 good, 1 the thing asked for failed, 2 usage or configuration, 3 refused for safety.
 */
package smc.ops.cli;
