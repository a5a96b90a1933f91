/** Commands and options that stand between an engine and real money. */
package smc.ops.cli.door;
