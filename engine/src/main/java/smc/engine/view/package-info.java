/**
 * How things stand: markets, orders, desks and differences, folded from frames, for the status file, for {@code status} and {@code at}, and
 * for what must look before it acts. Folded on the engine thread or by a reader of a journal; read from any thread under its lock.
 *
 * <p>It never decides, and never feeds back into the core.
 */
package smc.engine.view;
