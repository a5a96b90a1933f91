/**
 * How whoever remembers something copies it out, and is made again from the copy: {@link smc.strategy.state.StateCopy} is written by the owner of a
 * state, {@link smc.strategy.state.StateTree} is read by who makes it again.
 *
 * <p>Pure: knows no file, no format, no thread. What a copy looks like on a disk is the business of who keeps it.
 */
package smc.strategy.state;
