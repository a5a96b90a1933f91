/** Commands by which a person lets an engine trade more, or less. */
package smc.ops.cli.control;
