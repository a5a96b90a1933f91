/** How a running engine stands, in a few rows for the foot of a terminal. */
package smc.ops.board;
