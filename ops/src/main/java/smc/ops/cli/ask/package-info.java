/**
 * Commands that ask a journal or a result: why, why not, what changed, its rows for other programs, and a moment of it for elsewhere. They check what
 * was typed and print; what they answer is made elsewhere. The caller's thread; they write nothing but what they are told to.
 */
package smc.ops.cli.ask;
