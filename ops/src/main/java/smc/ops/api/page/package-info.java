/** The dashboard's page as it was built: its files in memory, with what a browser may run of them. Reads its folder and nothing else. Any thread. */
package smc.ops.api.page;
