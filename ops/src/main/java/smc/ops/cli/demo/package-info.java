/**
 * The demo: a process that starts an engine, watches it, and may kill it, since coming back is what it is to show. Nothing but the command line's list of
 * commands knows of this package: an engine has no way to be killed by a request.
 */
package smc.ops.cli.demo;
