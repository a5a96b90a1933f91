/**
 * What commands have in common on the command line: groups of options, readers of their values, checks of what picocli cannot know, exit codes.
 * A mixin turns what was typed into what the rest of the program understands, so that nothing below sees picocli.
 *
 * <p>Exit codes: 0 good, 1 the thing asked for failed, 2 usage or configuration, 3 refused for safety.
 */
package smc.ops.cli.option;
