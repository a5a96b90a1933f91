/** What {@code ./smc} does once with what it has built, before anything runs from it. */
package smc.ops.launch;
