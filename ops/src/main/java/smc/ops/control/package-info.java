/**
 * The way in for the operator of a running engine: a Unix socket in the data folder that only the user may open, one request a connection. Threads of
 * their own; what is asked for goes through the event loop into the journal like everything else.
 */
package smc.ops.control;
