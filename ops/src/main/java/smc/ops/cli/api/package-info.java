/** Commands of the dashboard and its API. */
package smc.ops.cli.api;
