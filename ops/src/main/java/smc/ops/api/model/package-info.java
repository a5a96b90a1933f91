/**
 * The read model: how an engine stands and what it did, folded from the frames of its journal, for whoever shows it. One thread of its own follows the
 * journal's files and only reads them; what it has come to is published as a {@link smc.ops.api.model.Reading}, which never changes, and read from any
 * thread without a lock. It is the same for an engine that runs and for the folder of one that does not.
 *
 * <p>It never writes, never decides, and is never waited for by an engine.
 */
package smc.ops.api.model;
