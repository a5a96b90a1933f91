/**
 * The API: all of its documents ({@link smc.ops.api.Documents}) over the read model. Any thread.
 *
 * <p>It never writes and never decides.
 */
package smc.ops.api;
